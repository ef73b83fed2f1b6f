"""Where words stand in an encoded text: everything is compared with a plain search."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.base.config import SegmentConfig
from w2vkit.corpus.encoded import chunk_of, write_corpus
from w2vkit.corpus.occurrences import EncodedText, Occurrences, as_encoded

SENTENCES = [
    ["双鞭", "呼延", "灼", "来", "了"],
    ["呼延", "灼道", "且住"],
    ["大呼延", "灼"],
    ["灼", "呼延"],
    ["呼延"],
    ["灼"],
    ["一", "丈", "青", "一丈青"],
    ["new", "york", "and", "new_york", "new", "yorker"],
    ["the", "rein", "therein"],
]


def text_of(folder, sentences):
    folder.mkdir(parents=True, exist_ok=True)
    write_corpus([chunk_of(sentences)], folder)
    return EncodedText.open(folder)


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    return text_of(tmp_path_factory.mktemp("text"), SENTENCES)


@pytest.mark.parametrize(
    ("word", "alone", "inside", "cuts"),
    [
        ("呼延灼", 0, {}, {"呼延 灼": 3}),
        ("灼呼延", 0, {}, {"灼 呼延": 1}),
        ("一丈青", 1, {}, {"一 丈 青": 1}),
        ("丈青", 0, {"一丈青": 1}, {"丈 青": 1}),
        ("呼延", 4, {"大呼延": 1}, {}),
        ("灼来", 0, {}, {"灼 来": 1}),
        ("new york", 1, {}, {"new york": 1}),
        ("new_york", 1, {}, {"new york": 1}),
        ("york", 1, {"new_york": 1}, {}),
        ("york and new", 0, {}, {"york and new": 1}),
        ("newyork", 0, {}, {}),
        ("therein", 1, {}, {}),
        ("the re", 0, {}, {}),
        ("呼延 灼", 0, {}, {"呼延 灼": 3}),
        ("宋江", 0, {}, {}),
        ("", 0, {}, {}),
        ("_", 0, {}, {}),
        ("1", 0, {}, {}),
        ("\udcff", 0, {}, {}),
    ],
)
def test_words_alone_inside_others_and_in_pieces(text, word, alone, inside, cuts):
    found = text.find(word)
    assert found.alone == alone
    assert found.inside == Counter(inside)
    assert {" ".join(cut): count for cut, count in found.cuts.items()} == cuts
    assert found.total == alone + sum(inside.values()) + sum(cuts.values())


def test_nothing_stands_in_nothing(tmp_path):
    assert text_of(tmp_path, []).find("呼延灼") == Occurrences()


@settings(max_examples=50)
@given(
    st.lists(st.lists(st.text("甲乙", min_size=1, max_size=3), min_size=1, max_size=6), max_size=6),
    st.text("甲乙", min_size=1, max_size=4),
)
def test_chinese_is_found_wherever_a_plain_search_finds_it(tmp_path_factory, sentences, word):
    text = text_of(tmp_path_factory.mktemp("any"), sentences)
    found = text.find(word)
    alone = sum(sentence.count(word) for sentence in sentences)
    inside = Counter(t for sentence in sentences for t in sentence if word in t and word != t)
    everywhere = sum(
        "".join(sentence).startswith(word, place)
        for sentence in sentences
        for place in range(len("".join(sentence)))
    )
    within = sum(
        token.startswith(word, place)
        for sentence in sentences
        for token in sentence
        for place in range(len(token))
    )
    assert (found.alone, found.inside) == (alone, inside)
    assert found.cuts.total() == everywhere - within
    assert all("".join(cut) == word for cut in found.cuts)


def test_a_phrase_is_spelled_as_the_text():
    assert as_encoded("قالَ The", SegmentConfig()) == "قال the"
    assert as_encoded("قالَ The", SegmentConfig(keep_case=True)) == "قال The"
