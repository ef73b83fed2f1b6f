"""Segmenters of packages that are installed as extras: Japanese, Korean, Thai, and ICU's.

They receive text line by line, in parts that the packages accept. Their tokens are pieces of the
text: where a package joins or changes forms, as Korean 했 = 하 + 었, the text is divided only where
its tokens begin. Those of Japanese and Korean also know the dictionary form of each token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.plugins import cause, package_version
from w2vkit.languages.segmentation.segmenter import Segmenter, SegmentFunction, split_lines
from w2vkit.text.sentences import split_long_sentence

LONGEST = 10_000
"""Characters of a part; SudachiPy accepts 49,149 bytes."""
Split = Callable[[str], Iterable[str]]
"""Divides a part of a line into tokens, and white space."""


def _sudachi(mode: str, *, lemmas: bool = False) -> Split:
    from sudachipy import Dictionary, SplitMode

    tokenize = Dictionary(dict="core").tokenizer(mode=getattr(SplitMode, mode)).tokenize
    if lemmas:
        return lambda text: map(_dictionary_form, tokenize(text))
    return lambda text: (morpheme.surface() for morpheme in tokenize(text))


def _dictionary_form(morpheme: Any) -> str:
    """Return the dictionary form of a morpheme; white space stays, and the empty parts of …."""
    surface: str = morpheme.surface()
    form: str = morpheme.dictionary_form()
    return form if surface.strip() and form.strip() else surface


def _kiwi(*, lemmas: bool = False) -> Split:
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=1)

    def split(text: str) -> Iterator[str]:
        first: dict[int, str] = {}
        for token in kiwi.tokenize(text):
            first.setdefault(token.start, token.lemma)
        for start, end in pairwise(sorted({0, len(text), *first})):
            pieces = text[start:end].split()
            yield from [first[start]] if lemmas and start in first and len(pieces) == 1 else pieces

    return split


def _thai() -> Split:
    from pythainlp import word_tokenize

    return lambda text: word_tokenize(text, engine="newmm", keep_whitespace=False)


def _icu() -> Split:
    from icu4py.breakers import WordBreaker

    return lambda text: WordBreaker(text, "und")


def _loaded(
    name: str,
    extra: str,
    packages: Sequence[str],
    make: Callable[[], Split],
    *_: Any,
    exact: bool = True,
) -> SegmentFunction:
    """Return the function of a segmenter for blocks of lines; its tokens are `exact` pieces.

    Raises:
        UsageError: a package that it needs is not installed.
        W2vError: it cannot be loaded for another reason.

    """
    try:
        split = make()
    except ModuleNotFoundError as error:
        raise UsageError(
            msg(
                "The segmenter {name} needs the package {package}, which is not installed.",
                name=name,
                package=_missing(packages),
            ),
            msg(
                "Run pip install 'w2vkit[{extra}]', or add --segmenter chars to divide the text "
                "into characters.",
                extra=extra,
            ),
        ) from error
    except Exception as error:  # whatever a damaged dictionary raises
        raise W2vError(
            msg("The segmenter {name} cannot be loaded: {error}.", name=name, error=cause(error)),
            msg(
                "Install what {package} needs, or choose another --segmenter.", package=packages[0]
            ),
        ) from error
    return split_lines(name, partial(_tokens_of_line, split), exact=exact)


def _missing(packages: Sequence[str]) -> str:
    """Return the first of some packages that is not installed."""
    return next((one for one in packages if package_version(one) is None), packages[0])


def _tokens_of_line(split: Split, line: str) -> list[str]:
    parts = split_long_sentence(line, _ignore, LONGEST)
    return [token for part in parts for token in split(part)]


def _ignore() -> None:
    """Do nothing where a long line is divided."""


def _optional(
    name: str,
    language: str,
    extra: str,
    make: Callable[[], Split],
    *packages: str,
    lemmas: Callable[[], Split] | None = None,
) -> Segmenter:
    loaded = partial(_loaded, name, extra, packages)
    return Segmenter(
        name,
        partial(loaded, make),
        languages=(language,) if language else (),
        package=packages[0],
        data=packages[1:],
        load_lemmas=partial(loaded, lemmas, exact=False) if lemmas else None,
    )


def _sudachi_segmenter(name: str, mode: str) -> Segmenter:
    lemmas = partial(_sudachi, mode, lemmas=True)
    packages = ("SudachiPy", "SudachiDict-core")
    return _optional(name, "ja", "ja", partial(_sudachi, mode), *packages, lemmas=lemmas)


OPTIONAL_SEGMENTERS = (
    _sudachi_segmenter("sudachi", "C"),
    _sudachi_segmenter("sudachi-a", "A"),
    _optional(
        *("kiwi", "ko", "ko", _kiwi, "kiwipiepy", "kiwipiepy-model"),
        lemmas=partial(_kiwi, lemmas=True),
    ),
    _optional("pythainlp", "th", "th", _thai, "pythainlp"),
    _optional("icu", "", "icu", _icu, "icu4py"),
)
