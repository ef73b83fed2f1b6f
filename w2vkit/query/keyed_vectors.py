"""The methods of gensim's `KeyedVectors`, with the same names and the same results.

They are the questions of `Model` in the form that scripts for gensim have: lists of pairs, and all
words of the model as answers, rare ones too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.public import public
from w2vkit.model.embeddings import Embeddings, unit_vector
from w2vkit.query import operations
from w2vkit.query.formula import Formula, Point
from w2vkit.query.operations import SearchRequest
from w2vkit.query.parsing import ParsedQuery, Query

Scored = list[tuple[str, float]]
"""Words with their scores, the highest first."""
Key = str | tuple[str, float] | NDArray[Any]
"""A word, a word with a weight, or a vector (D,)."""


class KeyedVectors:
    """What a model answers in the words of gensim; see `w2vkit.query.model.Model`."""

    embeddings: Embeddings
    path: Path
    parse: Any
    vector: Any

    @public()
    def most_similar(
        self,
        positive: str | Sequence[Key] | NDArray[Any] = (),
        negative: str | Sequence[Key] | NDArray[Any] = (),
        topn: int = 10,
        *,
        restrict_vocab: int | None = None,
    ) -> Scored:
        """Return the words nearest to the sum of some words minus others, with their cosines.

        `similar` takes the same as a formula, `king - man + woman`, and returns a table.

        Args:
            positive: a word, or several; each may be a vector, or have a weight: `("king", 0.5)`.
            negative: the same, to be subtracted.
            topn: how many words to return.
            restrict_vocab: return only words among the first ones of the vocabulary.

        Raises:
            MissingWordError: a word is not in the model.

        """
        return self._nearest(self._sum(positive, negative), topn, restrict_vocab, "add")

    @public()
    def most_similar_cosmul(
        self,
        positive: str | Sequence[Key] = (),
        negative: str | Sequence[Key] = (),
        topn: int = 10,
        *,
        restrict_vocab: int | None = None,
    ) -> Scored:
        """Return the words nearest by 3CosMul (Levy & Goldberg 2014); see `most_similar`."""
        return self._nearest(self._sum(positive, negative), topn, restrict_vocab, "mul")

    @public()
    def similar_by_word(
        self, word: str, topn: int = 10, *, restrict_vocab: int | None = None
    ) -> Scored:
        """Return the words nearest to a word, with their cosines."""
        return self._nearest(self._sum([word], ()), topn, restrict_vocab, "add")

    @public()
    def similar_by_vector(
        self,
        vector: Sequence[float] | NDArray[Any],
        topn: int = 10,
        *,
        restrict_vocab: int | None = None,
    ) -> Scored:
        """Return the words nearest to a vector (D,), with their cosines."""
        return self._nearest(self._sum([np.asarray(vector)], ()), topn, restrict_vocab, "add")

    @public()
    def doesnt_match(self, words: Sequence[str]) -> str:
        """Return the word that fits least with the others; `odd` also returns the cosines."""
        operations.check_odd(len(words))
        formulas = [self.parse(word).formula for word in words]
        return operations.odd(self.embeddings, formulas)[0].word

    @public()
    def distances(self, word: Query, other_words: Sequence[str] = ()) -> NDArray[np.float64]:
        """Return 1 - cosine of a word with others, float64 (n,); with all words if none are given.

        Words whose vector is zero have NaN.
        """
        target = operations.direction(self.embeddings, self.parse(word).formula)
        rows = [self._row(other) for other in other_words] if other_words else slice(None)
        vectors = np.asarray(self.embeddings.vectors[rows], np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            cosines: NDArray[np.float64] = vectors @ target / np.linalg.norm(vectors, axis=1)
        return 1.0 - cosines

    @public()
    def closer_than(self, word: str, other: str) -> list[str]:
        """Return the words that are nearer to `word` than `other` is, most frequent first."""
        away, own = self.distances(word), self._row(word)
        nearer = np.flatnonzero(away < away[self._row(other)])
        return [self.embeddings.vocabulary.word(int(row)) for row in nearer if row != own]

    @public()
    def rank(self, word: str, other: str) -> int:
        """Return the place of `other` among the words nearest to `word`, from 1."""
        return len(self.closer_than(word, other)) + 1

    @public()
    def count(self, word: str) -> int:
        """Return how often a word occurs in the text; 0 if it is not in the model."""
        return self.embeddings.vocabulary.count_of(word)

    @public()
    def get(self, word: str, default: Any = None) -> Any:
        """Return the vector of a word of the model, float32 (D,), or else `default`."""
        found = self.embeddings.vector(word)
        return default if found is None else found

    def keys(self) -> list[str]:
        """Return the V words, most frequent first."""
        return self.embeddings.vocabulary.words()

    @public()
    def n_similarity(self, first: Sequence[str], second: Sequence[str]) -> float:
        """Return the cosine of the means of two lists of words.

        As in gensim, long vectors count more; `similarity("{a, b}", "{c, d}")` takes the mean of
        vectors of length 1.

        Raises:
            MissingWordError: a word is not in the model.
            UsageError: a list is empty.

        """
        if not (len(first) and len(second)):
            raise UsageError(msg("The list of words is empty."), msg("Pass at least one word."))
        means = [
            np.mean([self.vector(word) for word in words], axis=0) for words in (first, second)
        ]
        return float(unit_vector(means[0]) @ unit_vector(means[1]))

    @public()
    def wmdistance(
        self, first: Sequence[str], second: Sequence[str], *, norm: bool = True
    ) -> float:
        """Return the Word Mover's Distance of two lists of tokens (Kusner et al. 2015).

        It is exact, and slow for long texts. `w2vkit.search` finds texts by the means of their
        vectors, and is much faster.

        Args:
            first: tokens; those that are not in the model are left out.
            second: the tokens of the other text.
            norm: scale the vectors to length 1 before.

        Returns:
            the distance; infinity if no token of a text is in the model.

        """
        from w2vkit.query.movers_distance import movers_distance

        known = [
            [word for word in words if self.get(word) is not None] for words in (first, second)
        ]
        if not all(known):
            return float("inf")
        vectors = [
            {word: self._unit(word) if norm else self.vector(word) for word in dict.fromkeys(words)}
            for words in known
        ]
        return movers_distance(known[0], known[1], vectors[0], vectors[1])

    @public()
    def predict_output_word(self, context: Sequence[str], topn: int = 10) -> Scored:
        """Return the words that the model expects among some context words, with probabilities.

        The probability is the softmax of the output weights with the mean of the vectors of the
        context words; negative sampling does not train it as a probability.

        Args:
            context: words; those that are not in the model are left out.
            topn: how many words to return.

        Raises:
            MissingWordError: none of the words is in the model.
            UsageError: the model has no output weights, as those of CBOW and skip-gram have.

        """
        rows = [
            row for word in context if (row := self.embeddings.vocabulary.find(word)) is not None
        ]
        if not rows:
            self.parse([*context])
        output = self._output_weights()
        middle = np.mean(np.asarray(self.embeddings.vectors[rows], np.float64), axis=0)
        scores = np.asarray(output, np.float64) @ middle[: output.shape[1]]
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        best = np.argsort(-chances, kind="stable")[:topn]
        return [(self.embeddings.vocabulary.word(int(row)), float(chances[row])) for row in best]

    def _output_weights(self) -> NDArray[np.float32]:
        """Return the output weights of the model, float32 (V, D).

        Raises:
            UsageError: it has none.

        """
        from w2vkit.model import manifest, store

        stored = store.load(self.path) if (self.path / manifest.INFO).is_file() else None
        output = None if stored is None else stored.context()
        if output is None:
            raise UsageError(
                msg("This model has no output weights."),
                msg("Train one with --algorithm skipgram or cbow, and --loss negative."),
            )
        return output

    def _row(self, word: str) -> int:
        """Return the row of a word; raise MissingWordError if it is not in the model."""
        row = self.embeddings.vocabulary.find(word)
        return row if row is not None else self._row(self._known(word))

    def _known(self, word: str) -> str:
        """Return another spelling of a word that is in the model."""
        from w2vkit.query.formula import words

        known = next(words(self.parse(word).formula))
        if known not in self.embeddings.vocabulary:
            raise W2vError(
                msg("“{word}” has no row in the model: its vector is composed.", word=word),
                msg("Use a word of the model."),
            )
        return known

    def _unit(self, word: str) -> NDArray[np.float64]:
        return operations.word_vector(self.embeddings, word, unit=True)

    def _sum(self, positive: Any, negative: Any) -> ParsedQuery:
        """Return the sum of weighted words and vectors as a query."""
        terms = [*self._terms(positive, 1.0), *self._terms(negative, -1.0)]
        if not terms:
            raise UsageError(msg("The list of words is empty."), msg("Pass at least one word."))
        formula = Formula(tuple(terms))
        return ParsedQuery(str(formula), formula)

    def _terms(self, keys: Any, sign: float) -> Iterable[tuple[float, Any]]:
        """Yield words, words with weights, and vectors as terms of a formula."""
        is_one = isinstance(keys, str) or (isinstance(keys, np.ndarray) and keys.ndim == 1)
        for key in [keys] if is_one and len(keys) else keys:
            value, weight = (key[0], key[1]) if isinstance(key, tuple) else (key, 1.0)
            if isinstance(value, str):
                yield sign * weight, self.parse(value).formula
            else:
                (_, point), *_ = self.parse(np.asarray(value, np.float64)).formula.terms
                yield sign * weight, Point(unit_vector(point.numbers))

    def _nearest(self, query: ParsedQuery, topn: int, first: int | None, method: str) -> Scored:
        """Return the nearest words of a query among the first ones, rare or not."""
        rows = None if first is None else np.arange(min(first, len(self.embeddings)))
        search = SearchRequest(topn=topn, rows=rows, method=method)
        (near,) = operations.similar(self.embeddings, [query.formula], search)
        return [(neighbor.word, neighbor.score) for neighbor in near]
