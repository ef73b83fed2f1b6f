"""What each question takes: the parameters of requests, and the limits that they are held to."""

from __future__ import annotations

from dataclasses import dataclass

from w2vkit.base.config import Basis, Order, TextUnit
from w2vkit.base.config.declaration import check_ranges, setting
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg

MAX_WORDS, MAX_PAIRED = 1_000, 50
"""Words of a request, and words of which all pairs are compared."""
MAX_ROWS, MAX_IN_ALL = 1_000, 100_000
"""Rows of an answer to one word, and of a reply."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What every request can name."""

    model: str | None = setting(None, "Name of the model; by default, the first one of /models.")


@dataclass(frozen=True, slots=True)
class Words:
    """Words or formulas."""

    words: tuple[str, ...] = setting((), "Words or formulas.")

    def __post_init__(self) -> None:
        check_ranges(self)
        if not self.words:
            raise UsageError(msg("There are no words."), msg("Pass words."))
        check_most(self.words, MAX_WORDS)


def check_most(words: tuple[str, ...], most: int) -> None:
    """Check that there are not too many words for one request."""
    if len(words) > most:
        raise UsageError(
            msg("There are {number:,} words; {most:,} are allowed.", number=len(words), most=most),
            msg("Send several requests."),
        )


@dataclass(frozen=True, slots=True)
class ExplainedWords(Words):
    """One or two words, and how their contexts are found."""

    by: Basis = setting(
        "counts", "Associations with contexts: counted in the text, or predicted by the vectors."
    )
    window: int = setting(
        5, "Words on each side that are contexts, within the sentence.", low=1, high=100
    )
    topn: int = setting(10, "Maximum number of contexts.", low=1, high=MAX_ROWS)

    def __post_init__(self) -> None:
        Words.__post_init__(self)
        if len(self.words) > 2:
            raise UsageError(
                msg("explain takes one or two words."), msg("Name the two words to compare.")
            )


@dataclass(frozen=True, slots=True)
class Searched:
    """What to look for in a text."""

    query: str = setting("", "Words or sentences that say what to look for, in any order.")
    unit: TextUnit = setting("sentence", "What to search for; a paragraph ends at a blank line.")
    topn: int = setting(10, "Maximum number of results.", low=1, high=MAX_ROWS)

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Words whose occurrences are listed, page by page."""

    words: tuple[str, ...] = setting((), "Words, phrases or formulas.")
    regex: str | None = setting(
        None, "Also list words that this regular expression matches as a whole."
    )
    sort: Order = setting(
        "text", "Order: as in the text, or by the words before (left) or after (right)."
    )
    window: int = setting(8, "Number of context words on each side.", low=1, high=100)
    lines: bool = setting(False, "Show the text as it is written in its files, with file and line.")
    offset: int = setting(0, "Number of occurrences to skip.", low=0)
    limit: int = setting(20, "Maximum number of occurrences.", low=1, high=MAX_ROWS)

    def __post_init__(self) -> None:
        check_ranges(self)


def check_rows(number: int, topn: int) -> None:
    """Raise UsageError if an answer to so many questions would be too long."""
    if topn > MAX_ROWS:
        raise UsageError(
            msg("topn is {topn:,}, but at most {most:,} are returned.", topn=topn, most=MAX_ROWS),
            msg("Lower it."),
        )
    if number * topn > MAX_IN_ALL:
        raise UsageError(
            msg(
                "{number:,} words with {topn:,} results each are more than {most:,} rows.",
                number=number,
                topn=topn,
                most=MAX_IN_ALL,
            ),
            msg("Lower --topn, or send several requests."),
        )
