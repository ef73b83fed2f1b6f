"""How the use of a word depends on several covariates at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.changes import values_of
from w2vkit.analysis.change.comparability import check_comparable
from w2vkit.analysis.change.compared_text import ComparedText, compared_text
from w2vkit.analysis.change.comparison import LEAST
from w2vkit.analysis.change.covariates import Covariate, covariate, covariate_blocks
from w2vkit.analysis.change.difference import Difference, adjusted
from w2vkit.analysis.change.parts import TextParts
from w2vkit.analysis.change.regression import Regression
from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.config import ChangeConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.shown_tables import SHOWN_ROWS, ShownTable, Tabular

LEAST_BLOCKS = 2
"""Blocks with a word that a value needs, and the others, too."""
EFFECT_COLUMNS = (
    *("word", "covariate", "value", "count", "norm", "change", "low", "high", "detectable"),
    *("p_value", "q_value", "permutations", "unreliable", "neighbors"),
)
SHORT_COLUMNS = (
    *("word", "covariate", "value", "count", "change", "low", "high", "p_value", "q_value"),
    *("unreliable", "neighbors"),
)


@dataclass(frozen=True, slots=True)
class WordEffect:
    """How the use of a word depends on a value of a covariate.

    Attributes:
        word: the word.
        covariate: the name of the covariate.
        value: the value, against all others; of a number, its range.
        count: the occurrences with the value; of a number, all.
        difference: that of the value, where all other covariates are equal; None if too rare.
        neighbors: the words whose contexts are most like those of the word with this value, or with
            the greatest number, where the other covariates have their means.
        q_value: the p-value, corrected for the number of effects; None if it is unreliable.
        unreliable: why the effect cannot be told, "" if it can.

    """

    word: str
    covariate: str
    value: str
    count: int
    difference: Difference | None = None
    neighbors: Sequence[str] = ()
    q_value: float | None = None
    unreliable: str = ""

    @property
    def norm(self) -> float | None:
        """The length of the coefficient, over that of the mean context; 0 if it is chance."""
        change = self.difference.change if self.difference else None
        return None if change is None else float(np.sqrt(2 * max(change, 0.0)))

    @property
    def row(self) -> dict[str, Any]:
        """The values of `EFFECT_COLUMNS`."""
        return {
            "word": self.word,
            "covariate": self.covariate,
            "value": self.value,
            "count": self.count,
            "norm": None if self.norm is None else round(self.norm, 4),
            **values_of(self.difference),
            "q_value": None if self.q_value is None else round(self.q_value, 6),
            "unreliable": self.unreliable,
            "neighbors": [*self.neighbors],
        }


@dataclass(frozen=True, eq=False, repr=False)
class Effects(Tabular):
    """How the use of words depends on covariates; iterate over it.

    Attributes:
        name: the name of the text.
        covariates: what each covariate is.
        effects: of each word and each value.
        blocks: what was shuffled.

    """

    name: str
    covariates: Sequence[str]
    effects: Sequence[WordEffect]
    blocks: str

    def __len__(self) -> int:
        return len(self.effects)

    def __iter__(self) -> Iterator[WordEffect]:
        return iter(self.effects)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `EFFECT_COLUMNS` for each effect."""
        return (effect.row for effect in self.effects)

    @property
    def notes(self) -> list[str]:
        """What the covariates are, and what was shuffled."""
        covariates = msg("Covariates: {covariates}.", covariates=joined("; ", self.covariates))
        return [covariates, msg("Shuffled: {blocks}.", blocks=self.blocks)]

    def tables(self, shown: int | None = SHOWN_ROWS) -> Iterator[ShownTable]:
        """Yield the table of the effects."""
        rows = [
            {**effect.row, "neighbors": " ".join(effect.neighbors)}
            for effect in islice(self.effects, shown)
        ]
        columns: Sequence[str] = SHORT_COLUMNS
        if not any(effect.unreliable for effect in self.effects):
            columns = [name for name in columns if name != "unreliable"]
        prose = ("value", "unreliable")
        yield ShownTable(columns, rows, notes=self.notes, total=len(self), prose=prose)


