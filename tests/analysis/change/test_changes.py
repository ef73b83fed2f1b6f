"""Changes as rows and tables."""

from dataclasses import replace

import pytest

from tests.analysis.change.planted import planted_text
from w2vkit.analysis.change.changes import CHANGE_COLUMNS, PASSAGE_COLUMNS
from w2vkit.analysis.change.comparison import changes
from w2vkit.base.config import ChangeConfig


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    return planted_text(tmp_path_factory.mktemp("planted"))


def found_in(planted, *words, **options):
    return changes(*planted, words, ChangeConfig(permutations=100, min_count=20, **options))


def test_rows_for_every_format(planted):
    found = found_in(planted, "moved", "rare")
    row, rare = found.rows()
    assert {*row} == {*rare} == {*CHANGE_COLUMNS}
    assert row["counts"] == {"first": 72, "second": 72}
    assert {*row["passages"]} == {"first", "second"}
    assert (rare["change"], rare["unreliable"]) == (None, "only 1 time in “second”")
    short, _ = found.short_rows()
    assert short["counts"] == "72 / 72"
    assert [one["part"] for one in found.part_rows()][:2] == ["first", "second"]
    assert [*next(found.passage_rows())] == [*PASSAGE_COLUMNS]


def test_what_a_method_does_not_know_is_no_column(planted):
    (table, *_) = found_in(planted, "moved", method="alignment").tables()
    assert "change" in table.columns
    assert not {"low", "high", "detectable"} & {*table.columns}
    (table, *_) = found_in(planted, "moved").tables()
    assert {"low", "high", "detectable"} <= {*table.columns}


def test_counts_of_many_parts_are_a_range(planted):
    found = found_in(planted, "moved")
    many = replace(found, parts=[str(number) for number in range(20)])
    assert next(many.short_rows())["counts"] == "72 to 72 in 2 parts"
