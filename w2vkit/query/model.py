"""A model to ask: what `w2vkit.open` returns."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import LEXICON, QueryConfig
from w2vkit.errors import UsageError, W2vError
from w2vkit.model import manifest, registry, store, writer
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.vocabulary import Buffer, Vocabulary
from w2vkit.options import SearchOptions
from w2vkit.progress import SILENT, Listener
from w2vkit.query import operations
from w2vkit.query.filters import allowed_rows
from w2vkit.query.formula import Formula, Group, Point, replace_words, word_formula, words
from w2vkit.query.index import open_index
from w2vkit.query.missing_words import MissingWords
from w2vkit.query.operations import Member, Neighbour, Search
from w2vkit.query.origin import origin_of
from w2vkit.query.spelling import respelled
from w2vkit.system.jsonfile import is_whole
from w2vkit.system.optional import needed

if TYPE_CHECKING:
    from pandas import DataFrame

Question = str | Sequence[str] | Sequence[float] | NDArray[Any]


class Reading(NamedTuple):
    """A question as it was understood.

    Attributes:
        question: what was asked.
        formula: what is computed.
        replaced: for each word that is missing and was replaced, what it was taken for, and why.
        composed: words that are missing and got a vector made of their character n-grams.

    """

    question: str
    formula: Formula
    replaced: tuple[tuple[str, str, str], ...] = ()
    composed: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether just the word that was typed is asked about."""
        return self.formula == word_formula(self.question.strip())


