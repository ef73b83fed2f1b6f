"""Tests that every word segmenter passes, for the test suites of packages that bring one."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence

from w2vkit.base.errors import W2vError
from w2vkit.base.system.parallel import worker_pool
from w2vkit.languages.segmentation.segmenter import Segmenter, SegmentFunction, checked_tokens
from w2vkit.text.sentences import MAX_SENTENCE

SENTENCE = "La reĝo vidas 国王 и король. "
TEXTS: Mapping[str, str] = {
    "one letter": "x",
    "several scripts": "king 国王 король βασιλιάς 국왕 王様 राजा ملك กษัตริย์",
    "scripts without spaces between them": "kingと国王и국왕ราชา",
    "punctuation": "“Yes!”, she said… (no: 3.14, 1,234.50 — 50%)",
    "links": "https://example.org/a?b=c a.b@example.org @name #tag",
    "emoji": "👍🏽 👩‍👩‍👧‍👦🇪🇺 ok",
    "decomposed letters": "re\u0302ve a\u0301e\u0308 \u1112\u1161\u11ab\u1100\u116e\u11a8",
    "lone combining marks": "\u0301 \u0301\u0308a \u093f",
    "joiners": "می\u200cخواهم \u200d ක්\u200dෂ",
    "marks of direction": "\u202bشكرا\u202c abc \u200eשלום\u200f",
    "invisible characters": "a\u00adb \ufeffc\u200bd",
    "full-width and half-width letters": "Ｋｉｎｇ１２３ ｶﾀｶﾅ",
    "kinds of white space": "a\u00a0b\u2003c\u3000d\te",
    "white space around": "  a b  ",
    "private and unassigned characters": "\ue001\U000f0000 \U0010fffd \u0378",
    "a long word": "x" * 10_000,
    "a long sentence": (SENTENCE * (MAX_SENTENCE // len(SENTENCE) + 1))[:MAX_SENTENCE],
}
"""A line of each kind of text."""
BLANK = ("", " ", "\u3000\t\u00a0")
FIRST_CHARACTERS = 60


def check_segmenter(segmenter: Segmenter, texts: Iterable[str] = ()) -> None:
    """Check that a segmenter keeps the contract.

    Its tokens put together are the text without white space, whatever the text contains; the same
    text has the same tokens, in whatever order texts come; text without words has none; and if it
    is parallel, another process returns the same.

    Args:
        segmenter: the segmenter.
        texts: lines of text in its own languages.

    Raises:
        AssertionError: it does not; the message says which text shows it.

    """
    assert segmenter.name, "it has no name"
    assert segmenter.version, "it has no version"
    split = segmenter.load()
    for blank in BLANK:
        tokens = [token for token in split(blank) if token.strip()]
        assert not tokens, f"in {blank!r} it finds the tokens {tokens}"
    lines = [*TEXTS.values(), *texts]
    first = [_tokens(segmenter, split, line) for line in lines]
    again = [_tokens(segmenter, split, line) for line in reversed(lines)][::-1]
    _check_same(lines, first, again, "the second time")
    if segmenter.is_parallel:
        _check_same(lines, first, _of_another_process(segmenter, lines), "in another process")


def _tokens(segmenter: Segmenter, split: SegmentFunction, line: str) -> list[str]:
    try:
        return checked_tokens(segmenter.name, split, line)
    except W2vError as error:
        raise AssertionError(f"{_shown(line)}: {error.message}") from error


def _check_same(
    lines: Sequence[str], first: Sequence[list[str]], again: Sequence[list[str]], when: str
) -> None:
    for line, tokens, other in zip(lines, first, again, strict=True):
        assert tokens == other, f"{_shown(line)}: the tokens differ {when}"


def _of_another_process(segmenter: Segmenter, lines: Sequence[str]) -> list[list[str]]:
    try:
        pickle.dumps(segmenter)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise AssertionError(
            f"it cannot be sent to another process ({error}): declare is_parallel=False, or let "
            "load be a function of a module"
        ) from error
    with worker_pool(1, "spawn") as submit:
        tokens: list[list[str]] = submit(_all_tokens, segmenter, lines).result()
    return tokens


def _all_tokens(segmenter: Segmenter, lines: Sequence[str]) -> list[list[str]]:
    split = segmenter.load()
    return [_tokens(segmenter, split, line) for line in lines]


def _shown(line: str) -> str:
    """Return the kind of a text of ours, and the beginning of others."""
    kinds = {text: kind for kind, text in TEXTS.items()}
    return kinds.get(line) or repr(line[:FIRST_CHARACTERS])
