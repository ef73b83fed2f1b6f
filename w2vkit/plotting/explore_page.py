"""The interactive page: one HTML file with a map of words that works offline.

The page contains its data as gzipped base64, so that text of the model never becomes HTML or
script. Its content security policy allows only its own script and style, and no network access.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import ExploreConfig, Kind, PlotConfig
from w2vkit.errors import UsageError
from w2vkit.model.embeddings import Embeddings, normalized_rows
from w2vkit.plotting.palette import PALETTES
from w2vkit.plotting.selection import Selection, check_words
from w2vkit.plotting.word_map import (
    MAX_PAGE_WORDS,
    METHOD_NAMES,
    WordMap,
    limited,
    map_words,
    vectors_of,
)
from w2vkit.progress import SILENT, Listener
from w2vkit.query.filters import rows_of_kinds
from w2vkit.system.atomic import atomic_text, check_target, unused
from w2vkit.translation.translate import chinese_table

MAX_PAGE_DIM = 300
"""Longer vectors are reduced to this many components, to keep the file below 4 MB."""
MAX_8_BIT_NUMBERS = 2_000_000
"""Up to this many numbers are stored with eight bits each; more with seven bits."""
MAX_COORDINATE = 65_535
NAMES_PER_CLUSTER = 3
SCRIPTS = ("texts.js", "grammar.js", "vectors.js", "map.js", "main.js")


def write_explore_page(
    embeddings: Embeddings,
    name: str,
    path: Path,
    config: ExploreConfig,
    listener: Listener = SILENT,
    *,
    force: bool = False,
    kinds: Mapping[str, Kind] = MappingProxyType({}),
    max_words: int = MAX_PAGE_WORDS,
) -> Path:
    """Write the page for the most frequent words of the model `name` and return `path`.

    At most `max_words` words are shown, with a note if `config` asks for more. `kinds` are the
    kinds of the words, as far as they are known.

    Raises:
        UsageError: the suffix is not .html, or there are fewer than two words.
        W2vError: the file exists and `force` is not set, or it cannot be written.

    """
    check_page_path(path, force=force)
    selection = Selection(_shown_rows(embeddings, config, kinds))
    check_words(len(selection.rows), "The page")
    selection = limited(selection, listener, max_words)
    words = map_words(embeddings, name, selection, _plot_config(config), listener, max_words)
    vectors = reduced(vectors_of(embeddings, selection.rows))
    with atomic_text(path, force=force) as file:
        file.write(render_page(name, payload(name, words, vectors)))
    return path


def _shown_rows(
    embeddings: Embeddings, config: ExploreConfig, kinds: Mapping[str, Kind]
) -> tuple[int, ...]:
    """Return the ids of the most frequent words, of the kinds in `config` if it has any."""
    if not config.kinds:
        return tuple(range(min(config.top, len(embeddings))))
    rows = rows_of_kinds(embeddings.vocabulary, config.kinds, kinds)
    return tuple(map(int, rows[: config.top]))


def page_path(model: str, *, force: bool = False) -> Path:
    """Return the default file of a page: `MODEL.html` or, if it exists, `MODEL-2.html` and so on.

    With `force`, return the first name even if that file exists.
    """
    path = Path(f"{model}.html")
    return path if force else unused(path)


def check_page_path(path: Path, *, force: bool = False) -> None:
    """Check that the page can be written to `path`, before any work is done."""
    if path.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"The page cannot be written as “{path.name}”.", "Use the suffix .html.")
    check_target(path, force=force)


def render_page(title: str, data: bytes) -> str:
    """Return the HTML of the page with `data`, the result of `payload`."""
    style, script = asset("style.css"), "\n".join(map(asset, SCRIPTS))
    policy = (
        f"default-src 'none'; script-src '{_fingerprint(script)}'; "
        f"style-src '{_fingerprint(style)}'; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "@policy@": policy,
        "@title@": html.escape(title),
        "@style@": style,
        "@script@": script,
        "@data@": base64.b64encode(data).decode("ascii"),
    }
    return _filled(asset("page.html"), parts)


def payload(name: str, words: WordMap, vectors: NDArray[np.float32]) -> bytes:
    """Return the data of the page, gzipped, with the same bytes each time.

    Layout, little-endian: the length of the JSON (uint32), the JSON padded to a multiple of four
    bytes, the positions (uint16, n × 2), the clusters (uint8, n), the vectors (int8, n × D).
    """
    groups = np.array(words.coloring.groups, np.uint8)
    facts = {
        "name": name,
        "words": words.words,
        "counts": words.counts.tolist(),
        "dim": vectors.shape[1],
        "made": {
            "method": METHOD_NAMES[words.projection.method],
            "settings": in_both_languages(words.projection.settings),
            **(asdict(words.faithful) if words.faithful else {}),
        },
        "clusterNames": cluster_names(words),
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
    )
    return gzip.compress(b"".join(parts), compresslevel=9, mtime=0)


def in_both_languages(settings: str) -> dict[str, str] | None:
    """Return the settings of a projection in English and Chinese, for the button of the page."""
    if not settings:
        return None
    return {"en": settings, "zh": chinese_table().translation(settings) or settings}


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


def cluster_names(words: WordMap) -> list[dict[str, Any]]:
    """Return the three most frequent words and the size of each cluster."""
    groups = words.coloring.groups
    names = []
    for group in range(max(groups, default=-1) + 1):
        members = [
            word for word, number in zip(words.words, groups, strict=True) if number == group
        ]
        names.append({"name": " · ".join(members[:NAMES_PER_CLUSTER]), "size": len(members)})
    return names


def asset(name: str) -> str:
    """Return the text of an asset of the page, without surrounding whitespace."""
    return (
        files("w2vkit.plotting")
        .joinpath("assets", "explore", name)
        .read_text(encoding="utf-8")
        .strip()
    )


def _plot_config(config: ExploreConfig) -> PlotConfig:
    """Return the options of the page as options of a figure."""
    return replace(PlotConfig(colour="cluster"), **asdict(config))


def _fingerprint(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")


def _filled(template: str, parts: Mapping[str, str]) -> str:
    """Replace each placeholder by its part; the parts themselves are not searched."""
    first, *rest = parts
    around = template.split(first)
    if rest:
        around = [_filled(one, {name: parts[name] for name in rest}) for one in around]
    return parts[first].join(around)
