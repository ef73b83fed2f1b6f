"""What a language brings, as a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from w2vkit.base.config import Algorithm
from w2vkit.languages.headings import HeadingStyle


@dataclass(frozen=True, slots=True)
class Language:
    """What training and answers need to know of a language.

    Ends of sentences (`text.sentences`) and conversions between scripts (`text.script`) are not
    among it: they belong to writing systems, which a text can mix, and are applied before the
    language of a text is known.

    Attributes:
        code: its code in ISO 639-1.
        name: its English name.
        ngram_lengths: the lengths of the shortest and longest character n-gram.
        defaults: defaults of training by the size of the text, ascending; the last is unlimited.
        segmenters: its segmenters in the order of preference; `auto` chooses the first one.
        has_stand_in: whether the second segmenter stands in for the first one where that is not
            installed, which is said; otherwise text is not segmented then.
        headings: how headings of chapters are written, the most certain ones first.
        owns: whether a token is a word of this language, judged by its characters; None for the
            language of the words that no other one owns, and for one that a segmenter declares.
        letters: the letters of a writing system that only this language has, for use in the
            brackets of a regular expression; "" if it shares its letters with others.
        ppmi_window: the largest window in which PPMI counts; None if it is that of the model.
        ppmi_decay: how fast the weight of a pair of words falls with their distance in PPMI.
        dotless_i: whether I is the capital of ı, and İ that of i, as in Turkish.
        elisions: what loses a vowel before another word, and has an apostrophe instead, in lower
            case: l and qu of French. Such a word is set off from the next one.
        finds_names: whether names of persons and places are found in its text, by rules for
            Chinese.
        prior: the bundled prior of its texts; None if there is none.

    """

    code: str
    name: str
    ngram_lengths: tuple[int, int]
    defaults: Sequence[SizeDefaults]
    segmenters: tuple[str, ...]
    has_stand_in: bool = False
    headings: tuple[HeadingStyle, ...] = ()
    owns: Callable[[str], bool] | None = None
    letters: str = ""
    ppmi_window: int | None = None
    ppmi_decay: float = 1.0
    dotless_i: bool = False
    elisions: tuple[str, ...] = ()
    finds_names: bool = False
    prior: FittingPrior | None = None


@dataclass(frozen=True, slots=True)
class FittingPrior:
    """A bundled prior, and the texts that it fits.

    Attributes:
        name: of the prior.
        coverage: the share of the tokens that it knows at least of a text of its kind.
        weight: the best one for such texts, by measurement (see benchmarks/README.md).

    """

    name: str
    coverage: float
    weight: float


@dataclass(frozen=True, slots=True)
class SizeDefaults:
    """Defaults for corpora of up to `tokens` tokens.

    Attributes:
        tokens: the largest corpus.
        options: of the best single algorithm.
        fusion: the options of a fused model that differ.
        subwords: the options of fastText that differ.
        fused: whether a fused model is the default.

    """

    tokens: float
    options: Mapping[str, Any]
    fusion: Mapping[str, Any] = field(default_factory=dict)
    subwords: Mapping[str, Any] = field(default_factory=dict)
    fused: bool = False

    @property
    def fused_options(self) -> Mapping[str, Any]:
        """The options of a fused model."""
        return {**self.options, **self.fusion, "algorithm": "fused"}

    @property
    def default_options(self) -> Mapping[str, Any]:
        """The options of the default."""
        return self.fused_options if self.fused else self.options


def sized(
    tokens: float,
    algorithm: Algorithm,
    epochs: int,
    min_count: int,
    dim: int,
    window: int,
    **tuned: float,
) -> SizeDefaults:
    """Return one row of a table of defaults, without a fused model."""
    return SizeDefaults(
        tokens,
        {
            "algorithm": algorithm,
            "dim": dim,
            "window": window,
            "epochs": epochs,
            "min_count": min_count,
            **tuned,
        },
    )


def fusing(row: SizeDefaults, fusion: Mapping[str, Any], *, default: bool = False) -> SizeDefaults:
    """Return a row with what differs in a fused model, and whether such a model is the default."""
    return replace(row, fusion=fusion, fused=default)


TINY = sized(20_000, "cbow", 100, 2, dim=50, window=5, sample=1e-2, alpha=0.05, negative=10)
SMALL = sized(150_000, "cbow", 60, 5, dim=50, window=4, sample=1e-2, alpha=0.035, negative=10)
HUGE = sized(
    float("inf"), "skipgram", 5, 5, dim=200, window=10, sample=1e-4, alpha=0.05, negative=5
)
"""Rows that every language has so far.

Of more than 100 million tokens the default is a single algorithm: the pairs of words that PPMI
counts take memory and disk, and nothing was measured there.
"""
LARGE_SKIPGRAM = {"members": "fasttext=1.5,ppmi=1", "architecture": "skipgram"}
"""The fused model of large corpora."""
