"""Continuing from a model with new text: its own text, merged counts, new words, vectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import Listener
from w2vkit.corpus import cache
from w2vkit.corpus.encoded import EncodedCorpus, renumber
from w2vkit.engines.sampling import initial_vectors
from w2vkit.engines.state import FROZEN_EPOCHS, State
from w2vkit.model.embeddings import Matrix, check_finite
from w2vkit.model.store import RARE, VOCAB, StoredModel
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.training.algorithms import ALGORITHMS, has_output_weights
from w2vkit.training.original_text import original_text

CONTINUED = "continued"
"""The group of options in `model.json` that says how a model was continued."""
WordCounts = list[tuple[str, int]]


@dataclass(frozen=True, eq=False)
class Continuation:
    """A model and the text with which its training continues.

    Attributes:
        model: the model, which stays as it is.
        new: the new text, with its own ids.
        old: the text of the model, with its own ids, if training runs on both texts; otherwise it
            starts from the vectors of the model.

    """

    model: StoredModel
    new: EncodedCorpus
    old: EncodedCorpus | None = None

    @property
    def tokens(self) -> int:
        """The number of tokens of both texts, as far as it is known."""
        return int(self.model.info.report.get("tokens") or 0) + self.new.tokens

    def new_counts(self, vocabulary: Vocabulary) -> NDArray[np.int64]:
        """Return how often each of the V words occurs in the new text, int64 (V,)."""
        rows = [self.new.vocabulary.find(word) for word in vocabulary]
        counts = self.new.vocabulary.counts()
        return np.array([0 if row is None else counts[row] for row in rows], np.int64)

    def facts(self) -> dict[str, Any]:
        """Return what `model.json` records."""
        return {
            "model": self.model.info.name,
            "text": msg("new") if self.old is None else "both",
            "new_tokens": self.new.tokens,
        }


def text_to_repeat(
    model: StoredModel, given: Mapping[str, Any], listener: Listener
) -> EncodedCorpus | None:
    """Return the text of a model whose algorithm has no weights to continue with, if it is at hand.

    Args:
        model: the model to continue from.
        given: the explicit options of the training.
        listener: receives a message if the text is missing.

    """
    algorithm = str(model.info.options.get("training", {}).get("algorithm"))
    traits = ALGORITHMS.get(algorithm)
    if traits is None or traits.can_continue or given.get("algorithm", algorithm) != algorithm:
        return None
    name = model.info.name
    try:
        if model.info.options.get(CONTINUED, {}).get("text") == "new":
            raise W2vError(
                msg("“{name}” continues another model, so its whole text is not known.", name=name),
                msg("Train one model on all texts together."),
            )
        text = original_text(model, listener)
    except W2vError as error:
        listener.note(error.message)
        return None
    listener.note(
        msg(
            "{algorithm} has no weights to continue with: training runs on the text of "
            "“{name}” and the new text together; words then move from their old vectors by "
            "the share of their occurrences that is new.",
            algorithm=algorithm,
            name=name,
        )
    )
    return text


def continued_corpus(
    continuation: Continuation, min_count: int, listener: Listener
) -> tuple[EncodedCorpus, Vocabulary]:
    """Return the text to train on as ids of the merged vocabulary, and the words that get vectors.

    These are all words of the model, and the words whose counts in both texts add up to at least
    `min_count`.
    """
    model, old, new = continuation.model, continuation.old, continuation.new
    text = None if old is None else old.vocabulary
    kept, rest = merged_counts(model, new.vocabulary, min_count, text)
    order = [*kept, *rest]
    parts = [model.info.files[name].sha256 for name in (VOCAB, RARE) if name in model.info.files]
    texts = [new] if old is None else [old, new]
    digests = "-".join(
        digest[:16] for digest in (*(source.fingerprint for source in texts), *parts)
    )
    key = f"{digests}-{min_count}"

    def make(folder: Path) -> None:
        renumber(texts, order, folder)

    corpus = cache.fetch(key, make, listener)
    listener.note(
        msg(
            "{new_words}, {kept:,} words in total.",
            new_words=counted(
                len(kept) - len(model.embeddings), "{number} new word", "{number} new words"
            ),
            kept=len(kept),
        )
    )
    return corpus, corpus.vocabulary.head(len(kept))


def merged_counts(
    model: StoredModel, new: Vocabulary, min_count: int, text: Vocabulary | None = None
) -> tuple[WordCounts, WordCounts]:
    """Return (words that get vectors, all others), with summed counts, most frequent first.

    Args:
        model: the model, whose words and list of rare words have counts.
        new: the types of the new text.
        min_count: the least count of a word of neither.
        text: the types of the text of the model, if it is at hand: that list may be shortened.

    """
    counts = {word: new.count(row) for row, word in enumerate(new)}
    old = model.embeddings.vocabulary
    known: dict[str, int] = {}
    for vocabulary in (old, _rare_words(model)) if text is None else (old, text):
        known |= {word: vocabulary.count(row) for row, word in enumerate(vocabulary)}
    for word, count in known.items():
        counts[word] = counts.get(word, 0) + count
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    is_kept = {word for word, count in order if count >= min_count} | set(old)
    return (
        [item for item in order if item[0] in is_kept],
        [item for item in order if item[0] not in is_kept],
    )


def starting_state(model: StoredModel, vocabulary: Vocabulary, config: TrainConfig) -> State:
    """Return the weights to start from: those of the model, and initial ones for new words.

    Without output weights of the model, its words do not move: output weights that are learned
    from a little text would pull them away from where they belong. n-grams cannot be kept so.

    Raises:
        W2vError: a weight of the model is infinite or not a number.

    """
    old_vectors, subwords = model.embeddings.vectors, model.embeddings.subwords
    check_finite(model.embeddings.norms)
    check_finite(old_vectors)
    more: dict[str, NDArray[Any]] = {}
    has_ngrams = ALGORITHMS[config.algorithm].has_subwords and subwords is not None
    if has_ngrams and subwords is not None:
        words = [word.encode("utf-8") for word in model.embeddings.vocabulary]
        old_vectors = subwords.parted(words, old_vectors)
        more = {"ngram_ids": subwords.ids, "ngrams": subwords.vectors}
    # With hierarchical softmax they belong to the nodes of a tree, which differs for other words.
    old_context = model.context() if has_output_weights(config) else None
    new_rows = [vocabulary.find(word) for word in model.embeddings.vocabulary]
    places = np.array([place for place, row in enumerate(new_rows) if row is not None], np.int64)
    rows = np.array([row for row in new_rows if row is not None], np.int64)
    vectors = initial_vectors(len(vocabulary), model.info.dim, config.seed)
    vectors[rows] = np.asarray(old_vectors)[places]
    context: Matrix = np.zeros_like(vectors)
    if old_context is not None:
        context[rows] = np.asarray(old_context)[places]
    elif not has_ngrams:
        frozen = np.zeros(len(vocabulary), np.int64)
        frozen[rows] = config.epochs
        more = {FROZEN_EPOCHS: frozen}
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
            msg("The list of rare words of the model at {path} is damaged.", path=model.path),
            msg("Train it again, or restore the directory from a backup."),
        ) from error
