"""Test sets for word vectors: the built-in sets, and reading a set of any kind."""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, joined, msg
from w2vkit.base.system.optional import require_gensim
from w2vkit.evaluation.layouts import (
    NO_SECTION,
    AnalogyRelation,
    Line,
    RatingColumns,
    analogy_questions,
    are_word_pairs,
    find_columns,
    read_lines,
    read_relations,
    relation_of,
)
from w2vkit.text.character_encoding import read_small_file

TestKind = Literal["analogies", "pairs", "categories", "odd"]

BUILT_IN_SETS = {
    "google": "questions-words.txt",
    "wordsim353": "wordsim353.tsv",
    "simlex999": "simlex999.txt",
}
"""English test sets inside the gensim package: Mikolov et al. 2013 (arXiv:1301.3781); Finkelstein
et al. 2002; Hill, Reichart & Korhonen 2015."""
SUPPORTED_LINES = msg(
    "A test set contains analogies (a b c d, with : section lines; or word ⇥ "
    "answer/answer), scored pairs (a ⇥ b ⇥ 7.5), categories (word ⇥ category), or "
    "odd-one-out sets (a b c | odd)."
)
SYNTACTIC_PREFIX = "gram"
"""Prefix of the names of syntactic sections in the Google set and in sets like it."""


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a test set.

    Attributes:
        words: the words that the model must know. For analogies a, b, c and the answer; for
            odd-one-out sets, the odd word is last; for categories, one word.
        section: its section or category.
        value: for pairs, the human rating.
        alternatives: for analogies, other correct answers; the model must know one answer.

    """

    words: tuple[str, ...]
    section: str = NO_SECTION
    value: float = 0.0
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TestSet:
    """A test set.

    Attributes:
        name: the name of its file or folder.
        kind: its kind.
        questions: its questions.
        malformed: the numbers of the lines that could not be used.
        layout: how the columns were interpreted, for the user to check, or None if obvious.
        groups: the group of each section, if the sections form groups.

    """

    __test__ = False  # pytest collects classes named Test…

    name: str
    kind: TestKind
    questions: tuple[Question, ...]
    malformed: tuple[int, ...]
    layout: str | None = None
    groups: Mapping[str, str] = field(default_factory=dict)


def read_test_set(name_or_path: str) -> TestSet:
    """Read a built-in test set, a file, or a directory of files with word pairs; detect its kind.

    Raises:
        W2vError: there is no such set, or none of its lines can be used.

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
        raise W2vError(
            msg("{path} is not a test set: none of its lines can be used.", path=path),
            SUPPORTED_LINES,
        )
    kind = counts.most_common(1)[0][0]
    if kind == "categories" and are_word_pairs(lines):
        return _of_relations(name, [relation_of(lines, NO_SECTION, NO_SECTION)])
    header = columns.header if columns and kind == "pairs" else None
    questions, malformed = [], []
    for line, line_kind in zip(lines, kinds, strict=True):
        if line_kind == kind:
            questions.append(_question(kind, line, columns))
        elif line is not header:
            malformed.append(line.number)
    layout = columns.description() if columns and kind == "pairs" else None
    groups = _groups(questions) if kind == "analogies" else {}
    return TestSet(name, kind, tuple(questions), tuple(malformed), layout, groups)


def _relations(folder: Path) -> list[AnalogyRelation]:
    relations = read_relations(folder)
    if not relations:
        raise W2vError(
            msg(
                "{folder} is not a test set: none of its files contains lines word ⇥ answer.",
                folder=folder,
            ),
            msg("For sets of another kind, name the files instead of the directory."),
        )
    return relations


def _of_relations(name: str, relations: Sequence[AnalogyRelation]) -> TestSet:
    """Return the analogies between the pairs of each relation."""
    questions = [
        Question(words, relation.section, alternatives=others)
        for relation in relations
        for words, others in analogy_questions(relation.pairs)
    ]
    pairs = sum(len(relation.pairs) for relation in relations)
    layout = msg(
        "{pairs:,} word pairs in {relations}, combined into analogies",
        pairs=pairs,
        relations=counted(len(relations), "{number} relation", "{number} relations"),
    )
    if left_out := sum(len(relation.left_out) for relation in relations):
        lines = msg("lines without a pair: {number:,}", number=left_out)
        layout = joined("; ", [layout, lines])
    groups = {relation.section: relation.group for relation in relations if relation.group}
    malformed = relations[0].left_out if len(relations) == 1 else ()
    return TestSet(name, "analogies", tuple(questions), malformed, layout, groups)


def _groups(questions: Sequence[Question]) -> dict[str, str]:
    """Return for each section whether it is syntactic or semantic, or {} for other names."""
    sections = dict.fromkeys(question.section for question in questions)
    if not any(section.startswith(SYNTACTIC_PREFIX) for section in sections):
        return {}
    return {
        section: "syntactic" if section.startswith(SYNTACTIC_PREFIX) else "semantic"
        for section in sections
    }


def _locate(name_or_path: str) -> Path:
    path = Path(name_or_path)
    if path.is_file() or (path.is_dir() and name_or_path not in BUILT_IN_SETS):
        return path
    if name_or_path not in BUILT_IN_SETS:
        raise W2vError(
            msg("There is no test set “{name_or_path}”.", name_or_path=name_or_path),
            msg(
                "Name a file, a directory, or one of: {built_in_sets}.",
                built_in_sets=joined(", ", BUILT_IN_SETS),
            ),
        )
    require_gensim(
        msg("The test set “{name_or_path}”", name_or_path=name_or_path),
        msg("Name a file: w2vkit eval FILE"),
    )
    spec = importlib.util.find_spec("gensim")  # located without importing it
    if spec and spec.origin:
        path = Path(spec.origin).parent / "test" / "test_data" / BUILT_IN_SETS[name_or_path]
        if path.is_file():
            return path
    raise W2vError(
        msg(
            "The test set “{name_or_path}” is part of gensim, but its file is missing.",
            name_or_path=name_or_path,
        ),
        msg("Run pip install --force-reinstall gensim."),
    )


def _kind(line: Line, columns: RatingColumns | None) -> TestKind | None:
    """Return the kind of question on a line, or None."""
    if columns and columns.pair(line):
        return "pairs"
    if any("|" in cell for cell in line.fields):
        return "odd" if _odd_words(line) else None
    by_length: dict[int, TestKind] = {2: "categories", 4: "analogies"}
    return by_length.get(len(line.fields)) if all(line.fields) else None


def _odd_words(line: Line) -> tuple[str, ...]:
    """Return the words of `a b c | odd`, or () if the bar is not before the last word."""
    words: list[str] = []
    bars = []
    for cell in line.fields:
        for place, part in enumerate(cell.split("|")):
            bars += [len(words)] * (place > 0)
            words += filter(None, [part.strip()])
    return tuple(words) if len(words) > 1 and bars == [len(words) - 1] else ()


def _question(kind: TestKind, line: Line, columns: RatingColumns | None) -> Question:
    fields = line.fields
    if kind == "pairs" and columns and (pair := columns.pair(line)):
        return Question(pair[:2], line.section, pair[2])
    if kind == "categories":
        return Question((fields[0],), fields[1])
    if kind == "odd":
        return Question(_odd_words(line), line.section)
    return Question(fields, line.section)
