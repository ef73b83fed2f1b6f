"""The segmenter that a regular expression defines: `--token-pattern`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import islice, permutations
from typing import Any

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.system.patterns import compile_pattern
from w2vkit.languages.segmentation.segmenter import APART

EXAMPLE = r"(?:[A-Za-z]\.){2,}|\w+(?:[-.\x27]\w+)*\+*"
"""Keeps U.S., x86-64, 3.14, isn't and C++ whole, in linear time."""
BLOCK_TIMEOUT = 30.0
"""Seconds that a pattern may take for one block of text."""
PROBE_LENGTH, PROBE_TIMEOUT = 40_000, 0.5
"""Characters of a probe text, and seconds that a pattern may take for it."""
PROBE_CHARACTERS, PROBE_PAIR_CHARACTERS = 16, 6
"""How many different characters the probes repeat alone, and how many in pairs."""
_HINT = msg("Try for example --token-pattern '{example}'.", example=EXAMPLE)


@lru_cache(maxsize=8)
def pattern_segmenter(pattern: str) -> Callable[[str], list[str]]:
    """Return the function that splits a block of sentences, one per line, by a regular expression.

    Raises:
        UsageError: the expression is invalid, matches the empty string, or needs more than
            linear time on texts of few different characters.

    """
    compiled = compile_pattern(pattern, "--token-pattern", _HINT)
    _check_speed(compiled, pattern)
    return partial(_cut, compiled)


def _cut(compiled: Any, text: str) -> list[str]:
    return [token for part in APART.split(text) for token in _tokens(compiled, part)]


def _tokens(compiled: Any, part: str) -> Iterator[str]:
    if part and APART.match(part):
        yield part
        return
    try:
        matches = compiled.finditer(part, timeout=BLOCK_TIMEOUT)
        yield from filter(None, (match[0] for match in matches))
    except TimeoutError:
        raise _too_slow(compiled.pattern, len(part), BLOCK_TIMEOUT) from None


def _check_speed(compiled: Any, pattern: str) -> None:
    """Raise UsageError if an expression matches the empty string or is slow on a probe text."""
    for text in ("", *_probes(pattern)):
        try:
            if any(not match[0] for match in compiled.finditer(text, timeout=PROBE_TIMEOUT)):
                raise UsageError(
                    msg(
                        "--token-pattern “{pattern}” matches the empty string, which is not "
                        "a token.",
                        pattern=pattern,
                    ),
                    msg("Replace * with +, or add a character that every token contains."),
                )
        except TimeoutError:
            raise _too_slow(pattern, len(text), PROBE_TIMEOUT) from None


def _probes(pattern: str) -> Iterator[str]:
    """Yield texts that repeat one or two characters, taken from the pattern and common ones."""
    characters = dict.fromkeys("a0 " + "".join(filter(str.isprintable, pattern)) + "A.-'_")
    chosen = [*islice(characters, PROBE_CHARACTERS)]
    units = [*chosen, *map("".join, permutations(chosen[:PROBE_PAIR_CHARACTERS], 2))]
    for unit in units:
        # The ending makes a match fail at the end of the run, while all literals still occur.
        yield unit * (PROBE_LENGTH // len(unit)) + "\0" + "".join(chosen)


def _too_slow(pattern: str, characters: int, seconds: float) -> UsageError:
    return UsageError(
        msg(
            "--token-pattern “{pattern}” takes more than {seconds:g} seconds for "
            "{characters:,} characters.",
            pattern=pattern,
            seconds=seconds,
            characters=characters,
        ),
        msg("Avoid nested repetitions, such as (a+)+, and alternatives that match the same text."),
    )
