"""The sheet that pictures are drawn on: fonts, colours, and writing PNG, SVG or PDF.

Drawing goes straight to matplotlib's file backends, so no display is needed.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from w2vkit.atomic import atomic_path
from w2vkit.config import PlotConfig, Theme
from w2vkit.errors import UsageError, W2vError
from w2vkit.fonts import FontChoice, choose

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FILE_TYPES = (".png", ".svg", ".pdf")
ALWAYS_WRITTEN = "0123456789.,%()·…−-+ abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme; those of groups all stand out as text on the background."""

    background: str
    text: str
    faint: str
    groups: tuple[str, ...]


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        "#ffffff",
        "#1d1d1f",
        "#6b6f76",
        (
            "#1f5fae",
            "#b5420b",
            "#16734a",
            "#8b2f97",
            "#8a6100",
            "#0b7285",
            "#b3224f",
            "#55660f",
            "#5146b8",
            "#7a4a2b",
            "#5b616b",
            "#a02bb0",
        ),
    ),
    "dark": Palette(
        "#15171b",
        "#ececf0",
        "#9aa0aa",
        (
            "#7fb4f5",
            "#f6a06a",
            "#6fd3a0",
            "#d79be6",
            "#e3bf58",
            "#62ccde",
            "#f58aac",
            "#bcd069",
            "#aaa4f7",
            "#d3a683",
            "#b4bac4",
            "#f09bf5",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """An empty picture with one pair of axes, its colours and its fonts."""

    figure: Figure
    axes: Axes
    palette: Palette
    fonts: FontChoice

    def group_colour(self, group: int) -> str:
        """Return the colour of a group; they repeat after the twelfth."""
        return self.palette.groups[group % len(self.palette.groups)]


def check_target(path: Path) -> Path:
    """Return `path` if a picture can be written there; said before any work is done.

    Raises:
        UsageError: the ending of the name is not .png, .svg or .pdf.
        W2vError: the folder does not exist or may not be written to.

    """
    if path.suffix.lower() not in FILE_TYPES:
        raise UsageError(
            f"A picture cannot be written as “{path.name}”: "
            f"{path.suffix or 'no file ending'} is not a type of picture known here.",
            f"Let the name end in {', '.join(FILE_TYPES[:-1])} or {FILE_TYPES[-1]}.",
        )
    folder = path.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK) or path.is_dir():
        raise W2vError(
            f"The picture cannot be written to {path}.",
            "Choose a folder that exists and that you may write to, with -o FILE.",
        )
    return path


@contextmanager
def sheet(config: PlotConfig, written: Iterable[str]) -> Iterator[Sheet]:
    """Give an empty picture in whose fonts every string of `written` can be shown.

    Whatever is drawn and saved inside the `with` is drawn with these fonts.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    palette = PALETTES[config.theme]
    fonts = choose([ALWAYS_WRITTEN, *written])
    with mpl.rc_context(_settings(palette, fonts)), warnings.catch_warnings():
        # The characters that no font has are named by `fonts.advice`, once and not glyph by glyph.
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        figure = Figure((config.width, config.height), dpi=config.dpi)
        FigureCanvasAgg(figure)
        yield Sheet(figure, figure.add_axes((0.03, 0.06, 0.94, 0.88)), palette, fonts)


def _settings(palette: Palette, fonts: FontChoice) -> Any:
    _register(fonts)
    colours = ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color")
    return {
        "font.family": [*dict.fromkeys([font.family for font in fonts.fonts]), "sans-serif"],
        "axes.unicode_minus": "−" not in fonts.missing,
        "text.parse_math": False,
        "svg.fonttype": "none",
        "svg.hashsalt": "w2vkit",
        "pdf.fonttype": 42,
        "figure.facecolor": palette.background,
        "axes.facecolor": palette.background,
        "savefig.facecolor": palette.background,
        **dict.fromkeys(colours, palette.text),
    }


def _register(fonts: FontChoice) -> None:
    """Make the chosen fonts known by name, whatever matplotlib's list of fonts remembers."""
    from matplotlib.font_manager import fontManager

    known = {(entry.fname, entry.name) for entry in fontManager.ttflist}
    for font in fonts.fonts:
        if (str(font.path), font.family) not in known:
            fontManager.addfont(str(font.path))


def save(figure: Figure, path: Path) -> Path:
    """Write the picture in the type that the file ending names; the same bytes each time.

    Raises:
        W2vError: the disk refused; a picture that was there before is still there.

    """
    kind = path.suffix.lower().lstrip(".")
    undated: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    with atomic_path(path) as draft:
        figure.savefig(draft, format=kind, metadata=undated.get(kind))
    return path
