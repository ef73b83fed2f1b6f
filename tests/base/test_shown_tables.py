"""Tables as terminals and notebooks show them."""

import pickle
import re
from dataclasses import dataclass

import pytest

from w2vkit.base.messages import msg
from w2vkit.base.shown_tables import Results, ShownTable, fields_row

HOSTILE = "<script>alert(1)</script>"
ROWS = [{"word": HOSTILE, "score": 0.25, "count": 1200}, {"word": "孙悟空", "score": -0.5}]


@dataclass(frozen=True)
class Counted:
    word: str
    count: int


@pytest.fixture(params=["en", "zh"])
def language(request, monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", request.param)
    return request.param


def test_words_are_escaped_and_numbers_on_the_right():
    html = ShownTable(("word", "score", "count"), ROWS).html
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</td>" in html
    sides = re.findall(r"<td style=\"text-align: (\w+)", html)
    assert sides == ["left", "right", "right"] * 2
    assert ">1,200</td>" in html
    assert ">-0.5000</td>" in html


def test_tiny_p_values_are_not_shown_as_0():
    table = ShownTable(("p_value", "change"), [{"p_value": 0.000004, "change": 0.000004}])
    assert table.text.splitlines()[1].split() == ["<0.0001", "0.00"]
    assert ">&lt;0.0001</td>" in table.html


def test_html_loads_nothing_and_has_no_colors():
    html = ShownTable(("word",), ROWS, "Words", ["Two."]).html
    assert not re.search(r"src=|href=|url\(|<style|<script|color|background", html)


def test_headings_and_sentences_are_in_the_language_of_the_reader(language):
    table = ShownTable(("word", "count"), [{"word": "count", "count": 3}], total=40)
    heading, said = {"en": ("word", "1 of 40 rows."), "zh": ("词", "共 40 行，显示前 1 行。")}[
        language
    ]
    assert f">{heading}</th>" in table.html
    assert ">count</td>" in table.html  # a word of the user stays
    assert table.text.splitlines()[-1] == said
    assert said in table.html


def test_a_column_named_by_a_word_of_the_user_is_not_translated(monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    assert ">count</th>" in ShownTable(("count",), [{"count": 1}], names=("count",)).html


def test_an_empty_table_says_so():
    table = ShownTable(("word",), [], notes=[msg("Nothing.")])
    assert table.text == "(nothing found)\nNothing."
    assert "(nothing found)<br>Nothing." in table.html


def test_marks_are_shown_only_if_there_are_any():
    assert ShownTable(("word", "rare"), [{"word": "a", "rare": False}]).header == ["word"]
    assert ShownTable(("word", "rare"), [{"word": "a", "rare": True}]).header == ["word", "rare"]
    assert ShownTable(("word", "alias_of"), [{"word": "a", "alias_of": ""}]).header == ["word"]


def test_results_are_a_list_that_shows_its_first_rows():
    words = [Counted(f"w{number}", number) for number in range(40)]
    found = Results(words, ("word", "count"), fields_row)
    assert found == words
    assert found[:2] == words[:2]
    assert len(str(found).splitlines()) == 1 + 30 + 1
    assert str(found).endswith("30 of 40 rows.")
    assert found._repr_mimebundle_() == {
        "text/plain": str(found),
        "text/html": found._repr_html_(),
    }
    assert str(pickle.loads(pickle.dumps(found))) == str(found)


def test_a_side_can_be_chosen():
    table = ShownTable(("left",), [{"left": "a b"}], sides={"left": "right"})
    assert '<td style="text-align: right' in table.html


def test_short_words_stay_on_one_line():
    html = ShownTable(("word", "text"), [{"word": "抿着嘴笑", "text": "说了" * 20}]).html
    assert html.count("nowrap") == 1
    assert 'nowrap">抿着嘴笑</td>' in html
