"""What `clean` does to each line of a corpus, decided by the problems that `check` finds."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from w2vkit.base.config import Fix
from w2vkit.diagnostics.findings import (
    MAX_SENTENCE_CHARACTERS,
    corpus_variants,
    equal_files,
    has_many,
)
from w2vkit.diagnostics.inspection import SUSPECT_CHARACTERS, FileReport, Lines
from w2vkit.diagnostics.line_findings import all_lines
from w2vkit.diagnostics.repeated import (
    contents,
    contents_key,
    is_advertisement,
    is_end,
    is_frame,
    is_header,
    is_start,
    repeats,
    running_heads,
)
from w2vkit.diagnostics.variants import with_usual_forms
from w2vkit.text.character_encoding import INVALID_BYTE
from w2vkit.text.normalization import normalize_characters, ordinary_letters
from w2vkit.text.sentences import split_sentences

MAX_FRAME_LINES = 1_000
"""The header and the license of an e-book are shorter; a longer part is text."""
_BLOCK_TAG = re.compile(r"</?(?:br|div|h[1-6]|hr|li|ol|p|table|tr|ul)\b", re.IGNORECASE)
_REPLACED: Mapping[str, str | Callable[[re.Match[str]], str]] = {
    "control characters": " ",
    "invisible characters": "",
    "full-width letters": lambda match: chr(ord(match[0]) - 0xFEE0),
    "ligatures": ordinary_letters,
    "HTML tags": lambda match: "\n" if _BLOCK_TAG.match(match[0]) else "",
    "HTML entities": lambda match: html.unescape(match[0]).replace("\xa0", " "),
}
_FIX_OF: Mapping[str, Fix] = {"HTML tags": "tags", "HTML entities": "tags"}
"""The fix that replaces signs of a kind; "characters" for the other kinds."""
UNWANTED: Mapping[Fix, Callable[[str, int], bool]] = {
    "frames": lambda line, count: is_frame(line),
    "advertisements": is_advertisement,
    "headers": is_header,
}
"""Tests of a line and its count, by the fix that removes such lines."""
_LINE_BREAKS = re.compile(r"[ \t]*\n\s*\n*[ \t]*")
_PIECE = re.compile(r"(.{1000}[A-Za-z]{0,30})(?=.)")
"""A thousand characters and the rest of the word, unless the line ends there."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line that `clean` removes or changes, or a file that it leaves out.

    Attributes:
        file: the name of the file.
        line: its number from 1, or None for a whole file.
        fix: the fix that applies.
        action: "removed", "changed" or "left out".
        text: the original line.
        becomes: the new line, "" if it is removed.

    """

    file: str
    line: int | None
    fix: Fix
    action: str
    text: str
    becomes: str = ""


@dataclass(frozen=True, slots=True)
class CleaningPlan:
    """The changes to make to the files of a corpus.

    Attributes:
        unwanted: lines to remove, without surrounding space, and the fix that applies.
        once: lines of which only the first occurrence is kept.
        duplicates: names of files, each with the name of an earlier file with the same text.
        signs: for each file, the kinds of characters to replace.
        divided: names of files with endless sentences.
        fixes: the chosen fixes.
        contents: the keys of chapters of which the first line is in a table of contents.
        variants: for each file, the characters that are replaced, and what replaces them.

    """

    unwanted: Mapping[str, Fix]
    once: frozenset[str]
    duplicates: Mapping[str, str]
    signs: Mapping[str, Sequence[str]]
    divided: frozenset[str]
    fixes: frozenset[Fix]
    contents: frozenset[str] = frozenset()
    variants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def plan_cleaning(
    reports: Sequence[FileReport], lines: Sequence[Lines], fixes: frozenset[Fix]
) -> CleaningPlan:
    """Return the changes to make, limited to `fixes`."""
    counts = all_lines(reports, lines).counts
    once = repeats(counts, sum(report.characters for report in reports))
    duplicates = {name: names[0] for names in equal_files(reports) for name in names[1:]}
    return CleaningPlan(
        unwanted=unwanted_lines(counts, fixes),
        once=frozenset(once) if "repeats" in fixes else frozenset(),
        duplicates=duplicates if "duplicates" in fixes else {},
        signs={
            report.name: [
                kind
                for kind in _REPLACED
                if has_many(report, kind) and _FIX_OF.get(kind, "characters") in fixes
            ]
            for report in reports
        },
        divided=frozenset(
            report.name for report in reports if report.longest_sentence > MAX_SENTENCE_CHARACTERS
        )
        if "long-lines" in fixes
        else frozenset(),
        fixes=fixes,
        contents=contents(counts) if "contents" in fixes else frozenset(),
        variants=_replaced_variants(reports, lines) if "variants" in fixes else {},
    )


def _replaced_variants(
    reports: Sequence[FileReport], lines: Sequence[Lines]
) -> dict[str, dict[str, str]]:
    variants, names = corpus_variants(reports, lines)
    return {name: {mixed.variant: mixed.usual for mixed in variants} for name in names}


def unwanted_lines(counts: Mapping[str, int], fixes: frozenset[Fix]) -> dict[str, Fix]:
    """Return the lines to remove wherever they occur, each with the fix that applies."""
    heads: dict[str, Fix] = (
        dict.fromkeys(running_heads(counts), "headers") if "headers" in fixes else {}
    )
    return heads | {
        line: fix
        for fix, is_unwanted in UNWANTED.items()
        if fix in fixes
        for line, count in counts.items()
        if is_unwanted(line, count)
    }


def frame_parts(lines: Iterable[str]) -> list[tuple[int, int]]:
    """Return the header and license of each e-book in a file, as first and last line numbers."""
    parts, begin, number = [], 1, 0
    for number, line in enumerate(lines, 1):
        if is_start(line):
            parts.append((begin, number))
            begin = 0
        elif is_end(line):
            begin = number
    is_book_over = bool(begin) and begin > 1
    if is_book_over:
        parts.append((begin, number))
    return [part for part in parts if part[0] and part[1] - part[0] < MAX_FRAME_LINES]


class Cleaner:
    """Applies a plan to one file after the other.

    Attributes:
        seen: the lines kept so far of which only the first occurrence is kept, over all files.

    """

    def __init__(self, plan: CleaningPlan) -> None:
        self.plan = plan
        self.seen: set[str] = set()

    def clean_line(
        self, name: str, number: int, line: str, frames: Sequence[tuple[int, int]] = ()
    ) -> tuple[str | None, Change | None]:
        """Return the new line, None if it is removed, and the change, None if there is none.

        Args:
            name: the name of the file.
            number: the number of the line, from 1.
            line: the line without its end.
            frames: the result of `frame_parts` for the file.

        """
        shown = line.replace(INVALID_BYTE, "\ufffd")
        is_framed = any(first <= number <= last for first, last in frames)
        fix: Fix | None = "frames" if is_framed else self._removes(line)
        if fix:
            return None, Change(name, number, fix, "removed", shown)
        becomes, why = self._changed(name, line)
        if becomes == line:
            return line, None
        return becomes, Change(name, number, why, "changed", shown, becomes)

    def _removes(self, line: str) -> Fix | None:
        """Return the fix that removes a line, or None if it stays."""
        text = line.strip()
        if fix := self.plan.unwanted.get(text):
            return fix
        if self.plan.contents and (key := contents_key(text)) in self.plan.contents:
            if key not in self.seen:
                self.seen.add(key)
                return "contents"
            return None
        if text in self.plan.once:
            if text in self.seen:
                return "repeats"
            self.seen.add(text)
        return None

    def _changed(self, name: str, line: str) -> tuple[str, Fix]:
        """Return the new form of a line that stays, and the last fix that applies."""
        why: Fix = "bad-bytes"
        line = line.replace(INVALID_BYTE, "")
        for kind in self.plan.signs.get(name, ()):
            becomes = SUSPECT_CHARACTERS[kind].sub(_REPLACED[kind], line)
            if becomes != line:
                line, why = becomes, _FIX_OF.get(kind, "characters")
        if why == "tags":
            line = _LINE_BREAKS.sub("\n", line).strip("\n")
        if replaced := self.plan.variants.get(name):
            becomes = with_usual_forms(line, replaced)
            if becomes != line:
                line, why = becomes, "variants"
        if name in self.plan.divided and len(line) > MAX_SENTENCE_CHARACTERS:
            divided = break_long_sentences(line)
            if divided != line:
                return divided, "long-lines"
        return line, why


def break_long_sentences(line: str) -> str:
    """Insert line breaks into the sentences with more than `MAX_SENTENCE_CHARACTERS` characters.

    A break follows every thousand characters or so, never inside a word of Latin letters.
    """
    cleaned = normalize_characters(line)
    parts, place = [], 0
    for sentence in split_sentences(cleaned):
        if len(sentence) > MAX_SENTENCE_CHARACTERS:
            start = cleaned.index(sentence, place)
            parts += [cleaned[place:start], _PIECE.sub("\\1\n", sentence)]
            place = start + len(sentence)
    return "".join([*parts, cleaned[place:]]) if parts else line
