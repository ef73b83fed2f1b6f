"""Word lists: stop words, protected words, user dictionaries of jieba."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from w2vkit.base.config import Kind
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, joined, msg, sentences
from w2vkit.languages.segmentation.comma_lists import split_commas, splitting_note
from w2vkit.languages.segmentation.word_tables import TableRow, table_rows
from w2vkit.text.character_encoding import read_small_file
from w2vkit.text.normalization import normalized

WORD_COLUMNS = ("word", "count", "score", "cut", "alias_of", "kind", "weight")
"""Columns of the files that `w2vkit words` writes."""
SCORE_CELL, CUT_CELL, ALIAS_CELL, KIND_CELL, WEIGHT_CELL = map(
    WORD_COLUMNS.index, ("score", "cut", "alias_of", "kind", "weight")
)
NO_WORD = 0
"""The weight of an entry of the segmenter's dictionary that is no word of the text: 孔明曰."""
CONTRADICTIONS_SHOWN = 5
_JIEBA_LINE = re.compile(r"(?P<word>[^\sA-Za-z]+) \d+(?: [a-z]+)?")


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """A line of a user dictionary: a word with its optional count and part of speech."""

    word: str
    count: int | None = None
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word found in a text.

    Attributes:
        word: the word.
        count: the number of its occurrences.
        score: the higher, the more reliable; 0 for words of the dictionary.
        cut: how the segmenter splits it without this list.
        alias_of: the main name of the same person, probably; "" if there is none.
        kind: a `w2vkit.base.config.Kind`, or "" if it is unknown.
        weight: its frequency in the text in the unit of jieba's dictionary, by which a segmenter
            weighs it against other words; `NO_WORD`, or None if it is always kept whole.

    """

    word: str
    count: int
    score: float
    cut: str
    alias_of: str = ""
    kind: Kind | Literal[""] = ""
    weight: int | None = None


def words_table(words: Iterable[FoundWord]) -> Iterator[str]:
    """Yield the lines of a word list, which `read_protected_words` reads, edited or not."""
    yield "\t".join(WORD_COLUMNS) + "\n"
    for word in words:
        cells = (word.word, str(word.count), f"{word.score:.2f}", word.cut, word.alias_of)
        yield "\t".join((*cells, word.kind, "" if word.weight is None else str(word.weight))) + "\n"


def read_word_list(path: str) -> list[str]:
    """Return the words of a file with one word a line, or of a table with a column `word`.

    Comments, everything after a tab, and the header that `w2vkit words` writes are ignored.
    """
    text = _text(path)
    if (table := table_rows(text)) is not None:
        return [row.word for row in table]
    return _listed(text)


def _listed(text: str) -> list[str]:
    lines = (tuple(line.split("\t")) for _, line in _lines(text))
    return [cells[0].strip() for cells in lines if not _is_header(cells)]


def read_known_words(
    path: str, is_known: Callable[[str], bool], note: Callable[[str], None]
) -> list[str]:
    """Return the words of a file; a line of several words, 宋江、林冲, is split.

    Args:
        path: the file.
        is_known: whether a whole line is a word.
        note: called with a note if lines were split.

    """
    text = _text(path)
    if (table := table_rows(text)) is not None:
        return [row.word for row in table]
    words: list[str] = []
    notes: list[str] = []
    for line in _listed(text):
        parts = [line] if is_known(line) else split_commas(line)
        if len(parts) > 1:
            notes.append(splitting_note(line, len(parts)))
        words += parts
    _note_split_lines(path, notes, note)
    return words


def _note_split_lines(path: str, notes: Sequence[str], note: Callable[[str], None]) -> None:
    if notes:
        more = counted(
            len(notes) - 1,
            "{number} other line is split in the same way.",
            "{number} other lines are split in the same way.",
        )
        said = sentences(notes[0], more if len(notes) > 1 else None)
        note(msg("{path}: {said}", path=path, said=said))


def read_protected_words(path: str) -> list[str]:
    """Return the protected words in a file: `word ⇥ count ⇥ …`, or only the word.

    Lines of jieba's dictionaries, `云边风 900 nr`, are accepted, and lines of several words,
    `宋江、林冲`; a tab after a word that contains a comma keeps it one word. So are tables with a
    column `word` in CSV, TSV, JSON or JSON Lines; other columns can be those of `WORD_COLUMNS`.

    Raises:
        W2vError: a count is not a whole number; the message names the line.

    """
    return [cells[0] for cells in read_rows(path)]


def read_weights(path: str) -> dict[str, int]:
    """Return the words of such a file that have a weight, which a segmenter weighs."""
    rows = (cells for cells in read_rows(path) if len(cells) > WEIGHT_CELL)
    return {
        cells[0]: int(cells[WEIGHT_CELL])
        for cells in rows
        if cells[WEIGHT_CELL].isascii() and cells[WEIGHT_CELL].isdigit()
    }


def read_found_words(path: str) -> Iterator[FoundWord]:
    """Yield the words of a list that `words` wrote and nobody shortened.

    Raises:
        W2vError: a count is not a whole number; the message names the line.

    """
    for cells in read_rows(path):
        if len(cells) > ALIAS_CELL and (score := _score(cells[SCORE_CELL])):
            yield FoundWord(cells[0], int(cells[1] or 0), score, cells[CUT_CELL], cells[ALIAS_CELL])


def _score(text: str) -> float:
    """Return a score, 0 if it is none."""
    try:
        return float(text)
    except ValueError:
        return 0.0


def read_aliases(path: str) -> dict[str, str]:
    """Return the alias column of such a file: words mapped to the names they are aliases of.

    An alias of an alias is mapped to the last name. Words with contradictory aliases are left out.
    """
    names = _alias_names(read_rows(path))
    contradictory = _contradictory(names)
    single = {word: next(iter(of)) for word, of in names.items() if word not in contradictory}
    return {word: _last_name(word, single) for word in single}


def contradictions_note(path: str) -> str | None:
    """Return the note on contradictory aliases in a list, or None."""
    names = _alias_names(read_rows(path))
    contradictory = _contradictory(names)
    words = [word for word in names if word in contradictory]
    if not words:
        return None
    shown = words[:CONTRADICTIONS_SHOWN] + ["…"] * (len(words) > CONTRADICTIONS_SHOWN)
    return msg(
        "{path}: the aliases of {words} contradict each other and are ignored: {shown}.",
        path=path,
        words=counted(len(words), "{number} word", "{number} words"),
        shown=joined(", ", shown),
    )


def read_consistent_rows(path: str) -> Iterator[list[str]]:
    """Yield the cells of each line of such a file; contradictory aliases are cleared.

    Aliases contradict each other if a word is one of several names, or of its own alias.
    """
    rows = [*read_rows(path)]
    contradictory = _contradictory(_alias_names(rows))
    for cells in rows:
        yield _without_alias(cells) if cells[0] in contradictory else cells


def consistent_rows(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield rows of several lists; an alias that leads back to its word by earlier rows is cleared.

    So an alias of the user's list takes precedence over the opposite one of found words.
    """
    names: dict[str, str] = {}
    for cells in rows:
        name = _alias_of(cells)
        if name and _leads_to(name, cells[0], names):
            yield _without_alias(cells)
            continue
        if name:
            names[cells[0]] = name
        yield cells


