"""The text that a function of the interface is given: one rule for all of them.

`corpus` is files (a path, or several) or tokens (lists of words). `texts=` is text in memory:
strings in a list, a Series, an array, a generator, an open file, a column of a table.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from os import PathLike, fspath
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, TypeAlias
from weakref import finalize

from w2vkit.base.arguments import shown
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.storage import is_uri, local_path

File: TypeAlias = str | PathLike[str]
Sentences: TypeAlias = Iterable[Iterable[str]]
"""Tokenized sentences, such as `[["the", "king", "rules"], ["long", "live", "the", "king"]]`."""
Corpus: TypeAlias = File | Iterable[File] | Sentences
"""A path, several paths, or tokenized sentences."""
Texts: TypeAlias = str | Iterable[Any]
"""Texts in memory: see `strings_of`."""
FILE_NAME = "texts.txt"
EMPTY = msg("Pass paths of files, lists of tokens, or strings as texts=.")


class GivenText:
    """A text to read: files, or tokenized sentences.

    Texts in memory are in a temporary file, which is deleted with the object.

    Attributes:
        paths: the files and directories; () for sentences.
        sentences: the tokenized sentences, which can be read once; None for files.
        in_memory: whether the files are temporary, or there are none.

    """

    def __init__(
        self,
        paths: Sequence[str] = (),
        sentences: Iterator[Sequence[str]] | None = None,
        folder: str | None = None,
    ) -> None:
        self.paths, self.sentences = paths, sentences
        self.in_memory = sentences is not None or folder is not None
        if folder is not None:
            finalize(self, rmtree, folder, ignore_errors=True)

    def keep_with(self, owner: object) -> None:
        """Keep the temporary file until `owner` is no longer used."""
        finalize(owner, bool, self)

    def files(self, function: str) -> Sequence[str]:
        """Return the paths, for a function that does not take tokens.

        Raises:
            UsageError: the text consists of tokens.

        """
        if self.sentences is not None:
            raise UsageError(
                msg("{function} does not take lists of tokens.", function=function),
                msg("Pass paths of files, or strings as texts=."),
            )
        return self.paths


def given_text(
    function: str,
    corpus: Corpus | None,
    texts: Texts | None,
    options: dict[str, Any],
    listener: Listener = SILENT,
) -> GivenText | None:
    """Return the text that a function is given, or None if it is given none.

    Args:
        function: its name.
        corpus: a path, several paths, or tokenized sentences.
        texts: texts in memory.
        options: of the function; `column`, if the texts are a table, is taken out.
        listener: receives a note on missing values.

    Raises:
        UsageError: there are both a corpus and texts, nothing is in it, or something of another
            kind.
        W2vError: a string is neither a path nor given as text.

    """
    if corpus is not None and texts is not None:
        raise UsageError(
            msg("{function} takes either a corpus or texts=.", function=function),
            msg("Pass exactly one of them."),
        )
    if texts is not None:
        folder = mkdtemp(prefix="w2vkit-texts-")
        given = GivenText([os.path.join(folder, FILE_NAME)], folder=folder)
        _write(strings_of(texts, options, listener), Path(given.paths[0]))
        return given
    return None if corpus is None else _given_corpus(corpus)


def required_text(
    function: str,
    corpus: Corpus | None,
    texts: Texts | None,
    options: dict[str, Any],
    listener: Listener = SILENT,
) -> GivenText:
    """Return the text that a function is given; see `given_text`.

    Raises:
        UsageError: it is given none.

    """
    given = given_text(function, corpus, texts, options, listener)
    if given is None:
        raise UsageError(
            msg("{function} takes either a corpus or texts=.", function=function), EMPTY
        )
    return given


def strings_of(
    texts: Texts, options: dict[str, Any] | None = None, listener: Listener = SILENT
) -> Iterator[str]:
    """Yield texts in memory as strings; missing values are empty ones, and counted in a note.

    Args:
        texts: a string; a list, tuple, array, Series or generator of strings; an open text file,
            whose lines are the texts; an Arrow column; or a table, of which a column is read.
        options: `column` names the column of a table, and is taken out.
        listener: receives the note.

    Raises:
        UsageError: something is no string, or the column is not known.

    """
    for number, value in enumerate(texts_or_tokens(texts, options, listener), 1):
        if not isinstance(value, str):
            raise UsageError(
                msg("Text {number:,} is {value}, not a string.", number=number, value=shown(value)),
                msg("Pass lists of tokens as the corpus, without texts=."),
            )
        yield value


def texts_or_tokens(
    texts: Texts, options: dict[str, Any] | None = None, listener: Listener = SILENT
) -> Iterator[str | Sequence[str]]:
    """Yield texts in memory as strings or lists of tokens; see `strings_of`."""
    if isinstance(texts, str):
        yield texts
        return
    missing = number = 0
    for value in _values(texts, options if options is not None else {}):
        number += 1
        if _is_missing(value):
            missing += 1
            yield ""
        elif isinstance(value, str):
            yield str(value)
        elif isinstance(value, Iterable):
            yield tokens_of(value, number)
        else:
            raise UsageError(
                msg("Text {number:,} is {value}, not a string.", number=number, value=shown(value)),
                msg("Pass strings, such as those of a column of texts."),
            )
    if not number:
        raise UsageError(msg("There are no texts."), EMPTY)
    if missing:
        listener.note(
            msg("{missing:,} of {number:,} texts are missing.", missing=missing, number=number)
        )


def tokens_of(sentence: Any, place: int) -> Sequence[str]:
    """Return a sentence as a list of tokens.

    Raises:
        UsageError: it is a string, or not all of it are strings.

    """
    values = None
    if not isinstance(sentence, str | bytes | Mapping) and isinstance(sentence, Iterable):
        values = sentence if isinstance(sentence, list | tuple) else [*_plain(sentence)]
    if values is None or not all(isinstance(token, str) for token in values):
        raise UsageError(
            msg(
                "A sentence is a list of tokens, but sentence {place:,} is {sentence}.",
                place=place,
                sentence=shown(sentence),
            ),
            msg("Pass lists of tokens, such as those of w2vkit.segment, or strings as texts=."),
        )
    return values


def _given_corpus(corpus: Corpus) -> GivenText:
    """Return files, or sentences, whichever the first element is."""
    if isinstance(corpus, str | PathLike):
        return GivenText([_path(corpus)])
    if hasattr(corpus, "columns") or hasattr(corpus, "read"):
        raise UsageError(
            msg("The corpus is {corpus}.", corpus=shown(type(corpus).__name__)),
            msg("Pass it as texts=, and the column of a table as column=."),
        )
    values = iter(_plain(corpus))
    first = next(values, None)
    if first is None:
        raise UsageError(msg("The corpus is empty."), EMPTY)
    values = chain([first], values)
    if isinstance(first, str | PathLike):
        return GivenText([_path(value) for value in values])
    return GivenText(sentences=(tokens_of(value, place) for place, value in enumerate(values, 1)))


def _path(value: Any) -> str:
    """Return a path; raise an error that says so if a string is not one."""
    if not isinstance(value, str | PathLike):
        raise UsageError(
            msg("{value} is not a path, as the first of the corpus is.", value=shown(value)), EMPTY
        )
    path = fspath(value)
    if (
        isinstance(value, str)
        and path != "-"
        and not is_uri(path)
        and not _exists(local_path(path))
    ):
        raise W2vError(
            msg("{text} is not the path of a file.", text=shown(value)),
            msg("Check its spelling, or pass text in memory as texts=."),
        )
    return path


def _exists(path: str) -> bool:
    """Return whether there is such a file, perhaps in an archive; a long text names none."""
    try:
        return os.path.lexists(path) or any(parent.is_file() for parent in Path(path).parents)
    except (OSError, ValueError):
        return False


def _values(texts: Any, options: dict[str, Any]) -> Iterable[Any]:
    """Return the values of a collection of texts, of the column of a table if it has columns."""
    if hasattr(texts, "columns"):
        return _plain(texts[_column(texts, options.pop("column", None))])
    return _plain(texts)


def _column(table: Any, given: Any) -> str:
    """Return the name of the column with the texts of a DataFrame or an Arrow table."""
    names = [str(name) for name in getattr(table, "column_names", None) or table.columns]
    wanted = given if isinstance(given, str) else (given or [""])[0]
    if wanted in names:
        return str(wanted)
    raise UsageError(
        msg("The table has no column “{column}”.", column=wanted)
        if wanted
        else msg("The texts are a table, and column= does not name one of its columns."),
        msg("Its columns are: {names}.", names=", ".join(names)),
    )


def _plain(values: Any) -> Iterable[Any]:
    """Return what iterating over an Arrow column would wrap; other collections as they are."""
    plain: Callable[[], Iterable[Any]] | None = getattr(values, "to_pylist", None)
    return values if plain is None else plain()


def _is_missing(value: Any) -> bool:
    """Return whether a value of a column is missing: None, NaN or the NA of pandas."""
    is_nan = isinstance(value, float) and value != value
    return value is None or is_nan or type(value).__name__ == "NAType"


def _write(texts: Iterable[str], path: Path) -> None:
    """Write texts as paragraphs of a file."""
    try:
        with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            for text in texts:
                file.write(text if text.endswith("\n") else f"{text}\n")
                file.write("\n")
    except BaseException:
        rmtree(path.parent, ignore_errors=True)
        raise
