"""What a report states about a model, computed from the model and the text it was trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from w2vkit.base.config import Kind
from w2vkit.corpus.characteristic import characteristic_rows
from w2vkit.model.embeddings import Embeddings
from w2vkit.query.filters import common_count
from w2vkit.query.formula import word_formula
from w2vkit.query.model import Model
from w2vkit.query.neighbors import Neighbor
from w2vkit.query.operations import SearchRequest, similar

PERSON: Kind = "person"
NAMES: tuple[Kind, ...] = ("person", "place", "nickname", "title")
"""The kinds of words that a report lists as names, in its order."""
NAMES_OF_A_KIND = 20
CHARACTERISTIC_WORDS = 30
FREQUENT_WORDS = 30
MAIN_WORDS = 8
NEIGHBORS = 8
PER = 10_000


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
    persons = [one.word for one in names.get(PERSON, ())]
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
    embeddings: Embeddings, kinds: Mapping[str, Kind], tokens: int, most: int = NAMES_OF_A_KIND
) -> dict[Kind, list[Counted]]:
    """Return the most frequent words of each kind of names."""
    rows: dict[Kind, list[int]] = {}
    for word, kind in kinds.items():
        row = embeddings.vocabulary.find(word)
        if row is not None:
            rows.setdefault(kind, []).append(row)
    return {
        kind: counted_rows(embeddings, sorted(rows[kind])[:most], tokens)
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

    origin = model.missing_words.origin
    corpus = origin.cached_corpus() if origin else None
    return None if corpus is None else len(chapters(corpus))
