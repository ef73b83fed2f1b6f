"""A word segmenter as a value, and the contract of those that other packages bring."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg, printable, shortened
from w2vkit.base.system.plugins import Plugin, cause

SegmentFunction = Callable[[str], list[str]]
"""Splits a block of sentences, one per line, into tokens; a line break is a token of its own."""
APART = re.compile("([\n\ue000])")
"""What is a token of its own: line breaks, and marks of protected words."""
SHOWN_BEFORE, SHOWN = 10, 30
"""How many characters of a text a message shows, before a place and in all."""


@dataclass(frozen=True, slots=True)
class Segmenter:
    """A word segmenter.

    Attributes:
        name: its name on the command line.
        load: returns the function that splits text into tokens; called once in each process, so
            that only then packages are imported and dictionaries read. If `has_dictionary`, it
            receives the path of a user dictionary or None, and the paths of the word lists whose
            words with a weight it weighs.
        version: of all that its tokens depend on, programs and dictionaries; models record it.
            Empty if it is that of w2vkit or of `package`.
        languages: the codes of the languages (ISO 639-1) for which it is; () for any. Text is in
            the language if there is one, otherwise in the language of most of its words.
        is_spaced: whether it expects text with spaces between words.
        is_parallel: whether it may run in several processes at a time.
        keeps_symbols: whether only white space ends a token.
        has_dictionary: whether it has jieba's dictionary of words with counts, so that cuts have
            probabilities; only those of w2vkit have.
        package: the package that brings it or that it needs, or "".
        data: further packages on whose versions its tokens depend.
        load_lemmas: returns the function that splits text likewise, into the dictionary forms of
            the same tokens; None if it knows none. Only those of w2vkit have it.

    """

    name: str
    load: Callable[..., SegmentFunction]
    version: str = ""
    languages: tuple[str, ...] = ()
    is_spaced: bool = False
    is_parallel: bool = True
    keeps_symbols: bool = False
    has_dictionary: bool = False
    package: str = ""
    data: tuple[str, ...] = ()
    load_lemmas: Callable[[], SegmentFunction] | None = None


def plugged_in(plugin: Plugin) -> Segmenter:
    """Return the segmenter of another package, which from now on is held to the contract.

    The contract: its function receives a line of text, not only white space, and returns its
    tokens in order; without white space, the tokens put together are the line. It need not know
    of line breaks and of words that are kept whole, which are taken out of the text before.

    Raises:
        W2vError: it cannot be loaded, or lacks a version.

    """
    segmenter = plugin.load(Segmenter)
    if segmenter.name != plugin.name or not segmenter.version:
        raise W2vError(
            msg(
                "The segmenter {name} of the package {package} declares the name “{own}” and the "
                "version “{version}”.",
                name=plugin.name,
                package=plugin.package,
                own=segmenter.name,
                version=segmenter.version,
            ),
            plugin.remedy,
        )
    segmenter = replace(segmenter, package=plugin.package, has_dictionary=False, load_lemmas=None)
    return replace(segmenter, load=partial(_loaded, segmenter))


def _loaded(segmenter: Segmenter) -> SegmentFunction:
    """Return the function of a segmenter for blocks of lines."""
    try:
        split = segmenter.load()
    except W2vError:
        raise
    except Exception as error:  # whatever the code of another package raises
        raise W2vError(
            msg(
                "The segmenter {name} cannot be loaded: {error}.",
                name=segmenter.name,
                error=cause(error),
            ),
            msg(
                "Install what {package} needs, or choose another --segmenter.",
                package=segmenter.package,
            ),
        ) from error
    return split_lines(segmenter.name, split)


def split_lines(name: str, split: SegmentFunction, *, exact: bool = True) -> SegmentFunction:
    """Return a function for blocks of lines, given one for a line.

    Its tokens are checked to be `exact` pieces of the text, as all but lemmas are.
    """
    tokens = partial(checked_tokens, name, split) if exact else partial(_tokens_of, split)
    return partial(_split_lines, tokens)


def _split_lines(split: SegmentFunction, text: str) -> list[str]:
    tokens: list[str] = []
    for part in APART.split(text):
        if APART.match(part):
            tokens.append(part)
        elif part and not part.isspace():
            tokens += split(part)
    return tokens


def _tokens_of(split: SegmentFunction, text: str) -> list[str]:
    return [token for token in split(text) if token and not token.isspace()]


def checked_tokens(name: str, split: SegmentFunction, text: str) -> list[str]:
    """Return the tokens of a line of text, without those that are only white space.

    Raises:
        W2vError: the function fails, or its tokens put together are not the text.

    """
    try:
        tokens = _list_of(split(text))
        kept = _without_space("".join(tokens))
    except W2vError:
        raise
    except Exception as error:  # whatever the code of another package raises
        raise W2vError(
            msg(
                "The segmenter {name} fails at “{text}”: {error}.",
                name=name,
                text=printable(shortened(text, SHOWN)),
                error=cause(error),
            ),
            _remedy(name),
        ) from error
    if kept != (whole := _without_space(text)):
        same = takewhile(lambda pair: pair[0] == pair[1], zip(kept, whole, strict=False))
        place = sum(1 for _ in same)
        raise W2vError(
            msg(
                "The segmenter {name} changes the text: of “{text}” it makes “{tokens}”.",
                name=name,
                text=_around(text, place),
                tokens=_around(" ".join(tokens), place),
            ),
            _remedy(name),
        )
    return [token for token in tokens if token and not token.isspace()]


def _remedy(name: str) -> str:
    return msg("Choose another --segmenter, and tell the authors of {name}.", name=name)


def _list_of(tokens: object) -> list[str]:
    if isinstance(tokens, str) or not isinstance(tokens, Iterable):
        raise TypeError(f"it returns {type(tokens).__name__} instead of a list of tokens")
    return [*tokens]


def _without_space(text: str) -> str:
    return "".join(text.split())


def _around(text: str, place: int) -> str:
    """Return the text around a character, counted without white space."""
    visible = [at for at, sign in enumerate(text) if not sign.isspace()]
    start = max(0, ([*visible, len(text)])[min(place, len(visible))] - SHOWN_BEFORE)
    return printable("…" * (start > 0) + shortened(text[start:], SHOWN))
