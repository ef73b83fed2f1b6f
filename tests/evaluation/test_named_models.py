import pytest

from tests.gensim_marks import NEEDS_GENSIM
from tests.toys import Notes, random_embeddings, save_model
from w2vkit.base.config import EvalConfig
from w2vkit.base.errors import UsageError
from w2vkit.evaluation.comparison import ComparisonSize
from w2vkit.evaluation.named_models import compare_models
from w2vkit.query.opening import open_model


def compared(models, sets=(), listener=None):
    return compare_models(models, sets, EvalConfig(), ComparisonSize(), listener or Notes())


def test_a_name_a_directory_a_file_and_a_model(toy, tmp_path):
    vectors = tmp_path / "other.vec"
    vectors.write_text("3 2\n八戒 1 2\n孙悟空 2 1\n沙僧 0 1\n", encoding="utf-8")
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("八戒\t沙僧\t8\n八戒\t孙悟空\t2\n八戒\t馒头\t1\n", encoding="utf-8")
    found = compared(["toy", str(toy), str(vectors), open_model("toy")], [str(pairs)])
    assert [*found.words] == ["toy", str(toy), str(vectors), "toy (2)"]
    assert found.common == 3
    assert (found.sets[0].common, found.sets[0].asked) == (2, 3)


@NEEDS_GENSIM
def test_built_in_sets_without_common_questions_are_left_out(models):
    save_model("m", random_embeddings(words=20))
    notes = Notes()
    assert compared(["m", "m"], listener=notes).sets == ()
    assert notes.said[-1].startswith("No question of google, wordsim353, simlex999 contains")


def test_one_model_is_not_enough(toy):
    with pytest.raises(UsageError, match="at least two models"):
        compared(["toy"])
