"""A reverse dictionary: from a description to the words that it describes.

The score of a word is the sum of two parts:

- how strongly the words of the description are associated with the sentences around the word in
  the text (PMI), 1 for the strongest word;
- 0.6 times the cosine of its vector with the weighted mean of the description (SIF; Arora, Liang &
  Ma 2017).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.keyword_in_context import positions
from w2vkit.analysis.opening import text_of_model
from w2vkit.analysis.search.answer_kinds import asked_kind
from w2vkit.analysis.search.definitions import Definition, defined_words
from w2vkit.analysis.search.text_vectors import question_rows, weighted_mean, word_weights
from w2vkit.base.config import QueryConfig, VectorizeConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.model.embeddings import Embeddings, unit_vector
from w2vkit.query.filters import allowed_rows
from w2vkit.query.model import Model
from w2vkit.query.neighbors import Neighbor, Neighbors
from w2vkit.query.suggestions import syllables

SENTENCES = 2
"""Sentences on each side that are near."""
DISCOUNT = 1.0
"""Each association is lowered by the factor n / (n + 1) for n occurrences near the word."""


COSINE = 0.6
"""The weight of the cosine; see "Search" in benchmarks/README.md."""
MIN_COUNT = 5
"""Rarer words are left out: their associations and vectors are accidental."""
RANK = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke & Büttcher 2009)."""
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a word.

    Attributes:
        length: its number of characters; any if None.
        pinyin: how its pinyin without tones begins, such as sunwu; anything if "".

    """

    length: int | None = None
    pinyin: str = ""

    def fits(self, word: str) -> bool:
        """Return whether a word has this form."""
        if self.length is not None and len(word) != self.length:
            return False
        wanted = "".join(self.pinyin.lower().split())
        return not wanted or "".join(syllables(word)).startswith(wanted)


ANY_FORM = Form()


def define(
    model: Model,
    description: str,
    config: QueryConfig | None = None,
    form: Form = ANY_FORM,
    definitions: Sequence[Definition] = (),
    listener: Listener = SILENT,
    *,
    cosine: float = COSINE,
) -> Neighbors:
    """Return the words that a description describes, best first, without its own words.

    If the head of the description says what it asks for, as 少年 in 含玉而生的少年, words of this
    kind come first.

    With definitions, words are ranked by their nearest definition, too; the score is then the sum
    of 1 / (60 + rank) over both rankings.

    Args:
        model: the model; without its text, words are ranked by their vectors alone.
        description: one or more words or sentences.
        config: how many words, and the filters `min_count`, `restrict`, `match` and `kind`.
        form: the form of the words.
        definitions: words with definitions; the words need not be in the model.
        listener: receives notes.
        cosine: the weight of the cosine with the description.

    Raises:
        UsageError: the description is empty, or a filter is malformed.
        MissingWordError: it contains no word of the model.
        W2vError: the file of a filter cannot be read.

    """
    config = config or QueryConfig()
    vocabulary = model.embeddings.vocabulary
    words = np.array(question_rows(model, description, listener.note), np.int64)
    weights = word_weights(model.embeddings, VectorizeConfig())
    allowed = _allowed(model, config, form, words, listener.note)
    scores = cosine * _cosines(model.embeddings, weighted_mean(model.embeddings, weights, words))
    scores = (scores + _nearness(model, words, listener))[allowed]
    order = np.argsort(-scores, kind="stable")
    ranked = [vocabulary.word(row) for row in allowed[order].tolist()]
    scored = [*zip(ranked, scores[order].tolist(), strict=True)]
    if not config.kind and (asked := asked_kind(model, description)):
        listener.note(asked.note)
        fits = asked.fits(model.kinds)
        scored.sort(key=lambda pair: not fits(pair[0]))
        ranked = [word for word, _ in scored]
    if definitions:
        kept = {*ranked}
        defined = [
            word
            for word in defined_words(model, weights, words, definitions)
            if word in kept or (word not in model and form.fits(word))
        ]
        scored = joined_rankings([ranked, defined])
    return Neighbors(
        Neighbor(word, score, vocabulary.count_of(word)) for word, score in scored[: config.topn]
    )


def joined_rankings(rankings: Sequence[Sequence[str]]) -> list[tuple[str, float]]:
    """Return words by the sum of 1 / (60 + rank), highest first; ranks count from 1.

    >>> [word for word, _ in joined_rankings([["a", "b", "c"], ["b", "c"]])]
    ['b', 'c', 'a']
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, word in enumerate(ranking, 1):
            scores[word] = scores.get(word, 0.0) + 1 / (RANK + rank)
    return sorted(scores.items(), key=lambda pair: -pair[1])


