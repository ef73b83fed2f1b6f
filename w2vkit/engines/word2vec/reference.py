"""The specification of the native engine: skip-gram and CBOW, in NumPy.

Each word w has an input row v_w (the vector that users see). The contexts of a centre word c are
the words around it. *Skip-gram* predicts the centre from each context, *CBOW* from the mean of the
contexts (Mikolov et al. 2013, arXiv:1301.3781). To predict is to make binary decisions, given the
input h, about some output rows u (arXiv:1310.4546). The centre determines these outputs, and for
each the right decision, its label y, which is 1 or 0:

- *Negative sampling* (equation 4) distinguishes the centre, y = 1, from k words drawn at random,
  y = 0. Each word has an output row.
- *Hierarchical softmax* (equation 3) finds the centre in a binary tree, in which each inner node
  has an output row. The outputs are the nodes on the path to the centre; y = 1 where the path takes
  the branch 0. The product of the probabilities of all decisions is that of the word, and these add
  up to one over all words. See `huffman` for the tree.

With σ(x) = 1 / (1 + e^-x) and 1 - σ(x) = σ(-x), the loss of a prediction and its derivatives with
respect to x = h·u are

    L = -Σ_{y=1} log σ(h·u) - Σ_{y=0} log σ(-h·u),
    ∂L/∂x = σ(x) - y,        ∂L/∂u = (σ(x) - y) · h,        ∂L/∂h = Σ_u (σ(x) - y) · u.

For skip-gram h is one row, v_j. For CBOW h = 1/m Σ_j v_j, so the gradient of each of the m rows is
1/m of ∂L/∂h. word2vec.c and gensim apply the whole gradient to each row. This is the gradient of no
loss (İrsoy et al. 2021, arXiv:2012.15332), but its steps have the same size for every context; with
1/m, words in windows that are cut off by the end of a sentence learn several times as much as
others. On small corpora the whole gradient is far better (see benchmarks/README.md). It is the
default; the option `cbow_gradient` selects one of the two.

With *subwords* (Bojanowski et al. 2017, arXiv:1607.04606) the vector of a word is the mean of
several rows: its own, and one for each of its n-grams. With c_wr the number of times that row r
occurs in word w and n_w = Σ_r c_wr,

    v_w = 1/n_w Σ_r c_wr · row_r,        ∂L/∂row_r = Σ_w c_wr / n_w · ∂L/∂v_w.

fastText applies the whole gradient ∂L/∂v_w to each row, without the division by n_w, and so does
this engine: a word then moves as far as it does without subwords, however long it is. For CBOW, h
is the mean of the v_w of the contexts, where fastText takes the mean of all their rows.

Three things are not in the papers:

- The random words of negative sampling are the same for all contexts of a centre, and for groups of
  centres that are eight tokens apart (`sampling.group_of`), similar to Ji et al. 2016
  (arXiv:1604.04661). Their rows are then read and written once for four centres. Neighbors do not
  share samples, because their contexts overlap: a context would meet the same sample repeatedly.
- The text is divided into blocks. The gradients of a block are computed with the weights before the
  block, and summed; this allows threads to share the work without races.
- No row moves farther than `LONGEST_STEP` in a block. In ordinary text, rows move much less. Where
  a word is repeated many times in a block (a list of numbers, a refrain), all its gradients point
  in the same direction. Their sum would overshoot, and the next one more so, until the weights
  overflow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig
from w2vkit.engines.sampling import (
    BITS,
    KEEP_ALWAYS,
    alias_table,
    below,
    draw,
    draw_for_group,
    epoch_key,
    following,
    initial_vectors,
    keep_thresholds,
    noise_weights,
    sample_word,
)
from w2vkit.engines.schedule import LONGEST_STEP, learning_rate
from w2vkit.engines.word2vec.huffman import word_paths

Doubles = NDArray[np.float64]
Gradients = tuple[float, Doubles, Doubles]
"""The loss, and its gradients with respect to the context rows and the output rows."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A centre word: its position, its contexts, its outputs, and whether their labels are 1."""

    position: int
    centre: int
    contexts: Sequence[int]
    outputs: Sequence[int]
    labels: Sequence[bool]


def skipgram_gradients(contexts: Doubles, outputs: Doubles, labels: Sequence[bool]) -> Gradients:
    """Return loss and gradients for all contexts (m, D) and outputs (K, D) with K labels."""
    logits = contexts @ outputs.T
    errors = 1 / (1 + np.exp(-logits)) - labels
    loss = np.logaddexp(0, np.where(labels, -logits, logits)).sum()
    return float(loss), errors @ outputs, errors.T @ contexts


def cbow_gradients(contexts: Doubles, outputs: Doubles, labels: Sequence[bool]) -> Gradients:
    """Return loss and gradients for the mean of the contexts (m, D) and outputs (K, D)."""
    mean = contexts.mean(axis=0, keepdims=True)
    loss, mean_gradient, output_gradients = skipgram_gradients(mean, outputs, labels)
    return loss, np.repeat(mean_gradient / len(contexts), len(contexts), axis=0), output_gradients


GRADIENTS: dict[str, Callable[[Doubles, Doubles, Sequence[bool]], Gradients]] = {
    "skipgram": skipgram_gradients,
    "cbow": cbow_gradients,
}

Outputs = tuple[list[int], list[bool]]
"""Output rows, and whether their labels are 1."""
ChooseOutputs = Callable[[int, int], Outputs]
"""Returns the outputs of a centre, given the random number of its group and its word."""


