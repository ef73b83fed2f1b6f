"""Covariates as numbers and values, and their blocks."""

import numpy as np
import pytest

from tests.analysis.change.letters import ROWS, letters_text
from w2vkit.analysis.change.blocks import SHORTEST
from w2vkit.analysis.change.covariates import covariate, covariate_blocks
from w2vkit.analysis.change.parts import labelled_parts
from w2vkit.analysis.change.units import TextUnits
from w2vkit.base.errors import UsageError


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    return letters_text(tmp_path_factory.mktemp("letters"))


def test_covariates_are_numbers_or_have_values(letters):
    text, (speakers, years) = letters
    speaker, year = covariate(speakers), covariate(years)
    assert speaker.description == "speaker has 2 values (Ann, Bob)"
    assert year.description == "date is a number (1900 to 1919)"
    assert [name for name, _ in speaker.columns(np.array([0, 1]))] == ["Bob"]
    ((name, shares),) = year.columns(np.array([0, 19]))
    assert (name, shares.tolist()) == ("1900 to 1919", [0, 1])
    blocks = covariate_blocks([speaker, year], [speakers, years], np.asarray(text.corpus.starts))
    assert len(blocks) == ROWS
    assert blocks.description == "400 units"
    assert len(np.unique(blocks.topics)) == 1  # 2,800 tokens are too few for two


def test_in_longer_texts_values_and_ranges_of_years_have_topics(letters):
    text, every = letters
    starts = 10 * np.asarray(text.corpus.starts)
    blocks = covariate_blocks([covariate(parts) for parts in every], every, starts)
    topics = blocks.topics[blocks.of_sentence]
    assert len(np.unique(topics)) == 10
    speakers, years = (parts.of_sentence for parts in every)
    assert all(len({*speakers[topics == topic]}) == 1 for topic in range(10))
    spans = [np.ptp(years[topics == topic]) for topic in range(10)]
    assert max(spans) <= 5


def test_each_of_several_values_is_compared_with_all_others(letters):
    text, _ = letters
    values = ["xyz"[row % 3] for row in range(ROWS)]
    units = TextUnits("row", values, np.arange(ROWS))
    one = covariate(labelled_parts(text, "column:letter", units, values))
    columns = one.columns(np.array([0, 1, 2, 1]))
    assert [name for name, _ in columns] == ["x", "y", "z"]
    assert columns[1][1].tolist() == [0, 1, 0, 1]
    assert one.held(np.array([0, 1, 2])).shape == (3, 2)


def test_equal_parts_and_too_many_values(letters):
    text, _ = letters
    units = TextUnits("passage", ["1", "2", "3"], np.arange(ROWS) * 3 // ROWS)
    counted = labelled_parts(text, "3", units, ["1", "2", "3"])
    assert covariate(counted).numbers is None
    blocks = covariate_blocks([covariate(counted)], [counted], np.asarray(text.corpus.starts))
    assert blocks.description.startswith(f"passages of about {SHORTEST} words")
    names = [f"n{row % 40}" for row in range(ROWS)]
    many = labelled_parts(text, "column:name", TextUnits("row", names, np.arange(ROWS)), names)
    with pytest.raises(UsageError, match="has 40 values that are no numbers"):
        covariate(many)
