from w2vkit.base.progress import SILENT
from w2vkit.text.files.reading import find_files
from w2vkit.text.numbered_lines import numbered_lines


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
