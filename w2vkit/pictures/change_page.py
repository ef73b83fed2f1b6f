"""A page on changes, in one file: the pictures, the map of each word, and the tables."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from w2vkit.analysis.change.changes import Changes
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.atomic import atomic_text
from w2vkit.base.translation.translate import language, translated
from w2vkit.pictures.change_figure import draw_changes
from w2vkit.pictures.path_figure import draw_path
from w2vkit.pictures.report.page import html_page, report_texts
from w2vkit.pictures.titles import text_title

SUFFIXES = (".html", ".htm")


def is_page(path: Path) -> bool:
    """Return whether a file is to be a page."""
    return path.suffix.lower() in SUFFIXES


def write_change_page(
    changes: Changes, path: Path, listener: Listener = SILENT, *, force: bool = False
) -> Path:
    """Write the pictures and tables of changes as a page, and return `path`.

    Raises:
        UsageError: no word can be drawn.
        W2vError: the file exists and `force` is not set, or it cannot be written.

    """
    title = translated(msg("Words that change in {text}", text=text_title(changes.name)))
    parts = [f"<h1>{html.escape(title)}</h1>", *_pictures(changes, listener)]
    body = "\n".join([*parts, changes._repr_html_()])
    page = html_page(title, body, report_texts(language())["lang"], styled=True)
    with atomic_text(path, force=force) as file:
        file.write(page)
    return path


def _pictures(changes: Changes, listener: Listener) -> Iterator[str]:
    """Yield the picture of all words, and a map for each word that was asked about."""
    with TemporaryDirectory() as folder:
        picture = Path(folder, "picture.png")
        yield _image(draw_changes(changes, picture, None, listener, force=True), changes.name)
        for word in changes.words:
            if word.path is not None:
                one = replace(changes, words=[word])
                yield _image(draw_path(one, picture, None, listener, force=True), word.word)


def _image(path: Path, name: str) -> str:
    data = base64.b64encode(path.read_bytes()).decode()
    return f'<p><img alt="{html.escape(name)}" src="data:image/png;base64,{data}"></p>'
