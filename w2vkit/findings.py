"""What is wrong with a corpus, and the option or command that mends it."""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from w2vkit.inspection import SIGNS, FileReport, Lines

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
_SITE_COUNT = 3
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


def problems_of_files(reports: Sequence[FileReport], lines: Lines) -> Iterator[Problem]:
    """Give what is wrong with the text itself."""
    for report in reports:
        yield from _of_file(report)
    yield from _mixed_scripts(reports)
    yield from _equal_files(reports)
    yield from _returning_lines(reports, lines)


def _of_file(report: FileReport) -> Iterator[Problem]:
    where, quoted = [report.name], shlex.quote(report.name)
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
            f"Break the lines: fold -s -w 3000 {quoted} > broken.txt",
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
            extra = " ".join(map(shlex.quote, names[1:]))
            message = f"The text of {names[0]} comes {len(names)} times."
            yield Problem("equal files", names, message, f"Leave out: {extra}")


def _returning_lines(reports: Sequence[FileReport], lines: Lines) -> Iterator[Problem]:
    names = [report.name for report in reports]
    frame = [line for line in lines.counts if _FRAME.search(line)]
    if frame:
        yield Problem(
            "e-book header",
            names,
            f"The frame of an e-book is in the text: “{_short(frame[0])}”.",
            "Cut it off: sed '1,/START OF/d; /END OF/,$d' BOOK.txt > text.txt",
        )
    often = {line: count for line, count in lines.counts.items() if _is_advertisement(line, count)}
    for line, count in sorted(often.items(), key=lambda item: -item[1])[:10]:
        yield Problem(
            "advertisement",
            names,
            f"A line comes {count} times: “{_short(line)}”.",
            f"Leave it out: grep -vF {shlex.quote(_short(line).rstrip('…'))} FILE > text.txt",
        )
    yield from _lines_twice(reports, lines, often)


def _lines_twice(
    reports: Sequence[FileReport], lines: Lines, known: Iterable[str]
) -> Iterator[Problem]:
    if len({report.digest for report in reports}) < len(reports):
        return  # equal files explain them
    extra = {
        line: (count - 1) * len(line)
        for line, count in lines.counts.items()
        if count > 1 and len(line) >= TWICE_LENGTH and line not in {*known}
    }
    share = sum(extra.values()) / max(1, sum(report.characters for report in reports))
    if share >= TWICE_SHARE:
        yield Problem(
            "returning lines",
            [report.name for report in reports],
            f"{len(extra):,} lines come more than once, {share:.0%} of the text; one is "
            f"“{_short(next(iter(extra)))}”.",
            "Keep each once: awk '!NF || !seen[$0]++' FILE > text.txt",
        )


def _is_advertisement(line: str, count: int) -> bool:
    return count >= (_SITE_COUNT if _SITE.search(line) else DOZENS) and not _FRAME.search(line)


def _short(line: str) -> str:
    return line if len(line) <= 40 else line[:39] + "…"
