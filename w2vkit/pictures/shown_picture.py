"""Pictures and pages that show themselves in notebooks, and are saved when a user asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.public import public
from w2vkit.base.system.atomic import atomic_path, atomic_text, check_target
from w2vkit.base.translation.translate import translated

FIRST_TYPE = ".png"
"""The file type of a figure that is in no file."""
FRAME_HEIGHT = 640
"""Pixels of a page in a notebook."""
ALLOWED = "allow-scripts allow-forms allow-downloads allow-modals"
"""What a page in a notebook may do: run its scripts, take a formula, save a selection, print."""


class Shown:
    """A picture or a page, in a file or not yet.

    It can be given wherever a path is expected, once it is in a file.

    Attributes:
        name: what it shows, for texts.
        path: the file in which it was written first; None if it is in none.

    """

    def __init__(self, name: str, path: Path | None) -> None:
        self.name, self.path = name, path

    @public()
    def __fspath__(self) -> str:
        if self.path is None:
            raise UsageError(
                msg("{shown} is in no file yet.", shown=repr(self)),
                msg("Write it with save(path), and pass that path."),
            )
        return str(self.path)

    def __str__(self) -> str:
        return repr(self) if self.path is None else str(self.path)

    def __repr__(self) -> str:
        where = "" if self.path is None else f", {self.path}"
        return f"<{type(self).__name__}: {self.name}{where}>"


class Figure(Shown):
    """A figure, which a notebook shows; `save` writes it as PNG, SVG or PDF.

    Attributes:
        name: what it shows.
        path: the file in which it was written first; None if it is in none.

    """

    def __init__(
        self, name: str, draw: Callable[[Path], object], path: Path | None, drawn: Path
    ) -> None:
        """Take what is drawn already.

        Args:
            name: what it shows.
            draw: draws it into a file of the type of its suffix, the same each time.
            path: the file that it is in, or None.
            drawn: a file that it was drawn into; a stream is not read again.

        """
        super().__init__(name, path)
        self._draw = draw
        self._drawn: dict[str, bytes] = {}
        if drawn.is_file():
            self._drawn[drawn.suffix.lower()] = drawn.read_bytes()

    def content(self, suffix: str) -> bytes:
        """Return the bytes of a file of this type: `.png`, `.svg` or `.pdf`."""
        if suffix not in self._drawn:
            with first_file(None) as file:
                self._draw(draft := file.with_suffix(suffix))
                self._drawn[suffix] = draft.read_bytes()
        return self._drawn[suffix]

    @public()
    def save(self, path: str | Path, *, force: bool = False) -> Path:
        """Write the figure in the file type of the suffix, and return the path.

        A type in which it has not been drawn yet is drawn now.

        Args:
            path: the file: PNG, SVG or PDF.
            force: replace an existing file.

        Raises:
            UsageError: the suffix is not that of a picture.
            W2vError: the file exists and `force` is not set, or it cannot be written.

        """
        from w2vkit.pictures.canvas import check_figure_path

        target = Path(path)
        check_figure_path(target, force=force)
        with atomic_path(target, force=force) as draft:
            draft.write_bytes(self.content(target.suffix.lower()))
        self.path = self.path or target
        return target

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the picture, and its name for readers who do not see it."""
        svg = self._drawn.get(".svg", b"").decode("utf-8")
        picture: dict[str, Any]
        picture = {"image/svg+xml": svg} if svg else {"image/png": self.content(FIRST_TYPE)}
        alternatives = {mime: {"alt": self.name} for mime in picture}
        return {"text/plain": repr(self), **picture}, alternatives


@contextmanager
def first_file(path: Path | None) -> Iterator[Path]:
    """Yield the file to draw into: the one that is asked for, or a temporary one."""
    if path is not None:
        yield path
        return
    with TemporaryDirectory() as folder:
        yield Path(folder) / f"figure{FIRST_TYPE}"


class Page(Shown):
    """A page of HTML, which a notebook shows in a frame; `save` writes it.

    Attributes:
        name: what it shows.
        path: the file in which it was written first; None if it is in none.
        html: its HTML, which loads nothing from anywhere.
        note: a sentence below it, or "".

    """

    def __init__(self, name: str, html: str, path: Path | None, note: str = "") -> None:
        super().__init__(name, path)
        self.html, self.note = html, note

    @public()
    def save(self, path: str | Path, *, force: bool = False) -> Path:
        """Write the page as one HTML file, and return its path.

        Args:
            path: the file.
            force: replace an existing file.

        Raises:
            UsageError: the file does not end in .html.
            W2vError: the file exists and `force` is not set, or it cannot be written.

        """
        target = Path(path)
        check_page_path(target, force=force)
        write_page(self.html, target, force=force)
        self.path = self.path or target
        return target

    def _repr_html_(self) -> str:
        said = f"<p>{escape(translated(self.note))}</p>" if self.note else ""
        return frame(self.html, self.name) + said

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}


def frame(page: str, name: str, owner: str = "") -> str:
    """Return a frame that contains a whole page, so that it needs no file and no network.

    Args:
        page: the HTML of the page.
        name: the title of the frame.
        owner: the id of the widget that exchanges messages with the page, or "".

    """
    owned = f' data-w2vkit="{escape(owner)}"' if owner else ""
    return (
        f'<iframe title="{escape(name)}" sandbox="{ALLOWED}"{owned}'
        f' style="width: 100%; height: {FRAME_HEIGHT}px; border: 0"'
        f' srcdoc="{escape(page)}"></iframe>'
    )


def check_page_path(path: Path, *, force: bool = False) -> None:
    """Check that a page can be written to `path`, before any work is done."""
    if path.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            msg("The page cannot be written as “{name}”.", name=path.name),
            msg("Use the suffix .html."),
        )
    check_target(path, force=force)


def write_page(page: str, path: Path, *, force: bool = False) -> Path:
    """Write the HTML of a page, and return `path`."""
    with atomic_text(path, force=force) as file:
        file.write(page)
    return path