@dataclass(frozen=True, eq=False)
class Model:
    """Words with vectors, and the questions one may ask about them.

    Questions are formulas: a word, `国王 - 男人 + 女人`, `man:king::woman:?`, `0.5*红 + 花`,
    `{孙悟空, 行者}` for a mean, `a ~ b` for a without its part along b.

    Attributes:
        name: the name of the model.
        path: its directory or file.
        embeddings: vocabulary, vectors, norms.
        missing_words: what is known of words that are not in the model.

    """

    name: str
    path: Path
    embeddings: Embeddings
    missing_words: MissingWords = field(repr=False)

    def __len__(self) -> int:
        return len(self.embeddings)

    def __contains__(self, word: str) -> bool:
        return word in self.embeddings.vocabulary

    def __iter__(self) -> Iterator[str]:
        return iter(self.embeddings.vocabulary)

    def __str__(self) -> str:
        return f"“{self.name}” ({len(self):,} words)"

    def __getitem__(self, question: str) -> NDArray[np.float32]:
        """Return the vector of a word or formula, float32 (D,)."""
        return self.vector(question).astype(np.float32)

    @property
    def words(self) -> list[str]:
        """The V words, most frequent first."""
        return [*self]

    @property
    def vectors(self) -> NDArray[np.float32]:
        """The vectors, float32 (V, D), in the order of `words`; read-only, possibly mapped."""
        return self.embeddings.vectors

    def frame(self) -> DataFrame:
        """Return a pandas frame (V, D) with the words as index.

        Raises:
            W2vError: pandas is not installed.

        """
        return needed("pandas", "pandas").DataFrame(self.vectors, index=self.words)

    def save(self, name: str, *, force: bool = False) -> Path:
        """Store the model under `name`, where `w2vkit.open` finds it; return its directory.

        Raises:
            W2vError: the name is taken and `force` is not set, or the disk refused.

        """
        self._check_stored()
        return writer.copy_model(self.path, name, force=force)

    def similar(
        self, question: Question, topn: int = 10, **options: Unpack[SearchOptions]
    ) -> list[Neighbour]:
        """Return the words most similar to a word, formula or vector, highest score first.

        Args:
            question: a word or a formula; a vector (D,); or several words or formulas, whose
                unit vectors are averaged.
            topn: how many words to return.
            options: the other fields of `w2vkit.config.QueryConfig`, such as `metric="dot"`,
                `method="mul"`, `min_count=10`, `match="^孙"`, `fuzzy=True`.

        Raises:
            MissingWordError: a word is not in the model; the hint says which may have been meant.
            UsageError: the formula or an option makes no sense.

        """
        config = QueryConfig(topn=topn, **options)
        formula = self._formula(question, fuzzy=config.fuzzy)
        return operations.similar(self.embeddings, [formula], self.search(config))[0]

    def analogy(
        self, a: str, b: str, c: str, topn: int = 10, **options: Unpack[SearchOptions]
    ) -> list[Neighbour]:
        """Return the words nearest to a + b - c: `analogy("king", "woman", "man")`.

        Options and errors are those of `similar`.
        """
        config = QueryConfig(topn=topn, **options)
        formula = self.read_analogy((a, b, c), fuzzy=config.fuzzy).formula
        return operations.similar(self.embeddings, [formula], self.search(config))[0]

    def similarity(self, a: str, b: str) -> float:
        """Return the cosine between two words or formulas, -1 … 1."""
        return operations.similarity(self.embeddings, self.read(a).formula, self.read(b).formula)

    def similarities(self, questions: Sequence[str]) -> NDArray[np.float64]:
        """Return the cosines between all pairs of N words or formulas, float64 (N, N)."""
        return operations.similarities(
            self.embeddings, [self.read(one).formula for one in questions]
        )

    def odd(self, members: Sequence[str]) -> list[Member]:
        """Return the members with their cosine to the mean of all, the one that fits least first.

        Raises:
            UsageError: there are fewer than three.

        """
        if len(members) < 3:
            raise UsageError("An odd one out takes three words or more.", "Add some words.")
        return operations.odd(self.embeddings, [self.read(one).formula for one in members])

    def vector(self, question: str) -> NDArray[np.float64]:
        """Return the numbers behind a word or a formula, float64 (D,), as they were trained."""
        return operations.value(self.embeddings, self.read(question).formula)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy the words and vectors; the copy is not tied to files."""
        return _unpickled, (self.name, str(self.path), _in_memory(self.embeddings))

    def _check_stored(self) -> None:
        if not (self.path / manifest.INFO).is_file():
            raise W2vError(
                f"The model “{self.name}” has no directory of its own to copy.",
                f"Import the file it came from: w2vkit import {self.path}.",
            )

    def _formula(self, question: Question, *, fuzzy: bool) -> Formula:
        """Return what is asked as a formula; see `similar`."""
        if isinstance(question, str):
            return self.read(question, fuzzy=fuzzy).formula
        if all(isinstance(part, str) for part in question):
            parts = [self.read(str(part), fuzzy=fuzzy).formula for part in question]
            if not parts:
                raise UsageError("The list of words is empty.", "Give at least one word.")
            return Formula(((1.0, Group(tuple(parts))),))
        numbers = np.asarray(question, np.float64)
        if numbers.shape != (self.embeddings.dim,) or not np.isfinite(numbers).all():
            raise UsageError(
                f"A vector of shape {numbers.shape} cannot be compared with vectors of "
                f"{self.embeddings.dim} dimensions.",
                f"Pass {self.embeddings.dim} finite numbers.",
            )
        return Formula(((1.0, Point(numbers)),))

    def read(self, question: str, *, fuzzy: bool = False) -> Reading:
        """Understand a question: a word of the model as it stands, or else a formula.

        Args:
            question: a word or a formula.
            fuzzy: for a missing word, take the one that was probably meant.

        Raises:
            MissingWordError: a word is not in the model (and nothing is near, if `fuzzy`).
            FormulaError: it cannot be read.

        """
        text = question.strip()
        if text in self:
            return Reading(question, word_formula(text))
        if meant := respelled(text, self.embeddings.vocabulary):
            return Reading(question, word_formula(meant[0]), ((text, *meant),))
        from w2vkit.query.expression import parse

        return self._settled(question, parse(text, self._is_known), fuzzy)

    def read_analogy(self, members: Sequence[str], *, fuzzy: bool = False) -> Reading:
        """Understand three questions as a + b - c. Errors are those of `read`."""
        parts = [self.read(one, fuzzy=fuzzy) for one in members]
        signs = (1.0, 1.0, -1.0)
        terms = [
            (sign * weight, atom)
            for sign, part in zip(signs, parts, strict=True)
            for weight, atom in part.formula.terms
        ]
        replaced = tuple(one for part in parts for one in part.replaced)
        composed = tuple(word for part in parts for word in part.composed)
        return Reading(" ".join(members), Formula(tuple(terms)), replaced, composed)

    def search(
        self, config: QueryConfig, note: Callable[[str], None] = lambda said: None
    ) -> Search:
        """Return how to look for neighbours; lists and expressions are applied to the vocabulary.

        `note` is told what is unusual about the list.

        Raises:
            UsageError: options do not go together, or the regular expression is wrong.
            W2vError: the file of words cannot be read.

        """
        if config.method == "mul" and config.metric != "cosine":
            raise UsageError(
                f"3CosMul multiplies cosines; it has no meaning with --metric {config.metric}.",
                "Leave out --method or --metric.",
            )
        if config.index and config.method == "mul":
            raise UsageError("3CosMul does not go with --index.", "Leave out --method or --index.")
        return Search(
            topn=config.topn,
            metric=config.metric,
            method=config.method,
            rows=allowed_rows(self.embeddings.vocabulary, config, self.missing_words.aliases, note),
            threshold=config.threshold,
            include_query=config.include_query,
            index=open_index(self.path, config.metric) if config.index else None,
        )

    def stamp(self) -> tuple[int, int] | None:
        """Return what changes when the model is replaced on disk; None if it is gone."""
        try:
            status = (self.path / manifest.INFO if self.path.is_dir() else self.path).stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def _is_known(self, word: str) -> bool:
        return word in self or respelled(word, self.embeddings.vocabulary) is not None

    def _settled(self, question: str, formula: Formula, fuzzy: bool) -> Reading:
        """Return the reading if all words are known or can be replaced."""
        missing = [word for word in dict.fromkeys(words(formula)) if word not in self]
        if not missing:
            return Reading(question, formula)
        taken = {word: (word, *why) for word in missing if (why := self._meant(word, fuzzy=fuzzy))}
        lost = [word for word in missing if word not in taken]
        composed = tuple(word for word in lost if self.embeddings.composed(word) is not None)
        hopeless = [word for word in lost if word not in composed]
        if hopeless:
            raise self.missing_words.error(hopeless, str(self))
        new = {word: name for word, name, _ in taken.values()}
        return Reading(question, replace_words(formula, new), tuple(taken.values()), composed)

    def _meant(self, word: str, *, fuzzy: bool) -> tuple[str, str] | None:
        """Return the word to ask for instead of a missing one, and why; None if there is none."""
        if word in self.missing_words.aliases:
            return self.missing_words.aliases[word], "the two are counted as one"
        if meant := respelled(word, self.embeddings.vocabulary):
            return meant
        near = self.missing_words.suggestions(word) if fuzzy else []
        return (near[0].word, near[0].why) if near else None


def _in_memory(embeddings: Embeddings) -> tuple[Any, ...]:
    """Return what `_unpickled` needs, without open files."""
    vocabulary, subwords = embeddings.vocabulary, embeddings.subwords
    if subwords is not None:
        subwords = replace(subwords, ids=np.array(subwords.ids), vectors=np.array(subwords.vectors))
    arrays = (np.array(vocabulary.index), np.array(embeddings.vectors), np.array(embeddings.norms))
    return bytes(vocabulary.buffer), *arrays, subwords


def _unpickled(name: str, path: str, content: tuple[Any, ...]) -> Model:
    buffer, index, vectors, norms, subwords = content
    embeddings = Embeddings(Vocabulary(buffer, index), vectors, norms, subwords)
    return Model(name, Path(path), embeddings, MissingWords(embeddings.vocabulary))


def open_model(name_or_path: str | None = None, listener: Listener = SILENT) -> Model:
    """Open a model by its name or path, or a file of another tool; without, the one trained last.

    Raises:
        W2vError: there is no such model, or it is damaged.

    """
    path = registry.locate(name_or_path)
    if not (path / manifest.INFO).is_file() and not (path / store.VOCAB).is_file():
        from w2vkit.formats.reading import read_embeddings

        embeddings = read_embeddings(path, listener=listener)
        return Model(path.name, path, embeddings, MissingWords(embeddings.vocabulary))
    stored = store.load(path)
    rare = _rare_words(path) if store.RARE in stored.info.files else None
    min_count = stored.info.options.get("training", {}).get("min_count")
    min_count = min_count if is_whole(min_count) else None
    merged = stored.info.options.get("segmentation", {}).get("merge_aliases")
    lexicon = path / LEXICON if merged and LEXICON in stored.info.files else None
    origin = origin_of(stored.info)
    known = MissingWords(stored.embeddings.vocabulary, rare, min_count, lexicon, origin)
    return Model(stored.info.name, path, stored.embeddings, known)


def _rare_words(path: Path) -> Buffer:
    with (path / store.RARE).open("rb") as file:
        if file.seek(0, 2) == 0:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
