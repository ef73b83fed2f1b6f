"""Words found in any text: names where there is Chinese, phrases where there are spaces."""

import tracemalloc

import pytest

from tests.texts import text_with
from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT, Notes
from w2vkit.cli.commands.demo import sample
from w2vkit.languages.segmentation.segment import TextBlock, blocks
from w2vkit.languages.segmentation.segmenters import cut_with
from w2vkit.languages.terms.discovery import discover_words
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.reading import read_sentences

DEFAULTS = SegmentConfig()
ENGLISH = "\n".join(
    f"They {verb} Green Harbour {when}." for verb in ("saw", "left", "love", "need", "sold")
    for when in ("today", "again", "twice", "early", "in May")
)  # fmt: skip


def found_in(*pieces, min_count=None, config=DEFAULTS):
    return {word.word: word for word in discover_words(pieces, config, SILENT, min_count)}


@pytest.fixture(scope="module")
def retelling():
    sentences = (
        line for file in find_files([str(sample("xiyou"))]) for line in read_sentences(file)
    )
    return [*blocks(sentences, "rjieba")]


@pytest.fixture(scope="module")
def words(retelling):
    return {word.word: word for word in discover_words(retelling, DEFAULTS, SILENT)}


def test_the_surest_come_first_and_twice_the_same(retelling, words):
    again = discover_words(retelling, DEFAULTS, SILENT)
    assert again == [*words.values()]
    assert again == sorted(again, key=lambda word: (-word.score, word.word))


def test_names_of_one_person_are_put_together(words):
    assert words["孙悟空"].alias_of == "悟空"
    assert words["悟空"].alias_of == ""


def test_words_of_the_dictionary_are_guarded_from_shorter_ones(words):
    assert {word.weight for word in words.values() if not word.score} - {None}
    cut = cut_with(None, {word.word: word.weight for word in words.values() if word.weight})
    assert cut("王母娘娘请孙悟空") == ["王母娘娘", "请", "孙悟空"]


def test_what_the_user_dictionary_has_needs_no_finding(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("鸾鹭城 90000 ns\n", encoding="utf-8")
    text = TextBlock(text_with("鸾鹭城"), "rjieba")
    assert "鸾鹭城" in found_in(text)
    assert "鸾鹭城" not in found_in(text, config=SegmentConfig(dictionary=str(path)))


@pytest.mark.parametrize("segmenter", ["words", "whitespace"])
def test_text_with_spaces_gives_phrases(segmenter):
    found = found_in(TextBlock(ENGLISH, segmenter))
    assert found["green harbour"].count == 25
    assert "Green Harbour" in found_in(
        TextBlock(ENGLISH, segmenter), config=SegmentConfig(keep_case=True)
    )


def test_both_kinds_of_text_go_together():
    pieces = TextBlock(ENGLISH, "words"), TextBlock(text_with("鸾鹭城"), "rjieba")
    found = found_in(*pieces)
    assert {"鸾鹭城", "green harbour"} <= {*found}
    assert found == {**found_in(pieces[0]), **found_in(pieces[1])}


def test_words_must_occur_often_enough():
    pieces = TextBlock(ENGLISH, "words"), TextBlock(text_with("鸾鹭城"), "rjieba")
    assert found_in(*pieces, min_count=26).keys() == found_in(pieces[1], min_count=26).keys()
    assert "green harbour" in found_in(*pieces, min_count=25)
    assert "鸾鹭城" not in found_in(*pieces, min_count=43)


def test_very_long_text_is_searched_in_part():
    listener = Notes()
    first = TextBlock(text_with("鸾鹭城"), "rjieba")
    limit = len(first.text)
    second = TextBlock(text_with("暮缇国"), "rjieba")
    words = discover_words([first, second], DEFAULTS, listener, max_characters=limit)
    found = {word.word for word in words}
    assert "鸾鹭城" in found
    assert "暮缇国" not in found
    assert listener.said == [f"Searched only the first {limit} characters for words."]
    assert discover_words([first], DEFAULTS, SILENT, max_characters=limit)


def test_nothing_is_found_in_nothing():
    assert found_in() == {}
    assert found_in(TextBlock("", "rjieba"), TextBlock("", "words")) == {}


@pytest.mark.parametrize("sign", [".", "_", "。", "…", "\u0301\u0323"])
def test_a_long_run_of_signs_takes_little_memory(sign):
    blocks = [TextBlock("孙悟空" + sign * 25_000, "rjieba") for _ in range(40)]
    discover_words(blocks[:1], SegmentConfig(), SILENT)  # imports and compiles
    tracemalloc.start()
    try:
        assert {word.word for word in discover_words(blocks, SegmentConfig(), SILENT)} <= {"孙悟空"}
        assert tracemalloc.get_traced_memory()[1] < 24e6  # 60 bytes for each sign would be 60e6
    finally:
        tracemalloc.stop()
