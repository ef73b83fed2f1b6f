"""Color palettes of figures, readable as text on a light or a dark background."""

from __future__ import annotations

from dataclasses import dataclass

from w2vkit.base.config import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """The colors of a theme.

    Attributes:
        background: the color of the sheet.
        text: the color of titles and words.
        faint: the color of captions and axes.
        groups: one color for each cluster or category, readable as text.
        ramp: colors from the lowest value to the highest.
        diverging: the matplotlib color map from negative to positive.

    """

    background: str
    text: str
    faint: str
    groups: tuple[str, ...]
    ramp: tuple[str, ...]
    diverging: str

    def group(self, number: int) -> str:
        """Return the color of a group; colors repeat after the twelfth."""
        return self.groups[number % len(self.groups)]

    def shade(self, weight: float) -> str:
        """Return the color of a weight from 0 to 1, interpolated on the ramp."""
        place = min(max(weight, 0.0), 1.0) * (len(self.ramp) - 1)
        low = min(int(place), len(self.ramp) - 2)
        mixed = (
            round(a + (b - a) * (place - low))
            for a, b in zip(_channels(self.ramp[low]), _channels(self.ramp[low + 1]), strict=True)
        )
        return "#" + "".join(f"{channel:02x}" for channel in mixed)


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
        ("#4b8fb8", "#2b6c9f", "#43459b", "#7a1f7d", "#a3123f"),
        "RdBu_r",
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
        ("#4f86b0", "#54b0c4", "#83cfa3", "#d4df7c", "#ffd166"),
        "berlin",
    ),
}


def _channels(color: str) -> tuple[int, int, int]:
    """Return red, green and blue of `#rrggbb`, 0 … 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
