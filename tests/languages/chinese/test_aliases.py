"""Names that may be those of one person."""

import pytest

from tests.texts import tale, told
from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.languages.chinese.aliases import suggest_aliases
from w2vkit.languages.segmentation.segment import TextBlock
from w2vkit.languages.segmentation.word_lists import FoundWord
from w2vkit.languages.terms.discovery import dictionary_of, discover_words
from w2vkit.languages.terms.text_occurrences import find_occurrences

THINGS = ("挂在墙上。", "落在地上。", "甚多。", "好看。", "不见了。", "最好。")


OUTLAWS = {
    "史进": 60, "九纹龙史进": 12, "知府": 40, "慕容知府": 9, "梁知府": 2, "二郎": 30, "姚二郎": 8,
    "小乙": 20, "邱小乙": 8, "哥哥": 40, "宋公明哥哥": 8, "公明": 30, "宋公明": 10,
    "太尉": 20, "高太尉": 9, "俊义": 8, "卢俊义": 40, "智深": 60, "鲁智深": 20,
    "贞人": 20, "罗贞人": 8, "马贞人": 6,
}  # fmt: skip
"""A made-up tale of outlaws: names, and how often each of them is told of."""
EXPECTED = {"宋公明": "公明", "鲁智深": "智深", "俊义": "卢俊义"}
FOUND = {"九纹龙": "史进", "罗贞人": "贞人"}


@pytest.fixture(scope="module")
def dictionary():
    return dictionary_of(SegmentConfig())


def suggested(found, counts, text, dictionary, nicknames=()):
    counts = counts | {word.word: word.count for word in found}
    return suggest_aliases(found, counts, nicknames, (), find_occurrences(counts, text), dictionary)


def aliases_of(telling, dictionary):
    """Return the aliases suggested for names that are all known."""
    text = tale(telling)
    known = {name: text.count(name) for name in telling}
    return {row.word: row.alias_of for row in suggested([], known, text, dictionary)}


def test_in_a_tale_of_outlaws_only_persons_have_aliases(dictionary):
    found = aliases_of({**OUTLAWS, "龙史进": 0}, dictionary)
    assert {word: name for word, name in found.items() if name} == EXPECTED
    assert {*found} == {*EXPECTED, *EXPECTED.values()}


def test_the_words_found_in_such_a_text_have_few_other_aliases():
    text = tale(OUTLAWS)
    found = discover_words([TextBlock(text, "rjieba")], SegmentConfig(), SILENT)
    aliases = {word.word: word.alias_of for word in found if word.alias_of}
    assert aliases.items() <= {**EXPECTED, **FOUND}.items()
    assert "史进" not in aliases


@pytest.mark.parametrize(
    ("telling", "expected"),
    [
        ({"悟空": 40, "孙悟空": 9}, {"孙悟空": "悟空"}),  # the frequent name wins
        ({"悟空": 9, "孙悟空": 40}, {"悟空": "孙悟空"}),
        ({"玄德": 40, "刘玄德": 9, "张玄德": 9}, {}),  # two persons
        ({"玄德": 400, "刘玄德": 5}, {}),  # hardly ever called so
        ({"父子": 30, "王父子": 0, "国王父子": 9, "国王": 30}, {}),
        ({"朵思": 30, "朵思大王": 9}, {"朵思大王": "朵思"}),
        ({"朵思": 2, "朵思大王": 9}, {}),  # the name is never alone
        ({"诸葛": 30, "诸葛先生": 9}, {}),  # a surname is no person
        ({"征西": 30, "征西将军": 9}, {}),  # an office
        ({"玄奘": 60, "陈玄奘": 9, "玄奘法师": 9}, {"陈玄奘": "玄奘", "玄奘法师": "玄奘"}),
        ({"玄奘": 9, "陈玄奘": 60, "玄奘法师": 5}, {"玄奘": "陈玄奘", "玄奘法师": "陈玄奘"}),
    ],
)
def test_who_is_an_alias_of_whom(dictionary, telling, expected):
    found = aliases_of(telling, dictionary)
    assert {word: name for word, name in found.items() if name} == expected


def test_things_are_no_persons(dictionary):
    lines = [*told("柳枝", 30, THINGS), *told("杨柳枝", 9, THINGS)]
    lines += [*told("狮子", 30, THINGS), *told("毛狮子", 9, THINGS)]
    text = "\n".join(lines)
    known = {word: text.count(word) for word in ("狮子", "毛狮子", "柳枝", "杨柳枝")}
    found = suggested([], known, text, dictionary)
    assert [row.word for row in found if row.word.endswith("狮子")] == []


def test_found_words_keep_their_place(dictionary):
    text = "\n".join([*told("伯钦", 40), *told("刘伯钦", 7), *told("流沙河", 9, THINGS)])
    found = [FoundWord("伯钦", 47, 9.0, "伯 钦"), FoundWord("流沙河", 9, 8.0, "流沙 河")]
    rows = suggested(found, {"刘伯钦": 7}, text, dictionary)
    assert [row.word for row in rows] == ["伯钦", "流沙河", "刘伯钦"]
    assert [row.alias_of for row in rows] == ["", "", "伯钦"]


@pytest.mark.parametrize("known", [{}, {"孙": 3}, {"孙悟空": 3}])
def test_nothing_to_suggest(dictionary, known):
    assert suggested([], known, "孙悟空来了。", dictionary) == []
