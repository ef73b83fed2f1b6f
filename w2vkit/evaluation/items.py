"""Recommendation from sessions: leave-one-out hit rate and NDCG, against popularity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.shown_tables import ShownTable, Tabular
from w2vkit.corpus.sessions import Sessions, entries_of
from w2vkit.model.embeddings import Embeddings, normalized_rows

ITEM_COLUMNS = (
    "recommender",
    "hit_rate",
    "hit_rate_low",
    "hit_rate_high",
    "ndcg",
    "ndcg_low",
    "ndcg_high",
)
SCORE_DECIMALS = 6
RESAMPLES = 1_000
INTERVAL = (2.5, 97.5)
"""Percentiles of the bootstrap distribution that bound an interval of 95%."""
SESSIONS_PER_PASS = 256

Ranks = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over sessions, with its 95% bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Recommender:
    """The scores of one way to recommend.

    Attributes:
        name: "model" or "popularity".
        hit_rate: the share of sessions whose hidden item is among the k recommendations.
        ndcg: the mean of 1 / log2(1 + rank) of the hidden items, 0 if the rank exceeds k.

    """

    name: str
    hit_rate: Estimate
    ndcg: Estimate

    @property
    def row(self) -> dict[str, Any]:
        """The values of `ITEM_COLUMNS`, rounded."""
        row: dict[str, Any] = {"recommender": self.name}
        for name, estimate in (("hit_rate", self.hit_rate), ("ndcg", self.ndcg)):
            for part, value in asdict(estimate).items():
                row[name if part == "value" else f"{name}_{part}"] = round(value, SCORE_DECIMALS)
        return row


@dataclass(frozen=True, slots=True)
class ItemEvaluation(Tabular):
    """The result of `evaluate_items`.

    Attributes:
        k: the number of recommendations.
        recommenders: the model, then popularity.
        ratio: the hit rate of the model, divided by that of popularity; None if that is 0.
        sessions: how many sessions were used.
        skipped: how many have fewer than two items of the model.
        unknown: how many different items of the log are not in the model.

    """

    k: int
    recommenders: tuple[Recommender, ...]
    ratio: Estimate | None
    sessions: int
    skipped: int
    unknown: int

    def tables(self) -> list[ShownTable]:
        """Return the table of the recommenders."""
        return [ShownTable(ITEM_COLUMNS, [one.row for one in self.recommenders])]


@dataclass(frozen=True, slots=True)
class HiddenItem:
    """A session without one of its items.

    Attributes:
        hidden: the row of the hidden item.
        others: the rows of the other items, int64 (n,).

    """

    hidden: int
    others: Ranks


def evaluate_items(
    embeddings: Embeddings,
    sessions: Sessions,
    k: int = 10,
    seed: int = 1,
    listener: Listener = SILENT,
) -> ItemEvaluation:
    """Hide a random item of each session, and look for it among recommendations from the others.

    The model recommends the items with the highest cosine to the mean of the unit vectors of the
    others; popularity recommends the most frequent items of the model. Neither recommends items
    that the session has. Items that are not in the model are ignored.

    Args:
        embeddings: the items with their vectors, most frequent first.
        sessions: the sessions, which should not be among those of training.
        k: the number of recommendations.
        seed: chooses the hidden items and the resamples.
        listener: receives progress.

    Raises:
        W2vError: no session has two items of the model.

    """
    random = np.random.default_rng(seed)
    rows = rows_of_items(embeddings, sessions)
    cases = [*hidden_items(sessions, rows, random)]
    if not cases:
        raise W2vError(
            msg(
                "None of {sessions} has two different items of the model.",
                sessions=counted(len(sessions), "{number} session", "{number} sessions"),
            ),
            msg("Use a log with the same ids, or train with a lower --min-count."),
        )
    ranks = {
        "model": _model_ranks(embeddings, cases, listener),
        "popularity": _popularity_ranks(cases),
    }
    estimates = _estimates(ranks, k, random)
    return ItemEvaluation(
        k, *estimates, len(cases), len(sessions) - len(cases), int((rows < 0).sum())
    )


def rows_of_items(embeddings: Embeddings, sessions: Sessions) -> Ranks:
    """Return the row of each item in the model, int64 (items,); -1 for unknown items."""
    rows = map(embeddings.vocabulary.find, sessions.items)
    return np.array([-1 if row is None else row for row in rows], np.int64)


def hidden_items(
    sessions: Sessions, rows: Ranks, random: np.random.Generator
) -> Iterator[HiddenItem]:
    """Yield each session that has two items of the model, without a random one of them."""
    for numbers in entries_of(sessions):
        known = rows[numbers]
        known = known[known >= 0]
        if len(known) > 1:
            place = int(random.integers(len(known)))
            yield HiddenItem(int(known[place]), np.delete(known, place))


def _model_ranks(embeddings: Embeddings, cases: list[HiddenItem], listener: Listener) -> Ranks:
    """Return the rank of each hidden item among the recommendations of the model, from 1."""
    units = normalized_rows(np.asarray(embeddings.vectors, np.float32))
    ranks = np.empty(len(cases), np.int64)
    for start in range(0, len(cases), SESSIONS_PER_PASS):
        part = cases[start : start + SESSIONS_PER_PASS]
        queries = np.stack([units[case.others].mean(axis=0) for case in part])
        scores = queries @ units.T
        for place, (case, line) in enumerate(zip(part, scores, strict=True), start):
            own = line[case.hidden]
            line[case.others] = -np.inf
            ranks[place] = 1 + (line > own).sum() + (line[: case.hidden] == own).sum()
        listener.progress(
            Progress(msg("Evaluating"), start + len(part), len(cases), msg("sessions"))
        )
    return ranks


def _popularity_ranks(cases: list[HiddenItem]) -> Ranks:
    """Return the rank of each hidden item if the most frequent items are recommended, from 1."""
    return np.array(
        [1 + case.hidden - (case.others < case.hidden).sum() for case in cases], np.int64
    )


def _estimates(
    ranks: dict[str, Ranks], k: int, random: np.random.Generator
) -> tuple[tuple[Recommender, ...], Estimate | None]:
    """Return the scores with intervals; all of them are computed on the same resamples."""
    hits = {name: (case_ranks <= k).astype(float) for name, case_ranks in ranks.items()}
    gains = {name: hits[name] / np.log2(1 + case_ranks) for name, case_ranks in ranks.items()}
    columns = np.column_stack([*hits.values(), *gains.values()])
    size = len(columns)
    resamples = np.stack(
        [columns[random.integers(size, size=size)].mean(axis=0) for _ in range(RESAMPLES)]
    )
    means = [_estimate(*pair) for pair in zip(columns.mean(axis=0), resamples.T, strict=True)]
    names, half = [*ranks], len(ranks)
    recommenders = tuple(
        Recommender(name, means[place], means[half + place]) for place, name in enumerate(names)
    )
    return recommenders, _ratio(columns.mean(axis=0), resamples)


def _ratio(means: NDArray[np.float64], resamples: NDArray[np.float64]) -> Estimate | None:
    """Return the ratio of the first two columns, None if the second one is 0."""
    possible = resamples[resamples[:, 1] > 0]
    if means[1] <= 0 or not len(possible):
        return None
    return _estimate(means[0] / means[1], possible[:, 0] / possible[:, 1])


def _estimate(value: float, resamples: NDArray[np.float64]) -> Estimate:
    low, high = np.percentile(resamples, INTERVAL)
    return Estimate(float(value), float(low), float(high))