def negative_sampling(counts: NDArray[np.int64], config: TrainConfig) -> ChooseOutputs:
    """Return a function that gives a centre itself and words drawn at random as outputs.

    Random words that equal the centre are left out.
    """
    noise = alias_table(noise_weights(counts))

    def choose(number: int, centre: int) -> Outputs:
        words = draw_negatives(number, noise, config.negative)
        outputs = [centre, *(word for word in words if word != centre)]
        return outputs, [True] + [False] * (len(outputs) - 1)

    return choose


def hierarchical_softmax(counts: NDArray[np.int64], config: TrainConfig) -> ChooseOutputs:
    """Return a function that gives a centre the nodes on its path in the tree as outputs."""
    paths = word_paths(counts)

    def choose(number: int, centre: int) -> Outputs:
        nodes, codes = paths.path(centre)
        return nodes.tolist(), (codes == 0).tolist()

    return choose


OUTPUTS: dict[str, Callable[[NDArray[np.int64], TrainConfig], ChooseOutputs]] = {
    "negative": negative_sampling,
    "hierarchical": hierarchical_softmax,
}


def composed(rows: Doubles, composition: Doubles) -> Doubles:
    """Return the vectors (V, D) of words that consist of rows (R, D); see `train`."""
    vectors: Doubles = composition @ rows / composition.sum(axis=1, keepdims=True)
    return vectors


def distributed(steps: Doubles, composition: Doubles) -> Doubles:
    """Return the steps of rows (R, D), given those of the words (V, D), each applied whole."""
    return composition.T @ steps


def train(
    sentences: Sequence[Sequence[int]],
    counts: Sequence[int],
    config: TrainConfig,
    block: int,
    longest_step: float = LONGEST_STEP,
    composition: Doubles | None = None,
    frozen_epochs: Sequence[int] | None = None,
) -> tuple[Doubles, Doubles, float]:
    """Train; return input rows, output rows, and the mean loss per pair in the last epoch.

    Args:
        sentences: the text as ids; those of `len(counts)` and above are ignored.
        counts: the number of occurrences of each word.
        config: the options.
        block: the number of tokens whose gradients are computed with the same weights.
        longest_step: the longest step of a row in a block.
        composition: how many times each input row occurs in each word, (V, R); by default each word
            has one row, its own.
        frozen_epochs: in how many epochs, from the first one, the input row of each word keeps
            its values; for words with one row each.

    """
    if composition is None:
        composition = np.eye(len(counts))
    inputs = initial_vectors(composition.shape[1], config.dim, config.seed).astype(np.float64)
    outputs = np.zeros((len(counts), config.dim))
    gradients = GRADIENTS["cbow" if config.is_cbow else "skipgram"]
    tokens = sum(map(len, sentences))
    for epoch in range(config.epochs):
        loss = pairs = 0.0
        predictions = all_predictions(sentences, np.array(counts), config, epoch)
        for number, group in groupby(predictions, lambda each: each.position // block):
            alpha = learning_rate(config, config.epochs * tokens, epoch * tokens, number * block)
            vectors, old_outputs = composed(inputs, composition), outputs.copy()
            steps = np.zeros_like(vectors)
            for centre in group:
                centre_loss, to_contexts, to_outputs = gradients(
                    vectors[centre.contexts], old_outputs[centre.outputs], centre.labels
                )
                if config.is_cbow and config.cbow_gradient == "whole":
                    to_contexts = to_contexts * len(centre.contexts)
                np.subtract.at(steps, centre.contexts, alpha * to_contexts)
                np.subtract.at(outputs, centre.outputs, alpha * to_outputs)
                loss += centre_loss
                pairs += 1 if config.is_cbow else len(centre.contexts)
            if frozen_epochs is not None:
                steps[np.array(frozen_epochs) > epoch] = 0
            inputs = bounded(inputs, inputs + distributed(steps, composition), longest_step)
            outputs = bounded(old_outputs, outputs, longest_step)
    return inputs, outputs, loss / max(pairs, 1)


def bounded(before: Doubles, after: Doubles, longest: float) -> Doubles:
    """Return `after`, with every row at most `longest` away from its place in `before`."""
    steps = after - before
    lengths = np.linalg.norm(steps, axis=1, keepdims=True)
    shortened: Doubles = before + steps * (longest / np.maximum(lengths, longest))
    return shortened


def all_predictions(
    sentences: Sequence[Sequence[int]], counts: NDArray[np.int64], config: TrainConfig, epoch: int
) -> Iterator[Prediction]:
    """Yield the predictions of an epoch: subsampled, with windows and outputs chosen."""
    key = epoch_key(config.seed, epoch)
    keep = keep_thresholds(counts, config.sample)
    choose = OUTPUTS[config.loss](counts, config)
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
                contexts = [word for _, word in around]
                outputs = choose(draw_for_group(position, key), centre)
                yield Prediction(position, centre, contexts, *outputs)


def is_kept(threshold: int, position: int, key: int) -> bool:
    """Return whether the token at a position survives subsampling."""
    return threshold == KEEP_ALWAYS or draw(position, key ^ BITS) >> 32 < threshold


def draw_negatives(number: int, noise: NDArray[np.uint64], count: int) -> list[int]:
    """Return the words drawn with the random numbers that follow `number`."""
    words = []
    for _ in range(count):
        number = following(number)
        words.append(sample_word(number, noise))
    return words
