"""A font for the Chinese characters of a page, reduced to the glyphs that the page needs.

Only the Noto Sans SC of the package zhplot is embedded: its license, the SIL Open Font License 1.1,
permits that. The licenses of fonts of the machine are unknown.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from w2vkit.pictures.fonts import bundled_font

HAN_RANGES = ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF))
RARE_HAN = (0x20000, 0x323AF)
FAMILY = 1
"""The number of the family in the table of names of a font."""


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """A font that contains only the glyphs of some characters.

    Attributes:
        data: the TrueType or OpenType file.
        name: its name.
        glyphs: how many characters it shows.
        missing: the Chinese characters that it lacks, in order of code point.

    """

    data: bytes
    name: str
    glyphs: int
    missing: str


def embedded_font(texts: Iterable[str], path: Path | None = None) -> EmbeddedFont | None:
    """Return a font for the Chinese characters of `texts`.

    None if there are no such characters, or if no font may be embedded.

    Args:
        texts: what the page shows.
        path: the font file to reduce; by default, that of the package zhplot.

    """
    wanted = {ord(sign) for text in texts for sign in text}
    wanted = {code for code in wanted if _is_han(code)}
    source = path or bundled_font()
    if not wanted or source is None:
        return None
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = Options()
    options.layout_features, options.hinting, options.notdef_outline = [], False, True
    options.name_IDs, options.legacy_cmap, options.drop_tables = ["*"], False, _UNUSED_TABLES
    with TTFont(source, lazy=True) as font:
        known = wanted & font.getBestCmap().keys()
        name = font["name"].getDebugName(FAMILY) or source.stem
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=known)
        subsetter.subset(font)
        font.recalcTimestamp = False
        buffer = io.BytesIO()
        font.save(buffer)
    missing = "".join(map(chr, sorted(wanted - known)))
    return EmbeddedFont(buffer.getvalue(), name, len(known), missing)


_UNUSED_TABLES = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "STAT", "meta"]


def _is_han(code: int) -> bool:
    return any(low <= code <= high for low, high in (*HAN_RANGES, RARE_HAN))
