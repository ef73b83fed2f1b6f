"""What `clean` does to each line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.diagnostics.cleaning_plan import (
    MAX_FRAME_LINES,
    Change,
    Cleaner,
    CleaningPlan,
    break_long_sentences,
    frame_parts,
)
from w2vkit.diagnostics.findings import MAX_SENTENCE_CHARACTERS
from w2vkit.text.character_encoding import INVALID_BYTE

START = "*** START OF THE PROJECT GUTENBERG EBOOK X ***"
END = "*** END OF THE PROJECT GUTENBERG EBOOK X ***"
STONES = "stone " * 1_000
NOTHING = CleaningPlan({}, frozenset(), {}, {}, frozenset(), frozenset())


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        ([], []),
        (["a", "b"], []),
        (["licence", START, "text", END, "licence"], [(1, 2), (4, 5)]),
        ([START, "text"], [(1, 1)]),
        (["text", END], [(2, 2)]),
        ([START, "a", END, "between", START, "b", END], [(1, 1), (3, 5), (7, 7)]),
        ([*["text"] * MAX_FRAME_LINES, START, "more"], []),  # a text before, not a licence
        ([START, "a", END, *["text"] * MAX_FRAME_LINES], [(1, 1)]),
    ],
)
def test_the_parts_around_an_e_book(lines, parts):
    assert frame_parts(lines) == parts


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("猴" * MAX_SENTENCE_CHARACTERS, "猴" * MAX_SENTENCE_CHARACTERS),
        ("猴" * 5500, "\n".join(["猴" * 1000] * 5 + ["猴" * 500])),
        ("好。" * 9000, "好。" * 9000),
        ("好。" + "猴" * 6000 + "。坏。", "好。" + "\n".join(["猴" * 1000] * 6) + "。坏。"),
    ],
)
def test_lines_are_divided_only_where_a_sentence_is_endless(line, expected):
    assert break_long_sentences(line).replace("\n。", "。") == expected


def test_no_word_is_cut_in_two():
    assert {word for part in break_long_sentences(STONES).split("\n") for word in part.split()} == {
        "stone"
    }


@given(st.text(st.sampled_from("猴a ，。.”"), max_size=12), st.integers(500, 1_500))
def test_dividing_loses_nothing(text, times):
    line = text * times
    assert break_long_sentences(line).replace("\n", "") == line


def treated(plan, *lines):
    cleaner = Cleaner(plan)
    return [cleaner.clean_line("a.txt", number, line) for number, line in enumerate(lines, 1)]


def replaced(**facts):
    return CleaningPlan(**{**{name: getattr(NOTHING, name) for name in NOTHING.__slots__}, **facts})


def test_a_line_that_has_nothing_stays():
    assert treated(NOTHING, " 好。 ", "") == [(" 好。 ", None), ("", None)]


def test_only_whole_lines_are_removed():
    plan = replaced(unwanted={"-------": "headers"})
    found = treated(plan, "  -------\t", "------- 好")
    assert found[0] == (None, Change("a.txt", 1, "headers", "removed", "  -------\t"))
    assert found[1] == ("------- 好", None)


def test_the_first_of_a_repeat_stays_and_is_counted_over_all_files():
    cleaner = Cleaner(replaced(once=frozenset({"再来一次"})))
    assert cleaner.clean_line("a.txt", 1, "再来一次")[0] == "再来一次"
    assert cleaner.clean_line("b.txt", 1, " 再来一次")[0] is None


def test_characters_are_replaced_in_the_files_that_have_many():
    kinds = ["control characters", "invisible characters", "full-width letters"]
    [(line, change)] = treated(replaced(signs={"a.txt": kinds}), "Ａ\x07b\u200bc")
    assert (line, change.fix, change.action) == ("A bc", "characters", "changed")
    [(line, change)] = treated(replaced(signs={"b.txt": kinds}), "Ａ\x07b\u200bc")
    assert change is None


def test_invalid_bytes_are_removed():
    [(line, change)] = treated(NOTHING, f"好{INVALID_BYTE}人")
    assert (line, change.fix, change.text) == ("好人", "bad-bytes", "好\ufffd人")
