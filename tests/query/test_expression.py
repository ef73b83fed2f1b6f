import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.base.errors import UsageError
from w2vkit.query.expression import FormulaError, parse
from w2vkit.query.formula import Formula, Word, replace_words, words

READINGS = {
    "国王": "国王",
    "国王 - 男人 + 女人": "国王 - 男人 + 女人",
    "国王-男人+女人": "国王 - 男人 + 女人",
    "国王－男人＋女人": "国王 - 男人 + 女人",
    "国王 − 男人": "国王 - 男人",
    "king + woman - man": "king + woman - man",
    "+ king": "king",
    "- man + king": "- man + king",
    "man:king::woman:?": "king - man + woman",
    "man : king :: woman : ?": "king - man + woman",
    "男人：国王：：女人：？": "国王 - 男人 + 女人",
    "{man, boy}:king::woman:?": "king - {man, boy} + woman",
    "0.5*红": "0.5*红",
    "0.50 * 红": "0.5*红",
    "2×红 - 3＊白": "2*红 - 3*白",
    "1e-3*红": "0.001*红",
    "1e-9*红": "1e-09*红",
    "{孙悟空,行者}": "{孙悟空, 行者}",
    "｛孙悟空，行者、大圣｝": "{孙悟空, 行者, 大圣}",
    "{红 - 白, 2*黑}": "{红 - 白, 2*黑}",
    "春 ~ 秋": "春 ~ 秋",
    "春～秋 ~ 冬": "春 ~ 秋 ~ 冬",
    "(春 ~ 秋) ~ 冬": "春 ~ 秋 ~ 冬",
    "春 ~ (秋 ~ 冬)": "春 ~ (秋 ~ 冬)",
    "2*春 ~ 秋 - 冬": "2*春 ~ 秋 - 冬",
    "2*(春 - 秋)": "2*(春 - 秋)",
    "((春))": "春",
    "春 - (秋 - 冬)": "春 - (秋 - 冬)",
    '"New York" + food': '"New York" + food',
    "“New York”": '"New York"',
    "「红」 - 『花』 + 《春》": "红 - 花 + 春",
    r'"a \"b\" \\ c"': r'"a \"b\" \\ c"',
    "well-known - known": "well-known - known",
    '\u05e6\u05d4"\u05dc - "a b"': '\u05e6\u05d4"\u05dc - "a b"',
    "c++": None,
    '"c++"': '"c++"',
    "don't": "don't",
    "0.5": "0.5",
    "　孙悟空　": "孙悟空",
}


@pytest.mark.parametrize("text", [text for text, shown in READINGS.items() if shown])
def test_readings(text):
    formula = parse(text)
    assert str(formula) == READINGS[text]
    assert parse(str(formula)) == formula


@pytest.mark.parametrize(
    ("text", "position", "problem"),
    [
        ("国王 -", 4, "a word is expected"),
        ("c++", 2, "a word is expected"),
        ("a + + b", 4, "a word is expected"),
        ("国王 女人 - 红", 3, "a sign such as + or - is expected"),
        ("x*红", 0, "“x” is not a valid factor"),
        ("nan*红", 0, "“nan” is not a valid factor"),
        ("1e999*红", 0, "“1e999” is not a valid factor"),
        ("{a}*红", 3, "a sign such as + or - is expected"),
        ('"2"*红', 0, "“2” is not a valid factor"),
        ("{红", 2, "“}” is expected"),
        ("{}", 1, "a word is expected"),
        ("(红", 2, "“)” is expected"),
        ("红)", 1, "a sign"),
        ('红 + "白', 4, "never closed"),
        ('""', 0, "no word between"),
        ("- 红", 0, "all terms are subtracted"),
        ("a:b::c:d", 7, "“?” is expected"),
        ("a:b:c:?", 3, "“::” is expected"),
        ("a:b::c", 6, "“:?” is expected"),
        ("?", 0, "a word is expected"),
        ("(" * 25 + "红", 21, "nested more than 20 deep"),
    ],
)
def test_errors_say_where(text, position, problem):
    with pytest.raises(FormulaError, match=re.escape(problem)) as caught:
        parse(text)
    assert caught.value.position == position
    assert f"at character {position + 1}" in caught.value.message
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_is_no_question(text):
    with pytest.raises(UsageError, match="empty"):
        parse(text)


def test_words_and_their_replacement():
    formula = parse("2*a ~ (b - c) + {d, a}")
    assert [*words(formula)] == ["a", "b", "c", "d", "a"]
    assert str(replace_words(formula, {"a": "New York", "c": "x"})) == (
        '2*"New York" ~ (b - x) + {d, "New York"}'
    )


PIECES = st.sampled_from([*'+-*~:?{}(),"\\ ', "::", "红", "a", "0.5", "New York", "＋", "“", "1e9"])


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_is_read_or_refused_and_what_is_read_is_printed_alike(text):
    try:
        formula = parse(text)
    except UsageError:
        return
    assert parse(str(formula)) == formula


@given(st.text(min_size=1, max_size=10))
def test_every_word_can_be_written(text):
    formula = Formula(((1.0, Word(text)),))
    assert parse(str(formula)) == formula


def test_long_formulas_are_read():
    assert len(parse(" + ".join(["红"] * 5_000)).terms) == 5_000
    assert str(parse("红" + " ~ 白" * 2_000)).count("~") == 2_000


@pytest.mark.parametrize("text", ["new york", " new  york ", "国王 女人", "2 kings of france"])
def test_words_without_signs_are_one_missing_word(text):
    assert list(words(parse(text))) == [" ".join(text.split())]
