"""A model records the versions of its segmenters, and says when they differ or are missing."""

from importlib.metadata import version

import pytest

from w2vkit.base.errors import W2vError
from w2vkit.languages.segmentation.segmenter_versions import (
    changed_segmenters,
    check_segmenters,
    segmenters_record,
)


def checked(recorded):
    notes = []
    return check_segmenters("my", recorded, notes.append), notes


def test_segmenters_with_a_version_of_their_own_are_recorded():
    record = {"rjieba": {"version": version("rjieba"), "package": "rjieba"}}
    assert segmenters_record(["rjieba", "words"]) == record
    assert segmenters_record([]) == {}
    assert checked(record) == (True, [])


def test_another_version_is_said():
    now = version("rjieba")
    same, notes = checked({"rjieba": {"version": "0.0.1", "package": "rjieba"}})
    assert not same
    assert notes == [
        f"“my” was segmented by rjieba 0.0.1; now {now} is installed, which may divide text "
        "differently."
    ]


def test_a_missing_package_is_named():
    with pytest.raises(W2vError) as error:
        checked({"kana": {"version": "1.0", "package": "toy-japanese"}})
    assert error.value.message == "“my” was segmented by kana 1.0, which is not installed."
    assert error.value.hint == "Install the package toy-japanese."


@pytest.mark.parametrize("recorded", [None, [], {"rjieba": 3}, "rjieba", {}])
def test_what_earlier_versions_did_not_record_is_not_compared(recorded):
    assert checked(recorded) == (True, [])
    assert [*changed_segmenters(recorded, {"rjieba": {"version": "2"}})] == []


def test_differences_are_listed():
    then = {"a": {"version": "1"}, "b": {"version": "1"}, "c": {"version": "1"}}
    now = {"b": {"version": "2"}, "c": {"version": "1"}}
    assert [*changed_segmenters(then, now)] == [
        "The version of the segmenter b differs: 1 then, 2 now."
    ]
