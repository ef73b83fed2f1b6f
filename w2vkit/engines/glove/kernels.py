"""The compiled loops of GloVe: counting co-occurrences, and AdaGrad on a block of them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.progress import Listener
from w2vkit.base.system.compilation import load_kernels
from w2vkit.base.system.jit import entry
from w2vkit.engines import simd

STRIPES = 16
"""The number of stripes of the vocabulary; a block contains the pairs of two stripes."""
ROW_BITS = 27
ROW_MASK = (1 << ROW_BITS) - 1
"""A key has 8 bits for the block and 27 for each of its two words; the sign bit stays zero."""
EMPTY_KEY = np.int64(-1)
POSITION, SENTENCE, HELD, FILLED = 0, 1, 2, 3
"""Indices of the state of the counting."""


@entry
def pair_key(first: int, second: int) -> int:
    """Return the key of a pair of words; the keys of a block are consecutive."""
    block = (first % STRIPES) * STRIPES + second % STRIPES
    rows = ((first // STRIPES) << ROW_BITS) | (second // STRIPES)
    return (block << (2 * ROW_BITS)) | rows


@entry
def add_pair(keys: NDArray[np.int64], values: NDArray[np.float64], key: int, weight: float) -> int:
    """Add to the value of a key in an open hash table; return 1 if the key is new, else 0."""
    mask = len(keys) - 1
    # Fibonacci hashing: the upper bits of the product depend on all bits of the key.
    place = ((key * 0x1E3779B97F4A7C15) >> 20) & mask
    while keys[place] != EMPTY_KEY and keys[place] != key:
        place = (place + 1) & mask
    if keys[place] == key:
        values[place] += weight
        return 0
    keys[place] = key
    values[place] = weight
    return 1


@entry
def count_pairs(
    ids: NDArray[np.int32],
    starts: NDArray[np.int64],
    vocabulary_size: int,
    weights: NDArray[np.float64],
    ring: NDArray[np.int64],
    state: NDArray[np.int64],
    keys: NDArray[np.int64],
    values: NDArray[np.float64],
) -> bool:
    """Count pairs of words by their distance; return True at the end of the text.

    Returns False when the table is three quarters full; the next call continues from `state`. Of
    the two orders of a pair, only the one with the greater id first is counted.

    Args:
        ids: the corpus, int32 (tokens,); ids of `vocabulary_size` and above are ignored.
        starts: int64 (S + 1,), the first token of each sentence.
        vocabulary_size: V.
        weights: float64 (window + 1,), what a pair at each distance counts.
        ring: int64 (window,), the last words.
        state: int64 (4,): position, sentence, words in the ring, keys in the table.
        keys: int64 (C,), C a power of two: the hash table.
        values: float64 (C,), the counts of the keys.

    """
    window = len(weights) - 1
    limit = len(keys) // 4 * 3 - window
    sentence, held, filled = state[SENTENCE], state[HELD], state[FILLED]
    for position in range(state[POSITION], len(ids)):
        if filled >= limit:
            state[POSITION], state[SENTENCE], state[HELD] = position, sentence, held
            state[FILLED] = filled
            return False
        while position >= starts[sentence + 1]:
            sentence += 1
            held = 0
        word = np.int64(ids[position])
        if word >= vocabulary_size:
            continue
        for back in range(1, min(held, window) + 1):
            other = ring[(held - back) % window]
            # A word next to itself is its own neighbor on both sides.
            weight = (2.0 if word == other else 1.0) * weights[back]
            key = pair_key(max(word, other), min(word, other))
            filled += add_pair(keys, values, key, weight)
        ring[held % window] = word
        held += 1
    state[POSITION], state[FILLED] = len(ids), filled
    return True


class Matrices(NamedTuple):
    """The vectors of words and of context words, float32 (V, D + 1) each."""

    words: NDArray[np.float32]
    contexts: NDArray[np.float32]


@simd.compiled
def inner_product(words: Any, w: int, contexts: Any, c: int, dim: int) -> Any:
    """Return the inner product of words[w:w + dim] and contexts[c:c + dim], in a fixed order."""
    products = simd.zeros()
    whole = dim - dim % simd.LANES
    for d in range(0, whole, simd.LANES):
        products = simd.fma(simd.load(words, w + d), simd.load(contexts, c + d), products)
    total = simd.total(products)
    for d in range(whole, dim):
        total += np.float64(simd.get(words, w + d)) * np.float64(simd.get(contexts, c + d))
    return np.float32(total)


@entry
def train_block(
    rows: NDArray[np.int32],
    columns: NDArray[np.int32],
    counts: NDArray[np.float32],
    order: NDArray[np.int64],
    words: NDArray[np.float32],
    contexts: NDArray[np.float32],
    word_squares: NDArray[np.float32],
    context_squares: NDArray[np.float32],
    rate: float,
    most: float,
    power: float,
) -> float:
    """Take one AdaGrad step for each pair, in this order; return the sum of their losses.

    The loss of a pair is f(x) (w·c + b + d - log x)² / 2 with f(x) = min(1, (x/most)^power)
    (Pennington et al. 2014, equations 8 and 9). As in the reference implementation, the gradient
    is multiplied by the learning rate before it is squared.

    Args:
        rows: int32 (n,), the word of each pair.
        columns: int32 (n,), its context word.
        counts: float32 (n,), how often these co-occur.
        order: int64 (n,), the order in which to train the pairs.
        words: float32 (V, D + 1), the vectors of words, with the bias at the end.
        contexts: float32 (V, D + 1), those of context words.
        word_squares: float32 (V, D + 1), the sums of squared gradients of `words`.
        context_squares: float32 (V, D + 1), those of `contexts`.
        rate: the initial learning rate.
        most: x_max.
        power: alpha of the paper.

    """
    dim = words.shape[1] - 1
    flat = simd.pointers(Matrices(words, contexts))
    loss = 0.0
    for place in order:
        w, c = words[rows[place]], contexts[columns[place]]
        ws, cs = word_squares[rows[place]], context_squares[columns[place]]
        # In double precision: its last bit, in which processors may differ, is rounded away.
        x = np.float64(counts[place])
        row, column = rows[place] * (dim + 1), columns[place] * (dim + 1)
        product = inner_product(flat.words, row, flat.contexts, column, dim)
        difference = product + w[dim] + c[dim] - np.float32(np.log(x))
        weighted = difference if x >= most else difference * np.float32((x / most) ** power)
        loss += 0.5 * weighted * difference
        step = np.float32(weighted * rate)
        for d in range(dim):
            to_word, to_context = step * c[d], step * w[d]
            w[d] -= to_word / np.sqrt(ws[d])
            c[d] -= to_context / np.sqrt(cs[d])
            ws[d] += to_word * to_word
            cs[d] += to_context * to_context
        w[dim] -= step / np.sqrt(ws[dim])
        c[dim] -= step / np.sqrt(cs[dim])
        ws[dim] += step * step
        cs[dim] += step * step
    return loss


def load_glove(listener: Listener) -> None:
    """Load the kernels from the cache, or compile them.

    Raises:
        W2vError: numba's compiler is disabled.

    """
    load_kernels([count_pairs, train_block], _call_on_nothing, listener)


def _call_on_nothing() -> None:
    """Call each kernel with arguments of the types that training uses, and without any pair."""
    ids, counts = np.zeros(0, np.int32), np.zeros(0, np.float32)
    starts, order = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for array in (ids, counts, starts):
        # As memory-mapped files are: numba compiles for read-only arrays separately.
        array.flags.writeable = False
    ring, state, keys = (np.zeros(size, np.int64) for size in (1, 4, 8))
    count_pairs(ids, starts, 1, np.zeros(2), ring, state, keys, np.zeros(8))
    w, c, ws, cs = (np.ones((1, 2), np.float32) for _ in range(4))
    train_block(ids, ids, counts, order, w, c, ws, cs, 0.05, 10.0, 0.75)
