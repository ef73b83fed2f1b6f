"""Which words are used differently in the parts of a text, how much, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.alignment import AlignedWords, aligned_words
from w2vkit.analysis.change.changes import Changes, WordChange, WordInPart
from w2vkit.analysis.change.compared_text import ComparedText, compared_text
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
WORDS_AT_ONCE = 64


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
    places = compared.places()
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
    aligned = None
    if config.method == "alignment" and chosen:
        aligned = _aligned(compared, config, listener)
    comparison = _Comparison(compared, config, compared.directions(), aligned)
    batches = [chosen[at : at + WORDS_AT_ONCE] for at in range(0, len(chosen), WORDS_AT_ONCE)]
    found: list[WordChange] = []
    with threadpool_limits(1, user_api="blas"):  # with several threads, sums have another order
        workers = config.workers or available_cores()
        for batch in threaded_map(comparison.words, batches, workers):
            found += batch
            if aligned is None:
                listener.progress(Progress(msg("Shuffling"), len(found), len(chosen), "words"))
        if asked:
            found = [comparison.explained(word, places) for word in found]
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


def _aligned(compared: ComparedText, config: ChangeConfig, listener: Listener) -> AlignedWords:
    """Return the words by models of the parts, rotated onto each other."""
    return aligned_words(
        compared.text.corpus,
        compared.blocks,
        compared.rows,
        config.window,
        config.permutations,
        config.workers or available_cores(),
        config.seed,
        listener,
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


@dataclass(frozen=True, eq=False)
class _Comparison:
    """What a word of a text is compared by.

    Attributes:
        compared: the text.
        config: the options.
        directions: float32 (N, D), the mean contexts of all words, of length 1.
        aligned: the models of the parts, if words are compared by alignment.

    """

    compared: ComparedText
    config: ChangeConfig
    directions: NDArray[np.float32]
    aligned: AlignedWords | None

    def words(self, places: Sequence[int]) -> list[WordChange]:
        """Return the changes of some words."""
        return [self.word(place) for place in places]

    def word(self, place: int) -> WordChange:
        """Return the change of a word between the parts in which it is frequent enough."""
        compared, config, aligned = self.compared, self.config, self.aligned
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
        seed = (config.seed, int(compared.rows[place]))
        if aligned is None:
            scores = [self.directions @ mean for mean in contexts.means]
            found = difference(contexts, config.permutations, seed)
        else:
            scores = [aligned.similarities(place, part, compared.rows) for part in usable]
            found = aligned.difference(place, usable)
        inside = [
            WordInPart(names[part], counts[part], compared.nearest(place, scores[row]))
            for row, part in enumerate(usable)
        ]
        if found.change is None and aligned is not None:
            unreliable = unreliable or msg("too rare for models of the parts")
        elif found.change is None:
            unreliable = unreliable or msg("its contexts have nothing in common within a part")
        steady = None
        if config.trend:
            steady = trend(contexts, numbers_of(names)[usable], config.permutations, seed)
        return WordChange(word, found, inside, None, unreliable, steady)

    def explained(self, word: WordChange, places: Mapping[str, int]) -> WordChange:
        """Return a word with passages, its path, and the differences of its parts from the first.

        Args:
            word: the word.
            places: the place of each word of the text.

        """
        if word.difference is None:
            return word
        compared, config, place = self.compared, self.config, places[word.word]
        names = [*compared.parts.names]
        usable = [names.index(one.part) for one in word.parts]
        every, row_of_word = compared.contexts(place), int(compared.rows[place])
        means = every.of_parts(*usable).means
        passages = typical_passages(
            compared.text.corpus, compared.space, compared.blocks, row_of_word, usable, means
        )
        neighbors = [*dict.fromkeys(near for one in word.parts for near in one.neighbors)]
        near_directions = self.directions[[places[near] for near in neighbors]]
        parts = []
        for row, one in enumerate(word.parts):
            apart = None
            if row and len(usable) > 2 and config.method == "referencing":
                seed = (config.seed, row_of_word, usable[row])
                both = every.of_parts(usable[0], usable[row])
                apart = difference(both, config.permutations, seed)
            parts.append(replace(one, difference=apart, passages=passages[row]))
        return replace(word, parts=parts, path=word_path(neighbors, near_directions, means))


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
