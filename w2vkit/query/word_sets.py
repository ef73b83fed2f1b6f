"""Sets of words, of which axes and associations are made."""

from __future__ import annotations

from collections.abc import Sequence

from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.base.messages import counted, msg
from w2vkit.languages.segmentation.comma_lists import split_commas
from w2vkit.query.formula import Formula
from w2vkit.query.parsing import Query, QueryParser


def parse_sets(
    parser: QueryParser, given: Sequence[str | Sequence[str]], least: Sequence[int]
) -> list[list[Formula]]:
    """Return the formulas of sets of words, checked before and after words are replaced.

    Args:
        parser: of the model.
        given: the sets, see `word_sets`.
        least: the least number of words of each set.

    Raises:
        MissingWordError: words are not in the model; the error names all of them.
        UsageError: a set has too few words, or two sets share a word.

    """
    sets = word_sets(given)
    check_sets(sets, least)
    found = parse_all(parser, sets)
    check_sets([[*map(str, formulas)] for formulas in found], least)
    return found


def parse_all(parser: QueryParser, sets: Sequence[Sequence[Query]]) -> list[list[Formula]]:
    """Return the formulas of sets; raise MissingWordError for all missing words together."""
    missing: list[str] = []
    formulas: list[list[Formula]] = []
    for words in sets:
        formulas.append([])
        for word in words:
            try:
                formulas[-1].append(parser.parse(word, forgiving=True).formula)
            except MissingWordError as error:
                missing += error.words
    if missing:
        raise parser.error([*dict.fromkeys(missing)])
    return formulas


def word_sets(sets: Sequence[str | Sequence[str]]) -> list[list[str]]:
    """Return sets of words; a single text is a set of the words between its commas.

    >>> word_sets(["好,善", ["坏"]])
    [['好', '善'], ['坏']]
    """
    found = []
    for one in sets:
        parts = split_commas(one) if isinstance(one, str) else [*one]
        found.append([*dict.fromkeys(part for part in parts if part.strip(" ,，、;；"))])
    return found


def check_sets(sets: Sequence[Sequence[str]], least: Sequence[int]) -> None:
    """Raise UsageError if a set has too few words, or two sets share a word.

    Args:
        sets: words or formulas.
        least: the least number of words of each set.

    """
    for words, number in zip(sets, least, strict=True):
        if len({*words}) < number:
            raise UsageError(
                msg(
                    "A set contains {words} but needs at least {number}.",
                    words=counted(len({*words}), "{number} word", "{number} words"),
                    number=number,
                ),
                msg("Write the words of a set with commas between them: king,queen."),
            )
    for place, words in enumerate(sets):
        for other in sets[place + 1 :]:
            if both := [word for word in words if word in other]:
                raise UsageError(
                    msg("“{both}” is in two sets.", both=both[0]),
                    msg("Remove it from one of them."),
                )
