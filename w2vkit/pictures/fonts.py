"""Fonts chosen by the glyphs that the text needs, not by their names.

System fonts come first. The Noto Sans SC inside the package zhplot (SIL Open Font License) is the
fallback, so that Chinese labels render on a bare server. A page embeds that font only, reduced to
the glyphs that it needs: its license permits that, those of the fonts of the machine are unknown.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from w2vkit.base.messages import msg

HAN_RANGES = ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF))
RARE_HAN = (0x20000, 0x323AF)
FAMILY = 1
"""The number of the family in the table of names of a font."""


PLAIN_SANS = re.compile(
    r"noto ?sans|source ?han ?sans|wqy|wenquanyi|pingfang|hiragino ?sans|heiti|simhei|yahei|msyh"
    r"|jhenghei|msjh|yu ?goth|meiryo|ipa[a-z]*gothic|malgun|nanum ?gothic|apple ?sd|droid ?sans"
    r"|dejavu ?sans|liberation ?sans|arial",
    re.IGNORECASE,
)
SPECIAL_STYLE = re.compile(
    r"bold|black|heavy|light|thin|demi|medium|italic|oblique|mono|condensed|narrow|serif|rounded",
    re.IGNORECASE,
)
COLOR_EMOJI = re.compile(r"colou?r ?emoji", re.IGNORECASE)
INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs"}
CHINESE_FACE = re.compile(r"\b(SC|CN|GB)\b")

FONT_PACKAGES = (
    (msg("rare Chinese characters"), "fonts-hanazono", ((0x20000, 0x3FFFF),)),
    (
        msg("Chinese, Japanese or Korean"),
        "fonts-noto-cjk",
        ((0x1100, 0x11FF), (0x2E80, 0xA4CF), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF)),
    ),
    (msg("emoji and symbols"), "fonts-symbola", ((0x2190, 0x2BFF), (0x1F000, 0x1FAFF))),
    (msg("other scripts"), "fonts-noto-core", ((0, 0x10FFFF),)),
)
"""Kinds of characters, the Debian and Ubuntu package with a font, and code point ranges."""


@dataclass(frozen=True, slots=True)
class Font:
    """One face of a font file.

    Attributes:
        path: the file.
        family: its family name.
        glyphs: the code points that it contains.

    """

    path: Path
    family: str
    glyphs: frozenset[int]


@dataclass(frozen=True, slots=True)
class FontChoice:
    """The fonts of a figure.

    Attributes:
        fonts: in order of preference; the first font with a character shows it.
        missing: the characters that no font has, in order of code point.

    """

    fonts: tuple[Font, ...]
    missing: str


def choose_font(text: Iterable[str], tiers: Sequence[Sequence[Path]] | None = None) -> FontChoice:
    """Choose the fewest fonts that contain every character of `text`.

    Args:
        text: the strings to write.
        tiers: groups of font files, the preferred group first; by default those of this machine.

    """
    wanted = {ord(sign) for line in text for sign in visible(line) if not sign.isspace()}
    needed, chosen = set(wanted), list[Font]()
    for tier in font_files() if tiers is None else tiers:
        if not needed:
            break
        for font in _cover(needed, tier):
            chosen.append(font)
            needed -= font.glyphs
    return FontChoice(tuple(_fewest(wanted, chosen)), "".join(map(chr, sorted(needed))))


def visible(text: str) -> str:
    """Return `text` without control characters, joiners and variation selectors.

    >>> visible("a\u200db\ufe0f")
    'ab'
    """
    return "".join(
        sign
        for sign in text
        if unicodedata.category(sign) not in INVISIBLE_CATEGORIES
        and not 0xFE00 <= ord(sign) <= 0xFE0F
    )


def advice(missing: str) -> list[str]:
    """Return a sentence for each kind of characters without a font, naming a package with one."""
    kinds: dict[int, list[str]] = {}
    for sign in missing:
        kind = next(
            place
            for place, (_, _, ranges) in enumerate(FONT_PACKAGES)
            if any(low <= ord(sign) <= high for low, high in ranges)
        )
        kinds.setdefault(kind, []).append(sign)
    notes: list[str] = []
    for kind, signs in sorted(kinds.items()):
        name, package, _ = FONT_PACKAGES[kind]
        few = " ".join(signs[:20])
        shown = (
            msg("{names} and {number:,} more", names=few, number=len(signs) - 20)
            if len(signs) > 20
            else few
        )
        notes.append(
            msg(
                "No installed font contains {signs}; boxes are drawn instead. Install "
                "a font for {name} (Debian, Ubuntu: apt install {package}).",
                signs=shown,
                name=name,
                package=package,
            )
        )
    return notes


def font_files() -> list[list[Path]]:
    """Return the font files of this machine: plain sans-serif, bundled, and all others."""
    import matplotlib
    from matplotlib.font_manager import findSystemFonts

    own = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    files = sorted({Path(name) for name in findSystemFonts()}, key=lambda path: (path.name, path))
    plain = [path for path in files if is_plain_sans(path.stem)]
    others = [path for path in files if not is_plain_sans(path.stem)]
    bundled = bundled_font()
    return [[own, *plain], [bundled] if bundled else [], others]


def is_plain_sans(name: str) -> bool:
    """Return whether a file name is that of an upright sans-serif font of normal weight.

    Variable fonts do not count: without an explicit weight, many are drawn very thin.

    >>> is_plain_sans("NotoSansCJK-Regular"), is_plain_sans("NotoSansCJK-Bold")
    (True, False)
    """
    variable = re.search(r"\[|[-_]?VF\b|variable", name, re.IGNORECASE)
    return bool(PLAIN_SANS.search(name)) and not SPECIAL_STYLE.search(name) and not variable


def bundled_font() -> Path | None:
    """Return the path of the Noto Sans SC inside the package zhplot, or None if it is missing.

    The package is not imported, because its import has side effects.
    """
    from importlib.util import find_spec

    spec = find_spec("zhplot")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for path in sorted(Path(folder, "fonts").glob("*.[ot]tf")):
            return path
    return None


def _cover(needed: set[int], files: Sequence[Path]) -> Iterator[Font]:
    """Yield fonts of `files`, the one that covers most first, until no font adds a character."""
    left = set(needed)
    fonts = []
    for path in files:
        for font in read_font(path):
            if left <= font.glyphs:
                yield font
                return
            fonts.append(font)
    while fonts and left:
        best = max(fonts, key=lambda font: len(left & font.glyphs))
        if not left & best.glyphs:
            return
        yield best
        left -= best.glyphs


def _fewest(wanted: set[int], fonts: list[Font]) -> list[Font]:
    """Return the `fonts` that add a character, the one that covers most first.

    One font for Chinese and Latin together looks better than two.
    """
    left, kept = set(wanted), []
    for font in sorted(fonts, key=lambda font: -len(wanted & font.glyphs)):
        if left & font.glyphs:
            kept.append(font)
            left -= font.glyphs
    return kept


def read_font(path: Path) -> list[Font]:
    """Return the scalable faces of a font file, those for Chinese first, or []."""
    from matplotlib.ft2font import FT2Font

    faces = []
    try:
        count = FT2Font(str(path)).num_faces
        for place in range(count):
            face = FT2Font(str(path), face_index=place)
            if face.scalable and not COLOR_EMOJI.search(face.family_name):
                faces.append(Font(path, face.family_name, frozenset(face.get_charmap())))
    except (OSError, RuntimeError, ValueError):
        return []
    return sorted(faces, key=lambda font: not CHINESE_FACE.search(font.family))


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


def embedded_font(texts: Iterable[str]) -> EmbeddedFont | None:
    """Return a font for the Chinese characters of the texts of a page, from that of zhplot.

    None if there are no such characters, or if no font may be embedded.
    """
    wanted = {ord(sign) for text in texts for sign in text}
    wanted = {code for code in wanted if _is_han(code)}
    source = bundled_font()
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
