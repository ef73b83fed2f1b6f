"""The façade for queries from Python: `Model`, which `w2vkit.open` returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import Kind, MetricName, QueryConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg, quoted
from w2vkit.base.public import public
from w2vkit.base.shown_tables import Results
from w2vkit.model import manifest
from w2vkit.model.embeddings import Embeddings
from w2vkit.query import operations
from w2vkit.query.answers import Failure, Outcome, only_answer, outcomes, warn_of_composed
from w2vkit.query.keyed_vectors import KeyedVectors
from w2vkit.query.missing_words import STRICT, Lenience, LenienceOptions, MissingWords
from w2vkit.query.neighbors import SCORE_DIGITS, STABILITY_COLUMNS, Neighbor, Neighbors, SetMember
from w2vkit.query.operations import SearchRequest, search_request
from w2vkit.query.parsing import ParsedQuery, Query, QueryParser

if TYPE_CHECKING:
    from pandas import DataFrame

    from w2vkit.base.options import AxisOptions, SearchOptions
    from w2vkit.model.prior import Prior
    from w2vkit.query.associations import Association
    from w2vkit.query.axes import Axis
    from w2vkit.query.index import FaissIndex
    from w2vkit.query.intervals import Stability
    from w2vkit.query.origin import Origin


@dataclass(frozen=True, eq=False, repr=False)
class Model(KeyedVectors):
    """Words with vectors, and the queries on them.

    Queries are formulas: a word, `国王 - 男人 + 女人`, `man:king::woman:?`, `0.5*红 + 花`,
    `{孙悟空, 行者}` for a mean, `a ~ b` for a without its component along b.

    Attributes:
        name: the name of the model.
        path: its directory or file.
        embeddings: vocabulary, vectors, norms.
        missing_words: explains words that are not in the model.
        read_kinds: reads the kinds of the words; `kinds` has them.
        read_names: reads the names of items; `names` has them.
        compose: whether the vectors of all missing words are composed of their character n-grams;
            otherwise, only those that share five letters in a row with words of the model.
        prior: vectors of the language beside those of the text, or None.
        weight: of the prior in `embeddings`; 0 for the text alone.

    """

    name: str
    path: Path
    embeddings: Embeddings
    missing_words: MissingWords = field(repr=False)
    read_kinds: Callable[[], Mapping[str, Kind]] = field(default=dict, repr=False)
    read_names: Callable[[], Mapping[str, str]] = field(default=dict, repr=False)
    compose: bool = False
    prior: Prior | None = field(default=None, repr=False)
    weight: float = 0.0

    @classmethod
    @public()
    def from_arrays(
        cls,
        words: Sequence[str],
        vectors: NDArray[Any],
        counts: Sequence[int] | Mapping[str, int] | None = None,
        name: str = "arrays",
    ) -> Model:
        """Return a model of words with given vectors; `save` stores it.

        Args:
            words: V different words.
            vectors: their vectors (V, D).
            counts: the number of occurrences of each word, in the same order or by word.
            name: of the model.

        Raises:
            UsageError: words, vectors and counts do not fit one another.

        """
        from w2vkit.query.given_vectors import from_arrays

        embeddings = from_arrays(words, vectors, counts)
        return cls(name, Path(name), embeddings, MissingWords(embeddings.vocabulary))

    @classmethod
    @public()
    def from_gensim(cls, model: Any, name: str = "gensim") -> Model:
        """Return a model with the words and vectors of a model of gensim.

        Subwords of fastText and output weights are left out; `w2vkit import` reads those of files.

        Args:
            model: a `KeyedVectors`, or a `Word2Vec` or `FastText` with one as `wv`.
            name: of the model.

        Raises:
            UsageError: it is no model of gensim.

        """
        from w2vkit.query.given_vectors import from_gensim

        embeddings = from_gensim(model)
        return cls(name, Path(name), embeddings, MissingWords(embeddings.vocabulary))

    def __len__(self) -> int:
        return len(self.embeddings)

    def __contains__(self, word: str) -> bool:
        return word in self.embeddings.vocabulary

    def __iter__(self) -> Iterator[str]:
        return iter(self.embeddings.vocabulary)

    def __str__(self) -> str:
        if not self.weight or self.prior is None:
            return msg("“{name}” ({words:,} words)", name=self.name, words=len(self))
        return msg(
            "“{name}” ({words:,} words, prior {prior} with weight {weight:g})",
            name=self.name,
            words=len(self),
            prior=self.prior.source,
            weight=self.weight,
        )

    def __repr__(self) -> str:
        return f"<Model “{self.name}”: {len(self):,} words, {self.embeddings.dim} dimensions>"

    @property
    def facts(self) -> Mapping[str, Any]:
        """What a notebook shows of the model: its words, and how it was trained."""
        from w2vkit.query.model_facts import facts_of

        facts = facts_of(self.embeddings, self.info, self.names)
        return {"model": self.label, **facts, "path": str(self.path)}

    def _repr_html_(self) -> str:
        from w2vkit.query.model_facts import facts_table

        return facts_table(self.facts).html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}

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

    @cached_property
    def info(self) -> manifest.ModelInfo:
        """What `model.json` says of the model: options, corpus, report, versions.

        Only name, words and dim are known of vectors that no model directory holds.
        """
        if (self.path / manifest.INFO).is_file():
            return manifest.read_info(self.path)
        return manifest.ModelInfo(self.name, len(self), self.embeddings.dim, "")

    @property
    def loss(self) -> float | None:
        """The mean loss per pair in the last epoch of training; None if it is not known."""
        return self.info.report.get("loss")

    @property
    def origin(self) -> Origin | None:
        """The text that the model was trained on, or None if unknown."""
        return self.missing_words.origin

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of words, such as "person" or "place"; words of unknown kind are left out."""
        return self.read_kinds()

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of items, if the words are ids of a log; items without a name are left out."""
        return self.read_names()

    @public()
    def weighted(self, weight: float | None) -> Model:
        """Return the model with another weight of its prior: 0 for the text alone.

        Args:
            weight: the weight; None keeps that of the model.

        Raises:
            UsageError: the model has no prior, and the weight is not 0.

        """
        if weight is None or weight == self.weight:
            return self
        if self.prior is None:
            raise UsageError(
                msg("“{name}” has no prior.", name=self.name),
                msg("Omit --prior, or train the model again with --prior."),
            )
        return replace(self, embeddings=self.prior.joined(weight), weight=weight)

    def check_alone(self) -> None:
        """Raise UsageError unless the text alone answers, as intervals require."""
        if self.weight:
            raise UsageError(
                msg("The intervals are for the vectors of the text alone."),
                msg("Omit --prior, or omit --stability."),
            )

    @property
    def label(self) -> str:
        """The name for captions, with the prior and its weight unless the text is alone."""
        if not self.weight or self.prior is None:
            return self.name
        return f"{self.name} + {self.prior.source} × {self.weight:g}"

    @property
    def prior_fields(self) -> dict[str, str | float]:
        """The prior and its weight, for rows of answers; {} for the text alone."""
        if not self.weight or self.prior is None:
            return {}
        return {"prior": self.prior.source, "prior_weight": self.weight}

    def frame(self) -> DataFrame:
        """Return a pandas frame (V, D) with the words as index.

        Raises:
            W2vError: pandas is not installed.

        """
        from w2vkit.base.system.optional import needed

        return needed("pandas", "pandas").DataFrame(self.vectors, index=self.words)

    @public()
    def save(self, name: str, *, force: bool = False) -> Path:
        """Store the model under `name`, where `w2vkit.open` finds it; return its directory.

        Raises:
            W2vError: the name is taken and `force` is not set, or the model could not be written.

        """
        from w2vkit.model import writer

        if not self.path.exists():
            return writer.write_model(name, self.embeddings, "from memory", force=force)
        self._check_stored()
        return writer.copy_model(self.path, name, force=force)

    @public(QueryConfig)
    def similar(
        self, question: Query, topn: int = 10, **options: Unpack[SearchOptions]
    ) -> Neighbors:
        """Return the words most similar to a word, formula or vector, highest score first.

        `print` shows the result as a table.

        Args:
            question: a word or a formula; a vector (D,); or several words or formulas, whose
                unit vectors are averaged.
            topn: how many words to return.
            options: the other fields of `w2vkit.base.config.QueryConfig`, such as `metric="dot"`,
                `method="mul"`, `min_count=10`, `match="^孙"`, `kind="person"`, `fuzzy=True`.

        Raises:
            MissingWordError: a word is not in the model; the hint suggests similar words.
            UsageError: the formula is malformed, or options contradict each other.

        """
        config = _query_config(topn, options)
        model = self if config.prior is None else self.weighted(config.prior)
        batch = model.similar_batch([question], model.search(config), **_lenience(config))
        return only_answer(batch)

    def similar_batch(
        self,
        questions: Iterable[Query],
        search: SearchRequest | None = None,
        **lenience: Unpack[LenienceOptions],
    ) -> Iterator[Outcome]:
        """Yield for each question its most similar words or its error, in order.

        Hundreds of questions are answered in one pass over the vectors.

        Args:
            questions: see `similar`.
            search: how to search, as `search` returns it; ten words by cosine if None.
            lenience: what may stand for missing words: `fuzzy=True` for the most similar ones,
                `forgiving=True` for their other forms, `compose=True` for composed vectors; see
                `w2vkit.query.missing_words.Lenience`.

        """
        parse = partial(self.parse, **lenience)
        return self._named(outcomes(self.embeddings, parse, questions, search or SearchRequest()))

    @public(QueryConfig)
    def analogy(
        self, a: str, b: str, c: str, topn: int = 10, **options: Unpack[SearchOptions]
    ) -> Neighbors:
        """Return the words nearest to a + b - c: `analogy("king", "woman", "man")`.

        Options and errors are those of `similar`.
        """
        config = QueryConfig(topn=topn, **dict[str, Any](options))
        model = self.weighted(config.prior)
        batch = model.analogy_batch([(a, b, c)], model.search(config), **_lenience(config))
        return only_answer(batch)

    def analogy_batch(
        self,
        sets: Iterable[Sequence[str]],
        search: SearchRequest | None = None,
        **lenience: Unpack[LenienceOptions],
    ) -> Iterator[Outcome]:
        """Yield an answer or an error for each a, b, c, as `similar_batch` does."""
        parse = partial(self.parser.parse_analogy, lenience=Lenience(**lenience))
        return self._named(outcomes(self.embeddings, parse, sets, search or SearchRequest()))

    @public()
    def similarity(self, a: Query, b: Query) -> float:
        """Return the cosine of two words or formulas, -1 … 1."""
        first, second = (warn_of_composed(self.parse(question)) for question in (a, b))
        return operations.similarity(self.embeddings, first.formula, second.formula)

    @public()
    def similarities(self, questions: Sequence[Query]) -> NDArray[np.float64]:
        """Return the cosines of all pairs of N words or formulas, float64 (N, N)."""
        formulas = [self.parse(question).formula for question in questions]
        return operations.similarities(self.embeddings, formulas)

    @public()
    def odd(self, members: Sequence[Query]) -> Results[SetMember]:
        """Return the members with their cosine to the mean of all, the one that fits least first.

        Raises:
            UsageError: there are fewer than three.

        """
        operations.check_odd(len(members))
        formulas = [self.parse(member).formula for member in members]
        found = operations.odd(self.embeddings, formulas)
        return Results(found, ("word", "score"), _member_row)

    @cached_property
    def members(self) -> Sequence[Embeddings]:
        """The vectors trained on bootstrap samples of the text; () until `w2vkit.stability` ran.

        There are none for vectors with a prior, which is the same for all samples.
        """
        from w2vkit.query.intervals import interval_members

        return () if self.weight else interval_members(self.path, self.embeddings)

    @public(QueryConfig)
    def stability(
        self, question: Query, topn: int = 10, **options: Unpack[SearchOptions]
    ) -> Results[tuple[Neighbor, Stability]]:
        """Return the words most similar to a question, each with its 95% interval.

        Args:
            question: see `similar`, as are the other arguments and errors.
            topn: how many words to return.
            options: the other fields of `w2vkit.base.config.QueryConfig`.

        Raises:
            UsageError: the model has no members, see `w2vkit.stability`.

        """
        config = QueryConfig(topn=topn, **dict[str, Any](options))
        model = self.weighted(config.prior or 0.0)
        model.check_alone()
        search = model.search(config)
        query = model.parse(question, **_lenience(config))
        near = only_answer(model.similar_batch([query], search))
        pairs = zip(near, model.stabilities(query, near, search), strict=True)
        columns = (*near.columns, *STABILITY_COLUMNS)
        return Results(pairs, columns, partial(_stability_rows, names=dict(self.names)))

    def stabilities(
        self, query: ParsedQuery, near: Neighbors, search: SearchRequest
    ) -> list[Stability]:
        """Return the stability of each answer to a query; see `w2vkit.query.intervals`."""
        from w2vkit.query.intervals import stabilities

        return stabilities(self.members, query.formula, near, search)

    def axis(
        self,
        first: str | Sequence[str],
        second: str | Sequence[str],
        words: Sequence[Query] = (),
        *,
        prior: float = 0.0,
        **options: Unpack[AxisOptions],
    ) -> Axis:
        """Place words on an axis between two poles, such as `model.axis(["好", "善"], ["坏"])`.

        A position is the cosine with the axis: above 0 towards the first pole. With members, see
        `w2vkit.stability`, each has a 95% interval.

        Args:
            first: a word or a formula, or several.
            second: the same for the second pole.
            words: the words to place; those that rank first if there are none.
            prior: the weight of the prior of the model; by default, the text alone is asked.
            options: fields of `w2vkit.base.config.AxisConfig`, for a choice without `words`.

        Raises:
            MissingWordError: a word is not in the model.
            UsageError: a pole is empty, or both have the same word.

        """
        from w2vkit.base.config import AxisConfig
        from w2vkit.query.axes import axis_between
        from w2vkit.query.filters import first_words
        from w2vkit.query.parsing import parse_all, parse_sets

        model = self.weighted(prior)
        poles = parse_sets(model.parser, (first, second), (1, 1))
        if words:
            (asked,) = parse_all(model.parser, [words])
        else:
            config = AxisConfig(**dict[str, Any](options))
            asked = first_words(self.embeddings, config, self.kinds if config.kinds else {}, poles)
        placed = axis_between(model.embeddings, (poles[0], poles[1]), asked, model.members)
        return replace(placed, names=self.names, label=model.label)

    @public()
    def associate(
        self,
        first: str | Sequence[str],
        second: str | Sequence[str],
        attributes: str | Sequence[str],
        others: str | Sequence[str],
        *,
        prior: float = 0.0,
        seed: int = 1,
    ) -> Association:
        """Measure whether `first` is nearer to `attributes`, and `second` to `others`: the WEAT.

        Args:
            first: the target words X, at least two.
            second: the target words Y, at least two.
            attributes: the attribute words A.
            others: the attribute words B.
            prior: the weight of the prior of the model; by default, the text alone is asked.
            seed: of the divisions that are drawn at random, if there are too many to count.

        Raises:
            MissingWordError: a word is not in the model.
            UsageError: a set has too few words, or two sets have the same word.

        """
        from w2vkit.query.associations import associate
        from w2vkit.query.parsing import parse_sets

        model = self.weighted(prior)
        x, y, a, b = parse_sets(model.parser, (first, second, attributes, others), (2, 2, 1, 1))
        return associate(model.embeddings, (x, y), (a, b), model.members, seed=seed)

    @public()
    def vector(self, question: Query) -> NDArray[np.float64]:
        """Return the vector of a word or a formula, float64 (D,), not normalized."""
        query = warn_of_composed(self.parse(question))
        return operations.value(self.embeddings, query.formula)

    @cached_property
    def parser(self) -> QueryParser:
        """The parser of questions to this model."""
        return QueryParser(self.embeddings, self.missing_words, str(self), self.compose)

    def parse(self, question: Query, **lenience: Unpack[LenienceOptions]) -> ParsedQuery:
        """Parse a question into a formula; see `QueryParser.parse`, and `similar_batch`."""
        return self.parser.parse(question, Lenience(**lenience) if lenience else STRICT)

    def _named(self, results: Iterable[Outcome]) -> Iterator[Outcome]:
        """Yield the outcomes, whose neighbors now print with the names of items."""
        for outcome in results:
            if not isinstance(outcome, Failure):
                outcome.neighbors.names = self.names
            yield outcome

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy the words and vectors; the copy is not tied to files."""
        content = self.embeddings.content()
        return _unpickled, (self.name, str(self.path), content, dict(self.kinds), dict(self.names))

    def _check_stored(self) -> None:
        if not (self.path / manifest.INFO).is_file():
            raise W2vError(
                msg("The model “{name}” is not stored in a model directory.", name=self.name),
                msg("Import its file: w2vkit import {path}.", path=quoted(str(self.path)))
                if self.path.is_file()
                else msg("Write it with w2vkit.export, and import that file with w2vkit import."),
            )

    def search(
        self, config: QueryConfig, note: Callable[[str], None] = lambda said: None
    ) -> SearchRequest:
        """Return the search that `config` describes; see `w2vkit.query.operations.search_request`.

        Raises:
            UsageError: options contradict each other, or the regular expression is malformed.
            W2vError: the file of words cannot be read, or the index is missing or damaged.

        """
        vocabulary, aliases = self.embeddings.vocabulary, self.missing_words.aliases
        return search_request(config, vocabulary, aliases, lambda: self.kinds, self._index, note)

    def _index(self, metric: MetricName) -> FaissIndex:
        from w2vkit.query.index import open_index

        return open_index(self.path, metric, self.weight, self.embeddings.dim)

    def stamp(self) -> tuple[int, int] | None:
        """Return a value that changes when the model is replaced on disk; None if it is deleted."""
        return manifest.stamp(self.path)


