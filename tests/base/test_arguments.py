from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from w2vkit.base.arguments import fits, fitted
from w2vkit.base.errors import UsageError

Loss = Literal["negative", "hierarchical"]
FITTING = [
    (3, int, 3),
    (np.int32(3), int, 3),
    (3, float, 3.0),
    (np.float32(0.5), float, 0.5),
    (True, bool, True),
    (np.bool_(True), bool, True),
    (None, int | None, None),
    ("negative", Loss, "negative"),
    ("a", str | PathLike, "a"),
    (Path("a"), str | PathLike, Path("a")),
    ("person", tuple[str, ...], ("person",)),
    ("", tuple[str, ...], ()),
    (None, tuple[str, ...], ()),
    (["a", "b"], tuple[str, ...], ("a", "b")),
    (np.array(["a", "b"]), Sequence[str], ["a", "b"]),
    (("a", "b"), Sequence[str], ("a", "b")),
    ({"a": "b"}, Mapping[str, str], {"a": "b"}),
]


@pytest.mark.parametrize(("value", "kind", "result"), FITTING)
def test_equivalents_of_other_libraries_are_converted(value, kind, result):
    found = fitted("option", value, kind)
    assert (found, type(found)) == (result, type(result))


UNFIT = [
    (1.5, int, "a whole number", "omit option"),
    (True, int, "a whole number", "omit option"),
    ("5", int, "a whole number", "Pass option=5."),
    ("5", float | None, "a number", "Pass option=5."),
    (np.array([1, 2]), int, "a whole number", "omit option"),
    ("yes", bool, "True or False", "omit option"),
    (1, bool, "True or False", "omit option"),
    (3, str, "a text", "omit option"),
    ("hierarchic", Loss, "one of negative, hierarchical", "Did you mean hierarchical?"),
    (3, str | PathLike, "a text or a path", "omit option"),
    ("king queen", Sequence[str], "a list of texts", "Pass a list: option=['king', 'queen']."),
    ([1], Sequence[str], "a list of texts", "omit option"),
    ({"a": 1}, Sequence[str], "a list of texts", "omit option"),
    (["bogus"], tuple[Loss, ...], "one or several of negative, hierarchical", "omit option"),
    (["a", "b", "c"], tuple[str, str], "a pair", "omit option"),
    (3, Iterable[int], "a list of whole numbers", "omit option"),
]


@pytest.mark.parametrize(("value", "kind", "words", "advice"), UNFIT)
def test_what_does_not_fit_is_said_in_one_sentence(value, kind, words, advice):
    assert not fits(value, kind)
    with pytest.raises(UsageError) as caught:
        fitted("option", value, kind)
    shown = " ".join(repr(value).split())
    assert caught.value.message == f"option is {shown}, but it must be {words}."
    assert caught.value.hint.endswith(advice if advice.endswith((".", "?")) else f"{advice}.")


def test_the_words_of_the_source_name_what_is_meant():
    with pytest.raises(UsageError, match="must be a model, its name or its path"):
        fitted("model", 3, str | PathLike, "Model | File")


def test_long_values_are_shortened():
    with pytest.raises(UsageError) as caught:
        fitted("option", ["word"] * 1000, int)
    assert len(caught.value.message) < 120
