"""Files that list words: stop words, words to keep whole, jieba's user dictionaries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from w2vkit.errors import W2vError
from w2vkit.messages import counted
from w2vkit.segmentation.comma_lists import split_commas, splitting_note
from w2vkit.text.encoding import read_small_file
from w2vkit.text.normalization import normalized

WORD_COLUMNS = ("word", "count", "score", "cut", "alias_of")
"""Columns of the files that `w2vkit words` writes."""
_JIEBA_LINE = re.compile(r"(?P<word>[^\sA-Za-z]+) \d+(?: [a-z]+)?")


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """A line of a user dictionary: a word, and what jieba may know about it."""

    word: str
    count: int | None = None
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word found in a text.

    Attributes:
        word: the word.
        count: how often it occurs.
        score: how sure it is a word; the higher the surer; 0 for words the dictionary has.
        cut: how it would be cut without this list.
        alias_of: the word that names the same person, probably; "" if there is none.

    """

    word: str
    count: int
    score: float
    cut: str
    alias_of: str = ""


def words_table(words: Iterable[FoundWord]) -> Iterator[str]:
    """Give the lines of a file of words, to be read by `read_protected_words` after any editing."""
    yield "\t".join(WORD_COLUMNS) + "\n"
    for word in words:
        cells = (word.word, str(word.count), f"{word.score:.2f}", word.cut, word.alias_of)
        yield "\t".join(cells) + "\n"


def read_word_list(path: str) -> list[str]:
    """Return the words of a file, one a line; what follows a tab is left out, so are comments.

    The header of a list that `w2vkit words` wrote is no word.
    """
    lines = (tuple(line.split("\t")) for _, line in _lines(path))
    return [cells[0].strip() for cells in lines if cells != WORD_COLUMNS]


def read_known_words(
    path: str, is_known: Callable[[str], bool], note: Callable[[str], None]
) -> list[str]:
    """Return the words of a file; lines of several words, 宋江、林冲, are read as several.

    Args:
        path: the file.
        is_known: whether a line is a word as it stands.
        note: is told that lines were read as several words.

    """
    found: list[str] = []
    divided: list[str] = []
    for line in read_word_list(path):
        parts = [line] if is_known(line) else split_commas(line)
        if len(parts) > 1:
            divided.append(splitting_note(line, len(parts)))
        found += parts
    _say_divided(path, divided, note)
    return found


def _say_divided(path: str, divided: Sequence[str], note: Callable[[str], None]) -> None:
    if divided:
        others = counted(len(divided) - 1, "other line is", "other lines are")
        more = f" {others} read so too." if len(divided) > 1 else ""
        note(f"{path}: {divided[0]}{more}")


def read_protected_words(path: str) -> list[str]:
    """Return the words of a file to be kept whole: `word ⇥ count ⇥ …`, or the word alone.

    Lines of jieba's dictionaries, `云边风 900 nr`, are understood as well, and lines of several
    words, `宋江、林冲`; a tab after a word with a comma keeps it one word.

    Raises:
        W2vError: a count is not a whole number; the message names the line.

    """
    return [cells[0] for cells in read_rows(path)]


def read_aliases(path: str) -> dict[str, str]:
    """Return the words of such a file whose last column names another word, and that word."""
    rows = (cells for cells in read_rows(path) if len(cells) == len(WORD_COLUMNS))
    return {cells[0]: cells[-1] for cells in rows if cells[-1] and cells[-1] != cells[0]}


def read_rows(path: str) -> Iterator[list[str]]:
    """Give the cells of each line of a file of words to be kept whole, without its header.

    Raises:
        W2vError: a count is not a whole number; the message names the line.

    """
    for number, line in _lines(path):
        cells = [cell.strip() for cell in line.split("\t")]
        count = cells[1] if len(cells) > 1 else ""
        if count and not (count.isascii() and count.isdigit()):
            if tuple(cells) == WORD_COLUMNS:
                continue
            raise W2vError(
                f"{path}, line {number}: “{count}” is not a count.",
                "Write a word on each line; what follows it, if anything, after a tab.",
            )
        if len(cells) > 1:
            rows = [cells]
        elif entry := _JIEBA_LINE.fullmatch(line.strip()):
            rows = [[entry["word"]]]
        else:
            rows = [[word] for word in split_commas(cells[0])]
        yield from (row for row in rows if row[0])


def divided_lines(path: str) -> str | None:
    """Return what to say of the lines of a list that are read as several words, if any are."""
    said: list[str] = []
    lines = [line for _, line in _lines(path) if "\t" not in line]
    divided = [
        splitting_note(line.strip(), len(parts))
        for line in lines
        if len(parts := split_commas(line)) > 1 and not _JIEBA_LINE.fullmatch(line.strip())
    ]
    _say_divided(path, divided, said.append)
    return said[0] if said else None


def read_dictionary(path: str) -> list[DictionaryEntry]:
    """Return the entries of a dictionary in jieba's format: `word [count] [tag]` on a line.

    A word with spaces in it has tabs around the other parts.

    Raises:
        W2vError: a count is not a whole number; the message names the line.

    """
    return [_entry(path, number, line) for number, line in _lines(path)]


def _entry(path: str, number: int, line: str) -> DictionaryEntry:
    word, *rest = line.split("\t") if "\t" in line else line.split()
    count, tag = None, None
    for part in rest[:2]:
        if part.isascii() and part.isdigit():
            count = int(part)
        elif part.isascii() and part.isalpha():
            tag = part
        else:
            raise W2vError(
                f"{path}, line {number}: “{part}” is neither a count nor a tag.",
                "Write word, count, tag with spaces between them, or tabs if the word has spaces.",
            )
    return DictionaryEntry(word.strip(), count, tag)


def _lines(path: str) -> Iterator[tuple[int, str]]:
    """Give the lines that are neither blank nor comments, with their numbers from 1."""
    for number, line in enumerate(normalized(read_small_file(Path(path))).splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip("\r\n")
