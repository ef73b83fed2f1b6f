"""The page of a report: HTML without scripts, which contains everything that it shows."""

from __future__ import annotations

import base64
import hashlib
import html
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from w2vkit.base.messages import decimal, quoted
from w2vkit.base.version import __version__
from w2vkit.model.manifest import ModelInfo
from w2vkit.model.shown_names import shown
from w2vkit.pictures.fonts import embedded_font
from w2vkit.pictures.report.facts import Counted, Facts, all_options, method
from w2vkit.pictures.titles import text_title
from w2vkit.query.neighbors import Neighbor
from w2vkit.text.formats.html_text import GENERATOR

TITLE = "w2vkit"
AUTHORS = "The w2vkit contributors"
ABOUT = "Word vectors from raw Chinese and English text"
URL = "https://github.com/w2vkit/w2vkit"


ROWS_PER_COLUMN = 10
VECTORS = "vectors.npy"
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Report:
    """What the page shows: the description of the model, the facts, and the map as PNG or b""."""

    info: ModelInfo
    facts: Facts
    command: str | None
    picture: bytes


def report_texts(name: str) -> Texts:
    """Return the texts of the report in a language, "en" or "zh"."""
    texts: Texts = tomllib.loads(_asset("texts.toml"))[name]
    return texts


def report_title(report: Report, texts: Texts) -> str:
    """Return the title of a report."""
    return str(texts["title"].format(name=text_title(report.info.name)).replace("》 ", "》"))


def report_body(report: Report, texts: Texts) -> str:
    """Return the HTML of a report without its head: the text for a reader without a browser."""
    title = report_title(report, texts)
    sections = [
        _section(texts["corpus"], _corpus(report, texts)),
        *_names(report, texts),
        _section(
            texts["frequencies"], _counted_columns(report.facts, report.facts.frequent, texts)
        ),
        *_map(report, texts),
        *_neighbors(report.facts, texts),
        _section(texts["method"], _method(report.info, texts)),
        _section(texts["repeat"], _repeat(report, texts)),
        _section(texts["cite"], _cite(texts)),
    ]
    body = f"<h1>{html.escape(title)}</h1>\n" + "\n".join(sections)
    return f"{body}\n<footer>{html.escape(texts['made_with'].format(version=__version__))}</footer>"


def report_html(report: Report, texts: Texts) -> str:
    """Return the HTML of a report."""
    return html_page(report_title(report, texts), report_body(report, texts), texts["lang"])


def html_page(title: str, body: str, lang: str, *, styled: bool = False) -> str:
    """Return a page in one file, which loads nothing.

    Args:
        title: its title.
        body: its HTML.
        lang: the code of its language.
        styled: whether elements of the body have styles of their own.

    """
    style = _font_face(body) + _asset("report.css").strip()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    allowed = "'unsafe-inline'" if styled else f"'sha256-{digest}'"
    policy = f"default-src 'none'; style-src {allowed}; img-src data:; font-src data:"
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n{GENERATOR}\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _font_face(text: str) -> str:
    font = embedded_font([text])
    if font is None:
        return ""
    data = base64.b64encode(font.data).decode()
    return f'@font-face {{ font-family: "Embedded"; src: url(data:font/ttf;base64,{data}); }}\n'


def _corpus(report: Report, texts: Texts) -> str:
    info = report.info
    figures = [
        (texts["tokens"], info.report.get("tokens")),
        (texts["types"], info.report.get("types")),
        (texts["words"], info.words),
        (texts["dim"], info.dim),
        (texts["chapters"], report.facts.chapters or None),
    ]
    shown = [(name, f"{value:,}") for name, value in figures if isinstance(value, int)]
    sources = [file for file in info.corpus.get("files") or () if isinstance(file, Mapping)]
    table = _table((), shown, numbers=(1,))
    if not sources:
        return table
    names = short_names([str(file.get("name", "")) for file in sources])
    rows = [
        (name, _thousands(file.get("bytes")), file.get("encoding", ""))
        for name, file in zip(names, sources, strict=True)
    ]
    heads = (texts["file"], texts["size"], texts["encoding"])
    return table + _table(heads, rows, numbers=(1,))


def short_names(paths: Sequence[str]) -> list[str]:
    """Return the names of files without the folder that contains them all.

    >>> short_names(["/home/me/novel.txt"]), short_names(["/a/one/1.txt", "/a/two/1.txt"])
    (['novel.txt'], ['one/1.txt', 'two/1.txt'])
    """
    parts = [PurePath(path).parts for path in paths]
    shortest = min((len(path_parts) - 1 for path_parts in parts), default=0)
    same = next(
        (
            place
            for place in range(shortest)
            if len({path_parts[place] for path_parts in parts}) > 1
        ),
        shortest,
    )
    return ["/".join(path_parts[same:]) for path_parts in parts]


