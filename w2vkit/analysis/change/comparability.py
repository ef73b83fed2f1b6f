"""Whether parts of a text can be compared: one script, one segmentation, no text twice."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.change.parts import NO_PART, TextParts
from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.text.script import MIN_TRADITIONAL_SHARE, is_han, traditional_share

MOST_TYPES = 5_000
"""The most frequent words, by which scripts and segmentations are told apart."""
HAN_APART = 0.5
"""Shares of Chinese words that differ by more are of different languages."""
CHARACTERS, WORDS = 1.02, 1.2
"""Mean characters of a Chinese word: at most, if characters are separated; at least, if words."""
LONG_SENTENCE = 8
"""Tokens of a sentence that does not recur by chance."""
OVERLAP = 0.02
"""The share of the long sentences of a part in another one from which it is said."""


def check_comparable(text: CountedText, parts: TextParts, listener: Listener = SILENT) -> None:
    """Check that the parts of a text can be compared, and say which have sentences in common.

    Raises:
        W2vError: they are in different languages or scripts, or segmented differently.

    """
    counts = _counts(text, parts)
    words = [text.corpus.vocabulary.word(row) for row in range(counts.shape[1])]
    is_chinese = np.array([is_han(word[0]) for word in words])
    lengths = np.array([len(word) for word in words])
    totals = np.maximum(counts.sum(axis=1), 1)
    shares = (counts @ is_chinese) / totals
    _check_apart(
        shares,
        HAN_APART,
        parts,
        msg("are in different languages"),
        msg("Compare texts in one language."),
    )
    if shares.min() < HAN_APART:
        _say_overlap(text, parts, listener)
        return
    traditional = np.array([_traditional(words, row) for row in counts])
    if (traditional > MIN_TRADITIONAL_SHARE).any() and (traditional < MIN_TRADITIONAL_SHARE).any():
        _check_apart(
            traditional,
            MIN_TRADITIONAL_SHARE,
            parts,
            msg("are in different scripts"),
            msg("Convert them with --script simplified."),
        )
    chinese = np.maximum(counts @ is_chinese, 1)
    means = (counts @ (is_chinese * lengths)) / chinese
    if means.min() <= CHARACTERS and means.max() >= WORDS:
        raise _not_comparable(
            parts,
            means,
            msg("are segmented differently: one has characters where the other has words"),
            msg("Use unsegmented texts, or one segmenter for both with --segmenter."),
        )
    _say_overlap(text, parts, listener)


def _counts(text: CountedText, parts: TextParts) -> NDArray[np.int64]:
    """Return the counts of the most frequent words in each part, int64 (P, V)."""
    corpus = text.corpus
    size = min(MOST_TYPES, len(corpus.vocabulary))
    ids = np.asarray(corpus.ids(), np.int64)
    part = np.repeat(parts.of_sentence, np.diff(corpus.starts))
    kept = (ids < size) & (part != NO_PART)
    cells = np.bincount(part[kept] * size + ids[kept], minlength=len(parts.names) * size)
    return cells.reshape(-1, size)


def _traditional(words: list[str], counts: NDArray[np.int64]) -> float:
    """Return the traditional share of the characters that only one script has."""
    most = np.argsort(-counts, kind="stable")[:1_000]
    text = "".join(words[row] for row in most.tolist() if counts[row])
    share = traditional_share(text)
    return MIN_TRADITIONAL_SHARE if share is None else share


def _check_apart(
    shares: NDArray[np.float64], limit: float, parts: TextParts, what: str, remedy: str
) -> None:
    if shares.max() - shares.min() > limit:
        raise _not_comparable(parts, shares, what, remedy)


def _not_comparable(
    parts: TextParts, values: NDArray[np.float64], what: str, remedy: str
) -> W2vError:
    first, second = parts.names[int(values.argmax())], parts.names[int(values.argmin())]
    return W2vError(
        msg("The parts “{first}” and “{second}” {what}.", first=first, second=second, what=what),
        remedy,
    )


def _say_overlap(text: CountedText, parts: TextParts, listener: Listener) -> None:
    """Say which two parts have the largest share of long sentences in common."""
    starts = np.asarray(text.corpus.starts)
    ids = np.asarray(text.corpus.ids())
    long = np.flatnonzero((np.diff(starts) >= LONG_SENTENCE) & (parts.of_sentence != NO_PART))
    keys: list[set[bytes]] = [set() for _ in parts.names]
    homes = parts.of_sentence
    for sentence in long.tolist():
        keys[homes[sentence]].add(ids[starts[sentence] : starts[sentence + 1]].tobytes())
    shared = {
        pair: len(keys[pair[0]] & keys[pair[1]])
        for pair in combinations(range(len(parts.names)), 2)
    }
    if not shared:
        return
    pair = max(shared, key=lambda one: shared[one] / max(1, min(len(keys[p]) for p in one)))
    share = shared[pair] / max(1, min(len(keys[part]) for part in pair))
    if share >= OVERLAP:
        listener.note(
            msg(
                "The parts “{first}” and “{second}” share {share:.0%} of their long sentences, "
                "which makes them more alike.",
                first=parts.names[pair[0]],
                second=parts.names[pair[1]],
                share=share,
            )
        )
