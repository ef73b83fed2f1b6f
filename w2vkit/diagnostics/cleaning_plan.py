"""What `clean` does to each line of a corpus, decided by the findings of `check`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from w2vkit.config import Fix
from w2vkit.diagnostics.findings import LONGEST_SENTENCE, all_lines, equal_files, has_many
from w2vkit.diagnostics.inspection import SIGNS, FileReport, Lines
from w2vkit.diagnostics.repeated import (
    is_advertisement,
    is_end,
    is_frame,
    is_header,
    is_start,
    repeats,
)
from w2vkit.text.encoding import INVALID_BYTE
from w2vkit.text.sentences import normalize_characters, split_sentences

MOST_FRAME_LINES = 1_000
"""What an e-book has before its start and after its end is shorter; a longer part is a text."""
_REPLACED: Mapping[str, str | Callable[[re.Match[str]], str]] = {
    "control characters": " ",
    "invisible characters": "",
    "full-width letters": lambda match: chr(ord(match[0]) - 0xFEE0),
}
_PIECE = re.compile(r"(.{1000}[A-Za-z]{0,30})(?=.)")
"""A thousand characters and the rest of the word, with more to come."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line that `clean` removes or changes, or a file that it leaves out.

    Attributes:
        file: its name.
        line: its number from 1, or None for a whole file.
        fix: why.
        action: "removed", "changed" or "left out".
        text: the line as it is.
        becomes: what it becomes, "" if it is removed.

    """

    file: str
    line: int | None
    fix: Fix
    action: str
    text: str
    becomes: str = ""


@dataclass(frozen=True, slots=True)
class CleaningPlan:
    """What is to be done with the files of a corpus.

    Attributes:
        unwanted: lines to be removed, without the space around them, and why.
        once: lines of which the first is kept.
        duplicates: names of files whose text another file has.
        signs: for each file, the kinds of characters to be replaced.
        divided: names of files with sentences that have no end.
        fixes: what was chosen.

    """

    unwanted: Mapping[str, Fix]
    once: frozenset[str]
    duplicates: Mapping[str, str]
    signs: Mapping[str, Sequence[str]]
    divided: frozenset[str]
    fixes: frozenset[Fix]


def make_plan(
    reports: Sequence[FileReport], lines: Sequence[Lines], fixes: frozenset[Fix]
) -> CleaningPlan:
    """Decide what is to be done, as far as it is among `fixes`."""
    counts = all_lines(reports, lines).counts
    tests: tuple[tuple[Fix, Callable[[str, int], bool]], ...] = (
        ("frames", lambda line, count: is_frame(line)),
        ("advertisements", is_advertisement),
        ("headers", is_header),
    )
    unwanted = {
        line: fix
        for fix, is_meant in tests
        if fix in fixes
        for line, count in counts.items()
        if is_meant(line, count)
    }
    once = repeats(counts, sum(report.characters for report in reports))
    duplicates = {name: names[0] for names in equal_files(reports) for name in names[1:]}
    return CleaningPlan(
        unwanted=unwanted,
        once=frozenset(once) if "repeats" in fixes else frozenset(),
        duplicates=duplicates if "duplicates" in fixes else {},
        signs={
            report.name: [kind for kind in _REPLACED if has_many(report, kind)]
            for report in reports
        }
        if "characters" in fixes
        else {},
        divided=frozenset(
            report.name for report in reports if report.longest_sentence > LONGEST_SENTENCE
        )
        if "long-lines" in fixes
        else frozenset(),
        fixes=fixes,
    )


def frame_parts(lines: Iterable[str]) -> list[tuple[int, int]]:
    """Return the parts before the start and after the end of each e-book in a file.

    Each is the numbers of its first and last line, from 1; the last part may have no end, -1.
    """
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
    return [part for part in parts if part[0] and part[1] - part[0] < MOST_FRAME_LINES]


class Cleaner:
    """Applies a plan to one file after the other, since repeats are counted over all.

    Attributes:
        seen: lines to be kept once that were kept.

    """

    def __init__(self, plan: CleaningPlan) -> None:
        self.plan = plan
        self.seen: set[str] = set()

    def treat(
        self, name: str, number: int, line: str, frames: Sequence[tuple[int, int]] = ()
    ) -> tuple[str | None, Change | None]:
        """Return what a line becomes, None if it is removed, and the change if there is one.

        Args:
            name: of the file.
            number: of the line, from 1.
            line: without its end.
            frames: what `frame_parts` says of the file.

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
        """Return why a line is removed, or None if it stays."""
        text = line.strip()
        if fix := self.plan.unwanted.get(text):
            return fix
        if text in self.plan.once:
            if text in self.seen:
                return "repeats"
            self.seen.add(text)
        return None

    def _changed(self, name: str, line: str) -> tuple[str, Fix]:
        """Return what a line that stays becomes, and the last reason why."""
        why: Fix = "bad-bytes"
        before = line = line.replace(INVALID_BYTE, "")
        for kind in self.plan.signs.get(name, ()):
            line = SIGNS[kind].sub(_REPLACED[kind], line)
        if line != before:
            why = "characters"
        if name in self.plan.divided and len(line) > LONGEST_SENTENCE:
            divided = break_long_sentences(line)
            if divided != line:
                return divided, "long-lines"
        return line, why


def break_long_sentences(line: str) -> str:
    """Return a line with line breaks in its sentences of more than `LONGEST_SENTENCE` characters.

    They come after a thousand characters, and not inside a word of Latin letters.
    """
    cleaned = normalize_characters(line)
    parts, place = [], 0
    for sentence in split_sentences(cleaned):
        if len(sentence) > LONGEST_SENTENCE:
            start = cleaned.index(sentence, place)
            parts += [cleaned[place:start], _PIECE.sub("\\1\n", sentence)]
            place = start + len(sentence)
    return "".join([*parts, cleaned[place:]]) if parts else line
