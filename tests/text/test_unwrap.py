"""Wrapped lines: found, joined, and everything else left alone."""

import random
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts import SIMPLIFIED
from tests.toys import Notes
from w2vkit.base.config import SegmentConfig
from w2vkit.text.files.finding import find_files
from w2vkit.text.sentences import split_sentences
from w2vkit.text.unwrap import (
    join_lines,
    unwrap_lines,
    words_of_records,
    wrap_width,
)

PROSE = "".join(SIMPLIFIED)
ENGLISH = (
    "The king had a garden behind the castle, and in the garden stood a tree that no one had "
    "planted. Every morning the old gardener counted its golden apples, wrote the number into a "
    "book, and carried the book up three hundred steps to the king. "
)


def wrapped_chinese(width):
    lines = []
    for _ in range(12):
        text = "　　" + PROSE
        lines += [text[start : start + width] for start in range(0, len(text), width)]
    return "\n".join(lines)


LEFT_ALONE = {
    "a novel": "\n".join([*SIMPLIFIED] * 10),
    "verse with stops": "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n" * 40,
    "verse without": "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡\n" * 40,
    "a list of words": "\n".join(f"{'apple' * (number % 9)} {number}" for number in range(400)),
    "English verse": "Tell me a tale of an old king\nwho lost his crown\nand a bird\n" * 40,
    "long lines": f"{ENGLISH}\n" * 40,
    "one line": PROSE * 50,
    "nothing": "",
}


@pytest.mark.parametrize("kind", LEFT_ALONE)
def test_what_is_not_wrapped_is_left_alone(kind):
    assert wrap_width(LEFT_ALONE[kind]) == 0


def records(words, shape):
    """Return lines of `words` words whose lengths are those of wrapped text."""
    generator = random.Random(1)
    return "\n".join(" ".join(shape(generator) for _ in range(words)) for _ in range(60))


RECORDS = {
    "walks of a graph": (10, records(10, lambda some: str(some.randrange(10_000, 99_999)))),
    "long walks": (40, records(40, lambda some: str(some.randrange(9_999)))),
    "k-mers": (12, records(12, lambda some: "".join(some.choices("ACGT", k=6)))),
    "ids": (1, records(1, lambda some: f"{some.getrandbits(256):064x}")),
    "Chinese names": (12, records(12, lambda some: some.choice(["孙悟空", "猪八戒", "沙和尚"]))),
}


@pytest.mark.parametrize("kind", RECORDS)
def test_records_are_not_wrapped_prose(kind, tmp_path):
    words, text = RECORDS[kind]
    assert words_of_records(text) == words
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    notes = Notes()
    (source,) = find_files([str(path)], notes)
    assert (source.wrapped, source.records) == (0, words)
    number = "1 word" if words == 1 else f"{words} words"
    assert notes.said == [
        f"{path}: every line has {number}, so the lines are kept separate; --unwrap yes joins them."
    ]
    (source,) = find_files([str(path)], config=SegmentConfig(unwrap="yes"))
    assert source.wrapped > 0


@pytest.mark.parametrize("width", [24, 35, 40])
def test_wrapped_chinese_is_found_and_joined(width):
    text = wrapped_chinese(width)
    found = wrap_width(text)
    assert abs(found - 2 * width) <= 1
    assert words_of_records(text) == 0
    # Where a full line ends with a full stop, the line break may stay.
    assert split_sentences(join_lines(text.split("\n"), found)) == split_sentences(PROSE) * 12


@pytest.mark.parametrize("width", [60, 72])
def test_wrapped_english_is_found_and_joined_with_spaces(width):
    paragraph = (ENGLISH * 3).strip()
    text = "\n\n".join(["\n".join(textwrap.wrap(paragraph, width))] * 10)
    found = wrap_width(text)
    assert width - 5 <= found <= width
    assert words_of_records(text) == 0
    joined = join_lines(text.split("\n"), found)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(line.endswith(".") for line in joined.split("\n") if line)


@given(st.text("孙悟空。， a\n", max_size=200), st.integers(1, 40), st.integers(4, 30))
def test_blocks_make_no_difference(text, size, width):
    blocks = [text[start : start + size] for start in range(0, len(text), size)]
    assert "".join(unwrap_lines(blocks, width)) == join_lines(text.split("\n"), width)


def test_a_line_of_megabytes_passes_in_pieces():
    pieces = [*unwrap_lines(["悟空" * 300] * 100, 70, longest_line=1000)]
    assert "".join(pieces) == "悟空" * 30_000
    assert max(map(len, pieces)) < 2000
