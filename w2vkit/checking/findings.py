"""What is wrong with a corpus, and the option or command that mends it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from w2vkit.checking.inspection import SIGNS, FileReport, Lines
from w2vkit.wording import quoted

UNSURE = 0.75
MIXED = 0.05
"""A smaller share of the other script is names and quotations."""
FEWEST_TELLING = 20
DOZENS = 12
"""A line that comes so often is a header, a footer or an advertisement."""
TWICE_LENGTH, TWICE_SHARE = 20, 0.02
"""Lines of so many characters that come twice count; so large a share of the text is too much."""
LONGEST_SENTENCE = 5_000
MANY_SIGNS = {
    "control characters": 1,
    "invisible characters": 1,
    "full-width letters": 20,
    "damaged characters": 1,
}
_FRAME = re.compile(
    r"^\W*(?:START|END) OF (?:THE|THIS) PROJECT GUTENBERG|^\W*Project Gutenberg.s |"
    r"^\W*This (?:e-?book|etext) (?:is|was) ",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"https?://|www\.|\b\w+\.(?:com|net|org|cn)\b|小说网|电子书|txt下载|手机阅读|最新章节|QQ群|"
    r"请记住本[站书]",
    re.IGNORECASE,
)
_SITE_COUNT, MOST_ADVERTISEMENTS = 3, 10
_TREATED = {
    "control characters": "They are read as spaces, so nothing has to be done.",
    "invisible characters": "They are left out in reading, so nothing has to be done.",
    "full-width letters": "They are read as ordinary ones, so nothing has to be done.",
    "damaged characters": "The text was spoilt before it was saved: get the file again.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        kind: what it is, the same words each time.
        files: where.
        message: one sentence.
        remedy: the option or command that mends it.

    """

    kind: str
    files: Sequence[str]
    message: str
    remedy: str


def problems_of_files(reports: Sequence[FileReport], lines: Sequence[Lines]) -> Iterator[Problem]:
    """Give what is wrong with the text itself; `lines` has those of each file."""
    for report in reports:
        yield from _of_file(report)
    yield from _mixed_scripts(reports)
    yield from _equal_files(reports)
    yield from _returning_lines(reports, lines)


def _of_file(report: FileReport) -> Iterator[Problem]:
    where, file = [report.name], quoted(report.name)
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
            f"Break the lines: sed -E 's/.{{1000}}[A-Za-z]{{0,30}}/&\\n/g' {file} > text.txt",
        )
    for kind in SIGNS:
        if report.signs[kind] >= MANY_SIGNS[kind]:
            message = f"{report.signs[kind]:,} {kind} are in it."
            yield Problem(kind, where, message, _TREATED[kind])


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


def _equal_files(reports: Iterable[FileReport]) -> Iterator[Problem]:
    groups: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        groups[report.digest].append(report.name)
    for names in groups.values():
        if len(names) > 1:
            extra = " ".join(map(quoted, names[1:]))
            message = f"The text of {names[0]} comes {len(names)} times."
            yield Problem("equal files", names, message, f"Leave out: {extra}")


FilesWith = Callable[[Iterable[str]], list[str]]
"""Gives the names of the files in which one of some lines stands."""


def _returning_lines(reports: Sequence[FileReport], lines: Sequence[Lines]) -> Iterator[Problem]:
    # Equal files are counted once, or all their lines would come twice.
    different = {report.digest: found for report, found in zip(reports, lines, strict=True)}
    all_lines = Lines()
    for found in different.values():
        all_lines.count(found.counts)

    def files_with(wanted: Iterable[str]) -> list[str]:
        pairs = zip(reports, lines, strict=True)
        return [
            report.name for report, found in pairs if not found.counts.keys().isdisjoint(wanted)
        ]

    yield from _frames(all_lines, files_with)
    yield from _advertisements(all_lines, files_with)
    yield from _twice(all_lines, sum(report.characters for report in reports), files_with)


def _frames(lines: Lines, files_with: FilesWith) -> Iterator[Problem]:
    frame = [line for line in lines.counts if _FRAME.search(line)]
    if frame:
        names = files_with(frame)
        yield Problem(
            "e-book header",
            names,
            f"The frame of an e-book is in the text: “{_short(frame[0])}”.",
            f"Cut it off: sed '1,/START OF/d; /END OF/,$d' {quoted(names[0])} > text.txt",
        )


def _advertisements(lines: Lines, files_with: FilesWith) -> Iterator[Problem]:
    often = [pair for pair in lines.counts.items() if _is_advertisement(*pair)]
    for line, count in sorted(often, key=lambda item: -item[1])[:MOST_ADVERTISEMENTS]:
        names = files_with([line])
        command = f"grep -vF {quoted(line[:40])} {quoted(names[0])} > text.txt"
        message = f"A line comes {count} times: “{_short(line)}”."
        yield Problem("advertisement", names, message, f"Leave it out: {command}")


def _twice(lines: Lines, characters: int, files_with: FilesWith) -> Iterator[Problem]:
    twice = {
        line: (count - 1) * len(line)
        for line, count in lines.counts.items()
        if count > 1 and len(line) >= TWICE_LENGTH and not _is_advertisement(line, count)
    }
    share = sum(twice.values()) / max(1, characters)
    if share >= TWICE_SHARE:
        names = files_with(twice)
        yield Problem(
            "returning lines",
            names,
            f"{len(twice):,} lines come more than once, {share:.0%} of the text; one is "
            f"“{_short(next(iter(twice)))}”.",
            f"Keep each once: awk '!NF || !seen[$0]++' {quoted(names[0])} > text.txt",
        )


def _is_advertisement(line: str, count: int) -> bool:
    return count >= (_SITE_COUNT if _SITE.search(line) else DOZENS) and not _FRAME.search(line)


def _short(line: str) -> str:
    return line if len(line) <= 40 else line[:39] + "…"
