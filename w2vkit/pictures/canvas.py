"""The sheet that figures are drawn on: frame, fonts, colors, and writing PNG, SVG or PDF.

Drawing uses the file backends of matplotlib directly and needs no display.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import PlotConfig
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.atomic import atomic_path, check_file_type, check_target
from w2vkit.base.translation.translate import translated
from w2vkit.pictures.fonts import FontChoice, advice, choose_font
from w2vkit.pictures.palette import PALETTES, Palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text


POINTS_PER_INCH = 72
SIDE, TOP = 0.3, 0.2
"""Free space at the sides of a figure and above it, in inches."""
TITLE_HEIGHT = 0.5
"""Inches from the upper edge of a figure to the lower edge of its title."""
FILE_TYPES = (".png", ".svg", ".pdf")
COMMON_CHARACTERS = "0123456789.,%()·…−-+ abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A matplotlib figure with one pair of axes, its colors and its fonts."""

    figure: Figure
    axes: Axes
    palette: Palette
    fonts: FontChoice

    def write(self, words: str, size: float, color: str) -> Text:
        """Write text at the lower left corner; move it with `set_position`, in inches."""
        return self.figure.text(
            0,
            0,
            words,
            fontsize=size,
            color=color,
            va="bottom",
            transform=self.figure.dpi_scale_trans,
        )

    def line(self, x: Sequence[float], y: Sequence[float], color: str) -> None:
        """Draw a thin line between positions in inches."""
        self.axes.plot(
            x,
            y,
            color=color,
            linewidth=0.5,
            alpha=0.6,
            transform=self.figure.dpi_scale_trans,
            clip_on=False,
            scalex=False,
            scaley=False,
        )

    def hide_sides(self) -> None:
        """Hide the lines around the axes."""
        for side in self.axes.spines.values():
            side.set_visible(False)

    def inches(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Convert axes coordinates to inches from the lower left corner, float64 (n, 2)."""
        self.figure.draw_without_rendering()
        return np.asarray(self.axes.transData.transform(points)) / self.figure.dpi

    def sizes(self, texts: Sequence[Text]) -> NDArray[np.float64]:
        """Return the width and height of each text in inches, float64 (n, 2)."""
        boxes = [text.get_window_extent() for text in texts]
        return np.array([(box.width, box.height) for box in boxes]) / self.figure.dpi


def check_figure_path(path: Path, *, force: bool = True) -> None:
    """Check that a figure can be written to `path`, before any work is done.

    Raises:
        UsageError: the suffix is not .png, .svg or .pdf.
        W2vError: the directory does not exist or is not writable, or the file exists and `force` is
            not set.

    """
    check_file_type(path, FILE_TYPES)
    check_target(path, force=force)


@contextmanager
def new_sheet(
    config: PlotConfig, written: Iterable[str], listener: Listener = SILENT, height: float = 7.5
) -> Iterator[Sheet]:
    """Yield an empty sheet whose fonts can show every string of `written`.

    The fonts apply to everything drawn and saved inside the `with` block.

    Args:
        config: size and theme.
        written: all text of the figure.
        listener: receives notes on characters that no font has.
        height: in inches, unless the configuration sets it.

    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    palette = PALETTES[config.theme]
    fonts = choose_font([COMMON_CHARACTERS, *written])
    for sentence in advice(fonts.missing):
        listener.note(sentence)
    with mpl.rc_context(_settings(palette, fonts)), _quiet():
        figure = Figure((config.width, config.height or height), dpi=config.dpi)
        FigureCanvasAgg(figure)
        yield Sheet(figure, figure.add_subplot(), palette, fonts)


def titled(config: PlotConfig | None, title: str) -> PlotConfig:
    """Return the options of a figure with a title, a message in English, unless they have one."""
    config = config or PlotConfig()
    return config if config.title is not None else replace(config, title=translated(title))


@contextmanager
def captioned_sheet(
    config: PlotConfig, words: Sequence[str], caption: str, listener: Listener, height: float
) -> Iterator[Sheet]:
    """Yield a sheet for `words` with a caption of one line and the title of `config`.

    The caption is a message in English; the sheet has it in the language of the reader.
    """
    caption = translated(caption)
    written = [*words, caption, config.title or ""]
    with new_sheet(config, written, listener, height) as sheet:
        write_frame(sheet, [caption], config.title)
        yield sheet


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the font warnings of matplotlib; missing characters are already reported once."""
    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
            yield
    finally:
        log.setLevel(level)


def write_frame(
    sheet: Sheet, caption: Sequence[str], title: str | None, above: float = 0.0
) -> None:
    """Write the title and the caption, and place the axes between them.

    `above` inches stay free for a legend.
    """
    width, height = sheet.figure.get_size_inches()
    side, line = SIDE, 0.15
    bottom, top = 0.25 + line * len(caption), (TITLE_HEIGHT if title else TOP) + above
    for number, sentence in enumerate(reversed(caption)):
        text = sheet.write(sentence, 7.5, sheet.palette.faint)
        text.set_position((side, 0.12 + line * number))
    if title:
        sheet.figure.text(side / width, 1 - 0.4 / height, title, fontsize=14)
    sheet.figure.set_layout_engine(
        "constrained",
        rect=(
            side / width,
            bottom / height,
            max(0.1, 1 - 2 * side / width),
            max(0.1, 1 - (bottom + top) / height),
        ),
    )


def _settings(palette: Palette, fonts: FontChoice) -> Any:
    _register(fonts)
    colors = ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color")
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
        **dict.fromkeys(colors, palette.text),
    }


def _register(fonts: FontChoice) -> None:
    """Register the chosen fonts by name, also if the font cache of matplotlib lacks them."""
    from matplotlib.font_manager import fontManager

    known = {(entry.fname, entry.name) for entry in fontManager.ttflist}
    for font in fonts.fonts:
        if (str(font.path), font.family) not in known:
            fontManager.addfont(str(font.path))


def save_figure(figure: Figure, path: Path) -> Path:
    """Write the figure in the file type of the suffix, with the same bytes each time.

    Raises:
        W2vError: the file could not be written; an existing file is unchanged.

    """
    kind = path.suffix.lower().lstrip(".")
    undated: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
    with atomic_path(path) as draft:
        figure.savefig(draft, format=kind, metadata=undated.get(kind))
    return path
