"""Frequency beside use in two parts."""

import dataclasses

import pytest

from tests.analysis.change.planted import planted_text
from w2vkit.analysis.change.comparison import changes
from w2vkit.analysis.change.contrast import CONTRAST_COLUMNS, check_two_parts, contrast
from w2vkit.base.config import ChangeConfig
from w2vkit.base.errors import W2vError


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    return planted_text(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def found(planted):
    config = ChangeConfig(permutations=100, min_count=20)
    return contrast(*planted, changes(*planted, (), config), 10)


def test_words_have_both_differences(found):
    first = found.words[0]
    assert first.word == "moved"
    assert first.counts == (72, 72)
    assert first.log_ratio == pytest.approx(0, abs=0.01)
    assert first.keyness == pytest.approx(0, abs=0.01)
    assert first.use.difference.low > 0.3
    assert {*first.row} == {*CONTRAST_COLUMNS}


def test_words_that_are_only_more_frequent_come_last_but_lead_by_frequency(found):
    once = found.by_frequency[0]
    assert once.word == "once"
    assert (once.counts, once.use) == ((0, 12), None)
    assert once.log_ratio > 4
    assert once.keyness > 15
    assert found.words[-1].use is None
    assert once not in found.compared
    assert [*found.rows()][-1]["change"] is None
    assert once.rates[1] == pytest.approx(12 * 10_000 / (12 * 12 * 6))


def test_only_two_parts_are_contrasted(planted):
    text, parts = planted
    check_two_parts(text, parts)
    with pytest.raises(W2vError, match="has 3 parts, but two are contrasted"):
        check_two_parts(text, dataclasses.replace(parts, names=["a", "b", "c"]))
