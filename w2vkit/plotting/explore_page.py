"""One HTML file with a map of words to explore: it needs no network and can be mailed.

The page carries its data as gzipped base64: text of the model never becomes HTML or script. Its
content security policy lets only its own script and style run and nothing be fetched.
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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import ExploreConfig, PlotConfig
from w2vkit.errors import UsageError
from w2vkit.model.embeddings import Embeddings
from w2vkit.plotting.palette import PALETTES
from w2vkit.plotting.projection import unit_rows
from w2vkit.plotting.selection import Selection, check_words
from w2vkit.plotting.word_map import (
    MAX_PAGE_WORDS,
    METHOD_NAMES,
    WordMap,
    bounded,
    map_words,
    vectors_of,
)
from w2vkit.progress import SILENT, Listener
from w2vkit.system.atomic import atomic_text, check_target

MAX_PAGE_DIM = 300
"""Longer vectors are shortened to their leading components, to keep the file below 4 MB."""
FINE_UP_TO = 2_000_000
"""So many numbers are kept to eight bits each; of more, seven bits."""
SLOW_FROM = 3_000
PLACE_RANGE = 65_535
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
) -> Path:
    """Write the page for the most frequent words of the model called `name` and return `path`.

    Raises:
        UsageError: the file does not end in .html, or there are not two words.
        W2vError: it exists and `force` is not set, or cannot be written.

    """
    check_page_path(path, force=force)
    selection = Selection(tuple(range(min(config.top, len(embeddings)))))
    check_words(len(selection.rows), "A map to explore")
    selection = bounded(selection, listener, MAX_PAGE_WORDS)
    if len(selection.rows) > SLOW_FROM and config.method != "pca":
        listener.note(
            f"Placing {len(selection.rows):,} words takes a while; --method pca does not."
        )
    words = map_words(embeddings, name, selection, _plot_config(config), listener, MAX_PAGE_WORDS)
    vectors = shortened(vectors_of(embeddings, selection.rows))
    with atomic_text(path, force=force) as file:
        file.write(page(name, payload(name, words, vectors)))
    return path


def check_page_path(path: Path, *, force: bool = False) -> None:
    """Say before any work is done that the page cannot be written to `path`."""
    if path.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            f"A map to explore cannot be written as “{path.name}”.", "Let the name end in .html."
        )
    check_target(path, force=force)


def page(title: str, data: bytes) -> str:
    """Return the HTML of a page that carries `data`, what `payload` returns."""
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
    """Return all that the page knows, gzipped, the same bytes each time.

    The length of the JSON (uint32), the JSON, padded to a multiple of four bytes; then, little
    endian, the places (uint16, n × 2), the clusters (uint8, n), the vectors (int8, n × D).
    """
    groups = np.array(words.colouring.groups, np.uint8)
    facts = {
        "name": name,
        "words": words.words,
        "counts": words.counts.tolist(),
        "dim": vectors.shape[1],
        "made": {
            "method": METHOD_NAMES[words.projection.method],
            "settings": words.projection.settings,
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
        quantised_places(words.points).tobytes(),
        groups.tobytes(),
        quantised(vectors).tobytes(),
    )
    return gzip.compress(b"".join(parts), compresslevel=9, mtime=0)


def quantised(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Return each row scaled so that its largest number is 127, and rounded, int8 (n, D).

    In a large set it is 63: a bit less for each number keeps the page below 4 MB.
    """
    steps = 127 if vectors.size <= FINE_UP_TO else 63
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    scaled = vectors * (steps / np.where(largest > 0, largest, 1))
    return np.asarray(np.rint(scaled), np.int8)


def quantised_places(points: NDArray[np.float64]) -> NDArray[np.uint16]:
    """Return places between 0 and 65,535, one scale for both axes, uint16 (n, 2)."""
    low, span = points.min(axis=0), np.ptp(points, axis=0)
    widest = float(span.max()) or 1.0
    places = (points - low + (widest - span) / 2) / widest
    return np.asarray(np.rint(places * PLACE_RANGE), "<u2")


def shortened(vectors: NDArray[np.float32], dim: int = MAX_PAGE_DIM) -> NDArray[np.float32]:
    """Return the rows at length one, rotated to their `dim` leading directions if longer.

    Rotating keeps all cosines; only what lies in the directions left out is lost.
    """
    rows = unit_rows(vectors)
    if rows.shape[1] > dim:
        _, directions = np.linalg.eigh(rows.T @ rows)
        rows = rows @ directions[:, ::-1][:, :dim]
    return np.asarray(rows, np.float32)


def cluster_names(words: WordMap) -> list[dict[str, Any]]:
    """Return for each cluster its three most frequent words, and its size."""
    groups = words.colouring.groups
    names = []
    for group in range(max(groups, default=-1) + 1):
        members = [
            word for word, number in zip(words.words, groups, strict=True) if number == group
        ]
        names.append({"name": " · ".join(members[:NAMES_PER_CLUSTER]), "size": len(members)})
    return names


def asset(name: str) -> str:
    """Return the text of a file of the page, without spaces around it."""
    return (
        files("w2vkit.plotting")
        .joinpath("assets", "explore", name)
        .read_text(encoding="utf-8")
        .strip()
    )


def _plot_config(config: ExploreConfig) -> PlotConfig:
    """Return the options of a picture that are options of a page as well."""
    return replace(PlotConfig(colour="cluster"), **asdict(config))


def _fingerprint(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")


def _filled(template: str, parts: Mapping[str, str]) -> str:
    """Put each part in its place; what a part holds is not looked at again."""
    first, *rest = parts
    around = template.split(first)
    if rest:
        around = [_filled(one, {name: parts[name] for name in rest}) for one in around]
    return parts[first].join(around)
