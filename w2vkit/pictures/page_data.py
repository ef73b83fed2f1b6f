"""The data of the interactive page: words, positions, vectors and passages, packed into bytes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.analysis.word_passages import WordPassage
from w2vkit.base.translation.catalog import chinese_catalog
from w2vkit.corpus.characteristic import characteristic_rows
from w2vkit.model.embeddings import normalized_rows
from w2vkit.model.shown_names import shown
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.pictures.fonts import EmbeddedFont
from w2vkit.pictures.palette import PALETTES
from w2vkit.pictures.word_map import (
    MAX_PAGE_WORDS,
    METHOD_NAMES,
    WordMap,
)
from w2vkit.query.suggestions import other_scripts, syllables

MAX_PAGE_DIM = 300
"""Longer vectors are reduced to this many components, to keep the file below 4 MB."""
MAX_8_BIT_NUMBERS = 2_000_000
"""Up to this many numbers are stored with eight bits each; more with seven bits."""
MAX_COORDINATE = 65_535
NAMES_PER_CLUSTER = 3


def payload(
    name: str,
    words: WordMap,
    vectors: NDArray[np.float32],
    extra: Mapping[str, Any],
    font: EmbeddedFont | None = None,
) -> bytes:
    """Return the data of the page, gzipped, with the same bytes each time.

    Layout, little-endian: the length of the JSON (uint32), the JSON padded to a multiple of four
    bytes, the positions (uint16, n × 2), the clusters (uint8, n), the vectors (int8, n × D), the
    font if there is one.
    """
    groups = np.array(words.coloring.groups, np.uint8)
    facts = {
        **extra,
        "name": name,
        "words": words.words,
        "counts": words.counts.tolist(),
        "dim": vectors.shape[1],
        "made": {
            "method": METHOD_NAMES[words.projection.method],
            "settings": in_both_languages(words.projection.settings),
            **(asdict(words.faithful) if words.faithful else {}),
        },
        "font": {"name": font.name, "bytes": len(font.data)} if font else None,
        "palettes": {theme: asdict(palette) for theme, palette in PALETTES.items()},
    }
    text = json.dumps(facts, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    text += b" " * (-len(text) % 4)
    parts = (
        np.uint32(len(text)).astype("<u4").tobytes(),
        text,
        quantized_positions(words.points).tobytes(),
        groups.tobytes(),
        quantized(vectors).tobytes(),
        font.data if font else b"",
    )
    return gzip.compress(b"".join(parts), compresslevel=9, mtime=0)


def in_both_languages(settings: str) -> dict[str, str] | None:
    """Return the settings of a projection in English and Chinese, for the button of the page."""
    if not settings:
        return None
    return {"en": settings, "zh": chinese_catalog().render(settings)}


def quantized(
    vectors: NDArray[np.float32], max_8_bit_numbers: int = MAX_8_BIT_NUMBERS
) -> NDArray[np.int8]:
    """Return each row scaled to a largest absolute value of 127 and rounded, int8 (n, D).

    With more than `max_8_bit_numbers` numbers, the largest value is 63: one bit less per number
    keeps the page below 4 MB.
    """
    steps = 127 if vectors.size <= max_8_bit_numbers else 63
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    scaled = vectors * (steps / np.where(largest > 0, largest, 1))
    return np.asarray(np.rint(scaled), np.int8)


def quantized_positions(points: NDArray[np.float64]) -> NDArray[np.uint16]:
    """Return positions from 0 to 65,535 with one scale for both axes, uint16 (n, 2)."""
    low, span = points.min(axis=0), np.ptp(points, axis=0)
    widest = float(span.max()) or 1.0
    places = (points - low + (widest - span) / 2) / widest
    return np.asarray(np.rint(places * MAX_COORDINATE), "<u2")


def reduced(vectors: NDArray[np.float32], dim: int = MAX_PAGE_DIM) -> NDArray[np.float32]:
    """Return the rows scaled to length 1, reduced to `dim` principal directions if longer.

    The rotation keeps all cosines; only the components along the other directions are lost.
    """
    rows = normalized_rows(np.asarray(vectors, np.float64))
    if rows.shape[1] > dim:
        _, directions = np.linalg.eigh(rows.T @ rows)
        rows = rows @ directions[:, ::-1][:, :dim]
    return np.asarray(rows, np.float32)


def cluster_names(words: WordMap, ranks: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the three most characteristic words and the size of each cluster.

    Args:
        words: the map.
        ranks: the rank of each characteristic word; others come after them.

    """
    groups = words.coloring.groups
    names = []
    for group in range(max(groups, default=-1) + 1):
        members = [
            word for word, number in zip(words.words, groups, strict=True) if number == group
        ]
        best = sorted(members, key=lambda word: ranks.get(word, len(ranks)))[:NAMES_PER_CLUSTER]
        name = " · ".join(shown(word, words.names) for word in best)
        names.append({"name": name, "size": len(members)})
    return names


def characteristic_ranks(vocabulary: Vocabulary) -> dict[str, int]:
    """Return the rank of the most characteristic words of a vocabulary, from 0."""
    rows = characteristic_rows(vocabulary, MAX_PAGE_WORDS)
    return {vocabulary.word(row): rank for rank, row in enumerate(rows)}


def search_forms(words: Sequence[str]) -> dict[str, Any]:
    """Return other forms that find a word: its pinyin, and its spelling in the other script."""
    return {
        "pinyin": [" ".join(syllables(word)) for word in words],
        "scripts": [" ".join(other_scripts(word)) for word in words],
    }


def own_groups(
    words: Sequence[str],
    groups: Mapping[str, str],
    of: str,
    names: str,
    order: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the names of groups and, for each word, the number of its group or -1.

    The groups in `order` come first, then the others as they occur.
    """
    occurring = dict.fromkeys(groups[word] for word in words if word in groups)
    present = sorted(occurring, key=[*order, *occurring].index)
    numbers = {name: number for number, name in enumerate(present)}
    if not numbers:
        return {names: [], of: []}
    return {names: present, of: [numbers.get(groups.get(word, ""), -1) for word in words]}


def packed_passages(
    words: Sequence[str], passages: Mapping[str, Sequence[WordPassage]]
) -> dict[str, Any]:
    """Return passages for JSON: each sentence and place once, and numbers for each word.

    The numbers of a passage are its sentence, its place, the start of the word and its length, the
    latter two in UTF-16 code units as in JavaScript.
    """
    texts: dict[str, int] = {}
    places: dict[str, int] = {}
    numbers = [
        [
            number
            for passage in passages.get(word, ())
            for number in (
                texts.setdefault(passage.text, len(texts)),
                places.setdefault(passage.place, len(places)),
                _units(passage.text[: passage.start]),
                _units(passage.text[passage.start : passage.end]),
            )
        ]
        for word in words
    ]
    return {
        "sentences": [*texts],
        "sentencePlaces": [*places],
        "passages": numbers if texts else [],
    }


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