def _names(report: Report, texts: Texts) -> Iterator[str]:
    """Yield the section with the names by kind or, without kinds, with characteristic words."""
    names = report.facts.names
    if names:
        parts = [
            f"<div><h3>{html.escape(texts.get(f'kind_{kind}', kind))}</h3>"
            f"{_counted_table(report.facts, words, texts)}</div>"
            for kind, words in names.items()
        ]
        yield _section(texts["names"], f'<div class="columns">{"".join(parts)}</div>')
    note = f'<p class="note">{html.escape(texts["characteristic_note"])}</p>'
    table = _counted_columns(report.facts, report.facts.characteristic, texts)
    yield _section(texts["characteristic"], note + table)


def _map(report: Report, texts: Texts) -> Iterator[str]:
    if report.picture:
        data = base64.b64encode(report.picture).decode()
        alt = html.escape(texts["map_alt"])
        yield _section(texts["map"], f'<img alt="{alt}" src="data:image/png;base64,{data}">')


def _neighbors(facts: Facts, texts: Texts) -> Iterator[str]:
    if not facts.main:
        return
    note = f'<p class="note">{html.escape(texts["neighbors_note"])}</p>'
    parts = [
        f"<div><h3><bdi>{html.escape(shown(word, facts.item_names))}</bdi></h3>"
        f"{_neighbor_table(facts, neighbors, texts)}</div>"
        for word, neighbors in facts.main.items()
    ]
    title = texts["neighbors_persons" if facts.has_persons else "neighbors_words"]
    yield _section(title, f'{note}<div class="columns">{"".join(parts)}</div>')


def _neighbor_table(facts: Facts, neighbors: Sequence[Neighbor], texts: Texts) -> str:
    rows = [
        (shown(neighbor.word, facts.item_names), decimal(neighbor.score, 3))
        for neighbor in neighbors
    ]
    return _table((texts["word"], texts["score"]), rows, numbers=(1,))


def _method(info: ModelInfo, texts: Texts) -> str:
    parts = [f"<p>{html.escape(method(info, texts))}</p>"]
    if options := [*all_options(info)]:
        parts += [
            f"<h3>{html.escape(texts['options'])}</h3>",
            _table((texts["option"], texts["value"]), options),
        ]
    if info.versions:
        parts += [f"<h3>{html.escape(texts['versions'])}</h3>", _table((), info.versions.items())]
    return "".join(parts)


def _repeat(report: Report, texts: Texts) -> str:
    if report.command is None:
        return f"<p>{html.escape(texts['repeat_none'])}</p>"
    name = report.info.name
    lines = html.escape(f"{report.command}\nw2vkit report {quoted(name)}")
    seal = report.info.files.get(VECTORS)
    note = texts["repeat_note"].format(sum=seal.sha256) if seal else ""
    return f'<pre>{lines}</pre><p class="note">{html.escape(note)}</p>'


def _cite(texts: Texts) -> str:
    return (
        f"<p>{html.escape(texts['cite_note'])} {html.escape(citation())}</p>"
        f"<pre>{html.escape(bibtex())}</pre>"
    )


def _counted_columns(facts: Facts, words: Sequence[Counted], texts: Texts) -> str:
    """Return tables beside each other, of `ROWS_PER_COLUMN` words each."""
    parts = [
        f"<div>{_counted_table(facts, words[first : first + ROWS_PER_COLUMN], texts)}</div>"
        for first in range(0, len(words), ROWS_PER_COLUMN)
    ]
    return f'<div class="columns">{"".join(parts)}</div>'


def _counted_table(facts: Facts, words: Sequence[Counted], texts: Texts) -> str:
    has_rate = any(entry.rate is not None for entry in words)
    heads = [texts["word"], texts["count"], *([texts["rate"]] if has_rate else [])]
    rows = [
        [
            shown(entry.word, facts.item_names),
            f"{entry.count:,}",
            *([f"{entry.rate:.1f}"] if entry.rate is not None else []),
        ]
        for entry in words
    ]
    return _table(heads, rows, numbers=(1, 2))


def _table(heads: Sequence[str], rows: Iterable[Sequence[Any]], numbers: Sequence[int] = ()) -> str:
    """Return a table; the columns `numbers` are aligned to the right."""

    def cells(values: Sequence[Any], tag: str) -> str:
        return "".join(
            f"<{tag}{' class=number' if place in numbers else ''}>{html.escape(str(value))}</{tag}>"
            for place, value in enumerate(values)
        )

    head = f"<thead><tr>{cells(heads, 'th')}</tr></thead>" if heads else ""
    lines = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows)
    return f"<table>{head}<tbody>{lines}</tbody></table>"


def _section(title: str, content: str) -> str:
    return f"<section>\n<h2>{html.escape(title)}</h2>\n{content}\n</section>"


def _thousands(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else ""


def _asset(name: str) -> str:
    return files("w2vkit.pictures.report").joinpath("assets", name).read_text(encoding="utf-8")


def citation() -> str:
    """Return the reference as one line of text."""
    return f"{AUTHORS}. {TITLE}: {ABOUT}. Version {__version__}. {URL}"


def bibtex() -> str:
    """Return the reference as a BibTeX entry."""
    return (
        "@software{w2vkit,\n"
        f"  author  = {{{{{AUTHORS}}}}},\n"
        f"  title   = {{{TITLE}: {ABOUT}}},\n"
        f"  version = {{{__version__}}},\n"
        f"  url     = {{{URL}}}\n"
        "}"
    )