def effects(
    text: CountedText,
    every: Sequence[TextParts],
    asked: Sequence[str],
    config: ChangeConfig,
    listener: Listener = SILENT,
) -> Effects:
    """Return how the use of words depends on covariates.

    Args:
        text: the text.
        every: the parts that are the values of each covariate.
        asked: the words.
        config: the options; method and trend have no effect.
        listener: receives the progress.

    Raises:
        UsageError: there is no word, or a covariate has too many values.

    """
    from threadpoolctl import threadpool_limits

    if not asked:
        raise UsageError(
            msg("Several --by are covariates of words, but there is no word."),
            msg("Name words before the texts, or give one --by."),
        )
    covariates = [covariate(parts) for parts in every]
    for one, parts in zip(covariates, every, strict=True):
        if one.numbers is None:
            check_comparable(text, parts, listener)
    blocks = covariate_blocks(covariates, every, np.asarray(text.corpus.starts))
    compared = compared_text(text, every[0], asked, config, listener, blocks)
    firsts = np.unique(blocks.of_sentence, return_index=True)[1][-len(blocks) :]
    of_block = [one.of_sentence[firsts] for one in covariates]
    places = compared.places()
    found: list[WordEffect] = []
    with threadpool_limits(1, user_api="blas"):  # with several threads, sums have another order
        directions = compared.directions()
        for number, word in enumerate(asked, 1):
            if word in places:
                found += _of_word(compared, places[word], covariates, of_block, config, directions)
            listener.progress(Progress(msg("Shuffling"), number, len(asked), "words"))
    described = [one.description for one in covariates]
    return Effects(text.name, described, _with_q_values(found), blocks.description)


def _of_word(
    compared: ComparedText,
    place: int,
    covariates: Sequence[Covariate],
    of_block: Sequence[NDArray[np.int64]],
    config: ChangeConfig,
    directions: NDArray[np.float32],
) -> Iterator[WordEffect]:
    """Yield the effects of all values on a word."""
    word, sums = compared.word(place), compared.sums
    rows = slice(sums.starts[place], sums.starts[place + 1])
    values = [of[sums.blocks[rows]] for of in of_block]
    counts = sums.counts[rows]
    for number, one in enumerate(covariates):
        others = [other.held(values[row]) for row, other in enumerate(covariates) if row != number]
        regression = Regression.of(
            counts, sums.sums[rows], np.column_stack([np.zeros((len(counts), 0)), *others])
        )
        for name, column in one.columns(values[number]):
            is_number = one.numbers is not None
            having = column > 0
            count = int(counts.sum() if is_number else counts[having].sum())
            effect = WordEffect(word, one.name, name, count)
            if reason := _too_rare(counts, column, is_number=is_number):
                yield replace(effect, unreliable=reason)
                continue
            seed = (config.seed, int(compared.rows[place]), number)
            difference = regression.depends_on(column, config.permutations, seed)
            if difference.permutations == 0:
                reason = msg("the other covariates determine it")
                yield replace(effect, unreliable=reason)
                continue
            if difference.change is None:
                reason = msg("its contexts have nothing in common within a part")
            mean = sums.sums[rows].sum(axis=0) / counts.sum()
            rise = 1 - float(column @ counts / counts.sum())
            predicted = mean + rise * regression.coefficient(column)
            scores = np.asarray(directions @ predicted.astype(np.float32), np.float32)
            near = compared.nearest(place, scores)
            yield replace(effect, difference=difference, neighbors=near, unreliable=reason)


def _too_rare(counts: NDArray[np.float32], column: NDArray[np.float64], *, is_number: bool) -> str:
    """Return why the effect of a value cannot be told, "" if it can."""
    if is_number:
        blocks, number = len(np.unique(column)), int(counts.sum())
        return "" if blocks > LEAST_BLOCKS and number >= LEAST else msg("too few occurrences")
    sides = [counts[column > 0], counts[column == 0]]
    if min(map(len, sides)) < LEAST_BLOCKS or min(side.sum() for side in sides) < LEAST_BLOCKS:
        return msg("too few occurrences")
    return ""


def _with_q_values(effects: Sequence[WordEffect]) -> list[WordEffect]:
    known = [one for one in effects if one.difference is not None and not one.unreliable]
    p_values = np.array([one.difference.p_value for one in known if one.difference])
    q_values = iter(adjusted(p_values).tolist())
    return [
        replace(one, q_value=next(q_values)) if one.difference and not one.unreliable else one
        for one in effects
    ]
