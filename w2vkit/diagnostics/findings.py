"""Problems of a corpus, each with the option or command that repairs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from w2vkit.config import Fix
from w2vkit.diagnostics.inspection import DECOMPOSED, FileReport, Lines
from w2vkit.diagnostics.repeated import (
    contents,
    contents_key,
    is_advertisement,
    is_frame,
    is_header,
    repeats,
    running_heads,
)
from w2vkit.diagnostics.variants import VARIANTS
from w2vkit.messages import counted, shortened
from w2vkit.text.detection import MIN_CONFIDENCE
from w2vkit.text.remedy import clean_command_line

MIN_MIXED_SHARE = 0.05
"""A smaller share of the other script comes from names and quotations."""
MIN_SCRIPT_CHARACTERS = 20
"""Fewer characters of a script prove nothing."""
MAX_SENTENCE_CHARACTERS = 5_000
MIN_SIGNS = {
    "control characters": 1,
    "invisible characters": 1,
    "full-width letters": 20,
    "ligatures": 1,
    "damaged characters": 1,
    "HTML tags": 3,
    "HTML entities": 3,
    DECOMPOSED: 1,
}
"""How many characters of each kind are a problem."""
_WITHOUT_COMMAND = {
    DECOMPOSED: "w2vkit composes them (Unicode NFC) when it reads the text; no action is needed.",
    "damaged characters": "The text was damaged before it was saved: obtain the file again.",
}
MAX_LINE_LENGTH = 40
"""Characters of a line that a message shows, with the ellipsis."""
MAX_LINES_LISTED = 10
"""How many advertisements, and how many page headers, are listed."""
_READ_AS = {
    "control characters": "w2vkit reads them as spaces. To replace them for other tools: ",
    "invisible characters": "w2vkit ignores them. To remove them for other tools: ",
    "full-width letters": "w2vkit reads them as ASCII. To replace them for other tools: ",
    "ligatures": "w2vkit reads them as letters. To replace them for other tools: ",
    "HTML tags": "They are read as words. Remove them with: ",
    "HTML entities": "They are read as words. Replace them with: ",
}


Commands = Callable[[Sequence[Fix]], str]
"""Returns the command line that applies these fixes to the corpus, or the default ones if none."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a corpus.

    Attributes:
        kind: its name, the same for all problems of the kind.
        files: names of the files that have it.
        message: one sentence that says what is wrong.
        remedy: the option or command that repairs it.

    """

    kind: str
    files: Sequence[str]
    message: str
    remedy: str


def commands_for(paths: Sequence[str], encoding: str | None = None) -> Commands:
    """Return the function that writes `w2vkit clean` command lines for a corpus."""
    return lambda fixes: clean_command_line(paths, fixes, encoding)


def problems_of_files(
    reports: Sequence[FileReport], lines: Sequence[Lines], commands: Commands
) -> Iterator[Problem]:
    """Yield the problems of the text; `lines` contains the lines of each file."""
    for report in reports:
        yield from _problems_of_reading(report)
        yield from _endless_sentences(report, commands)
        yield from _problems_of_characters(report, commands)
        yield from _variants(report, commands)
    yield from _mixed_scripts(reports)
    yield from _equal_files(reports, commands)
    yield from _repeated_lines(reports, lines, commands)


def _problems_of_reading(report: FileReport) -> Iterator[Problem]:
    where = [report.name]
    if report.confidence < MIN_CONFIDENCE:
        yield Problem(
            "uncertain encoding",
            where,
            f"The file is read as {report.encoding}, but another encoding is almost as likely.",
            "Inspect the output of w2vkit segment, and set the right one with --encoding.",
        )
    if report.wrapped:
        yield Problem(
            "wrapped lines",
            where,
            f"Its lines are wrapped at {report.wrapped} columns, in the middle of sentences.",
            "w2vkit joins them when it reads the text; --unwrap no keeps them separate.",
        )


def _endless_sentences(report: FileReport, commands: Commands) -> Iterator[Problem]:
    if report.longest_sentence > MAX_SENTENCE_CHARACTERS:
        yield Problem(
            "endless sentence",
            [report.name],
            f"It contains {report.longest_sentence:,} characters without a full stop or line "
            "break.",
            "Keep its lines separate with --unwrap no."
            if report.wrapped
            else f"Insert line breaks with: {commands(())}",
        )


def _problems_of_characters(report: FileReport, commands: Commands) -> Iterator[Problem]:
    for kind in MIN_SIGNS:
        if has_many(report, kind):
            singular = "HTML entity" if kind == "HTML entities" else kind[:-1]
            message = f"It contains {counted(report.signs[kind], singular, kind)}."
            advice = _READ_AS.get(kind)
            remedy = f"{advice}{commands(())}" if advice else _WITHOUT_COMMAND[kind]
            yield Problem(kind, [report.name], message, remedy)


def _variants(report: FileReport, commands: Commands) -> Iterator[Problem]:
    if report.variants:
        pairs = ", ".join(
            f"{variant} {count:,} and {VARIANTS[variant]} {report.usual[VARIANTS[variant]]:,} times"
            for variant, count in report.variants.items()
        )
        yield Problem(
            "mixed variants",
            [report.name],
            f"It contains two forms of the same characters: {pairs}.",
            f"Replace the rarer form with: {commands(['variants'])}",
        )


def has_many(report: FileReport, kind: str) -> bool:
    """Return whether a file contains enough characters of a kind to be a problem."""
    return report.signs.get(kind, 0) >= MIN_SIGNS[kind]


def _mixed_scripts(reports: Sequence[FileReport]) -> Iterator[Problem]:
    simplified = sum(report.simplified for report in reports)
    traditional = sum(report.traditional for report in reports)
    less = min(simplified, traditional)
    if less < MIN_SCRIPT_CHARACTERS or less < MIN_MIXED_SHARE * (simplified + traditional):
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
        "many words are counted as two.",
        "Convert it while reading with --script simplified or --script traditional.",
    )


def _equal_files(reports: Iterable[FileReport], commands: Commands) -> Iterator[Problem]:
    for names in equal_files(reports):
        message = f"The same text is in {len(names)} files."
        yield Problem("equal files", names, message, f"Keep one of them with: {commands(())}")


def equal_files(reports: Iterable[FileReport]) -> list[list[str]]:
    """Return the names of files with equal text, a list for each such text."""
    groups: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        groups[report.digest].append(report.name)
    return [names for names in groups.values() if len(names) > 1]


def all_lines(reports: Sequence[FileReport], lines: Sequence[Lines]) -> Lines:
    """Return the lines of all files, counting equal files once."""
    different = {report.digest: found for report, found in zip(reports, lines, strict=True)}
    counted_lines = Lines()
    for found in different.values():
        counted_lines.count(found.counts)
    return counted_lines


def _repeated_lines(
    reports: Sequence[FileReport], lines: Sequence[Lines], commands: Commands
) -> Iterator[Problem]:
    counts = all_lines(reports, lines).counts
    files_with = partial(_files_with, reports, lines)
    remove = f"Remove it with: {commands(())}"
    if frame := [line for line in counts if is_frame(line)]:
        message = f"The text contains the header or license of an e-book: “{_short(frame[0])}”."
        yield Problem("e-book header", files_with(frame), message, remove)
    for line, count in _most_frequent(counts, is_advertisement):
        yield Problem("advertisement", files_with([line]), _times(line, count), remove)
    if heads := running_heads(counts):
        line, total = next(iter(heads)), sum(heads.values())
        message = f"{total:,} lines are running heads of pages, for example: “{_short(line)}”."
        remedy = f"Remove them with: {commands(['headers'])}"
        yield Problem("running head", files_with(heads), message, remedy)
    if listed := contents(counts):
        where = files_with([line for line in counts if contents_key(line) in listed])
        message = f"A table of contents repeats the titles of {len(listed):,} chapters."
        yield Problem(
            "table of contents", where, message, f"Remove it with: {commands(['contents'])}"
        )
    for line, count in _most_frequent(_without(counts, heads), is_header):
        remedy = f"If it is not part of the text, remove it with: {commands(['headers'])}"
        yield Problem("page header", files_with([line]), _times(line, count), remedy)
    characters = sum(report.characters for report in reports)
    if twice := repeats(counts, characters):
        share = sum(twice.values()) / max(1, characters)
        message = (
            f"{counted(len(twice), 'line occurs', 'lines occur')} more than once; the repetitions "
            f"are {share:.0%} of the text. For example: “{_short(next(iter(twice)))}”."
        )
        remedy = f"Keep the first of each with: {commands(())}"
        yield Problem("repeated lines", files_with(twice), message, remedy)


def _without(counts: Mapping[str, int], lines: Iterable[str]) -> Mapping[str, int]:
    unwanted = {*lines}
    return {line: count for line, count in counts.items() if line not in unwanted}


def _files_with(
    reports: Sequence[FileReport], lines: Sequence[Lines], wanted: Iterable[str]
) -> list[str]:
    """Return the names of the files that contain one of the wanted lines."""
    pairs = zip(reports, lines, strict=True)
    return [report.name for report, found in pairs if not found.counts.keys().isdisjoint(wanted)]


def _times(line: str, count: int) -> str:
    return f"This line occurs {count:,} times: “{_short(line)}”."


def _most_frequent(
    counts: Mapping[str, int], matches: Callable[[str, int], bool]
) -> list[tuple[str, int]]:
    matching = [pair for pair in counts.items() if matches(*pair)]
    return sorted(matching, key=lambda pair: -pair[1])[:MAX_LINES_LISTED]


def _short(line: str) -> str:
    return line if len(line) <= MAX_LINE_LENGTH else shortened(line, MAX_LINE_LENGTH - 1)
