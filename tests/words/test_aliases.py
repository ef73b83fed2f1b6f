"""Names that may be those of one person."""

import pytest

from w2vkit.words.aliases import suggest_aliases
from w2vkit.words.wordlist import FoundWord

KNOWN = {
    "孙悟空": 126, "悟空": 379, "孙行者": 236, "行者": 4000, "诸葛孔明": 20, "孔明": 900,
    "观音菩萨": 50, "观音": 65, "王夫人": 90, "夫人": 300, "王": 900,
    "王曹丕": 9, "曹丕": 120, "王熙凤": 40, "熙凤": 30,
    "薛大哥": 9, "李大哥": 8, "大哥": 30,
    "王阿三": 7, "张阿三": 8, "阿三": 9, "孙白云": 5, "白云": 900,
}  # fmt: skip
EXPECTED = {
    "悟空": "孙悟空", "行者": "孙行者", "孔明": "诸葛孔明", "观音菩萨": "观音", "熙凤": "王熙凤",
}  # fmt: skip


def test_given_names_and_names_with_titles():
    rows = suggest_aliases([], KNOWN)
    assert {row.word: row.alias_of for row in rows if row.alias_of} == EXPECTED
    assert {row.word for row in rows} == {*EXPECTED, *EXPECTED.values()}


def test_found_words_keep_their_place():
    found = [FoundWord("伯钦", 47, 9.0, "伯 钦"), FoundWord("流沙河", 9, 8.0, "流沙 河")]
    rows = suggest_aliases(found, {"刘伯钦": 5})
    assert [row.word for row in rows] == ["伯钦", "流沙河", "刘伯钦"]
    assert [row.alias_of for row in rows] == ["刘伯钦", "", ""]


@pytest.mark.parametrize("known", [{}, {"孙": 3}, {"孙悟空": 3}])
def test_nothing_to_suggest(known):
    assert suggest_aliases([], known) == []
