"""What is wrong with a corpus, and the option or command that repairs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from w2vkit.config import Fix
from w2vkit.diagnostics.inspection import DECOMPOSED, FileReport, Lines
from w2vkit.diagnostics.repeated import is_advertisement, is_frame, is_header, repeats
from w2vkit.text.remedy import clean_command_line, text_command

UNSURE = 0.75
MIXED = 0.05
"""A smaller share of the other script is names and quotations."""
FEWEST_TELLING = 20
LONGEST_SENTENCE = 5_000
MANY_SIGNS = {
    "control characters": 1,
    "invisible characters": 1,
    "full-width letters": 20,
    "damaged characters": 1,
    DECOMPOSED: 1,
}
SPOILT = "The text was damaged before it was saved: get the file again."
_WITHOUT_COMMAND = {
    DECOMPOSED: "w2vkit composes them (Unicode NFC) when it reads the text; no action is needed.",
    "damaged characters": SPOILT,
}
MOST_LINES_NAMED = 10
"""Advertisements, and headers, that are told one by one."""
_READ_AS = {
    "control characters": "w2vkit reads them as spaces. To replace them for other tools: ",
    "invisible characters": "w2vkit ignores them. To remove them for other tools: ",
    "full-width letters": "w2vkit reads them as ordinary ones. To replace them for other tools: ",
}


Commands = Callable[[Sequence[Fix]], str]
"""Gives the command line that applies some fixes to the corpus, or all usual ones if none."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        kind: what it is, the same words each time.
        files: where.
        message: one sentence.
        remedy: the option or command that repairs it.

    """

    kind: str
    files: Sequence[str]
    message: str
    remedy: str


def commands_for(paths: Sequence[str], encoding: str | None = None) -> Commands:
    """Return what gives the `w2vkit clean` command lines for a corpus."""
    return lambda fixes: clean_command_line(paths, fixes, encoding)


def problems_of_files(
    reports: Sequence[FileReport], lines: Sequence[Lines], commands: Commands
) -> Iterator[Problem]:
    """Give what is wrong with the text itself; `lines` has those of each file."""
    for report in reports:
        yield from _of_file(report, commands)
    yield from _mixed_scripts(reports)
    yield from _equal_files(reports, commands)
    yield from _returning_lines(reports, lines, commands)


def _of_file(report: FileReport, commands: Commands) -> Iterator[Problem]:
    where = [report.name]
    if report.markup:
        yield Problem(
            "markup",
            where,
            f"It is {report.markup}; its markup is read as words.",
            text_command(report.markup, report.name),
        )
    if report.confidence < UNSURE:
        yield Problem(
            "unsure encoding",
            where,
            f"It is read as {report.encoding}, but another encoding is nearly as likely.",
            "Look at it with w2vkit segment, and name the right one with --encoding.",
        )
    if report.wrapped:
        yield Problem(
            "wrapped lines",
            where,
            f"Its lines are wrapped at {report.wrapped} columns, in the middle of words.",
            "They are joined in reading; --unwrap no would leave them.",
        )
    if report.longest_sentence > LONGEST_SENTENCE:
        yield Problem(
            "endless sentence",
            where,
            f"{report.longest_sentence:,} characters come without a full stop or line break.",
            "Leave its lines apart with --unwrap no."
            if report.wrapped
            else f"Break its lines with: {commands(())}",
        )
    for kind in MANY_SIGNS:
        if has_many(report, kind):
            message = f"{report.signs[kind]:,} {kind} are in it."
            advice = _READ_AS.get(kind)
            remedy = f"{advice}{commands(())}" if advice else _WITHOUT_COMMAND[kind]
            yield Problem(kind, where, message, remedy)


def has_many(report: FileReport, kind: str) -> bool:
    """Tell whether a file has so many signs of a kind that it is a problem."""
    return report.signs.get(kind, 0) >= MANY_SIGNS[kind]


def _mixed_scripts(reports: Sequence[FileReport]) -> Iterator[Problem]:
    simplified = sum(report.simplified for report in reports)
    traditional = sum(report.traditional for report in reports)
    less = min(simplified, traditional)
    if less < FEWEST_TELLING or less < MIXED * (simplified + traditional):
        return
    names = [report.name for report in reports if min(report.simplified, report.traditional)]
    if not names:
        fewer = "traditional" if traditional < simplified else "simplified"
        names = [report.name for report in reports if getattr(report, fewer)]
    share = traditional / (simplified + traditional)
    yield Problem(
        "mixed scripts",
        names,
        f"{share:.0%} of the text is in traditional characters, the rest in simplified ones, so "
        "that many words are counted as two.",
        "Use --script simplified or --script traditional.",
    )


def _equal_files(reports: Iterable[FileReport], commands: Commands) -> Iterator[Problem]:
    for names in equal_files(reports):
        message = f"The text of {names[0]} comes {len(names)} times."
        yield Problem("equal files", names, message, f"Keep it once with: {commands(())}")


def equal_files(reports: Iterable[FileReport]) -> list[list[str]]:
    """Return the names of files that have the same text, a list for each text."""
    groups: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        groups[report.digest].append(report.name)
    return [names for names in groups.values() if len(names) > 1]


def all_lines(reports: Sequence[FileReport], lines: Sequence[Lines]) -> Lines:
    """Return the lines of all files; equal files are counted once."""
    different = {report.digest: found for report, found in zip(reports, lines, strict=True)}
    counted_lines = Lines()
    for found in different.values():
        counted_lines.count(found.counts)
    return counted_lines


def _returning_lines(
    reports: Sequence[FileReport], lines: Sequence[Lines], commands: Commands
) -> Iterator[Problem]:
    counts = all_lines(reports, lines).counts

    def files_with(wanted: Iterable[str]) -> list[str]:
        pairs = zip(reports, lines, strict=True)
        return [
            report.name for report, found in pairs if not found.counts.keys().isdisjoint(wanted)
        ]

    if frame := [line for line in counts if is_frame(line)]:
        message = f"The frame of an e-book is in the text: “{_short(frame[0])}”."
        remedy = f"Remove it with: {commands(())}"
        yield Problem("e-book header", files_with(frame), message, remedy)
    for line, count in _most_frequent(counts, is_advertisement):
        message = f"A line comes {count} times: “{_short(line)}”."
        remedy = f"Remove it with: {commands(())}"
        yield Problem("advertisement", files_with([line]), message, remedy)
    for line, count in _most_frequent(counts, is_header):
        message = f"A line comes {count} times: “{_short(line)}”."
        remedy = f"If it is a page header and no text, remove it with: {commands(['headers'])}"
        yield Problem("page header", files_with([line]), message, remedy)
    if twice := repeats(counts, sum(report.characters for report in reports)):
        share = sum(twice.values()) / max(1, sum(report.characters for report in reports))
        message = (
            f"{len(twice):,} lines come more than once, {share:.0%} of the text; one is "
            f"“{_short(next(iter(twice)))}”."
        )
        remedy = f"Keep each once with: {commands(())}"
        yield Problem("returning lines", files_with(twice), message, remedy)


def _most_frequent(
    counts: Mapping[str, int], is_meant: Callable[[str, int], bool]
) -> list[tuple[str, int]]:
    meant = [pair for pair in counts.items() if is_meant(*pair)]
    return sorted(meant, key=lambda pair: -pair[1])[:MOST_LINES_NAMED]


def _short(line: str) -> str:
    return line if len(line) <= 40 else line[:39] + "…"
