"""The headings of a text: which of them belong to a series, and what is odd about their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from w2vkit.base.messages import joined, msg
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.headings import Heading, heading_of

MAX_STEP = 2
"""A chapter follows another if its number is at most this much larger."""
MAX_RANGES = 12
"""How many ranges of missing numbers are named."""
HEADINGS = (*CHINESE.headings, *ENGLISH.headings)
"""How headings are written in Chinese and English, which texts in other languages may have, too."""


def chapter_number(title: str) -> str:
    """Return the beginning of a heading that counts: 第一回, chapter 1."""
    heading = heading_of([title], HEADINGS)
    return heading.text if heading else " ".join(title.split()[:2])


def in_order(headings: Sequence[Heading]) -> list[bool]:
    """Return for each heading whether it belongs to a series.

    Sentences of other texts begin with “Chapter 9 of …” or 卷一, so most of those headings must
    follow one another; a single one between two that do is part of a sentence, too. Several lines
    such as 第一回终 are not headings but the ends of chapters.
    """
    kept = [True] * len(headings)
    for unit in {heading.unit for heading in headings}:
        places = [place for place, heading in enumerate(headings) if heading.unit == unit]
        uncertain = [headings[place] for place in places if not headings[place].is_certain]
        follows = follow_one_another(uncertain)
        is_series = sum(follows) * 2 >= len(follows)
        ends = sum(headings[place].is_end for place in places)
        for place in places:
            is_heading = headings[place].is_certain or is_series
            kept[place] = is_heading and not (headings[place].is_end and ends > 1)
        for before, place, after in zip(places, places[1:], places[2:], strict=False):
            if _is_stray(headings[before], headings[place], headings[after]):
                kept[place] = False
    return kept


def oddities(headings: Sequence[Heading], first: int = 0) -> Iterator[str]:
    """Yield a sentence on numbers without a heading, one on repetitions, and one on new volumes.

    Args:
        headings: those of one unit.
        first: the number of chapters that the text before the first heading may contain.

    """
    runs = [*_runs(headings)]
    missing = [number for run in runs for number in _missing(run)]
    if runs and first:
        missing = [*range(max(1, min(runs[0].values) - first), min(runs[0].values)), *missing]
    if missing:
        which = _ranges(missing)
        if len(missing) == 1:
            yield msg("Chapter {which} has no heading.", which=which)
        else:
            yield msg("Chapters {which} have no heading.", which=which)
    if twice := [number for run in runs for number in run.repeated]:
        which = _ranges(twice)
        if len(twice) == 1:
            yield msg("Chapter {which} occurs more than once.", which=which)
        else:
            yield msg("Chapters {which} occur more than once.", which=which)
    if len(runs) > 1:
        last, again = runs[0].last, runs[1].first
        if len(runs) == 2:
            yield msg(
                "The numbers of the chapters begin again after {last}, with {again}.",
                last=last,
                again=again,
            )
        else:
            yield msg(
                "The numbers of the chapters begin again {runs:,} times, first after "
                "{last}, with {again}.",
                runs=len(runs) - 1,
                last=last,
                again=again,
            )


@dataclass(slots=True)
class _Run:
    """Chapters of one volume: their numbers, those that occur twice, and two headings."""

    values: list[int]
    repeated: list[int]
    first: str
    last: str


def _runs(headings: Sequence[Heading]) -> Iterator[_Run]:
    """Yield the chapters of each volume: a new one begins where the numbers begin again."""
    run: _Run | None = None
    part = 0
    numbered = [(heading, heading.value) for heading in headings if heading.value is not None]
    for place, (heading, value) in enumerate(numbered):
        following = numbered[place + 1][1] if place + 1 < len(numbered) else value + 1
        before = numbered[place - 1][1] if place else value - 1
        if run is None or (value < run.values[-1] and 0 < following - value <= MAX_STEP):
            if run is not None:
                yield run
            run = _Run([value], [], heading.text, heading.text)
        elif value in run.values:
            if not (value == run.values[-1] and heading.part > part):
                run.repeated.append(value)
        elif value > run.values[-1] and not before < following < value:
            run.values.append(value)
            run.last = heading.text
        part = heading.part
    if run is not None:
        yield run


def follow_one_another(headings: Sequence[Heading]) -> list[bool]:
    """Return for each heading but the first whether its number follows the one before it."""
    return [
        after is None or before is None or after == 1 or 0 <= after - before <= MAX_STEP
        for before, after in pairwise(heading.value for heading in headings)
    ]


def _is_stray(before: Heading, heading: Heading, after: Heading) -> bool:
    """Return whether a heading stands between two that follow one another."""
    if before.value is None or after.value != before.value + 1:
        return False
    return heading.value not in (before.value, after.value)


def _missing(run: _Run) -> list[int]:
    return sorted({*range(min(run.values), max(run.values))} - {*run.values})


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers with runs of them joined: 3, 17–19."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    shown = ["–".join(map(str, ends)) for ends in runs[:MAX_RANGES]]
    return joined(", ", [*shown, "…"] if len(runs) > MAX_RANGES else shown)


def main_unit(headings: Sequence[Heading]) -> str:
    """Return the unit that most headings number."""
    return Counter(heading.unit for heading in headings).most_common(1)[0][0]
