"""Changes that are planted, and which of them are found."""

import numpy as np
import pytest

from tests.analysis.change.planted import planted_text
from tests.planted import encoded
from w2vkit.analysis.change.difference import WordContexts, difference
from w2vkit.analysis.change.parts import made_parts
from w2vkit.analysis.change.power import POWER_COLUMNS, _band_power, _share, change_power, planted
from w2vkit.analysis.change.units import TextUnits
from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.config import ChangeConfig
from w2vkit.base.errors import W2vError

DIM, BLOCKS = 12, 40


def word(axis, seed, size=6.0):
    """Return a word whose contexts are about one thing in both parts."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(size, BLOCKS).clip(1).astype(np.float32)
    sums = rng.normal(0, 0.5, (BLOCKS, DIM)) * np.sqrt(counts)[:, None]
    sums[:, axis] += counts
    return WordContexts(sums.astype(np.float32), counts, np.arange(BLOCKS) % 2, 2)


@pytest.mark.parametrize("size", [0.1, 0.3])
def test_the_planted_change_has_its_size(size):
    rng, found = np.random.default_rng(0), []
    for number in range(40):
        one, other = word(0, number), word(1, 100 + number)
        moved = planted(one, other, _share(one, other, size), rng)
        found.append(difference(moved, 20, (1, number)).change)
    assert np.mean(found) == pytest.approx(size, abs=0.07)


def test_a_change_that_two_words_do_not_have_is_not_planted():
    assert _share(word(0, 1), word(0, 2), 0.3) is None
    assert _share(word(0, 1), word(1, 2), 0.0) == 0
    nothing = WordContexts(np.zeros((BLOCKS, DIM), np.float32), *_rest(word(0, 1)))
    assert _share(nothing, word(1, 2), 0.1) is None


def _rest(one):
    return one.counts, one.labels, one.parts


def test_large_changes_and_frequent_words_are_found_and_none_is_rare():
    def power(size):
        words = [word(number % 4, number, size) for number in range(16)]
        counts = np.array([int(one.counts.sum()) for one in words])
        return _band_power(words, counts, 1, np.argsort(counts, kind="stable"))

    rare, frequent = power(1.0), power(20.0)
    assert frequent.unchanged < 0.2
    assert frequent.small <= frequent.medium
    assert rare.medium < frequent.medium
    assert frequent.exchanged > 0.8  # two of the words can have the same contexts
    assert frequent.change > 0.8
    assert rare.most < frequent.least


@pytest.fixture(scope="module")
def text_and_parts(tmp_path_factory):
    """Return a text of words of two topics by chapter halves, none of which changes."""
    rng = np.random.default_rng(0)
    topics = [[f"{letter}{number}" for number in range(15)] for letter in "ab"]
    sentences = [[*rng.choice(topics[number % 2], 5)] for number in range(960)]
    text = CountedText("two", encoded(tmp_path_factory.mktemp("two") / "corpus", sentences))
    units = TextUnits("chapter", [f"{n}" for n in range(24)], np.arange(960) // 40)
    return text, made_parts(text, "2", units, ["x", "y"], [0] * 12 + [1] * 12)


def test_bands_of_a_text(text_and_parts):
    config = ChangeConfig(min_count=10)
    found = change_power(*text_and_parts, config)
    assert [*found.rows()] == [*change_power(*text_and_parts, config).rows()]
    assert sum(band.words for band in found) == 30
    assert {*next(found.rows())} == {*POWER_COLUMNS}
    assert "planted between x and y" in found.notes[0]
    assert found.notes[1] == "Shuffled: 24 chapters."
    (table,) = found.tables()
    assert len(table.rows) == len(found)


def test_too_few_words(tmp_path):
    with pytest.raises(W2vError, match="too few to plant changes"):
        change_power(*planted_text(tmp_path), ChangeConfig(min_count=20))
