"""Segmenters of packages that are installed as extras: Japanese, Korean, Thai, and ICU's.

They receive text line by line, in parts that the packages accept. Their tokens are pieces of the
text: where a package joins or changes forms, as Korean 했 = 하 + 었, the text is divided only where
its tokens begin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.languages.segmentation.segmenter import Segmenter, SegmentFunction, split_lines
from w2vkit.text.sentences import split_long_sentence

LONGEST = 10_000
"""Characters of a part; SudachiPy accepts 49,149 bytes."""
Split = Callable[[str], Iterable[str]]
"""Divides a part of a line into tokens, and white space."""


def _sudachi(mode: str) -> Split:
    from sudachipy import Dictionary, SplitMode

    tokenize = Dictionary(dict="core").tokenizer(mode=getattr(SplitMode, mode)).tokenize
    return lambda text: (morpheme.surface() for morpheme in tokenize(text))


def _kiwi() -> Split:
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=1)

    def split(text: str) -> Iterator[str]:
        starts = sorted({0, len(text), *(token.start for token in kiwi.tokenize(text))})
        for start, end in pairwise(starts):
            yield from text[start:end].split()

    return split


def _thai() -> Split:
    from pythainlp import word_tokenize

    return lambda text: word_tokenize(text, engine="newmm", keep_whitespace=False)


def _icu() -> Split:
    from icu4py.breakers import WordBreaker

    return lambda text: WordBreaker(text, "und")


def _loaded(name: str, extra: str, make: Callable[[], Split], *_: Any) -> SegmentFunction:
    """Return the function of a segmenter for blocks of lines.

    Raises:
        UsageError: its package is not installed.

    """
    try:
        split = make()
    except ModuleNotFoundError as error:
        raise UsageError(
            msg("The segmenter {name} needs a package that is not installed.", name=name),
            msg(
                "Run pip install 'w2vkit[{extra}]', or add --segmenter chars to divide the text "
                "into characters.",
                extra=extra,
            ),
        ) from error
    return split_lines(name, partial(_tokens_of_line, split))


def _tokens_of_line(split: Split, line: str) -> list[str]:
    parts = split_long_sentence(line, _ignore, LONGEST)
    return [token for part in parts for token in split(part)]


def _ignore() -> None:
    """Do nothing where a long line is divided."""


def _optional(
    name: str, language: str, extra: str, make: Callable[[], Split], *packages: str
) -> Segmenter:
    return Segmenter(
        name,
        partial(_loaded, name, extra, make),
        languages=(language,) if language else (),
        package=packages[0],
        data=packages[1:],
    )


_SUDACHI = ("SudachiPy", "SudachiDict-core")
OPTIONAL_SEGMENTERS = (
    _optional("sudachi", "ja", "ja", partial(_sudachi, "C"), *_SUDACHI),
    _optional("sudachi-a", "ja", "ja", partial(_sudachi, "A"), *_SUDACHI),
    _optional("kiwi", "ko", "ko", _kiwi, "kiwipiepy", "kiwipiepy-model"),
    _optional("pythainlp", "th", "th", _thai, "pythainlp"),
    _optional("icu", "", "icu", _icu, "icu4py"),
)
