"""Chapters, or passages, that are shuffled between parts."""

import numpy as np

from tests.planted import encoded
from w2vkit.analysis.change.blocks import blocks_of
from w2vkit.analysis.change.parts import made_parts
from w2vkit.analysis.change.units import NO_UNIT, TextUnits
from w2vkit.analysis.counted_text import CountedText


def blocks(tmp_path, chapters, of_unit, kind="chapter", length=10):
    """Return the blocks of chapters of ten sentences each."""
    corpus = encoded(tmp_path / "corpus", [["word"] * length] * (10 * chapters))
    of_sentence = np.repeat(np.arange(chapters), 10)
    of_sentence[:2] = NO_UNIT
    units = TextUnits(kind, [f"Chapter {n}" for n in range(chapters)], of_sentence)
    parts = made_parts(CountedText("t", corpus), "x", units, ["a", "b"], of_unit)
    return blocks_of(parts, np.asarray(corpus.starts))


def test_chapters_are_blocks_if_each_part_has_ten(tmp_path):
    found = blocks(tmp_path, 21, [0] * 10 + [-1] + [1] * 10)
    assert len(found) == 20
    assert found.parts.tolist() == [0] * 10 + [1] * 10
    assert found.of_sentence[0] == -1
    assert found.of_sentence[100:110].tolist() == [-1] * 10
    assert found.of_sentence[-1] == 19
    assert found.description == "21 chapters"


def test_passages_are_blocks_if_a_part_has_few_chapters(tmp_path):
    found = blocks(tmp_path, 4, [0, 0, 0, 1], length=100)
    assert "passages of about 200 words, since a part has only 1 unit" in found.description
    assert np.bincount(found.parts).tolist()[1] >= 3
    sizes = np.bincount(found.of_sentence[found.of_sentence >= 0]) * 100
    assert sizes.max() <= 400
    # No passage is in two chapters.
    for block in range(len(found)):
        sentences = np.flatnonzero(found.of_sentence == block)
        assert len({*(sentences // 10)}) == 1


def test_passages_of_long_texts_are_longer(tmp_path):
    found = blocks(tmp_path, 2, [0, 1], length=60_000)
    assert "passages of about 2,700 words" in found.description


def test_blocks_of_a_few_words_share_the_topic_of_their_part(tmp_path):
    chapters = blocks(tmp_path / "long", 20, [0] * 10 + [1] * 10, length=40)
    assert chapters.topics.tolist() == [*range(20)]
    rows = blocks(tmp_path / "short", 44, [0] * 22 + [1] * 22, kind="row")
    assert rows.topics.tolist() == [0] * 22 + [1] * 22
    few = blocks(tmp_path / "few", 20, [0] * 10 + [1] * 10, kind="row")
    assert few.topics.tolist() == [0] * 20  # 1,000 tokens of each part are no topic
