"""Problems of a corpus, each with the option or command that repairs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from w2vkit.base.messages import Message, counted, forms, joined, label, msg
from w2vkit.diagnostics.inspection import DECOMPOSED, FileReport, Lines
from w2vkit.diagnostics.line_findings import all_lines, problems_of_lines
from w2vkit.diagnostics.problem import Commands, Problem
from w2vkit.diagnostics.variants import MixedVariant, mixed_variants
from w2vkit.text.detection import MIN_CONFIDENCE

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
    DECOMPOSED: msg(
        "w2vkit composes them (Unicode NFC) when it reads the text; no action is needed."
    ),
    "damaged characters": msg("The text was damaged before it was saved: obtain the file again."),
}
MAX_VARIANTS_LISTED = 8
_READ_AS: Mapping[str, Callable[[str], Message]] = {
    "control characters": lambda command: msg(
        "w2vkit reads them as spaces. To replace them for other tools: {command}", command=command
    ),
    "invisible characters": lambda command: msg(
        "w2vkit ignores them. To remove them for other tools: {command}", command=command
    ),
    "full-width letters": lambda command: msg(
        "w2vkit reads them as ASCII. To replace them for other tools: {command}", command=command
    ),
    "ligatures": lambda command: msg(
        "w2vkit reads them as letters. To replace them for other tools: {command}", command=command
    ),
    "HTML tags": lambda command: msg(
        "They are read as words. Remove them with: {command}", command=command
    ),
    "HTML entities": lambda command: msg(
        "They are read as words. Replace them with: {command}", command=command
    ),
}
_COUNTED = {
    "control characters": forms("{number} control character", "{number} control characters"),
    "invisible characters": forms("{number} invisible character", "{number} invisible characters"),
    "full-width letters": forms("{number} full-width letter", "{number} full-width letters"),
    "ligatures": forms("{number} ligature", "{number} ligatures"),
    "damaged characters": forms("{number} damaged character", "{number} damaged characters"),
    "decomposed characters": forms(
        "{number} decomposed character", "{number} decomposed characters"
    ),
    "HTML tags": forms("{number} HTML tag", "{number} HTML tags"),
    "HTML entities": forms("{number} HTML entity", "{number} HTML entities"),
}


def problems_of_files(
    reports: Sequence[FileReport], lines: Sequence[Lines], commands: Commands
) -> Iterator[Problem]:
    """Yield the problems of the text; `lines` contains the lines of each file."""
    yield from _merged(problem for report in reports for problem in _problems_of_reading(report))
    yield from _endless_sentences(reports, commands)
    yield from _problems_of_characters(reports, commands)
    yield from _mixed_scripts(reports)
    yield from _variants(reports, lines, commands)
    yield from _equal_files(reports, commands)
    yield from problems_of_lines(reports, lines, commands)


def _merged(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield one problem for all files with the same one."""
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for problem in problems:
        groups[problem.kind, problem.message, problem.remedy] += problem.files
    for (kind, message, remedy), files in groups.items():
        yield Problem(kind, files, message, remedy)


def _problems_of_reading(report: FileReport) -> Iterator[Problem]:
    where = [report.name]
    if report.confidence < MIN_CONFIDENCE:
        yield Problem(
            msg("uncertain encoding"),
            where,
            msg(
                "The file is read as {encoding}, but another encoding is almost as likely.",
                encoding=report.encoding,
            ),
            msg("Inspect the output of w2vkit segment, and set the right one with --encoding."),
        )
    if report.wrapped:
        yield Problem(
            msg("wrapped lines"),
            where,
            msg(
                "Its lines are wrapped at {wrapped} columns, in the middle of sentences.",
                wrapped=report.wrapped,
            ),
            msg("w2vkit joins them when it reads the text; --unwrap no keeps them separate."),
        )