def _without_alias(cells: Sequence[str]) -> list[str]:
    """Return the cells of a row with the alias column empty."""
    return [*cells[:ALIAS_CELL], "", *cells[ALIAS_CELL + 1 :]]


def _alias_of(cells: Sequence[str]) -> str:
    return cells[ALIAS_CELL] if len(cells) > ALIAS_CELL else ""


def _alias_names(rows: Iterable[Sequence[str]]) -> dict[str, dict[str, None]]:
    """Return the different names that each word of a list is an alias of, in order."""
    names: dict[str, dict[str, None]] = {}
    for cells in rows:
        name = _alias_of(cells)
        if name and name != cells[0]:
            names.setdefault(cells[0], {})[name] = None
    return names


def _contradictory(names: Mapping[str, Mapping[str, None]]) -> frozenset[str]:
    """Return the words with several names, and those whose names lead back to them."""
    shared = {word for word, of in names.items() if len(of) > 1}
    single = {word: next(iter(of)) for word, of in names.items() if word not in shared}
    return frozenset(shared | {word for word in single if _leads_to(single[word], word, single)})


def _leads_to(start: str, end: str, names: Mapping[str, str]) -> bool:
    """Return whether `start` is `end`, or an alias of it by one or more steps."""
    seen = {start}
    while start != end and start in names:
        start = names[start]
        if start in seen:
            return False
        seen.add(start)
    return start == end


