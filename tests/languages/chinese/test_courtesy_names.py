"""Courtesy names: those with which the text introduces a person, and only that one."""

import pytest

from tests.texts import tale
from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.languages.chinese.courtesy_names import find_courtesy_names
from w2vkit.languages.segmentation.segment import TextBlock
from w2vkit.languages.terms.discovery import dictionary_of, discover_words
from w2vkit.languages.terms.text_occurrences import find_occurrences

PERSONS = {"诸葛亮": 20, "孔明": 60, "赵云": 40, "子龙": 20, "徐庶": 30, "元直": 12}


@pytest.fixture(scope="module")
def dictionary():
    return dictionary_of(SegmentConfig())


def courtesy_names_in(text, dictionary):
    """Return what is found in the text after a tale that tells of all these persons."""
    contexts = find_occurrences(PERSONS, f"{tale(PERSONS)}\n{text}")
    names = {name for name in PERSONS if name not in {"孔明", "子龙", "元直"}}
    return {one.word: one.name for one in find_courtesy_names(names, contexts, dictionary)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("诸葛亮，字孔明，琅琊人也。", {"孔明": "诸葛亮"}),
        ("诸葛亮字孔明，琅琊人也。", {"孔明": "诸葛亮"}),
        ("诸葛亮（181年—234年），字孔明。", {"孔明": "诸葛亮"}),
        ("此人覆姓诸葛，名亮，字孔明。", {"孔明": "诸葛亮"}),
        ("姓赵名云，表字子龙。此乃颍川徐庶，字元直。", {"子龙": "赵云", "元直": "徐庶"}),
        ("先主姓赵，讳云，字子龙。", {"子龙": "赵云"}),
        ("诸葛亮，字孔明。徐庶，字孔明。", {}),  # of two persons
        ("赵云，字翼德。", {}),  # a name that is not used
        ("姓王，名云，字子龙。", {}),  # a person of whom the text says no more
        ("赵云写了字子龙看。" + "不知过了多少日子，" * 9 + "亮字孔明。", {}),  # not after a name
        ("却说诸葛亮出山。亮字孔明。", {"孔明": "诸葛亮"}),  # the given name of whom was mentioned
        ("诸葛珪有三子：长子名瑾，次子名亮，字孔明。", {"孔明": "诸葛亮"}),  # the father's surname
        ("徐珪有三子：次子名亮，字孔明。", {}),
        ("诸葛亮来。月亮字孔明。", {}),
        ("赵云，字子龙。\n" + "王子龙来了。\n" * 9, {}),  # other persons have it, too
        ("诸葛亮问道：孔明是谁？", {}),
    ],
)
def test_a_text_says_whose_courtesy_name_it_is(dictionary, text, expected):
    assert courtesy_names_in(text, dictionary) == expected


@pytest.mark.parametrize(
    ("telling", "expected"),
    [
        ({"诸葛亮": 20, "孔明": 60}, {"诸葛亮": "孔明"}),  # the more frequent name
        ({"诸葛亮": 60, "孔明": 20}, {"孔明": "诸葛亮"}),
        ({"诸葛亮": 20, "孔明": 60, "诸葛孔明": 9}, {"诸葛亮": "孔明"}),
        ({"诸葛亮": 90, "孔明": 30, "诸葛孔明": 9}, {"孔明": "诸葛亮", "诸葛孔明": "诸葛亮"}),
    ],
)
def test_both_names_are_aliases(telling, expected):
    text = f"{tale(telling)}\n覆姓诸葛，名亮，字孔明。"
    found = discover_words([TextBlock(text, "rjieba")], SegmentConfig(), SILENT)
    assert {word.word: word.alias_of for word in found if word.alias_of} == expected
