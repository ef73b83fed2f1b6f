"""Which words are used differently in the parts of a text, how much, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.blocks import Blocks, blocks_of
from w2vkit.analysis.change.contexts import BlockSums, ContextSpace, block_sums, context_space
from w2vkit.analysis.change.difference import Difference, WordContexts, adjusted, difference
from w2vkit.analysis.change.parts import TextParts
from w2vkit.analysis.change.passages import Passage, typical_passages
from w2vkit.analysis.change.trend import Trend, numbers_of, trend
from w2vkit.analysis.change.word_paths import WordPath, word_path
from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.config import ChangeConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, joined, msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.shown_tables import SHOWN_ROWS, ShownTable, Tabular
from w2vkit.base.system.parallel import available_cores, threaded_map
from w2vkit.text.script import is_han

LEAST = 5
"""Occurrences without which a word cannot be compared even if it is asked about."""
LEAST_BLOCKS = 3.0
"""The occurrences of a word in a part are not spread over more blocks than one or two otherwise."""
NEIGHBORS = 5
SURE = 0.05
"""The false discovery rate at which a word counts as different."""
SIZES = (0.1, 0.3, 1.0)
"""Changes of which it is said for how many words they would be found."""
MANY = 20
"""Words from which on this is said."""
DIGITS = 4
WORDS_AT_ONCE = 64
CHANGE_COLUMNS = (
    *("word", "change", "low", "high", "detectable", "p_value", "q_value", "permutations"),
    *("trend", "trend_p_value", "counts", "unreliable", "neighbors", "passages"),
)
SHORT_COLUMNS = (
    *("word", "change", "low", "high", "detectable", "p_value", "q_value", "counts", "unreliable"),
)
PART_ROW_COLUMNS = ("word", "part", "count", "change", "low", "high", "neighbors")
PASSAGE_COLUMNS = ("word", "part", "left", "middle", "right", "chapter")


@dataclass(frozen=True, slots=True)
class WordInPart:
    """A word in a part.

    Attributes:
        part: the name of the part.
        count: how often the word occurs there.
        difference: from the first part; None in the first part, or if only two are compared.
        neighbors: the words whose mean contexts are most similar to those of the word in the part.
        passages: sentences that show what is particular to the part.

    """

    part: str
    count: int
    neighbors: Sequence[str]
    difference: Difference | None = None
    passages: Sequence[Passage] = ()


@dataclass(frozen=True, slots=True)
class WordChange:
    """How the use of a word differs between parts.

    Attributes:
        word: the word.
        difference: between all compared parts; None if the word cannot be compared.
        parts: the compared parts, in their order.
        q_value: the p-value, corrected for the number of words (Benjamini and Hochberg 1995); None
            if it is unreliable.
        unreliable: why the word is not to be relied on, "" if it is.
        trend: a steady trend over the parts, if it was tested.
        path: through a map of its neighbors, if it was asked about.

    """

    word: str
    difference: Difference | None
    parts: Sequence[WordInPart]
    q_value: float | None = None
    unreliable: str = ""
    trend: Trend | None = None
    path: WordPath | None = field(default=None, compare=False, repr=False)

    @property
    def values(self) -> dict[str, Any]:
        """The values of the columns of the difference."""
        tested = self.trend
        return {
            **values_of(self.difference),
            "q_value": _rounded(self.q_value),
            "trend": _rounded(tested.change) if tested else None,
            "trend_p_value": _rounded(tested.p_value, 6) if tested else None,
        }

    @property
    def row(self) -> dict[str, Any]:
        """The values of `CHANGE_COLUMNS`."""
        return {
            "word": self.word,
            **self.values,
            "counts": {one.part: one.count for one in self.parts},
            "unreliable": self.unreliable,
            "neighbors": {one.part: [*one.neighbors] for one in self.parts},
            "passages": {
                one.part: [passage.row for passage in one.passages]
                for one in self.parts
                if one.passages
            },
        }


def values_of(found: Difference | None) -> dict[str, Any]:
    """Return the values of the columns of a difference, rounded."""
    if found is None:
        return dict.fromkeys(("change", "low", "high", "detectable", "p_value", "permutations"))
    return {
        "change": _rounded(found.change),
        "low": _rounded(found.low),
        "high": _rounded(found.high),
        "detectable": _rounded(found.detectable),
        "p_value": _rounded(found.p_value, 6),
        "permutations": found.permutations,
    }


def _rounded(value: float | None, digits: int = DIGITS) -> float | None:
    return None if value is None else round(value, digits) + 0.0


@dataclass(frozen=True, eq=False, repr=False)
class Changes(Tabular):
    """The words of a text that were compared, the largest sure change first; iterate over it.

    Attributes:
        name: the name of the text.
        parts: the parts.
        words: the words; unreliable ones last.
        blocks: what was shuffled.
        frequent: the number of words that are frequent enough in the text.
        left_out: how many of them were not compared, by reason.

    """

    name: str
    parts: Sequence[str]
    words: Sequence[WordChange]
    blocks: str
    frequent: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[WordChange]:
        return iter(self.words)

    def detecting(self, change: float) -> int:
        """Return for how many words such a change would be found in 80 % of cases at p < .05."""
        limits = (word.difference.detectable for word in self.words if word.difference)
        return sum(limit is not None and limit <= change for limit in limits)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `CHANGE_COLUMNS` for each word."""
        return (word.row for word in self.words)

    def short_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `SHORT_COLUMNS` for each word.

        The counts are one text, with a dash for parts that are not compared.
        """
        for word in self.words:
            inside = {one.part: f"{one.count:,}" for one in word.parts}
            counts = joined(" / ", (inside.get(part, "–") for part in self.parts))
            yield {
                "word": word.word,
                **word.values,
                "counts": counts,
                "unreliable": word.unreliable,
            }

    def part_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `PART_ROW_COLUMNS` for each word in each part."""
        for word in self.words:
            for place, one in enumerate(word.parts):
                yield {
                    "word": "" if place else word.word,
                    "part": one.part,
                    "count": one.count,
                    **values_of(one.difference),
                    "neighbors": " ".join(one.neighbors),
                }

    def passage_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the values of `PASSAGE_COLUMNS` for each passage."""
        for word in self.words:
            for one in word.parts:
                for place, passage in enumerate(one.passages):
                    shown = {"word": word.word, "part": one.part}
                    yield {**(shown if not place else {"word": "", "part": ""}), **passage.row}

    @property
    def notes(self) -> list[str]:
        """What was shuffled, how many words were compared, and how many differ."""
        said: list[str] = [msg("Shuffled: {blocks}.", blocks=self.blocks)]
        if self.left_out:
            reasons = (
                msg("{number:,} words ({reason})", number=number, reason=reason)
                for reason, number in self.left_out.items()
            )
            said.append(
                msg(
                    "{compared:,} words are compared; left out: {reasons}.",
                    compared=len(self.words),
                    reasons=joined(", ", reasons),
                )
            )
        sure = sum(word.q_value is not None and word.q_value < SURE for word in self.words)
        words = len(self.words)
        said.append(
            msg(
                "{sure:,} of {words:,} words differ (q < {limit}).",
                sure=sure,
                words=words,
                limit=SURE,
            )
        )
        if len(self.words) >= MANY:
            counts = (
                msg(
                    "{words:,} of a change of {change}", words=self.detecting(change), change=change
                )
                for change in SIZES
            )
            said.append(
                msg(
                    "Words for which a change would be found in 80% of cases: {counts}.",
                    counts=joined(", ", counts),
                )
            )
        return said

    def tables(self, shown: int | None = SHOWN_ROWS) -> Iterator[ShownTable]:
        """Yield the first words and, if words were asked about, their parts and passages."""
        is_trend = any(word.trend for word in self.words)
        columns: Sequence[str] = SHORT_COLUMNS
        if is_trend:
            columns = (*SHORT_COLUMNS[:-2], "trend", "trend_p_value", *SHORT_COLUMNS[-2:])
        rows = [*islice(self.short_rows(), shown)]
        total = len(self.words)
        yield ShownTable(columns, rows, notes=self.notes, total=total, prose=("unreliable",))
        if not any(one.passages for word in self.words for one in word.parts):
            return
        several = any(one.difference for word in self.words for one in word.parts)
        columns = [
            name for name in PART_ROW_COLUMNS if several or name not in ("change", "low", "high")
        ]
        yield ShownTable(columns, [*self.part_rows()])
        yield ShownTable(PASSAGE_COLUMNS, [*self.passage_rows()], sides={"left": "right"})


@dataclass(frozen=True, eq=False)
class ComparedText:
    """A text whose contexts are summed by block.

    Attributes:
        text: the text.
        parts: its parts.
        blocks: its blocks.
        space: the vectors of contexts.
        rows: int64 (N,), the ids of the words.
        sums: their contexts.

    """

    text: CountedText
    parts: TextParts
    blocks: Blocks
    space: ContextSpace
    rows: NDArray[np.int64]
    sums: BlockSums

    def word(self, place: int) -> str:
        """Return the word of a place in `rows`."""
        return self.text.corpus.vocabulary.word(int(self.rows[place]))

    def contexts(self, place: int) -> WordContexts:
        """Return the contexts of a word in all parts."""
        part = slice(self.sums.starts[place], self.sums.starts[place + 1])
        labels = self.blocks.parts[self.sums.blocks[part]]
        return WordContexts(
            self.sums.sums[part], self.sums.counts[part], labels, len(self.parts.names)
        )

    def directions(self) -> NDArray[np.float32]:
        """Return the mean contexts of all words, float32 (N, D), of length 1."""
        totals = np.add.reduceat(self.sums.sums, self.sums.starts[:-1], axis=0)
        lengths = np.linalg.norm(totals, axis=1, keepdims=True)
        return np.asarray(totals / np.maximum(lengths, 1e-12), np.float32)


def compared_text(
    text: CountedText,
    parts: TextParts,
    asked: Sequence[str],
    config: ChangeConfig,
    listener: Listener = SILENT,
) -> ComparedText:
    """Return a text with the contexts of all frequent words and of those that are asked about."""
    corpus = text.corpus
    blocks = blocks_of(parts, np.asarray(corpus.starts))
    space = context_space(corpus, config.window, listener)
    frequent = np.arange(corpus.vocabulary.kept(config.min_count))
    named = [row for word in asked if (row := corpus.vocabulary.find(word)) is not None]
    rows = np.union1d(frequent, np.array(named, np.int64)).astype(np.int64)
    totals = np.bincount(np.asarray(corpus.ids())[_inside(corpus.starts, blocks)], minlength=1)
    rows = rows[rows < len(totals)]
    rows = rows[totals[rows] > 0]
    return ComparedText(
        text, parts, blocks, space, rows, block_sums(corpus, space, blocks.of_sentence, rows)
    )


def _inside(starts: NDArray[np.int64], blocks: Blocks) -> NDArray[np.bool_]:
    """Return which tokens are in a block, bool (T,)."""
    return np.repeat(blocks.of_sentence >= 0, np.diff(starts))


def changes(
    text: CountedText,
    parts: TextParts,
    asked: Sequence[str],
    config: ChangeConfig,
    listener: Listener = SILENT,
) -> Changes:
    """Return how the use of words differs between parts.

    Args:
        text: the text.
        parts: its parts.
        asked: the words; all frequent ones if there are none.
        config: the options.
        listener: receives the progress.

    Raises:
        W2vError: no word is frequent enough in two parts.

    """
    from threadpoolctl import threadpool_limits

    compared = compared_text(text, parts, asked, config, listener)
    places = {compared.word(place): place for place in range(len(compared.rows))}
    chosen = [places[word] for word in asked if word in places]
    left_out: dict[str, int] = {}
    if not asked:
        chosen, left_out = _eligible(compared, config)
        if not chosen:
            raise W2vError(
                msg(
                    "No word occurs at least {least:,} times, in several chapters or passages, in "
                    "two parts of {name}.",
                    least=config.min_count,
                    name=text.name,
                ),
                msg("Use larger parts, or lower --min-count."),
            )
    directions = compared.directions()
    work = partial(_compared_words, compared, config, directions)
    batches = [chosen[at : at + WORDS_AT_ONCE] for at in range(0, len(chosen), WORDS_AT_ONCE)]
    found: list[WordChange] = []
    with threadpool_limits(1, user_api="blas"):  # with several threads, sums have another order
        for batch in threaded_map(work, batches, config.workers or available_cores()):
            found += batch
            listener.progress(Progress(msg("Shuffling"), len(found), len(chosen), "words"))
        if asked:
            found = [
                _explained(compared, places, word, config, directions) if word.parts else word
                for word in found
            ]
    absent = [
        WordChange(word, None, (), None, msg("it does not occur in these parts"))
        for word in asked
        if word not in places
    ]
    return Changes(
        text.name,
        parts.names,
        _sorted(_with_q_values([*found, *absent])),
        compared.blocks.description,
        len(compared.rows),
        left_out,
    )


def _eligible(compared: ComparedText, config: ChangeConfig) -> tuple[list[int], dict[str, int]]:
    """Return the words that can be relied on, and how many cannot, by reason."""
    chosen: list[int] = []
    rare, single = 0, 0
    for place in range(len(compared.rows)):
        word = compared.word(place)
        if not any(sign.isalpha() for sign in word):
            continue
        if len(word) == 1:
            single += 1
        elif len(_parts_with(compared.contexts(place), config.min_count)) < 2:
            rare += 1
        else:
            chosen.append(place)
    reasons = {
        msg("single characters, which are parts of many words"): single,
        msg("too rare, or in too few chapters or passages, in all parts but one"): rare,
    }
    return chosen, {reason: number for reason, number in reasons.items() if number}


def _parts_with(word: WordContexts, least: int, least_blocks: float = LEAST_BLOCKS) -> list[int]:
    """Return the parts in which a word occurs often enough, and in enough blocks.

    Occurrences in one block say nothing of the next. The number of blocks is (Σ n)² / Σ n², which
    does not count those that have next to none.
    """
    counts = np.bincount(word.labels, word.counts, word.parts)
    squares = np.bincount(word.labels, np.square(word.counts), word.parts)
    effective = np.square(counts) / np.maximum(squares, 1)
    return [*np.flatnonzero((counts >= least) & (effective >= least_blocks)).tolist()]


def _compared_words(
    compared: ComparedText,
    config: ChangeConfig,
    directions: NDArray[np.float32],
    places: Sequence[int],
) -> list[WordChange]:
    return [_compared_word(compared, config, directions, place) for place in places]


def _compared_word(
    compared: ComparedText, config: ChangeConfig, directions: NDArray[np.float32], place: int
) -> WordChange:
    word, every = compared.word(place), compared.contexts(place)
    usable = _parts_with(every, config.min_count)
    unreliable: str = ""
    if len(usable) < 2:
        usable = _parts_with(every, min(LEAST, config.min_count), 1.5)
        unreliable = _why_unreliable(compared, every, config.min_count)
    if len(word) == 1 and is_han(word):
        unreliable = unreliable or msg("a single character, which is part of many words")
    counts = np.bincount(every.labels, every.counts, every.parts).astype(int).tolist()
    names = compared.parts.names
    if len(usable) < 2:
        bare = [WordInPart(name, counts[part], ()) for part, name in enumerate(names)]
        return WordChange(word, None, bare, None, unreliable)
    contexts = every.of_parts(*usable)
    means = contexts.means
    inside = [
        WordInPart(names[part], counts[part], _neighbors(compared, directions, place, means[row]))
        for row, part in enumerate(usable)
    ]
    seed = (config.seed, int(compared.rows[place]))
    found = difference(contexts, config.permutations, seed)
    if found.change is None:
        unreliable = unreliable or msg("its contexts have nothing in common within a part")
    steady = None
    if config.trend:
        numbers = numbers_of(names)[usable]
        steady = trend(contexts, numbers, config.permutations, seed)
    return WordChange(word, found, inside, None, unreliable, steady)


def _why_unreliable(compared: ComparedText, word: WordContexts, least: int) -> str:
    counts = np.bincount(word.labels, word.counts, word.parts).astype(int)
    names = compared.parts.names
    frequent = np.flatnonzero(counts >= least).tolist()
    if len(frequent) < 2:
        rarest = int(np.argsort(-counts, kind="stable")[1])
        times = counted(int(counts[rarest]), "{number} time", "{number} times")
        return msg("only {times} in {part}", times=times, part=names[rarest])
    spread = _parts_with(word, least)
    part = next(part for part in frequent if part not in spread)
    return msg("in {part} nearly all in one chapter or passage", part=names[part])


def _neighbors(
    compared: ComparedText, directions: NDArray[np.float32], place: int, mean: NDArray[np.float32]
) -> list[str]:
    scores = directions @ mean
    scores[place] = -np.inf
    best = np.argsort(-scores, kind="stable")[: 4 * NEIGHBORS].tolist()
    words = (compared.word(row) for row in best)
    return [word for word in words if len(word) > 1 and any(map(str.isalpha, word))][:NEIGHBORS]


def _explained(
    compared: ComparedText,
    places: Mapping[str, int],
    word: WordChange,
    config: ChangeConfig,
    directions: NDArray[np.float32],
) -> WordChange:
    """Return a word with passages, its path, and the differences of its parts from the first."""
    place = places[word.word]
    names = [*compared.parts.names]
    usable = [names.index(one.part) for one in word.parts]
    if word.difference is None:
        return word
    every = compared.contexts(place)
    means = every.of_parts(*usable).means
    passages = typical_passages(
        compared.text.corpus,
        compared.space,
        compared.blocks,
        int(compared.rows[place]),
        usable,
        means,
    )
    neighbors = [*dict.fromkeys(near for one in word.parts for near in one.neighbors)]
    path = word_path(neighbors, directions[[places[near] for near in neighbors]], means)
    parts = []
    for row, one in enumerate(word.parts):
        apart = None
        if row and len(usable) > 2:
            seed = (config.seed, int(compared.rows[place]), usable[row])
            apart = difference(every.of_parts(usable[0], usable[row]), config.permutations, seed)
        parts.append(replace(one, difference=apart, passages=passages[row]))
    return replace(word, parts=parts, path=path)


def _with_q_values(words: Sequence[WordChange]) -> list[WordChange]:
    reliable = [word for word in words if word.difference is not None and not word.unreliable]
    p_values = np.array([word.difference.p_value for word in reliable if word.difference])
    q_values = dict(zip((word.word for word in reliable), adjusted(p_values).tolist(), strict=True))
    return [replace(word, q_value=q_values.get(word.word)) for word in words]


def _sorted(words: Sequence[WordChange]) -> list[WordChange]:
    """Return the words with the largest sure change first, unreliable ones last."""

    def key(word: WordChange) -> tuple[bool, bool, float]:
        low = word.difference.low if word.difference else None
        return word.difference is None, bool(word.unreliable), -(low if low is not None else -9.0)

    return sorted(words, key=key)
