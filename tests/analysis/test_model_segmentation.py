import pytest

import w2vkit
from w2vkit.analysis.model_segmentation import segmentation_of, tokenized
from w2vkit.query.opening import open_model

STORY = "孙悟空打死了妖精。弼马温大闹天宫。\nThe King went home.\n" * 30


def trained(tmp_path, text=STORY, **options):
    path = tmp_path / "story.txt"
    path.write_text(text, encoding="utf-8")
    return w2vkit.train(str(path), name="story", dim=4, epochs=1, min_count=1, **options)


def test_texts_are_segmented_as_the_text_of_the_model_was(tmp_path, models):
    model = trained(tmp_path, keep_whole=["弼马温"])
    config = segmentation_of(w2vkit.open("story"))
    found = [*tokenized(["弼马温打死了妖精", "", "！", "Ｔhe\nKING"], config)]
    assert found == [["弼马温", "打死", "了", "妖精"], [], [], ["the", "king"]]
    assert {token for tokens in found for token in tokens} <= {*model}


def test_the_tokens_of_a_text_do_not_depend_on_the_others(tmp_path, models):
    trained(tmp_path)
    config = segmentation_of(w2vkit.open("story"))
    texts = ["孙悟空", "", "went home", "大闹天宫\n\nking", " "] * 300
    assert [*tokenized(texts, config)] == [next(tokenized([text], config)) for text in texts]


def test_script_and_case_of_the_model(tmp_path, models):
    trained(tmp_path, script="traditional", keep_case=True)
    config = segmentation_of(w2vkit.open("story"))
    assert [*tokenized(["大闹天宫 The"], config)] == [["大鬧", "天宮", "The"]] or [
        *tokenized(["大闹天宫 The"], config)
    ] == [["大鬧天宮", "The"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("孙悟空，八戒", ["孙悟空", "，", "八戒"]), ("New York", ["New", "York"])],
)
def test_a_model_from_elsewhere(toy, text, expected):
    assert next(tokenized([text], segmentation_of(open_model("toy")))) == expected


def test_ids_of_items_are_kept_as_they_are(models):
    w2vkit.train([["A-1", "b.c"]] * 50, items=True, sample=0, name="shop")
    config = segmentation_of(w2vkit.open("shop"))
    assert [*tokenized(["A-1 b.c x"], config)] == [["A-1", "b.c", "x"]]


def test_a_word_list_that_is_gone_is_not_needed(tmp_path, models):
    words = tmp_path / "words.txt"
    words.write_text("弼马温\n", encoding="utf-8")
    trained(tmp_path, words=str(words))
    words.unlink()
    config = segmentation_of(w2vkit.open("story"))
    assert next(tokenized(["弼马温"], config)) == ["弼马温"]
