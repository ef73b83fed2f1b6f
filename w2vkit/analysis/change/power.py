"""Which changes would be found in a text: some are planted in its own words, and looked for.

The blocks of two parts are shuffled, so that nothing differs between them. Then some contexts of a
word in the second part give way to contexts of another word of like frequency there. With a, the
mean context of the word, and b, that of the other, a share s of the other one's has the mean
(1 - s) a + s b, and so the change

    1 - a · ((1 - s) a + s b) / ((|a|² + |(1 - s) a + s b|²) / 2),

from which the share for a wanted change is found. Whole blocks are replaced, each with this share
as its probability.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.changes import MANY, SIZES
from w2vkit.analysis.change.compared_text import ComparedText, compared_text
from w2vkit.analysis.change.comparison import eligible
from w2vkit.analysis.change.difference import WordContexts, difference
from w2vkit.analysis.change.parts import TextParts
from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.config import ChangeConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.shown_tables import SHOWN_ROWS, ShownTable, Tabular
from w2vkit.base.system.parallel import available_cores, threaded_map

BANDS = (0, 50, 100, 200, 500, 1_000)
"""Where the bands of occurrences begin."""
WORDS = 40
"""Words of a band in which changes are planted."""
PERMUTATIONS = 200
"""They suffice to tell p < .05."""
SURE = 0.05
STEPS = 30
POWER_COLUMNS = ("occurrences", "words", "unchanged", "small", "medium", "exchanged", "change")
PLANTED = (0.0, SIZES[0], SIZES[1], None)
"""Changes that are planted; None exchanges the words."""


@dataclass(frozen=True, slots=True)
class BandPower:
    """What is found among words of like frequency.

    Attributes:
        least, most: their occurrences in both parts.
        words: the number of all words that are compared.
        unchanged, small, medium: of words that do not change, and of changes of .1 and .3, the
            share found at p < .05; None if no two words differ enough.
        exchanged: the same of words whose contexts are wholly those of another word.
        change: the median change of these.

    """

    least: int
    most: int
    words: int
    unchanged: float | None
    small: float | None
    medium: float | None
    exchanged: float | None
    change: float | None

    @property
    def row(self) -> dict[str, Any]:
        """The values of `POWER_COLUMNS`."""
        shares = {name: getattr(self, name) for name in POWER_COLUMNS[2:]}
        return {
            "occurrences": f"{self.least}-{self.most}",
            "words": self.words,
            **{name: None if one is None else round(one, 2) for name, one in shares.items()},
        }


@dataclass(frozen=True, eq=False, repr=False)
class ChangePower(Tabular):
    """Which changes would be found between two parts, by frequency; iterate over it.

    Attributes:
        name: the name of the text.
        parts: the two parts.
        bands: the bands of frequency, rare words first.
        blocks: what was shuffled.

    """

    name: str
    parts: tuple[str, str]
    bands: Sequence[BandPower]
    blocks: str

    def __len__(self) -> int:
        return len(self.bands)

    def __iter__(self) -> Iterator[BandPower]:
        return iter(self.bands)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `POWER_COLUMNS` for each band."""
        return (band.row for band in self.bands)

    @property
    def notes(self) -> list[str]:
        """What was planted, and what was shuffled."""
        return [
            msg(
                "Changes planted between {first} and {second}: the share of words found at p < "
                ".05. small: a change of {small}; medium: {medium}; exchanged: with the contexts "
                "of another word, and the median change of these.",
                first=self.parts[0],
                second=self.parts[1],
                small=SIZES[0],
                medium=SIZES[1],
            ),
            msg("Shuffled: {blocks}.", blocks=self.blocks),
        ]

    def tables(self, shown: int | None = SHOWN_ROWS) -> Iterator[ShownTable]:
        """Yield the table of the bands."""
        rows = [*self.rows()][:shown]
        yield ShownTable(POWER_COLUMNS, rows, notes=self.notes, total=len(self))


def change_power(
    text: CountedText, parts: TextParts, config: ChangeConfig, listener: Listener = SILENT
) -> ChangePower:
    """Return which changes would be found between the first part and the last.

    Args:
        text: the text.
        parts: its parts.
        config: the options of the comparison.
        listener: receives the progress.

    Raises:
        W2vError: too few words can be compared.

    """
    from threadpoolctl import threadpool_limits

    compared = compared_text(text, parts, (), config, listener)
    chosen = eligible(compared, config)[0]
    if len(chosen) < MANY:
        raise W2vError(
            msg(
                "{words:,} words of {name} can be compared, too few to plant changes in them.",
                words=len(chosen),
                name=text.name,
            ),
            msg("Use larger parts, or lower --min-count."),
        )
    of_block = _shuffled_blocks(compared, config.seed)
    words = [_contexts(compared, place, of_block) for place in chosen]
    counts = np.array([int(word.counts.sum()) for word in words])
    bands = [np.flatnonzero((counts >= low) & (counts < high)) for low, high in _limits()]
    bands = [band[np.argsort(counts[band], kind="stable")] for band in bands if len(band) > 1]
    work = partial(_band_power, words, counts, config.seed)
    found: list[BandPower] = []
    with threadpool_limits(1, user_api="blas"):  # with several threads, sums have another order
        for band in threaded_map(work, bands, config.workers or available_cores()):
            found.append(band)
            listener.progress(Progress(msg("Planting changes"), len(found), len(bands), "bands"))
    ends = (parts.names[0], parts.names[-1])
    return ChangePower(text.name, ends, found, compared.blocks.description)


