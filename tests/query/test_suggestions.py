import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.model.vocabulary import Vocabulary
from w2vkit.query.suggestions import only_form, suggest

CHINESE = ["孙悟空", "八戒", "孙悟饭", "銀河", "先", "仙", "绿色", "西安", "现"]
WORDS = Vocabulary.from_counts(
    (word, 100 - place) for place, word in enumerate([*CHINESE, "king", "Paris", "kings"])
)


@pytest.mark.parametrize(
    ("word", "meant", "why"),
    [
        ("孫悟空", ["孙悟空"], "the simplified form"),
        ("银河", ["銀河"], "the traditional form"),
        ("sunwukong", ["孙悟空"], "the same pinyin"),
        ("Sun Wukong", ["孙悟空"], "the same pinyin"),
        ("xian", ["先", "仙", "西安", "现"], "the same pinyin"),
        ("xi'an", ["先", "仙", "西安", "现"], "the same pinyin"),
        ("lvse", ["绿色"], "the same pinyin"),
        ("lüse", ["绿色"], "the same pinyin"),
        ("孙误空", ["孙悟空"], "the same pinyin"),
        ("孙悟室", ["孙悟空", "孙悟饭"], "a near spelling"),
        ("kingz", ["king", "kings"], "a near spelling"),
        ("KING", ["king"], "the same in another case or width"),
        ("ｐａｒｉｓ", ["Paris"], "the same in another case or width"),
    ],
)
def test_what_may_have_been_meant(word, meant, why):
    found = suggest(word, WORDS)
    assert [one.word for one in found][: len(meant)] == meant
    assert found[0].why == why


def test_there_are_no_more_than_asked_for_and_never_the_word_itself():
    assert len(suggest("xian", WORDS, limit=2)) == 2
    assert "king" not in [one.word for one in suggest("king", WORDS)]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_taken(text):
    assert all(one.word in WORDS for one in suggest(text, WORDS))


@pytest.mark.parametrize(
    ("asked", "words", "expected"),
    [
        ("sunwukong", ["孙悟空", "悟空"], "孙悟空"),
        ("wukong", ["悟空", "无空"], None),
        ("wukong", ["行者"], None),
        ("孫悟空", ["孙悟空", "悟空"], "孙悟空"),
        ("孙悟空", ["孫悟空"], "孫悟空"),
        ("后", ["後", "后人"], "後"),
        ("孙武空", ["孙悟空"], None),  # another Chinese word of the same pinyin is only suggested
        ("kng", ["king"], None),
        ("x" * 1000, ["king"], None),
    ],
)
def test_the_only_form_that_fits(asked, words, expected):
    vocabulary = Vocabulary.from_counts([(word, 9) for word in words])
    found = only_form(asked, vocabulary)
    assert (found.word if found else None) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("劉備", "玄德"),  # the traditional form of an alias
        ("liubei", "玄德"),
        ("xuande", "玄德"),
        ("guanyu", None),  # 关羽 is counted as 云长, and 观鱼 has the same pinyin
        ("yunchang", "云长"),
    ],
)
def test_the_forms_of_aliases_count_too(asked, expected):
    vocabulary = Vocabulary.from_counts([("玄德", 9), ("云长", 8), ("观鱼", 7)])
    found = only_form(asked, vocabulary, {"刘备": "玄德", "关羽": "云长"})
    assert (found.word if found else None) == expected
