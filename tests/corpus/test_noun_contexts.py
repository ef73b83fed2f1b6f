"""Nouns and names of an English text, found by the function words around them."""

import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.noun_contexts import characteristic_words
from w2vkit.corpus.prepare import prepare

SENTENCES = (
    "The captain saw the harbor and waited for {name}.",
    "{name} was in the harbor, and she asked the captain for a lantern.",
    "They quickly found a lantern; {name} had given it to the old sailor.",
    "“I know the captain,” said {name}, and the sailor did not answer.",
    "She used the lantern to find him, including a map of the harbor.",
    "He is known as a brave sailor, and {name} would never forget the map.",
    "It was later that the captain came to {name} and gave her the map.",
)
NOUNS = {"captain", "harbor", "lantern", "sailor", "map", "marian"}
OTHERS = (
    "saw waited asked quickly found given old know did used including known brave later came gave"
)
GERMAN = (
    "Der Kapitän sah den Hafen und wartete auf die Nacht, denn er kannte den alten Seemann gut."
)
CHINESE = "船长看见了港口，等着夜里来的水手。他认识那个老水手。"


def words_of(path, text, repeat=20, **options):
    path.write_text("\n".join([text] * repeat), encoding="utf-8")
    corpus, _ = prepare([str(path)], SegmentConfig(**options), SILENT)
    return characteristic_words(corpus, corpus.vocabulary)


@pytest.mark.parametrize("name", ["Marian", "MARIAN"])
def test_nouns_and_names_but_no_verbs_and_function_words(tmp_path, name):
    text = "\n".join(SENTENCES).format(name=name)
    found = words_of(tmp_path / "tale.txt", text)
    assert {*found} == NOUNS
    assert not {*found} & {*OTHERS.split()}


def test_case_and_punctuation_that_are_kept_do_not_matter(tmp_path):
    text = "\n".join(SENTENCES).format(name="Marian")
    found = words_of(tmp_path / "tale.txt", text, keep_case=True, punctuation=True)
    assert {word.lower() for word in found} == NOUNS


def test_words_of_one_part_of_the_text_come_before_those_of_all_parts(tmp_path):
    whole = "\n".join(SENTENCES[:6]).format(name="Marian")
    part = "The dragon was near the harbor. She saw the dragon and a dragon is a danger."
    text = "\n".join([*[whole] * 20, *[part] * 20, *[whole] * 20])
    assert words_of(tmp_path / "tale.txt", text, repeat=1)[0] == "dragon"


@pytest.mark.parametrize("text", [GERMAN, CHINESE, "n1 n2 n3 n4 n1 n5"])
def test_other_texts_have_none(tmp_path, text):
    assert words_of(tmp_path / "text.txt", text) == []


def test_the_words_of_the_demonstration(tmp_path):
    corpus, _ = prepare(["corpora/kingdom"], SegmentConfig(), SILENT)
    first = characteristic_words(corpus, corpus.vocabulary)[:60]
    assert {"king", "queen", "princess", "rome", "boy"} <= {*first}
    verbs = {"asked", "called", "came", "told", "knew", "lived", "lifted", "stood", "made", "slept"}
    assert not verbs & {*first}
