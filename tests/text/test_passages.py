"""Passages contain the sentences of the text, wherever blocks and passages end."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from w2vkit.text.files.finding import find_files
from w2vkit.text.files.reading import read_sentences
from w2vkit.text.normalization import normalized_blocks
from w2vkit.text.passages import LONG_LINE, passages, read_passages
from w2vkit.text.sentences import MAX_SENTENCE, sentences

TEXTS = st.text(st.sampled_from("ab .'’。”e\u0301\u200b\n"), max_size=60)


class Notes(list):
    def note(self, message):
        self.append(message)

    def progress(self, progress):
        pass


@given(text=TEXTS, places=st.lists(st.integers(0, 60)), size=st.integers(1, 20))
@example(text="a。.", places=[], size=4)
def test_all_ways_yield_the_same_sentences(text, places, size):
    wanted = [*sentences(normalized_blocks([text]))]
    ends = [0, *sorted(places), len(text)]
    blocks = [text[start:end] for start, end in pairwise(ends)]
    for long_line in (5, 1000):
        found = [*passages(blocks, "raw", "keep", lambda: None, size, long_line)]
        assert [line for part in found for line in part.sentences() if line] == wanted
        joined = "\n".join(part.text for part in found if part.state == "raw")
        if all(part.state == "raw" for part in found):
            assert [*sentences(normalized_blocks([joined]))] == wanted


def test_passages_end_with_lines():
    text = "".join(f"line {number}\n" for number in range(100))
    found = [*passages([text[:333], text[333:]], "raw", "keep", lambda: None, 50)]
    assert "".join(part.text for part in found) == text
    assert all(part.text.endswith("\n") and len(part.text) < 70 for part in found)


@pytest.mark.parametrize("unwrap", ["yes", "no"])
def test_a_long_line_is_split_as_ever_and_noted_once(tmp_path, unwrap):
    path = tmp_path / "long.txt"
    line = "word " * (MAX_SENTENCE // 2) + "end. " + "Short one. " * LONG_LINE
    path.write_text(f"first line.\n{line}\nlast line", encoding="utf-8")
    source = find_files([str(path)])[0]
    notes, wanted_notes = Notes(), Notes()
    wanted = [*read_sentences(source, wanted_notes)]
    found = [line for part in read_passages(source, notes) for line in part.sentences() if line]
    assert found == wanted
    assert notes == wanted_notes
    assert len(notes) == 1


def test_a_long_line_is_read_in_passages_of_bounded_length():
    line = "word " * 1_000 + "One sentence of many. " * 1_000
    found = [*passages([line], "raw", "keep", lambda: None, size=200, long_line=1_000)]
    assert max(len(part.text) for part in found if part.text) < 6_000
    assert len(found) > 50
