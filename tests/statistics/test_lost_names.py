"""Names that min-count drops, in a text whose counts are known."""

import pytest

from w2vkit.config import SegmentConfig
from w2vkit.corpus.prepare import prepare
from w2vkit.progress import SILENT
from w2vkit.statistics.lost_names import lost_names, names_note

COUNTS = {"林冲": 9, "杨志": 4, "柴进": 3, "史进": 2, "宋江": 1}


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "book.txt"
    lines = [f"{name}说道：“好酒！”\n" for name, count in COUNTS.items() for _ in range(count)]
    path.write_text("".join(lines), encoding="utf-8")
    config = SegmentConfig(keep_whole=(*COUNTS,))
    return prepare([str(path)], config, SILENT)[0]


def test_rare_names_are_lost_the_most_frequent_first(corpus):
    known = dict.fromkeys(COUNTS, "person")
    assert lost_names(corpus, 5, known) == {"杨志": 4, "柴进": 3, "史进": 2}
    assert [*lost_names(corpus, 10, known)] == ["林冲"]
    assert lost_names(corpus, 2, known) == {}


def test_the_note_counts_names_and_says_what_keeps_them():
    assert names_note({"杨志": 4, "柴进": 3}, 5) == (
        "2 likely names occur fewer than 5 times and would get no vectors: 杨志 (4), 柴进 (3); "
        "--min-count 3 keeps them."
    )
    many = dict.fromkeys(map(chr, range(0x4E00, 0x4E0A)), 2)
    assert "…; --min-count 2 keeps them." in names_note(many, 5)
    assert names_note({"杨志": 4}, 5).startswith("1 likely name occurs fewer")