def _endless_sentences(reports: Sequence[FileReport], commands: Commands) -> Iterator[Problem]:
    endless = [report for report in reports if report.longest_sentence > MAX_SENTENCE_CHARACTERS]
    if endless:
        longest = max(report.longest_sentence for report in endless)
        yield Problem(
            msg("endless sentence"),
            [report.name for report in endless],
            msg(
                "A part of {longest:,} characters has no full stop or line break.", longest=longest
            ),
            msg("Keep its lines separate with --unwrap no.")
            if all(report.wrapped for report in endless)
            else msg("Insert line breaks with: {commands}", commands=commands(())),
        )


def _problems_of_characters(reports: Sequence[FileReport], commands: Commands) -> Iterator[Problem]:
    for kind in MIN_SIGNS:
        if affected := [report for report in reports if has_many(report, kind)]:
            total = sum(report.signs[kind] for report in affected)
            message = msg("The text contains {number}.", number=counted(total, *_COUNTED[kind]))
            read_as = _READ_AS.get(kind)
            remedy = read_as(commands(())) if read_as else _WITHOUT_COMMAND[kind]
            yield Problem(label(kind), [report.name for report in affected], message, remedy)


def corpus_variants(
    reports: Sequence[FileReport], lines: Sequence[Lines]
) -> tuple[list[MixedVariant], list[str]]:
    """Return the characters that a corpus writes in two ways, and the files with the rarer form.

    Files that mix the scripts, or that are in another one than the rest, are left out, and
    Japanese ones.
    """
    mixed = {name for problem in _mixed_scripts(reports) for name in problem.files}
    mixed |= {report.name for report in reports if report.is_japanese}
    pairs = [pair for pair in zip(reports, lines, strict=True) if pair[0].name not in mixed]
    merged = all_lines([report for report, _ in pairs], [file_lines for _, file_lines in pairs])
    simplified = sum(report.simplified for report, _ in pairs)
    traditional = sum(report.traditional for report, _ in pairs)
    variants = mixed_variants(merged.characters, simplified, traditional, merged.counts)
    signs = {mixed_variant.variant for mixed_variant in variants}
    return variants, [
        report.name
        for report, file_lines in pairs
        if not file_lines.characters.keys().isdisjoint(signs)
    ]


def _variants(
    reports: Sequence[FileReport], lines: Sequence[Lines], commands: Commands
) -> Iterator[Problem]:
    mixed, names = corpus_variants(reports, lines)
    if not mixed:
        return
    pairs = [
        msg(
            "{variant} {count:,} and {usual} {usual_count:,} times",
            variant=mixed_variant.variant,
            count=mixed_variant.count,
            usual=mixed_variant.usual,
            usual_count=mixed_variant.usual_count,
        )
        for mixed_variant in mixed
    ]
    shown = joined(", ", pairs[:MAX_VARIANTS_LISTED])
    more = ", …" if len(pairs) > MAX_VARIANTS_LISTED else ""
    yield Problem(
        msg("mixed variants"),
        names,
        msg(
            "The text contains two forms of the same characters: {shown}{more}.",
            shown=shown,
            more=more,
        ),
        msg("Replace the rarer form with: {commands}", commands=commands(["variants"])),
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
        msg("mixed scripts"),
        names,
        msg(
            "{share:.0%} of the text is in traditional characters, the rest in simplified "
            "ones, so many words are counted as two.",
            share=share,
        ),
        msg("Convert it while reading with --script simplified or --script traditional."),
    )


def _equal_files(reports: Iterable[FileReport], commands: Commands) -> Iterator[Problem]:
    for names in equal_files(reports):
        message = msg("The same text is in {names} files.", names=len(names))
        yield Problem(
            msg("equal files"),
            names,
            message,
            msg("Keep one of them with: {commands}", commands=commands(())),
        )


def equal_files(reports: Iterable[FileReport]) -> list[list[str]]:
    """Return the names of files with equal text, a list for each such text."""
    groups: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        groups[report.digest].append(report.name)
    return [names for names in groups.values() if len(names) > 1]
