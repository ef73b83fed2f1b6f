"""How good vectors are: nearest words by category, analogies, similarities judged by people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from w2vkit.embeddings import Embeddings

Floats = NDArray[np.float32]
NEIGHBOURS = 10
BLOCK = 1_024


def read_categories(path: Path) -> dict[str, str]:
    """Return the category of each word of a file of lines `word ⇥ category`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line.strip())  # type: ignore[misc]


def unit_rows(embeddings: Embeddings) -> Floats:
    """Return the vectors scaled to length one, float32 (V, D)."""
    rows: Floats = embeddings.vectors / np.maximum(embeddings.norms, 1e-12)[:, None]
    return rows


def category_scores(embeddings: Embeddings, categories: dict[str, str]) -> dict[str, float]:
    """Judge vectors by words whose category is known; words that are missing count as wrong.

    Returns:
        nearest: share of the words whose nearest among the listed words is of their category.
        triplet: share of all (word, mate, stranger) in which the mate is the nearer one.
        mates: mean number of category mates among the ten nearest of all words of the model.

    """
    listed = [word for word in categories if word in embeddings.vocabulary]
    labels = np.array([categories[word] for word in listed])
    ids = np.array([embeddings.vocabulary.find(word) for word in listed])
    rows = unit_rows(embeddings)
    same = labels[:, None] == labels[None, :]
    np.fill_diagonal(same, False)
    among = rows[ids] @ rows[ids].T
    np.fill_diagonal(among, -2)
    return {
        "nearest": _share(same[np.arange(len(ids)), among.argmax(1)], len(categories)),
        "triplet": _triplets(among, same) * len(listed) / len(categories),
        "mates": _mates(rows, ids, same) / len(categories),
        "missing": float(len(categories) - len(listed)),
    }


def _share(right: NDArray[np.bool_], asked: int) -> float:
    return float(right.sum()) / asked


def _triplets(scores: Floats, same: NDArray[np.bool_]) -> float:
    """Return the mean over words of the chance that a mate is nearer than a stranger."""
    shares = []
    for row, mates in zip(scores, same, strict=True):
        strangers = np.sort(row[~mates & (row > -2)])
        if mates.any():
            shares.append(np.searchsorted(strangers, row[mates]).mean() / len(strangers))
    return float(np.mean(shares))


def _mates(rows: Floats, ids: NDArray[np.int64], same: NDArray[np.bool_]) -> float:
    scores = rows[ids] @ rows.T
    scores[np.arange(len(ids)), ids] = -2
    nearest = np.argpartition(-scores, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    place = np.full(len(rows), -1)
    place[ids] = np.arange(len(ids))
    found = place[nearest]
    return float(sum(same[n, row[row >= 0]].sum() for n, row in enumerate(found)))


def analogy_score(embeddings: Embeddings, path: Path) -> tuple[float, int]:
    """Return the share of questions `a b c d` with d nearest to b − a + c, and how many were asked.

    Questions with a word that is not in the model are left out, as gensim and word2vec.c do.
    """
    lines = path.read_text(encoding="utf-8").lower().splitlines()
    questions = np.array([*_known(embeddings, (line.split() for line in lines), 4)])
    if not len(questions):
        return 0.0, 0
    rows, right = unit_rows(embeddings), 0
    for start in range(0, len(questions), BLOCK):
        part = questions[start : start + BLOCK]
        a, b, c, d = part.T
        scores = (rows[b] - rows[a] + rows[c]) @ rows.T
        scores[np.arange(len(part))[:, None], part[:, :3]] = -np.inf
        right += int((scores.argmax(1) == d).sum())
    return right / len(questions), len(questions)


def similarity_score(embeddings: Embeddings, path: Path) -> tuple[float, int]:
    """Return Spearman's rank correlation with the judgements in lines `a ⇥ b ⇥ score`."""
    lines = path.read_text(encoding="utf-8").lower().splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    judged = [
        row for row in cells if len(row) == 3 and all(w in embeddings.vocabulary for w in row[:2])
    ]
    if len(judged) < 2:
        return 0.0, len(judged)
    pairs = np.array([*_known(embeddings, (row[:2] for row in judged), 2)])
    rows = unit_rows(embeddings)
    cosines = np.einsum("ij,ij->i", rows[pairs[:, 0]], rows[pairs[:, 1]])
    human = np.array([float(row[2]) for row in judged])
    return float(np.corrcoef(_ranks(cosines), _ranks(human))[0, 1]), len(judged)


def _known(
    embeddings: Embeddings, questions: Iterable[Sequence[str]], length: int
) -> Iterable[list[int]]:
    for words in questions:
        ids = [embeddings.vocabulary.find(word) for word in words]
        known = [row for row in ids if row is not None]
        if len(known) == len(words) == length:
            yield known


def _ranks(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the rank of each value; equal values share the mean of their ranks."""
    ordered = np.sort(values)
    low = np.searchsorted(ordered, values, "left")
    return (low + np.searchsorted(ordered, values, "right")) / 2.0