def _nearness(model: Model, words: NDArray[np.int64], listener: Listener) -> Scores:
    """Return how strongly some words are associated with each word in the text, float64 (V,).

    The strongest has 1; all have 0 if the text is not available.
    """
    embeddings = model.embeddings
    try:
        corpus = text_of_model(model, listener).corpus
    except W2vError as error:
        listener.note(
            msg("{message} Words are ranked by their vectors alone.", message=error.message)
        )
        return np.zeros(len(embeddings))
    types = [corpus.vocabulary.find(word) for word in embeddings.vocabulary]
    total = np.zeros(len(corpus.vocabulary) + 1)
    for word in np.unique(words).tolist():
        if (row := types[word]) is not None:
            total[:-1] += associations_near(corpus, row)
    near: Scores = total[[-1 if row is None else row for row in types]]
    return near / (near.max(initial=0.0) or 1.0)


def _cosines(embeddings: Embeddings, vector: NDArray[np.float32]) -> Scores:
    """Return the cosine of each word with a vector, float64 (V,)."""
    norms = np.maximum(embeddings.norms, np.finfo(np.float32).tiny)
    target = unit_vector(vector)
    return np.asarray(embeddings.vectors @ target / norms, np.float64)


def _allowed(
    model: Model,
    config: QueryConfig,
    form: Form,
    words: NDArray[np.int64],
    note: Callable[[str], None],
) -> NDArray[np.int64]:
    """Return the rows of the words that pass the filters, without those of the description."""
    vocabulary = model.embeddings.vocabulary
    kinds = model.kinds if config.kind else {}
    rows = allowed_rows(vocabulary, config, model.missing_words.aliases, note, kinds)
    candidates: NDArray[np.int64] = np.arange(len(vocabulary)) if rows is None else rows
    counts = vocabulary.counts()[candidates]
    kept: NDArray[np.int64] = candidates[
        ((counts >= MIN_COUNT) | (counts == 0)) & ~np.isin(candidates, words)
    ]
    if form == ANY_FORM:
        return kept
    rows_of_form = [row for row in kept.tolist() if form.fits(vocabulary.word(row))]
    return np.array(rows_of_form, np.int64)


def neighborhood(corpus: EncodedCorpus, row: int, sentences: int = SENTENCES) -> NDArray[np.int64]:
    """Return the positions of the tokens near a type, ascending, int64 (n,).

    Args:
        corpus: the corpus.
        row: the id of the type.
        sentences: how many sentences on each side are near.

    """
    starts = np.asarray(corpus.starts)
    own = np.searchsorted(starts, positions(corpus, [row]), side="right") - 1
    change = np.zeros(len(starts) + 1, np.int64)
    np.add.at(change, np.maximum(own - sentences, 0), 1)
    np.add.at(change, np.minimum(own + sentences + 1, len(starts) - 1), -1)
    is_near = np.cumsum(change)[: len(starts) - 1] > 0
    return np.flatnonzero(np.repeat(is_near, np.diff(starts)))


def associations_near(corpus: EncodedCorpus, row: int) -> NDArray[np.float64]:
    """Return the association of each type with a type, float64 (T,).

    The association of a type x that occurs n times near the other is the positive part of
    log(P(x | near) / P(x)), times n / (n + 1): pointwise mutual information, discounted for rare
    types (Pantel & Lin 2002). A type is near itself.
    """
    size = len(corpus.vocabulary)
    near = neighborhood(corpus, row, SENTENCES)
    together = np.bincount(np.asarray(corpus.ids())[near], minlength=size)
    expected = corpus.occurrences(size) * (len(near) / max(corpus.tokens, 1))
    ratio = np.divide(together, expected, out=np.ones(size), where=together > 0)
    associations: NDArray[np.float64] = (
        np.maximum(np.log(ratio), 0.0) * together / (together + DISCOUNT)
    )
    return associations
