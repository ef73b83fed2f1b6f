"""Test sets for word vectors: which there are, and what the lines of a file mean."""

from __future__ import annotations

import importlib.util
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from w2vkit.errors import W2vError
from w2vkit.text.encoding import read_small_file

Kind = Literal["analogies", "pairs", "categories", "odd"]

KNOWN = {
    "google": "questions-words.txt",
    "wordsim353": "wordsim353.tsv",
    "simlex999": "simlex999.txt",
}
"""English sets inside gensim's package, by name: Mikolov et al. 2013 (arXiv:1301.3781);
Finkelstein et al. 2002; Hill, Reichart & Korhonen 2015."""
FORMS = (
    "A file holds analogies (a b c d, with : section lines), scored pairs (a ⇥ b ⇥ 7.5), "
    "categories (word ⇥ category), or odd-one-out sets (a b c | odd)."
)
ALL = ""
"""The section of questions that stand in none."""


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a test set.

    Attributes:
        words: the words that must be known to ask it. For analogies a, b, c and the answer; for
            odd-one-out sets the odd one comes last; for categories one word.
        section: the section or category it belongs to.
        value: what people said, for pairs.

    """

    words: tuple[str, ...]
    section: str = ALL
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class TestSet:
    """A test set: its questions, and the numbers of the lines that could not be used."""

    __test__ = False  # for pytest, which collects classes called Test…

    name: str
    kind: Kind
    questions: tuple[Question, ...]
    malformed: tuple[int, ...]


def read_test_set(name_or_path: str) -> TestSet:
    """Read a test set, known by name or from a file; its kind is found out.

    Raises:
        W2vError: there is no such set, or no line of it makes sense.

    """
    path = _locate(name_or_path)
    lines = read_small_file(path).splitlines()
    kinds = Counter(kind for _, _, _, kind in _classified(lines))
    kind = max(kinds, key=lambda one: kinds[one] if one else 0, default=None)
    if kind is None:
        raise W2vError(f"{path} is no test set: no line of it can be used.", FORMS)
    questions, malformed = [], []
    for number, section, fields, found in _classified(lines):
        if found == kind:
            questions.append(_question(kind, section, fields))
        else:
            malformed.append(number)
    return TestSet(Path(name_or_path).name, kind, tuple(questions), tuple(malformed))


def _locate(name_or_path: str) -> Path:
    path = Path(name_or_path)
    if path.is_file():
        return path
    if name_or_path not in KNOWN:
        raise W2vError(
            f"There is no test set “{name_or_path}”.",
            f"Give a file, or one of: {', '.join(KNOWN)}.",
        )
    found = importlib.util.find_spec("gensim")  # found, not imported
    if found and found.origin:
        path = Path(found.origin).parent / "test" / "test_data" / KNOWN[name_or_path]
        if path.is_file():
            return path
    raise W2vError(
        f"The set “{name_or_path}” comes with gensim, which is not there or has none.",
        "Install it: pip install gensim.",
    )


def _classified(lines: list[str]) -> Iterator[tuple[int, str, list[str], Kind | None]]:
    """Give number, section, fields and apparent kind of each line that holds a question."""
    section = ALL
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if text.startswith(":"):
            section = text.lstrip(": ").strip()
        elif text and not text.startswith("#"):
            fields = _fields(text)
            yield number, section, fields, _kind(fields)


def _fields(text: str) -> list[str]:
    """Cut a line at tabs, or else at commas if there are any, or else at spaces."""
    separator = "\t" if "\t" in text else "," if "," in text else None
    return [field.strip() for field in text.replace("|", f"{separator or ' '}|").split(separator)]


def _kind(fields: list[str]) -> Kind | None:
    """Return the kind of question that a line seems to hold."""
    if not all(fields):
        return None
    if any(field.startswith("|") for field in fields):
        odd = fields[-2] == "|" or (fields[-1].startswith("|") and len(fields[-1]) > 1)
        return "odd" if odd and len(fields) >= 3 else None
    if len(fields) == 3:
        return "pairs" if _is_number(fields[2]) else None
    by_length: dict[int, Kind] = {2: "categories", 4: "analogies"}
    return by_length.get(len(fields))


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _question(kind: Kind, section: str, fields: list[str]) -> Question:
    if kind == "pairs":
        return Question(tuple(fields[:2]), section, float(fields[2]))
    if kind == "categories":
        return Question((fields[0],), fields[1])
    if kind == "odd":
        words = (field.removeprefix("|").strip() for field in fields)
        return Question(tuple(word for word in words if word), section)
    return Question(tuple(fields), section)
