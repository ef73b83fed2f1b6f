"""What a language brings, as a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from w2vkit.languages.size_defaults import SizeDefaults


@dataclass(frozen=True, slots=True)
class Language:
    """What training and answers need to know of a language.

    Attributes:
        code: its code in ISO 639-1.
        name: its English name.
        owns: whether a token is a word of this language, judged by its characters; None for the
            language of the words that no other one owns.
        ngram_lengths: the lengths of the shortest and longest character n-gram.
        ppmi_window: the largest window in which PPMI counts; None if it is that of the model.
        finds_names: whether names of persons and places are found in its text.
        defaults: defaults of training by the size of the text, ascending; the last is unlimited.

    """

    code: str
    name: str
    owns: Callable[[str], bool] | None
    ngram_lengths: tuple[int, int]
    ppmi_window: int | None
    finds_names: bool
    defaults: Sequence[SizeDefaults]
