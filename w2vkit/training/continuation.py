"""Continuing from a model with new text: merged counts, new words, existing vectors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import TrainConfig
from w2vkit.corpus import cache
from w2vkit.corpus.encoded import EncodedCorpus, renumber
from w2vkit.engines.sampling import initial_vectors
from w2vkit.engines.state import State
from w2vkit.errors import W2vError
from w2vkit.messages import counted
from w2vkit.model.embeddings import Matrix, check_finite
from w2vkit.model.store import RARE, VOCAB, StoredModel
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.progress import Listener
from w2vkit.training.algorithms import ALGORITHMS, has_output_weights

WordCounts = list[tuple[str, int]]


def continued_corpus(
    model: StoredModel, new: EncodedCorpus, min_count: int, listener: Listener
) -> tuple[EncodedCorpus, Vocabulary]:
    """Return the new text as ids of the merged vocabulary, and the words that get vectors.

    These are all words of the model, and the words whose counts in both texts add up to at least
    `min_count`.
    """
    kept, rest = merged_counts(model, new.vocabulary, min_count)
    order = [*kept, *rest]
    parts = [model.info.files[name].sha256 for name in (VOCAB, RARE) if name in model.info.files]
    digests = "-".join(digest[:16] for digest in (new.fingerprint, *parts))
    key = f"{digests}-{min_count}"

    def make(folder: Path) -> None:
        renumber(new, order, folder)

    corpus = cache.fetch(key, make, listener)
    listener.note(
        f"{counted(len(kept) - len(model.embeddings), 'new word')}, {len(kept):,} words in total."
    )
    return corpus, corpus.vocabulary.head(len(kept))


def merged_counts(
    model: StoredModel, new: Vocabulary, min_count: int
) -> tuple[WordCounts, WordCounts]:
    """Return (words that get vectors, all others), with summed counts, most frequent first."""
    counts = {word: new.count(row) for row, word in enumerate(new)}
    old = model.embeddings.vocabulary
    for vocabulary in (old, _rare_words(model)):
        for row, word in enumerate(vocabulary):
            counts[word] = counts.get(word, 0) + vocabulary.count(row)
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    is_kept = {word for word, count in order if count >= min_count} | set(old)
    return (
        [item for item in order if item[0] in is_kept],
        [item for item in order if item[0] not in is_kept],
    )


def starting_state(model: StoredModel, vocabulary: Vocabulary, config: TrainConfig) -> State:
    """Return the weights to start from: those of the model, and initial ones for new words.

    Raises:
        W2vError: a weight of the model is infinite or not a number.

    """
    old_vectors, subwords = model.embeddings.vectors, model.embeddings.subwords
    check_finite(model.embeddings.norms)
    check_finite(old_vectors)
    more: dict[str, NDArray[Any]] = {}
    if ALGORITHMS[config.algorithm].has_subwords and subwords is not None:
        words = [word.encode("utf-8") for word in model.embeddings.vocabulary]
        old_vectors = subwords.parted(words, old_vectors)
        more = {"ngram_ids": subwords.ids, "ngrams": subwords.vectors}
    vectors = initial_vectors(len(vocabulary), model.info.dim, config.seed)
    context: Matrix = np.zeros_like(vectors)
    # With hierarchical softmax they belong to the nodes of a tree, which differs for other words.
    old_context = model.context() if has_output_weights(config) else None
    for old_row, word in enumerate(model.embeddings.vocabulary):
        row = vocabulary.find(word)
        if row is not None:
            vectors[row] = old_vectors[old_row]
            if old_context is not None:
                context[row] = old_context[old_row]
    return State(vectors, context, more=more)


def _rare_words(model: StoredModel) -> Vocabulary:
    """Return the words that the model omits for their low count."""
    if RARE not in model.info.files:
        return Vocabulary.from_counts(())
    try:
        lines = (model.path / RARE).read_text(encoding="utf-8").split("\n")[:-1]
        pairs = [line.rpartition("\t") for line in lines]
        rare = Vocabulary.from_counts([(word, int(count)) for word, _, count in pairs])
        rare.counts()  # raises if a count exceeds 64 bits
        return rare
    except (ValueError, W2vError) as error:
        raise W2vError(
            f"The list of rare words of the model at {model.path} is damaged.",
            "Train it again, or restore the directory from a backup.",
        ) from error
