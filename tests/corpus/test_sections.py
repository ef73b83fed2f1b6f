"""Chapters of encoded corpora, and the counts of words in them."""

from dataclasses import replace

import pytest

from tests.plugin_packages import install
from w2vkit.corpus.encoded import chunk_of, open_corpus, write_corpus
from w2vkit.corpus.sections import MIN_CHAPTER_TOKENS, chapters

PROSE = [["悟空", "来", "了"]] * (MIN_CHAPTER_TOKENS // 2)


def corpus_of(folder, sentences):
    folder.mkdir()
    write_corpus([chunk_of(sentences)], folder)
    return open_corpus(folder)


def titles(folder, sentences):
    return [section.title for section in chapters(corpus_of(folder, sentences))]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        (["第一回", "灵根", "育孕"], "第一回灵根育孕"),
        (["第", "一", "回", "灵根"], "第一回灵根"),
        (["第一", "百", "○", "五", "回"], "第一百○五回"),
        (["第12章"], "第12章"),
        (["第", "叁", "回", "姬昌"], "第叁回姬昌"),
        (["第廿", "一", "回"], "第廿一回"),
        (["第一", "佰", "回"], "第一佰回"),
        (["卷之三", "起"], "卷之三起"),
        (["chapter", "xii", "the", "king"], "chapter xii the king"),
        (["第3章", "Hello", "World", "再见"], "第3章Hello World再见"),
    ],
)
def test_headings_begin_chapters(tmp_path, heading, title):
    assert titles(tmp_path / "a", [["序"], heading, *PROSE, ["第二回"], *PROSE]) == [
        title,
        "第二回",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        ["此", "开卷", "第一回"],
        ["第一", "个", "回来"],
        ["第一回", *["走"] * 40],
        ["卷", "起", "珠帘"],
        ["卷上", "珠帘"],
        ["the", "chapter", "was", "long"],
        ["chapter", "headings", "follow"],
        [],
    ],
)
def test_other_sentences_begin_none(tmp_path, sentence):
    assert titles(tmp_path / "a", [sentence, *PROSE]) == []


@pytest.mark.parametrize(
    ("numerals", "found"),
    [
        (["i", "ii", "iii", "iv"], True),
        (["1", "2", "4", "5"], True),  # a chapter is missing
        (["1", "2", "1", "2"], True),  # two volumes
        (["one", "two", "the third", "the last"], True),
        (["ix", "x", "xii"], True),  # a part of a book
        (["nineteen", "twenty", "twenty one", "twenty two"], True),
        (["11", "36", "9", "vii"], False),  # sentences about chapters of other books
    ],
)
def test_english_headings_are_in_order(tmp_path, numerals, found):
    heads = [["chapter", *numeral.split(), "of", "gold"] for numeral in numerals]
    text = [line for head in heads for line in (head, *PROSE)]
    assert len(titles(tmp_path / "a", text)) == (len(heads) if found else 0)


def test_a_table_of_contents_is_no_chapter(tmp_path):
    heads = [["第一回", "灵根"], ["第二回", "悟彻"]]
    text = [*heads, heads[0], *PROSE, heads[1], ["短"]]
    assert titles(tmp_path / "a", text) == ["第一回灵根", "第二回悟彻"]


MODULE = """
import re
from dataclasses import replace

from w2vkit.languages.english import ENGLISH
from w2vkit.languages.headings import Heading, HeadingStyle

CHAPTER = re.compile("ĉapitro ([0-9]+)")
ESPERANTO = replace(
    ENGLISH,
    code="eo",
    headings=(
        HeadingStyle("ĉapitro", CHAPTER, lambda match: Heading("ĉapitro", int(match[1]), match[0])),
    ),
)
"""


def test_a_language_of_another_package_brings_its_headings(tmp_path, plugin_path):
    entries = {"w2vkit.languages": {"eo": "toy_headings:ESPERANTO"}}
    project = {"name": "toy-headings", "version": "1", "entry-points": entries}
    install(plugin_path, project, {"toy_headings.py": MODULE})
    text = [["ĉapitro", "1", "la", "reĝo"], *PROSE, ["ĉapitro", "2"], *PROSE, ["chapter", "1"]]
    corpus = corpus_of(tmp_path / "a", text)
    assert [section.title for section in chapters(corpus)] == ["chapter 1"]
    corpus = replace(corpus, language="eo")
    assert [one.title for one in chapters(corpus)] == [
        "ĉapitro 1 la reĝo",
        "ĉapitro 2",
        "chapter 1",
    ]


def test_a_single_heading_in_the_text_mentions_a_chapter(tmp_path):
    mention = ["第三回", "却", "没有", "了"]
    assert titles(tmp_path / "a", [*PROSE, mention, *PROSE]) == []
    assert titles(tmp_path / "b", [mention, *PROSE]) == ["第三回却没有了"]
    assert titles(tmp_path / "c", [*PROSE, ["第一回"], *PROSE]) == ["第一回"]


def test_a_short_chapter_stays_if_another_part_has_one_of_its_number(tmp_path):
    part = [["chapter", "1"], *PROSE, ["chapter", "2"], ["短"], ["chapter", "3"], *PROSE]
    assert titles(tmp_path / "a", part * 2) == ["chapter 1", "chapter 2", "chapter 3"] * 2
    contents = [["chapter", number, "of", "gold"] for number in "123"]
    assert titles(tmp_path / "b", [*contents, *PROSE, *part]) == [
        "chapter 3 of gold",  # what stands between the contents and the first chapter
        "chapter 1",
        "chapter 2",
        "chapter 3",
    ]


def test_a_number_directly_before_another_is_no_chapter(tmp_path):
    text = [["i"], *PROSE, ["ii"], ["1"], *PROSE, ["2"], *PROSE, ["iii"], *PROSE]
    assert titles(tmp_path / "a", text) == ["i", "1", "2", "iii"]


GERMAN = [["der", "könig", "und", "die", "königin", "waren", "in", "dem", "schloss"]] * 20


@pytest.mark.parametrize(
    ("prose", "numerals", "found"),
    [
        (PROSE, ["一", "二", "三", "四"], ["一", "二", "三", "四"]),
        (PROSE, ["i", "ii", "iii", "i", "ii"], ["i", "ii", "iii", "i", "ii"]),
        (PROSE * 5, ["1", "2", "3"], ["1", "2", "3"]),
        (PROSE, ["1", "2", "3"], []),  # as short as pages
        (PROSE, ["一", "二"], []),
        (PROSE, ["三", "九", "一", "七"], []),
        (PROSE, ["第一回", "二", "第二回"], ["第一回", "第二回"]),
    ],
)
def test_lone_numbers_in_order_begin_chapters_where_there_are_no_other_headings(
    tmp_path, prose, numerals, found
):
    sentences = [one for numeral in numerals for one in ([numeral], *prose)]
    assert titles(tmp_path / "a", sentences) == found


def test_headings_in_the_language_of_the_text(tmp_path):
    headings = [["erstes", "kapitel"], ["zweites", "kapitel", "das", "dorf"]]
    sentences = [one for heading in headings for one in (heading, *GERMAN)]
    assert titles(tmp_path / "a", sentences) == ["erstes kapitel", "zweites kapitel das dorf"]
