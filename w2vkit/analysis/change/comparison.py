"""Which words are used differently in the parts of a text, how much, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.alignment import AlignedWords, aligned_words
from w2vkit.analysis.change.blocks import Blocks, blocks_of
from w2vkit.analysis.change.changes import Changes, WordChange, WordInPart
from w2vkit.analysis.change.contexts import BlockSums, ContextSpace, block_sums, context_space
from w2vkit.analysis.change.difference import WordContexts, adjusted, difference
from w2vkit.analysis.change.parts import TextParts
from w2vkit.analysis.change.passages import typical_passages
from w2vkit.analysis.change.trend import numbers_of, trend
from w2vkit.analysis.change.word_paths import word_path
from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.config import ChangeConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.system.parallel import available_cores, threaded_map
from w2vkit.text.script import is_han

LEAST = 5
"""Occurrences without which a word cannot be compared even if it is asked about."""
LEAST_BLOCKS = 3.0
"""The occurrences of a word in a part are not spread over more blocks than one or two otherwise."""
NEIGHBORS = 5
WORDS_AT_ONCE = 64


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
    blocks: Blocks | None = None,
) -> ComparedText:
    """Return a text with the contexts of all frequent words and of those that are asked about."""
    corpus = text.corpus
    blocks = blocks or blocks_of(parts, np.asarray(corpus.starts))
    space = context_space(corpus, config.window, listener)
    frequent = np.arange(corpus.vocabulary.kept(config.min_count))
    named = [row for word in asked if (row := corpus.vocabulary.find(word)) is not None]
    rows = np.union1d(frequent, np.array(named, np.int64)).astype(np.int64)
    totals = np.bincount(np.asarray(corpus.ids())[_inside(corpus.starts, blocks)], minlength=1)
    rows = rows[rows < len(totals)]
    rows = rows[totals[rows] > 0]
    return ComparedText(
        text,
        parts,
        blocks,
        space,
        rows,
        block_sums(corpus, space, blocks.of_sentence, rows, blocks.topics),
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
        chosen, left_out = eligible(compared, config)
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
    aligned = None
    if config.method == "alignment" and chosen:
        aligned = aligned_words(
            text.corpus,
            compared.blocks,
            compared.rows,
            config.window,
            config.permutations,
            config.workers or available_cores(),
            config.seed,
            listener,
        )
    work = partial(_compared_words, compared, config, directions, aligned)
    batches = [chosen[at : at + WORDS_AT_ONCE] for at in range(0, len(chosen), WORDS_AT_ONCE)]
    found: list[WordChange] = []
    with threadpool_limits(1, user_api="blas"):  # with several threads, sums have another order
        for batch in threaded_map(work, batches, config.workers or available_cores()):
            found += batch
            if aligned is None:
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
        config.method,
    )


def eligible(compared: ComparedText, config: ChangeConfig) -> tuple[list[int], dict[str, int]]:
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
    aligned: AlignedWords | None,
    places: Sequence[int],
) -> list[WordChange]:
    return [_compared_word(compared, config, directions, aligned, place) for place in places]


def _compared_word(
    compared: ComparedText,
    config: ChangeConfig,
    directions: NDArray[np.float32],
    aligned: AlignedWords | None,
    place: int,
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
    seed = (config.seed, int(compared.rows[place]))
    if aligned is None:
        scores = [directions @ mean for mean in means]
        found = difference(contexts, config.permutations, seed)
    else:
        scores = [aligned.similarities(place, part, compared.rows) for part in usable]
        found = aligned.difference(place, usable)
    inside = [
        WordInPart(names[part], counts[part], nearest_words(compared, place, scores[row]))
        for row, part in enumerate(usable)
    ]
    if found.change is None and aligned is not None:
        unreliable = unreliable or msg("too rare for models of the parts")
    elif found.change is None:
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
        return msg("only {times} in “{part}”", times=times, part=names[rarest])
    spread = _parts_with(word, least)
    part = next(part for part in frequent if part not in spread)
    return msg("in “{part}” nearly all in one chapter or passage", part=names[part])


def nearest_words(compared: ComparedText, place: int, scores: NDArray[np.float32]) -> list[str]:
    """Return the words of the highest scores, float32 (N,), but for the word itself."""
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
        if row and len(usable) > 2 and config.method == "referencing":
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
    """Return the words with the largest sure change first, unreliable ones last.

    Without intervals, those with the least p-values are first.
    """

    def key(word: WordChange) -> tuple[bool, bool, float, float]:
        found = word.difference
        if found is None or found.change is None:
            return True, bool(word.unreliable), 9.0, 0.0
        surest = found.p_value if found.low is None else -found.low
        return False, bool(word.unreliable), surest, -found.change

    return sorted(words, key=key)