def _last_name(word: str, names: Mapping[str, str]) -> str:
    while word in names:
        word = names[word]
    return word


def read_word_kinds(path: str) -> dict[str, Kind]:
    """Return the kinds of the words of such a file; other values in the column are ignored."""
    kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    rows = (cells for cells in read_rows(path) if len(cells) > KIND_CELL)
    return {cells[0]: kinds[cells[KIND_CELL]] for cells in rows if cells[KIND_CELL] in kinds}


def _is_header(cells: Sequence[str]) -> bool:
    """Return whether the cells of a line are the columns, perhaps of an earlier version."""
    return len(cells) > ALIAS_CELL and tuple(cells) == WORD_COLUMNS[: len(cells)]


def read_rows(path: str) -> Iterator[list[str]]:
    """Yield the cells of each line of a file of protected words, without its header.

    Raises:
        W2vError: a count is not a whole number; the message names the line.

    """
    text = _text(path)
    if (table := table_rows(text)) is not None:
        yield from map(_columns, table)
        return
    for number, line in _lines(text):
        cells = [cell.strip() for cell in line.split("\t")]
        count = cells[1] if len(cells) > 1 else ""
        if count and not (count.isascii() and count.isdigit()):
            if _is_header(cells):
                continue
            raise W2vError(
                msg(
                    "{path}, line {number}: “{count}” is not a count.",
                    path=path,
                    number=number,
                    count=count,
                ),
                msg(
                    "The columns, separated by tabs, are word, count, score, cut, alias_of, "
                    "and kind; all but the word may be empty."
                ),
            )
        if len(cells) > 1:
            rows = [cells]
        elif entry := _JIEBA_LINE.fullmatch(line.strip()):
            rows = [[entry["word"]]]
        else:
            rows = [[word] for word in split_commas(cells[0])]
        yield from (row for row in rows if row[0])


def split_lines_note(path: str) -> str | None:
    """Return the note on the lines of a list that are read as several words, or None."""
    said: list[str] = []
    text = _text(path)
    if table_rows(text) is not None:
        return None
    lines = [line for _, line in _lines(text) if "\t" not in line]
    notes = [
        splitting_note(line.strip(), len(parts))
        for line in lines
        if len(parts := split_commas(line)) > 1 and not _JIEBA_LINE.fullmatch(line.strip())
    ]
    _note_split_lines(path, notes, said.append)
    return said[0] if said else None


def read_dictionary(path: str) -> list[DictionaryEntry]:
    """Return the entries of a dictionary in jieba's format: `word [count] [tag]` on each line.

    If the word contains spaces, tabs separate the fields. A table with a column `word`, and perhaps
    `count` and `tag`, is accepted, too.

    Raises:
        W2vError: a count is not a whole number; the message names the line.

    """
    text = _text(path)
    if (table := table_rows(text)) is not None:
        return [
            DictionaryEntry(row.word, _count(row.cells), row.cells.get("tag") or None)
            for row in table
        ]
    return [_entry(path, number, line) for number, line in _lines(text)]


def _columns(row: TableRow) -> list[str]:
    """Return the cells of a row of a table in the order of `WORD_COLUMNS`."""
    count = _count(row.cells)
    known = {**row.cells, "count": "" if count is None else str(count)}
    return [known.get(name, "") for name in WORD_COLUMNS]


def _count(cells: Mapping[str, str]) -> int | None:
    """Return the count of a row; None without one, or if it is something else."""
    text = cells.get("count", "").replace(",", "")
    return int(text) if text.isascii() and text.isdigit() else None


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
                msg(
                    "{path}, line {number}: “{field}” is neither a count nor a tag.",
                    path=path,
                    number=number,
                    field=part,
                ),
                msg(
                    "Separate word, count, and tag by spaces, or by tabs if the word "
                    "contains spaces."
                ),
            )
    return DictionaryEntry(word.strip(), count, tag)


def _text(path: str) -> str:
    return normalized(read_small_file(Path(path)))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are neither blank nor comments, with their numbers from 1."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip("\r\n")
