"""Numbers and failures in words."""

import errno
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.messages import counted, has_controls, printable, quoted, reason


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((0, "{number} word", "{number} words"), "0 words"),
        ((1, "{number} word", "{number} words"), "1 word"),
        ((1_234_567, "{number} word", "{number} words"), "1,234,567 words"),
        ((1, "{number} entry", "{number} entries"), "1 entry"),
        ((3, "{number} entry", "{number} entries"), "3 entries"),
    ],
)
def test_a_number_goes_with_its_noun(arguments, words):
    assert counted(*arguments) == words


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EACCES, os.strerror(errno.EACCES)), "Permission denied"),
        (OSError("158000 requested and 99296 written"), "the disk is full"),
        (OSError("something else"), "something else"),
    ],
)
def test_why_the_system_refused(error, words):
    assert reason(error) == words


def test_arguments_are_quoted_only_where_a_shell_needs_it():
    assert quoted("孙悟空") == "孙悟空"
    assert quoted("king - man", "linux") == "'king - man'"
    assert quoted("我的 书", "darwin") == "'我的 书'"
    assert quoted("", "linux") == "''"


def test_windows_knows_no_single_quotes():
    assert quoted("西游记.txt", "win32") == "西游记.txt"
    assert quoted("C:\\我的 书", "win32") == '"C:\\我的 书"'


@given(text=st.text())
def test_what_is_printable_obeys_nothing_and_plain_text_stays(text):
    assert not has_controls(printable(text))
    if not has_controls(text):
        assert printable(text) == text


def test_joiners_and_text_from_right_to_left_stay():
    assert printable("می\u200cخواهم 👩\u200d🔬 סלע") == "می\u200cخواهم 👩\u200d🔬 סלע"
