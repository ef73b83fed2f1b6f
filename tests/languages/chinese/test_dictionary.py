"""What a dictionary says of a word."""

from w2vkit.base.config import SegmentConfig
from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.terms.discovery import dictionary_of


def test_parts_of_speech():
    tags = {
        "孙悟空": [("孙悟空", "nr")],
        "走路": [("走路", "v")],
        "打妖怪": [("打", "v"), ("妖怪", "n")],
    }
    some = WordDictionary(list, tags.__getitem__, bool, str.split, lambda weights: list)
    assert [some.is_noun(word) for word in tags] == [True, False, True]  # two tokens may be a name
    assert [some.first_tag(word) for word in tags] == ["n", "v", "v"]


def test_the_words_in_a_text_overlap():
    assert {"王母", "娘娘", "王母娘娘"} <= {*dictionary_of(SegmentConfig()).words_in("见王母娘娘")}


def test_a_word_wins_against_others_by_its_weight():
    cut_with = dictionary_of(SegmentConfig()).cut_with
    assert cut_with({"多九公": 100})("多九公道") == ["多九公", "道"]
    assert "九公道" in cut_with({"多九公": 1, "九公道": 9_000_000})("多九公道")
