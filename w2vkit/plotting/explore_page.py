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
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from w2vkit.config import ExploreConfig, Kind, PlotConfig
from w2vkit.errors import UsageError, W2vError
from w2vkit.messages import counted, listed
from w2vkit.model.embeddings import Embeddings, normalized_rows
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.plotting.embedded_font import EmbeddedFont, embedded_font
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
from w2vkit.query.model import Model
from w2vkit.query.passages import Passage, passages
from w2vkit.query.suggestions import other_scripts, syllables
from w2vkit.statistics.characteristic import characteristic_rows
from w2vkit.system.atomic import atomic_text, check_target, unused
from w2vkit.translation.translate import chinese_table

MAX_PAGE_DIM = 300
"""Longer vectors are reduced to this many components, to keep the file below 4 MB."""
MAX_8_BIT_NUMBERS = 2_000_000
"""Up to this many numbers are stored with eight bits each; more with seven bits."""
MAX_COORDINATE = 65_535
NAMES_PER_CLUSTER = 3
SCRIPTS = ("texts.js", "grammar.js", "vectors.js", "finding.js", "map.js", "address.js", "main.js")


@dataclass(frozen=True)
class PageContent:
    """What a page shows besides vectors.

    Attributes:
        passages: up to three passages for each word, or {}.
        categories: the category of the words that have one; they are shown even if they are rare.
        kinds: the kind of the words that have one, such as person or place.

    """

    passages: Mapping[str, Sequence[Passage]] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)


NO_CONTENT = PageContent()


def explore_model(
    model: Model,
    path: Path,
    config: ExploreConfig,
    listener: Listener = SILENT,
    *,
    categories: Mapping[str, str] | None = None,
    force: bool = False,
) -> Path:
    """Write the page of a model with passages of its text, and return `path`.

    Without that text, the page has no passages, and the listener receives the reason. Raises what
    `write_explore_page` raises.
    """
    check_page_path(path, force=force)
    content = PageContent(categories=dict(categories or {}), kinds=model.kinds)
    rows = page_rows(model.embeddings.vocabulary, config, content, listener)
    words = [*map(model.embeddings.vocabulary.word, rows)]
    if config.passages:
        content = replace(content, passages=found_passages(model, words, listener))
    return write_explore_page(
        model.embeddings, model.name, path, config, listener, force=force, content=content
    )


def found_passages(
    model: Model, words: Sequence[str], listener: Listener
) -> Mapping[str, Sequence[Passage]]:
    """Return passages for words; {} with a note if the text is no longer there."""
    origin = model.missing_words.origin
    if origin is None:
        listener.note("The page has no passages: the model does not record its text.")
        return {}
    try:
        found = passages(origin, words, listener)
    except W2vError as error:
        listener.note(f"The page has no passages: {error.message}")
        return {}
    return dict(zip(words, found, strict=True))


def page_rows(
    vocabulary: Vocabulary, config: ExploreConfig, content: PageContent, listener: Listener
) -> tuple[int, ...]:
    """Return the ids of the words of a page, the most frequent first.

    These are the most frequent words, of the kinds in `config` if it has any, and the words with a
    category. A note says how many words of the categories are not in the model.
    """
    chosen = set(range(min(config.top, len(vocabulary))))
    if config.kinds:
        chosen = set(map(int, rows_of_kinds(vocabulary, config.kinds, content.kinds)[: config.top]))
    known = {word: vocabulary.find(word) for word in content.categories}
    if missing := [word for word, row in known.items() if row is None]:
        verb = "is" if len(missing) == 1 else "are"
        listener.note(
            f"{counted(len(missing), 'word')} of the categories {verb} not in the model: "
            f"{listed(missing)}."
        )
    return tuple(sorted(chosen | {row for row in known.values() if row is not None}))


