"""The kinds of the words of a text, told from the tokens beside them."""

from dataclasses import replace

import pytest

from tests.corpus.test_sections import corpus_of
from w2vkit.corpus.vocabulary_kinds import kinds_of_words

SAYS = ["悟空", "道"], ["孙悟空", "道"], ["曹操", "笑"], ["国王", "问"], ["悟空", "走"]
GOES = ["走", "到", "洛阳"], ["离", "洛阳"], ["兵器", "很", "好"], ["走", "了"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return corpus_of(tmp_path_factory.mktemp("kinds") / "a", [*SAYS, *GOES] * 12)


def test_people_speak_and_one_goes_to_places(corpus):
    kinds = kinds_of_words(corpus, corpus.vocabulary, {})
    assert {word: kinds.get(word) for word in ("曹操", "洛阳", "国王", "兵器", "走")} == {
        "曹操": "person",
        "洛阳": "place",
        "国王": "title",
        "兵器": "thing",
        "走": None,
    }


def test_what_is_known_takes_precedence(corpus):
    assert kinds_of_words(corpus, corpus.vocabulary, {"走": "title"})["走"] == "title"
    assert "齐天大圣" not in kinds_of_words(corpus, corpus.vocabulary, {"齐天大圣": "person"})


def test_traditional_words_have_kinds_too(tmp_path):
    corpus = corpus_of(tmp_path / "a", [["劉備", "說"], ["來", "到", "長沙"]] * 12)
    kinds = kinds_of_words(corpus, corpus.vocabulary, {})
    assert kinds == {"劉備": "person", "長沙": "place"}


def test_english_words_have_no_kinds_except_those_given(tmp_path):
    corpus = corpus_of(tmp_path / "a", [["London", "said", "new_york"]] * 12)
    assert kinds_of_words(corpus, corpus.vocabulary, {}) == {}
    given = {"new_york": "phrase"}
    assert kinds_of_words(corpus, corpus.vocabulary, given) == given


def test_characters_of_another_language_have_no_chinese_kinds(corpus):
    assert kinds_of_words(replace(corpus, language="zh"), corpus.vocabulary, {})
    japanese = replace(corpus, language="ja")
    assert kinds_of_words(japanese, corpus.vocabulary, {"走": "title"}) == {"走": "title"}
