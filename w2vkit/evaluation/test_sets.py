"""Test sets for word vectors: which there are, and what the lines of a file mean."""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from w2vkit.errors import W2vError
from w2vkit.evaluation.lines import NO_SECTION, Line, read_lines
from w2vkit.evaluation.rating_columns import Columns, find_columns
from w2vkit.evaluation.relations import (
    Relation,
    analogies,
    holds_pairs,
    read_relations,
    relation_of,
)
from w2vkit.messages import counted
from w2vkit.text.encoding import read_small_file

TestKind = Literal["analogies", "pairs", "categories", "odd"]

BUILT_IN_SETS = {
    "google": "questions-words.txt",
    "wordsim353": "wordsim353.tsv",
    "simlex999": "simlex999.txt",
}
"""English sets inside gensim's package, by name: Mikolov et al. 2013 (arXiv:1301.3781);
Finkelstein et al. 2002; Hill, Reichart & Korhonen 2015."""
FORMS = (
    "A file holds analogies (a b c d, with : section lines; or word ⇥ answer/answer), scored "
    "pairs (a ⇥ b ⇥ 7.5), categories (word ⇥ category), or odd-one-out sets (a b c | odd)."
)
SYNTACTIC = "gram"
"""How the names of syntactic sections begin in Google's set and those made like it."""


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a test set.

    Attributes:
        words: the words that must be known to ask it. For analogies a, b, c and the answer; for
            odd-one-out sets the odd one comes last; for categories one word.
        section: the section or category it belongs to.
        value: what people said, for pairs.
        alternatives: other right answers, for analogies; one answer must be known.

    """

    words: tuple[str, ...]
    section: str = NO_SECTION
    value: float = 0.0
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TestSet:
    """A test set.

    Attributes:
        name: of its file or folder.
        kind: what it holds.
        questions: all of them.
        malformed: the numbers of the lines that could not be used.
        layout: what was taken for what, where that is not plain, for the user to check.
        groups: the group of each section, where sections come in groups.

    """

    __test__ = False  # for pytest, which collects classes called Test…

    name: str
    kind: TestKind
    questions: tuple[Question, ...]
    malformed: tuple[int, ...]
    layout: str | None = None
    groups: Mapping[str, str] = field(default_factory=dict)


def read_test_set(name_or_path: str) -> TestSet:
    """Read a test set, known by name, from a file, or from a folder of files of word pairs.

    Its kind is detected.

    Raises:
        W2vError: there is no such set, or no line of it makes sense.

    """
    path = _locate(name_or_path)
    name = Path(name_or_path).name
    if path.is_dir():
        return _of_relations(name, _relations(path))
    lines = read_lines(read_small_file(path))
    columns = find_columns(lines)
    kinds = [_kind(line, columns) for line in lines]
    counts = Counter(kind for kind in kinds if kind)
    if not counts:
        raise W2vError(f"{path} is no test set: no line of it can be used.", FORMS)
    kind = max(counts, key=lambda one: counts[one])
    if kind == "categories" and holds_pairs(lines):
        return _of_relations(name, [relation_of(lines, NO_SECTION, NO_SECTION)])
    header = columns.header if columns and kind == "pairs" else None
    questions, malformed = [], []
    for line, found in zip(lines, kinds, strict=True):
        if found == kind:
            questions.append(_question(kind, line, columns))
        elif line is not header:
            malformed.append(line.number)
    layout = columns.description() if columns and kind == "pairs" else None
    groups = _groups(questions) if kind == "analogies" else {}
    return TestSet(name, kind, tuple(questions), tuple(malformed), layout, groups)


def _relations(folder: Path) -> list[Relation]:
    found = read_relations(folder)
    if not found:
        raise W2vError(
            f"{folder} is no test set: none of its files holds lines word ⇥ answer.",
            "Name the files of other sets one by one.",
        )
    return found


def _of_relations(name: str, relations: Sequence[Relation]) -> TestSet:
    """Return the analogies between the pairs of each relation."""
    questions = [
        Question(words, relation.section, alternatives=others)
        for relation in relations
        for words, others in analogies(relation.pairs)
    ]
    pairs = sum(len(one.pairs) for one in relations)
    layout = f"{pairs:,} word pairs in {counted(len(relations), 'relation')}, asked two by two"
    if left_out := sum(len(one.left_out) for one in relations):
        layout += f"; lines without a pair: {left_out:,}"
    groups = {one.section: one.group for one in relations if one.group}
    malformed = relations[0].left_out if len(relations) == 1 else ()
    return TestSet(name, "analogies", tuple(questions), malformed, layout, groups)


def _groups(questions: Sequence[Question]) -> dict[str, str]:
    """Return whether each section is syntactic or semantic, if their names say so."""
    sections = dict.fromkeys(question.section for question in questions)
    if not any(section.startswith(SYNTACTIC) for section in sections):
        return {}
    return {
        section: "syntactic" if section.startswith(SYNTACTIC) else "semantic"
        for section in sections
    }


def _locate(name_or_path: str) -> Path:
    path = Path(name_or_path)
    if path.is_file() or (path.is_dir() and name_or_path not in BUILT_IN_SETS):
        return path
    if name_or_path not in BUILT_IN_SETS:
        raise W2vError(
            f"There is no test set “{name_or_path}”.",
            f"Give a file or a folder, or one of: {', '.join(BUILT_IN_SETS)}.",
        )
    found = importlib.util.find_spec("gensim")  # found, not imported
    if found and found.origin:
        path = Path(found.origin).parent / "test" / "test_data" / BUILT_IN_SETS[name_or_path]
        if path.is_file():
            return path
    raise W2vError(
        f"The set “{name_or_path}” comes with gensim, which is not there or has none.",
        "Install it: pip install gensim.",
    )


def _kind(line: Line, columns: Columns | None) -> TestKind | None:
    """Return the kind of question that a line seems to hold."""
    if columns and columns.pair(line):
        return "pairs"
    if any("|" in cell for cell in line.fields):
        return "odd" if _odd_words(line) else None
    by_length: dict[int, TestKind] = {2: "categories", 4: "analogies"}
    return by_length.get(len(line.fields)) if all(line.fields) else None


def _odd_words(line: Line) -> tuple[str, ...]:
    """Return the words of `a b c | odd`; none if the bar is not before the last one."""
    words: list[str] = []
    bars = []
    for cell in line.fields:
        for place, part in enumerate(cell.split("|")):
            bars += [len(words)] * (place > 0)
            words += filter(None, [part.strip()])
    return tuple(words) if len(words) > 1 and bars == [len(words) - 1] else ()


def _question(kind: TestKind, line: Line, columns: Columns | None) -> Question:
    fields = line.fields
    if kind == "pairs" and columns and (pair := columns.pair(line)):
        return Question(pair[:2], line.section, pair[2])
    if kind == "categories":
        return Question((fields[0],), fields[1])
    if kind == "odd":
        return Question(_odd_words(line), line.section)
    return Question(fields, line.section)
