"""What a report states about a model, and how it was made, from the model and its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from w2vkit.analysis.frequencies import PER
from w2vkit.base.config import Kind
from w2vkit.corpus.characteristic import characteristic_rows
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.manifest import ModelInfo
from w2vkit.model.prior import PRIOR
from w2vkit.query.formula import word_formula
from w2vkit.query.model import Model
from w2vkit.query.neighbors import Neighbor, common_count
from w2vkit.query.operations import SearchRequest, similar
from w2vkit.training.algorithms import uses_option

ALGORITHMS = {
    "skipgram": "skip-gram (Mikolov et al. 2013)",
    "cbow": "CBOW (Mikolov et al. 2013)",
    "fasttext": "fastText (Bojanowski et al. 2017)",
    "glove": "GloVe (Pennington et al. 2014)",
    "ppmi": "PPMI-SVD (Levy et al. 2015)",
}
"""The algorithms with their sources; others are named as in the options."""
STATED = ("dim", "window", "epochs", "negative", "sample", "alpha", "min_count", "seed")
"""The options that the method sentence states, where the algorithm uses them."""


PERSON: Kind = "person"
NAMES: tuple[Kind, ...] = ("person", "place", "nickname", "title")
"""The kinds of words that a report lists as names, in its order."""
NAMES_OF_A_KIND = 20
CHARACTERISTIC_WORDS = 30
FREQUENT_WORDS = 30
MAIN_WORDS = 8
NEIGHBORS = 8


@dataclass(frozen=True, slots=True)
class Counted:
    """A word with its count, and its count in 10,000 tokens (None if their number is unknown)."""

    word: str
    count: int
    rate: float | None


@dataclass(frozen=True)
class Facts:
    """What a report states.

    Attributes:
        frequent: the most frequent words.
        characteristic: the most characteristic words.
        names: for each kind of names that is stored with the model, the most frequent ones.
        main: the most frequent persons or, without kinds, the most characteristic words, each with
            its nearest words.
        has_persons: whether `main` are persons.
        chapters: the number of chapters, None if the encoded text is no longer there.
        item_names: the names of items, which the page shows instead of the ids.

    """

    frequent: Sequence[Counted]
    characteristic: Sequence[Counted]
    names: Mapping[Kind, Sequence[Counted]]
    main: Mapping[str, Sequence[Neighbor]]
    has_persons: bool
    chapters: int | None
    item_names: Mapping[str, str] = field(default_factory=dict)


def facts_of(model: Model, kinds: Mapping[str, Kind], tokens: int) -> Facts:
    """Compute what the report of a model states.

    Args:
        model: the model.
        kinds: the kind of each word that has one, such as person.
        tokens: the number of tokens of its text, 0 if unknown.

    """
    embeddings = model.embeddings
    vocabulary = embeddings.vocabulary
    rows = characteristic_rows(vocabulary, CHARACTERISTIC_WORDS)
    names = names_by_kind(embeddings, kinds, tokens)
    persons = [person.word for person in names.get(PERSON, ())]
    candidates = persons or [*map(vocabulary.word, rows)]
    main = [word for word in candidates if has_direction(embeddings, word)][:MAIN_WORDS]
    return Facts(
        counted_rows(embeddings, range(min(FREQUENT_WORDS, len(embeddings))), tokens),
        counted_rows(embeddings, rows, tokens),
        names,
        nearest_words(embeddings, main),
        bool(persons),
        chapters_of(model),
        model.names,
    )


def counted_rows(embeddings: Embeddings, rows: Sequence[int], tokens: int) -> list[Counted]:
    """Return words with their counts and rates."""
    vocabulary = embeddings.vocabulary
    return [
        Counted(vocabulary.word(row), count, count * PER / tokens if tokens else None)
        for row, count in ((row, vocabulary.count(row)) for row in rows)
    ]


def names_by_kind(
    embeddings: Embeddings, kinds: Mapping[str, Kind], tokens: int
) -> dict[Kind, list[Counted]]:
    """Return the most frequent words of each kind of names."""
    rows: dict[Kind, list[int]] = {}
    for word, kind in kinds.items():
        row = embeddings.vocabulary.find(word)
        if row is not None:
            rows.setdefault(kind, []).append(row)
    return {
        kind: counted_rows(embeddings, sorted(rows[kind])[:NAMES_OF_A_KIND], tokens)
        for kind in NAMES
        if kind in rows
    }


def has_direction(embeddings: Embeddings, word: str) -> bool:
    """Return whether a word is in the vocabulary and its vector is not zero."""
    row = embeddings.vocabulary.find(word)
    return row is not None and bool(embeddings.norms[row])


def nearest_words(
    embeddings: Embeddings, words: Sequence[str], count: int = NEIGHBORS
) -> dict[str, Sequence[Neighbor]]:
    """Return the nearest words of each word."""
    known = [word for word in words if has_direction(embeddings, word)]
    if len(embeddings) < 2:
        return {}
    formulas = [word_formula(word) for word in known]
    search = SearchRequest(topn=count, common=common_count(embeddings.vocabulary))
    return dict(zip(known, similar(embeddings, formulas, search), strict=True))


def chapters_of(model: Model) -> int | None:
    """Return the number of chapters of the text of a model; None if it is not in the cache."""
    from w2vkit.corpus.sections import chapters

    origin = model.origin
    corpus = origin.cached_corpus() if origin else None
    return None if corpus is None else len(chapters(corpus))


def algorithm_of(info: ModelInfo) -> str | None:
    """Return the algorithm of a model with its source, None if that is unknown."""
    members = fused_members(info)
    if members:
        return " + ".join(_weighted(name, facts) for name, facts in members.items())
    name = info.options.get("training", {}).get("algorithm")
    return ALGORITHMS.get(name, str(name)) if name else None


def fused_members(info: ModelInfo) -> Mapping[str, Mapping[str, Any]]:
    """Return the members of a fused model with their weights and own options; {} for others."""
    members: Mapping[str, Mapping[str, Any]] = info.options.get("fused", {}).get("members", {})
    return members


def _weighted(name: str, facts: Mapping[str, Any]) -> str:
    """Return a member as `1 × CBOW (Mikolov et al. 2013; epochs 24)`."""
    own = [
        f"; {option} {facts[option]}"
        for option in STATED
        if option in facts and uses_option(name, option)
    ]
    title = ALGORITHMS.get(name, f"{name} ()").removesuffix(")")
    return f"{facts.get('weight', 1):g} × {title}{''.join(own)})"


def stated_options(info: ModelInfo) -> Iterator[tuple[str, Any]]:
    """Yield the options of the training that matter for its algorithm, and their values."""
    training: Mapping[str, Any] = info.options.get("training", {})
    algorithm, members = training.get("algorithm"), fused_members(info)
    for name in STATED:
        value = training.get(name)
        is_own = bool(members) and all(
            name in facts for member, facts in members.items() if uses_option(member, name)
        )
        if value is not None and uses_option(algorithm, name) and not is_own:
            yield name, value


def all_options(info: ModelInfo) -> Iterator[tuple[str, str]]:
    """Yield all stored options with their values; options that were not set are left out."""
    for group in ("segmentation", "training"):
        for name, value in info.options.get(group, {}).items():
            if value not in (None, [], ""):
                shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
                yield f"--{name.replace('_', '-')}", shown


def method(info: ModelInfo, texts: Mapping[str, str]) -> str:
    """Return how a model was made, as sentences; they state only what its description contains.

    Args:
        info: the description of the model.
        texts: the texts of the report in the language of the reader.

    """
    tokens, types = (info.report.get(name) for name in ("tokens", "types"))
    algorithm = algorithm_of(info)
    if algorithm is None:
        return texts["method_unknown"].format(engine=info.engine)
    parts = []
    if tokens and types:
        segmenter = info.options.get("segmentation", {}).get("segmenter")
        key = "method_text" if segmenter else "method_tokens"
        parts.append(texts[key].format(segmenter=segmenter, tokens=tokens, types=types))
    options = ", ".join(f"{name.replace('_', '-')} {value}" for name, value in stated_options(info))
    values = {
        "algorithm": algorithm,
        "options": options,
        "words": info.words,
        "dim": info.dim,
        "engine": info.engine,
    }
    key = "method_fused" if fused_members(info) else "method_training"
    parts.append(texts[key].format(**values))
    version, created = info.versions.get("w2vkit"), info.created[:10]
    if version and created:
        parts.append(texts["method_made"].format(version=version, created=created))
    if prior := info.options.get(PRIOR):
        parts.append(texts["method_prior"].format(**prior))
    if info.corpus.get("continues"):
        parts.append(texts["method_continued"].format(base=info.corpus["continues"]))
    return texts["sentence_gap"].join(parts)