def write_explore_page(
    embeddings: Embeddings,
    name: str,
    path: Path,
    config: ExploreConfig,
    listener: Listener = SILENT,
    *,
    force: bool = False,
    max_words: int = MAX_PAGE_WORDS,
    content: PageContent = NO_CONTENT,
) -> Path:
    """Write the page for the most frequent words of the model `name` and return `path`.

    At most `max_words` words are shown, with a note if `config` asks for more. `kinds` are the
    kinds of the words, where known.

    Raises:
        UsageError: the suffix is not .html, or there are fewer than two words.
        W2vError: the file exists and `force` is not set, or it cannot be written.

    """
    check_page_path(path, force=force)
    selection = Selection(page_rows(embeddings.vocabulary, config, content, SILENT))
    check_words(len(selection.rows), "The page")
    selection = limited(selection, listener, max_words)
    words = map_words(embeddings, name, selection, _plot_config(config), listener, max_words)
    vectors = reduced(vectors_of(embeddings, selection.rows))
    ranks = characteristic_ranks(embeddings.vocabulary)
    facts = {
        "vocabulary": len(embeddings),
        "clusterNames": cluster_names(words, ranks),
        **search_forms(words.words),
        **own_groups(words.words, content.categories, "categories", "categoryNames"),
        **own_groups(words.words, content.kinds, "kinds", "kindNames", get_args(Kind)),
        **packed_passages(words.words, content.passages),
    }
    font = page_font(words.words, content, listener)
    with atomic_text(path, force=force) as file:
        file.write(render_page(name, payload(name, words, vectors, facts, font)))
    return path


def characteristic_ranks(vocabulary: Vocabulary, count: int = MAX_PAGE_WORDS) -> dict[str, int]:
    """Return the rank of the most characteristic words of a vocabulary, from 0."""
    rows = characteristic_rows(vocabulary, count)
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
    found = dict.fromkeys(groups[word] for word in words if word in groups)
    present = sorted(found, key=[*order, *found].index)
    numbers = {name: number for number, name in enumerate(present)}
    if not numbers:
        return {names: [], of: []}
    return {names: present, of: [numbers.get(groups.get(word, ""), -1) for word in words]}


def packed_passages(words: Sequence[str], found: Mapping[str, Sequence[Passage]]) -> dict[str, Any]:
    """Return passages for JSON: each sentence and place once, and numbers for each word.

    The numbers of a passage are its sentence, its place, the start of the word and its length, the
    latter two in UTF-16 code units as in JavaScript.
    """
    texts: dict[str, int] = {}
    places: dict[str, int] = {}
    numbers = [
        [
            number
            for one in found.get(word, ())
            for number in (
                texts.setdefault(one.text, len(texts)),
                places.setdefault(one.place, len(places)),
                _units(one.text[: one.start]),
                _units(one.text[one.start : one.end]),
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


def page_font(
    words: Sequence[str], content: PageContent, listener: Listener
) -> EmbeddedFont | None:
    """Return the font for the Chinese characters of a page; note what it does not show."""
    shown = [
        *words,
        *content.categories.values(),
        *(text for found in content.passages.values() for one in found for text in _of(one)),
    ]
    font = embedded_font(shown)
    if font is not None:
        font = embedded_font([*shown, asset("texts.js")]) or font
    elif embedded_font(["中"]) is None:
        listener.note(
            "No font is embedded in the page, because the package zhplot with Noto Sans SC is not "
            "installed; Chinese characters need a font on the reader's machine."
        )
    if font is not None and font.missing:
        listener.note(
            f"{font.name}, which is embedded in the page, lacks "
            f"{counted(len(font.missing), 'character')}: {listed([*font.missing])}."
        )
    return font


def _of(passage: Passage) -> tuple[str, str]:
    return passage.text, passage.place


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
        names.append({"name": " · ".join(best), "size": len(members)})
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
    options = {name: value for name, value in asdict(config).items() if name != "passages"}
    return replace(PlotConfig(colour="cluster"), **options)


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
