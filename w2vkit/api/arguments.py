"""Arguments that several functions of the interface take: paths, sentences and options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from os import PathLike, fspath
from typing import Any

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg

File = str | PathLike[str]
EdgeList = Iterable[Sequence[object]]
"""Edges (node, node) or (node, node, weight), such as `[("a", "b"), ("b", "c", 2.5)]`."""
Sentences = Iterable[Sequence[str]]
"""Tokenized sentences, such as `[["the", "king", "rules"], ["long", "live", "the", "king"]]`."""


def paths_of(corpus: File | Sequence[File] | Sentences | EdgeList | None) -> list[str] | None:
    """Return the paths that `corpus` names, or None if it consists of sentences or edges."""
    if isinstance(corpus, (str, PathLike)):
        return [fspath(corpus)]
    if isinstance(corpus, Sequence) and corpus and isinstance(corpus[0], (str, PathLike)):
        return [fspath(one) for one in corpus if isinstance(one, (str, PathLike))]
    return None


def sentences_of(corpus: Any) -> Iterator[Sequence[str]]:
    """Yield tokenized sentences; raise UsageError at the first that is a string or no sequence."""
    for sentence in corpus:
        if isinstance(sentence, str) or not (
            isinstance(sentence, Sequence) and all(isinstance(token, str) for token in sentence)
        ):
            raise UsageError(
                msg("A sentence is a list of tokens, not {sentence!r:.60}.", sentence=sentence),
                msg(
                    "Pass lists of tokens, such as those of w2vkit.segment, or paths of text files."
                ),
            )
        yield sentence


def split_options(
    function: str, options: Mapping[str, Any], *configs: type[Any]
) -> list[dict[str, Any]]:
    """Return, for each dataclass in `configs`, those options that are fields of it and not None."""
    known = [{field.name for field in fields(config)} for config in configs]
    for name in options:
        if not any(name in names for names in known):
            raise TypeError(
                msg(
                    "{function}() got an unexpected keyword argument {name!r}",
                    function=function,
                    name=name,
                )
            )
    given = {name: value for name, value in options.items() if value is not None}
    return [{name: value for name, value in given.items() if name in names} for names in known]
