"""Skip-gram and CBOW with negative sampling, written to be read: what the native engine computes.

Each word w has an input row v_w (the vector people use) and an output row u_w. Around each centre
word c of the text stand its contexts. *Skip-gram* lets every context predict the centre, *CBOW*
lets the mean of the contexts predict it (Mikolov et al. 2013, arXiv:1301.3781). To predict means:
with the input h, tell the centre apart from k words drawn at random (arXiv:1310.4546, equation 4).
The loss of this is

    L = -log σ(h·u_c) - Σ_n log σ(-h·u_n),        σ(x) = 1 / (1 + e^-x).

Since d/dx log σ(x) = 1 - σ(x) and 1 - σ(x) = σ(-x), with the label y = 1 for the centre and y = 0
for a random word, both kinds of term have one and the same derivative with respect to x = h·u:

    ∂L/∂x = σ(x) - y,        ∂L/∂u = (σ(x) - y) · h,        ∂L/∂h = Σ_u (σ(x) - y) · u.

For skip-gram h is one row, v_j. For CBOW h = 1/m Σ_j v_j, so the gradient of each of the m rows is
1/m of ∂L/∂h. word2vec.c and gensim give each the whole of it, which is the gradient of no loss
(İrsoy et al. 2021, arXiv:2012.15332), but is a step of the same size for every context, where 1/m
makes words in windows cut short by the end of a sentence learn several times as much as others.
On small corpora the whole is better by far (see benchmarks/README.md): it is the default, and the
option `cbow_gradient` chooses between the two.

Three things are not in the papers. The random words are the same for all contexts of a centre.
The text is cut into blocks: the gradients of a block are taken at the weights from before it, and
added up, which is what makes it possible to share the work without races. And no row moves farther
than `LONGEST_STEP` in a block. In ordinary text rows move much less; but where a word is repeated
many times in a block (a list of numbers, a refrain), all its gradients point the same way, and
their sum would overshoot, the next one by more, until the weights are no numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import TrainConfig
from w2vkit.engines.sampling import (
    BITS,
    KEEP_ALWAYS,
    alias_table,
    below,
    draw,
    epoch_key,
    following,
    initial_vectors,
    keep_thresholds,
    noise_weights,
    sample_word,
)

Matrix = NDArray[np.float64]
Gradients = tuple[float, Matrix, Matrix]
"""The loss, and its gradients with respect to the context rows and the output rows."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """One centre word, where it stands, its contexts, and the words to tell it apart from."""

    position: int
    centre: int
    contexts: Sequence[int]
    negatives: Sequence[int]


def skipgram_gradients(contexts: Matrix, outputs: Matrix) -> Gradients:
    """Return loss and gradients of all contexts (m, D) against the outputs (K, D).

    The first output is the centre's.
    """
    logits = contexts @ outputs.T
    labels = np.arange(len(outputs)) == 0
    errors = 1 / (1 + np.exp(-logits)) - labels
    loss = np.logaddexp(0, np.where(labels, -logits, logits)).sum()
    return float(loss), errors @ outputs, errors.T @ contexts


def cbow_gradients(contexts: Matrix, outputs: Matrix) -> Gradients:
    """Return loss and gradients of the mean of the contexts (m, D) against the outputs (K, D)."""
    mean = contexts.mean(axis=0, keepdims=True)
    loss, mean_gradient, output_gradients = skipgram_gradients(mean, outputs)
    return loss, np.repeat(mean_gradient / len(contexts), len(contexts), axis=0), output_gradients


GRADIENTS: dict[str, Callable[[Matrix, Matrix], Gradients]] = {
    "skipgram": skipgram_gradients,
    "cbow": cbow_gradients,
}


LONGEST_STEP = 0.5
"""The longest step of a row in one block; the lengths of trained rows are between 1 and 10."""


def train(
    sentences: Sequence[Sequence[int]],
    counts: Sequence[int],
    config: TrainConfig,
    block: int,
    longest_step: float = LONGEST_STEP,
) -> tuple[Matrix, Matrix, float]:
    """Return the input rows, the output rows, and the mean loss per pair of the last epoch.

    Args:
        sentences: the text as ids; those of `len(counts)` and above are left out.
        counts: how often each word occurs.
        config: the options.
        block: the number of tokens whose gradients are taken at the same weights.
        longest_step: how far a row moves in a block at most.

    """
    inputs = initial_vectors(len(counts), config.dim, config.seed).astype(np.float64)
    outputs = np.zeros_like(inputs)
    gradients = GRADIENTS[config.algorithm]
    tokens = sum(map(len, sentences))
    for epoch in range(config.epochs):
        loss = pairs = 0.0
        predictions = all_predictions(sentences, np.array(counts), config, epoch)
        for number, group in groupby(predictions, lambda one: one.position // block):
            done = (epoch * tokens + number * block) / (config.epochs * tokens)
            alpha = config.alpha + (min(config.min_alpha, config.alpha) - config.alpha) * done
            old_inputs, old_outputs = inputs.copy(), outputs.copy()
            for one in group:
                words = [one.centre, *one.negatives]
                found, to_contexts, to_outputs = gradients(
                    old_inputs[one.contexts], old_outputs[words]
                )
                if config.algorithm == "cbow" and config.cbow_gradient == "whole":
                    to_contexts = to_contexts * len(one.contexts)
                np.subtract.at(inputs, one.contexts, alpha * to_contexts)
                np.subtract.at(outputs, words, alpha * to_outputs)
                loss += found
                pairs += len(one.contexts) if config.algorithm == "skipgram" else 1
            inputs = bounded(old_inputs, inputs, longest_step)
            outputs = bounded(old_outputs, outputs, longest_step)
    return inputs, outputs, loss / max(pairs, 1)


def bounded(before: Matrix, after: Matrix, longest: float) -> Matrix:
    """Return `after` with no row farther than `longest` from where it was `before`."""
    steps = after - before
    lengths = np.linalg.norm(steps, axis=1, keepdims=True)
    shortened: Matrix = before + steps * (longest / np.maximum(lengths, longest))
    return shortened


def all_predictions(
    sentences: Sequence[Sequence[int]], counts: NDArray[np.int64], config: TrainConfig, epoch: int
) -> Iterator[Prediction]:
    """Give what is to be predicted in an epoch: subsampled, windows and negatives drawn."""
    key = epoch_key(config.seed, epoch)
    keep = keep_thresholds(counts, config.sample)
    noise = alias_table(noise_weights(counts))
    start = 0
    for sentence in sentences:
        kept = [
            (start + offset, word)
            for offset, word in enumerate(sentence)
            if word < len(counts) and is_kept(int(keep[word]), start + offset, key)
        ]
        start += len(sentence)
        for place, (position, centre) in enumerate(kept):
            number = draw(position, key)
            reach = config.window - below(number, config.window)
            around = kept[max(0, place - reach) : place] + kept[place + 1 : place + reach + 1]
            if around:
                negatives = draw_negatives(number, noise, config.negative)
                others = [word for word in negatives if word != centre]
                yield Prediction(position, centre, [word for _, word in around], others)


def is_kept(threshold: int, position: int, key: int) -> bool:
    """Say whether the token at a position survives subsampling."""
    return threshold == KEEP_ALWAYS or draw(position, key ^ BITS) >> 32 < threshold


def draw_negatives(number: int, noise: NDArray[np.uint64], count: int) -> list[int]:
    """Return the words drawn after the random number `number`."""
    words = []
    for _ in range(count):
        number = following(number)
        words.append(sample_word(number, noise))
    return words
