"""What the text of a file looks like, however it comes in blocks."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts import SIMPLIFIED, TRADITIONAL
from w2vkit.diagnostics.findings import corpus_variants
from w2vkit.diagnostics.inspection import (
    DECOMPOSED,
    MIN_LINE_CHARACTERS,
    SUSPECT_CHARACTERS,
    Lines,
    TextCounter,
    inspect_file,
)
from w2vkit.text.files.finding import find_files

SPOILT = {
    "HTML tags": ["<p>", "</p>", '<a href="x">', "<BR/>"],
    "HTML entities": ["&nbsp;", "&#23385;", "&#x609f;"],
    "control characters": ["\x07", "\x7f", "\x80"],
    "invisible characters": ["\u200b", "\u00ad", "\ufeff", "\u061c", "\u2067"],
    "full-width letters": ["Ａ", "９"],
    "ligatures": ["ﬁ", "ﬄ", "ﬆ", "\ufefb"],
    "damaged characters": ["\ufffd", "锟斤拷", "â€œ"],
}
ORDINARY = ["\t", "\n", "\x85", "a", "行", "（", "é", "“", "ក\u200bក", "می\u200cخواهم"]


def inspected(tmp_path, text, advance=lambda place: None):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    [source] = find_files([str(path)])
    return inspect_file(source, advance)


def test_figures_of_a_file(tmp_path):
    places = []
    report, lines = inspected(
        tmp_path, "孫悟空来了。八戒也来了！\n\n the end\nthe end\nok", places.append
    )
    assert (report.characters, report.lines, report.sentences) == (33, 5, 5)
    assert (report.longest_line, report.longest_sentence, report.mean_sentence) == (12, 7, 5.6)
    assert (report.simplified, report.traditional) == (2, 0)
    assert (report.han, report.latin) == (10, 14)
    assert (report.encoding, report.confidence, report.wrapped) == ("UTF-8", 1.0, 0)
    assert report.signs == dict.fromkeys((*SUSPECT_CHARACTERS, DECOMPOSED), 0)
    assert lines.counts == {"孫悟空来了。八戒也来了！": 1, "the end": 2}
    assert places[-1] == (tmp_path / "a.txt").stat().st_size


def test_combining_marks_that_become_part_of_a_letter_are_counted(tmp_path):
    report, _ = inspected(tmp_path, "re\u0301sume\u0301 x\u0304\n" * 3)
    assert report.signs[DECOMPOSED] == 6


def test_wrapped_lines_are_counted_as_they_are_and_sentences_as_they_read(tmp_path):
    prose = "".join(SIMPLIFIED) * 4
    wrapped = "\n".join(prose[start : start + 33] for start in range(0, len(prose), 33))
    report, _ = inspected(tmp_path, wrapped)
    plain, _ = inspected(tmp_path, prose)
    assert report.wrapped == 66
    assert (report.longest_line, report.lines) == (33, -(-len(prose) // 33))
    assert report.sentences == plain.sentences
    assert report.longest_sentence == plain.longest_sentence
    assert report.digest == plain.digest  # line breaks do not make another text


@given(st.lists(st.text(st.sampled_from("ab 。\n\n行说說\u200bＡ\x07"), max_size=9)))
def test_how_a_text_comes_in_blocks_changes_nothing(pieces):
    whole, parts, text = TextCounter(), TextCounter(), "".join(pieces)
    assert [*whole.watch([text])] == [text]
    assert [*parts.watch(pieces)] == pieces
    assert (parts.count, parts.longest, parts.totals) == (whole.count, whole.longest, whole.totals)
    assert parts.lines.counts == whole.lines.counts
    assert parts.digest.hexdigest() == whole.digest.hexdigest()
    lines = text.removesuffix("\n").split("\n") if text else []
    assert (whole.count, whole.longest) == (len(lines), max(map(len, lines), default=0))
    returning = Counter(line.strip() for line in lines if len(line.strip()) >= MIN_LINE_CHARACTERS)
    assert whole.lines.counts == returning


@pytest.mark.parametrize("kind", SUSPECT_CHARACTERS)
def test_signs_are_counted_by_kind(tmp_path, kind):
    counter = TextCounter()
    [*counter.watch(["".join(ORDINARY), *SPOILT[kind]])]
    assert {name: counter.totals[name] for name in SUSPECT_CHARACTERS} == {
        **dict.fromkeys(SUSPECT_CHARACTERS, 0),
        kind: len(SPOILT[kind]),
    }


def test_scripts_are_told_apart_by_the_characters_that_differ():
    counter = TextCounter()
    [*counter.watch([*SIMPLIFIED])]
    simplified, traditional = counter.totals["simplified"], counter.totals["traditional"]
    assert simplified > 20
    assert traditional == 0
    [*counter.watch([*TRADITIONAL])]
    assert counter.totals["simplified"] == simplified
    assert counter.totals["traditional"] > 20


def test_not_more_lines_are_remembered_than_there_is_room_for():
    lines = Lines(most=2)
    lines.add(["line one", "line two"])
    lines.add(["line three", "line one", "  line two "])
    assert lines.counts == {"line one": 2, "line two": 2}


def test_japanese_text_is_in_neither_script(tmp_path):
    text = "先生は国の學校で個人の話を聞いた。後で來ると言った。\n" * 30
    report, lines = inspected(tmp_path, text)
    assert report.is_japanese
    assert (report.simplified, report.traditional) == (0, 0)
    assert corpus_variants([report], [lines]) == ([], [])