def _member_row(member: SetMember) -> Iterator[dict[str, Any]]:
    """Yield the only row of a member of a set."""
    yield {**member._asdict(), "score": round(member.score, SCORE_DIGITS)}


def _stability_rows(
    pair: tuple[Neighbor, Stability], names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield a neighbor with its interval as a row."""
    near = Neighbors([pair[0]])
    near.names = names
    yield {**near.rows[0], **pair[1].columns}


def _lenience(config: QueryConfig) -> LenienceOptions:
    """Return what may stand for missing words in Python."""
    return {"fuzzy": config.fuzzy, "compose": config.compose}


def _query_config(topn: int, options: Mapping[str, Any]) -> QueryConfig:
    """Return the options of a question; without any, those of an earlier one."""
    return QueryConfig(topn=topn, **options) if options else _usual_config(topn)


@lru_cache(maxsize=8)
def _usual_config(topn: int) -> QueryConfig:
    return QueryConfig(topn=topn)


def _unpickled(
    name: str,
    path: str,
    content: tuple[Any, ...],
    kinds: Mapping[str, Kind] = MappingProxyType({}),
    names: Mapping[str, str] = MappingProxyType({}),
) -> Model:
    embeddings = Embeddings.from_content(content)
    read_names: Callable[[], Mapping[str, str]] = partial(dict, names)
    known = MissingWords(embeddings.vocabulary, read_names=read_names)
    return Model(name, Path(path), embeddings, known, partial(dict, kinds), read_names)
