"""Lines on which sentences start."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.reading import read_sentences
from w2vkit.text.line_numbers import numbered_lines, numbered_sentences

TEXT = "第一回 出山\n\n悟空来了。八戒\n\n\n沙僧走了！他说：“好。” 走\n"


def source_of(folder, text, **options):
    path = Path(folder, "a.txt")
    path.write_bytes(text.encode())
    (source,) = find_files([str(path)], config=SegmentConfig(**options))
    return source


def test_sentences_have_the_number_of_their_line(tmp_path):
    assert [*numbered_sentences(source_of(tmp_path, TEXT))] == [
        (1, "第一回 出山"),
        (3, "悟空来了。"),
        (3, "八戒"),
        (6, "沙僧走了！"),
        (6, "他说：“好。”"),
        (6, "走"),
    ]


def test_wrapped_lines_are_joined_and_a_sentence_has_its_first_line(tmp_path):
    line = "行者笑道这个泼怪不知老孙的手段你且过来吃我一棒看你还敢不敢再来作怪害人性命"
    source = replace(source_of(tmp_path, f"{line}\n{line[:9]}。{line[10:]}\n走了。\n"), wrapped=76)
    assert [number for number, _ in numbered_sentences(source)] == [1, 2]


def test_the_script_is_converted(tmp_path):
    source = source_of(tmp_path, "頭髮\n\n皇后\n", script="simplified")
    assert [*numbered_sentences(source)] == [(1, "头发"), (3, "皇后")]


@given(st.text('ab。.!？ \n\r\t\u3000’"”e\u0301\u200b\x0b\x85Ａ', min_size=1).filter(str.strip))
def test_every_sentence_starts_on_its_line(text):
    with TemporaryDirectory() as folder:
        source = source_of(folder, f"x {text}")
        found = [*numbered_sentences(source)]
        assert [sentence for _, sentence in found] == [*read_sentences(source)]
        numbers = [number for number, _ in found]
        assert numbers == sorted(numbers)
        lines = f"x {text}".replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert {*numbers} <= {number for number, line in enumerate(lines, 1) if line.strip()}


def test_lines_keep_their_numbers_and_blank_ones_are_left_out(tmp_path):
    path = tmp_path / "table.txt"
    path.write_bytes(b"\na,b\r\n\r\n  \n c \nd")
    (source,) = find_files([str(path)], SILENT)
    assert [*numbered_lines(source)] == [(2, "a,b"), (5, " c "), (6, "d")]


def test_lines_longer_than_a_block(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text("x" * 3_000_000 + "\ny\n", encoding="utf-8")
    (source,) = find_files([str(path)], SILENT)
    assert [(number, len(line)) for number, line in numbered_lines(source)] == [
        (1, 3_000_000),
        (2, 1),
    ]
