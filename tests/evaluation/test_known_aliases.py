import pytest

from tests.toys import Notes
from w2vkit.evaluation.self_evaluation import alias_groups, confirmed_aliases
from w2vkit.query.opening import open_model
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import train

TEXT = "悟空举起铁棒。\n八戒举起钉钯。\n行者走了。\n孙悟空走了。\n猪八戒走了。\n" * 20
LIST = "word\tcount\tscore\tcut\talias_of\n孙悟空\t1\t1\t\t\n" + "".join(
    f"{word}\t1\t1\t\t孙悟空\n" for word in ("悟空", "行者", "老孙")
)


@pytest.fixture
def trained(tmp_path, models):
    (tmp_path / "book.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "names.tsv").write_text(LIST, encoding="utf-8")

    def train_with(**segmentation):
        request = TrainRequest(
            [str(tmp_path / "book.txt")],
            "m",
            force=True,
            segmentation=segmentation,
            options={"dim": 8, "min_count": 1, "epochs": 1},
        )
        model = open_model(train(request, Notes()).path)
        return model, confirmed_aliases(model, model.origin.segmentation)

    return train_with


def test_aliases_of_the_list_are_grouped_by_name(trained, tmp_path):
    model, aliases = trained(words=(str(tmp_path / "names.tsv"),))
    assert dict(aliases) == {"悟空": "孙悟空", "行者": "孙悟空", "老孙": "孙悟空"}
    (group,) = alias_groups(model, aliases)
    assert {model.words[row] for row in group} == {"孙悟空", "悟空", "行者"}


def test_found_and_merged_aliases_are_not_confirmed(trained, tmp_path):
    names = str(tmp_path / "names.tsv")
    assert trained(words=("auto",))[1] == {}
    assert trained(words=(names,), merge_aliases=True)[1] == {}
    assert {*trained(words=(names, "auto"))[1]} == {"悟空", "行者", "老孙"}
    assert trained()[1] == {}