def _limits() -> Iterator[tuple[int, float]]:
    return zip(BANDS, (*BANDS[1:], np.inf), strict=True)


def _shuffled_blocks(compared: ComparedText, seed: int) -> NDArray[np.int64]:
    """Return 0 and 1 for the blocks of the first part and the last, shuffled; -1 for others."""
    last = len(compared.parts.names) - 1
    of_block = np.full(len(compared.blocks), -1, np.int64)
    ends = np.flatnonzero(np.isin(compared.blocks.parts, (0, last)))
    of_block[ends] = np.random.default_rng(seed).permuted(compared.blocks.parts[ends] == last)
    return of_block


def _contexts(compared: ComparedText, place: int, of_block: NDArray[np.int64]) -> WordContexts:
    """Return the contexts of a word in two parts of shuffled blocks."""
    rows = slice(compared.sums.starts[place], compared.sums.starts[place + 1])
    labels = of_block[compared.sums.blocks[rows]]
    kept = labels >= 0
    return WordContexts(
        compared.sums.sums[rows][kept], compared.sums.counts[rows][kept], labels[kept], 2
    )


def _band_power(
    words: Sequence[WordContexts], counts: NDArray[np.int64], seed: int, band: NDArray[np.int64]
) -> BandPower:
    """Return what is found in the words of a band, which are in the order of frequency."""
    picked = np.unique(np.linspace(0, len(band) - 1, min(WORDS, len(band))).astype(int))
    found: list[list[bool]] = [[] for _ in PLANTED]
    sizes: list[float] = []
    for place in picked.tolist():
        other = place + 1 if place + 1 < len(band) else place - 1
        word, instead = words[band[place]], words[band[other]]
        for row, size in enumerate(PLANTED):
            share = 1.0 if size is None else _share(word, instead, size)
            if share is None:
                continue
            own = (seed, int(band[place]), row)
            moved = planted(word, instead, share, np.random.default_rng(own))
            if np.bincount(moved.labels, minlength=2).min() < 2:
                continue
            result = difference(moved, PERMUTATIONS, own, precise=False)
            found[row].append(result.p_value < SURE)
            if size is None and result.change is not None:
                sizes.append(result.change)
    shares = [float(np.mean(one)) if one else None for one in found]
    median = float(np.median(sizes)) if sizes else None
    ends = int(counts[band[0]]), int(counts[band[-1]])
    return BandPower(*ends, len(band), shares[0], shares[1], shares[2], shares[3], median)


def planted(
    word: WordContexts, other: WordContexts, share: float, rng: np.random.Generator
) -> WordContexts:
    """Return a word with contexts of another one in a share of the blocks of the second part."""
    mine = (word.labels == 0) | (rng.random(len(word.labels)) >= share)
    theirs = (other.labels == 1) & (rng.random(len(other.labels)) < share)
    return WordContexts(
        np.concatenate([word.sums[mine], other.sums[theirs]]),
        np.concatenate([word.counts[mine], other.counts[theirs]]),
        np.concatenate([word.labels[mine], other.labels[theirs]]),
        2,
    )


def _share(word: WordContexts, other: WordContexts, size: float) -> float | None:
    """Return the share of the other word that makes a change; None if even all of it does not."""
    own, others = _squared_length(word), _squared_length(other)
    if size == 0:
        return 0.0
    if own <= 0 or others <= 0:
        return None
    both = float(word.sums.sum(axis=0) @ other.sums.sum(axis=0))
    both /= float(word.counts.sum()) * float(other.counts.sum())

    def change(share: float) -> float:
        kept = 1 - share
        length = kept**2 * own + 2 * kept * share * both + share**2 * others
        return 1 - 2 * (kept * own + share * both) / (own + length)

    if change(1.0) < size:
        return None
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if change(middle) < size else (low, middle)
    return high


def _squared_length(word: WordContexts) -> float:
    """Return the mean product of two contexts of different blocks."""
    total = float(word.counts.sum())
    pairs = total * total - float(np.square(word.counts).sum())
    products = float(np.square(word.sums.sum(axis=0)).sum() - np.square(word.sums).sum())
    return products / max(pairs, 1e-9)
