"""Tokens that a regular expression describes: `--token-pattern`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import islice, permutations
from typing import Any

from w2vkit.errors import UsageError
from w2vkit.system.patterns import compile_pattern

EXAMPLE = r"(?:[A-Za-z]\.){2,}|\w+(?:[-.\x27]\w+)*\+*"
"""Keeps U.S., x86-64, 3.14, isn't and C++ whole; needs linear time."""
PATIENCE = 30.0
"""Seconds that a pattern may take for one block of text."""
PROBE_LENGTH, PROBE_PATIENCE = 40_000, 0.5
"""Characters of a test text, and seconds that a pattern may take for it."""
PROBED_SIGNS, PAIRED_SIGNS = 16, 6
_APART = re.compile("([\n\ue000])")  # line breaks, and marks of words that are kept whole
_HINT = f"Try for example --token-pattern '{EXAMPLE}'."


@lru_cache(maxsize=8)
def pattern_segmenter(pattern: str) -> Callable[[str], list[str]]:
    """Return the function that cuts a block of sentences, one a line, by a regular expression.

    Raises:
        UsageError: the expression is invalid, matches the empty string, or takes more than
            linear time on texts of few different characters.

    """
    compiled = compile_pattern(pattern, "--token-pattern", _HINT)
    _check_speed(compiled, pattern)
    return partial(_cut, compiled)


def _cut(compiled: Any, text: str) -> list[str]:
    return [token for part in _APART.split(text) for token in _tokens(compiled, part)]


def _tokens(compiled: Any, part: str) -> Iterator[str]:
    if part and _APART.match(part):
        yield part
        return
    try:
        yield from filter(None, (match[0] for match in compiled.finditer(part, timeout=PATIENCE)))
    except TimeoutError:
        raise _too_slow(compiled.pattern, len(part), PATIENCE) from None


def _check_speed(compiled: Any, pattern: str) -> None:
    """Refuse an expression that matches nothing at all, or slowly, in one of some long texts."""
    for text in ("", *_probes(pattern)):
        try:
            if any(not match[0] for match in compiled.finditer(text, timeout=PROBE_PATIENCE)):
                raise UsageError(
                    f"--token-pattern “{pattern}” matches the empty string, which is no token.",
                    "Replace * with +, or write a character that every token contains.",
                )
        except TimeoutError:
            raise _too_slow(pattern, len(text), PROBE_PATIENCE) from None


def _probes(pattern: str) -> Iterator[str]:
    """Give texts that repeat one or two characters: those of the pattern and usual ones."""
    signs = dict.fromkeys("a0 " + "".join(filter(str.isprintable, pattern)) + "A.-'_")
    chosen = [*islice(signs, PROBED_SIGNS)]
    units = [*chosen, *map("".join, permutations(chosen[:PAIRED_SIGNS], 2))]
    for unit in units:
        # What follows fails a match at the end of the run, though all literal characters occur.
        yield unit * (PROBE_LENGTH // len(unit)) + "\0" + "".join(chosen)


def _too_slow(pattern: str, characters: int, seconds: float) -> UsageError:
    return UsageError(
        f"--token-pattern “{pattern}” takes more than {seconds:g} seconds for "
        f"{characters:,} characters.",
        "Avoid repetitions inside repetitions, such as (a+)+, and parts that can match the same "
        "text in several ways.",
    )
