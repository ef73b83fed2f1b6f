"""Names that min-count drops, in a text whose counts are known."""

import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.lost_names import lost_names, names_note
from w2vkit.corpus.prepare import prepare

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


@pytest.mark.parametrize(
    ("word", "is_lost"),
    [
        ("铁扇公主", True),
        ("刘伯钦", True),  # 伯钦, who is a name of the text, with the surname
        ("林冲奏", False),  # a name and a verb
        ("封林冲", False),  # a verb and a name
        ("王大怒", False),  # a surname and a verb
        ("张嘴", False),  # a word of the dictionary that begins with a surname
        ("规规矩矩", False),
    ],
)
def test_names_and_what_only_looks_like_names(tmp_path, word, is_lost):
    path = tmp_path / "book.txt"
    speakers = ["林冲"] * 9 + ["伯钦"] * 9 + [word] * 3
    text = "".join(f"{name}说道：“好酒！”\n{name}坐下。\n" for name in speakers)
    path.write_text(text, encoding="utf-8")
    config = SegmentConfig(keep_whole=("林冲", "伯钦", word))
    corpus = prepare([str(path)], config, SILENT)[0]
    assert word in corpus.vocabulary
    lost = lost_names(corpus, 10, {"林冲": "person", "伯钦": "person"})
    assert (word in lost) == is_lost


def test_the_note_counts_names_and_says_what_keeps_them():
    assert names_note({"杨志": 4, "柴进": 3}, 5) == (
        "2 likely names occur fewer than 5 times and get no vectors: 杨志 (4), 柴进 (3); "
        "--min-count 3 keeps them."
    )
    many = dict.fromkeys(map(chr, range(0x4E00, 0x4E0A)), 2)
    assert "…; --min-count 2 keeps them." in names_note(many, 5)
    assert names_note({"杨志": 4}, 5).startswith("1 likely name occurs fewer")


def test_a_found_word_that_begins_as_no_name_does_is_none(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text("只听老者说道。\n" * 4 + "杨志说道。\n" * 4, encoding="utf-8")
    text, _ = prepare([str(path)], SegmentConfig(keep_whole=("只听", "杨志")), SILENT)
    assert lost_names(text, 5, {"只听": "person", "杨志": "person"}) == {"杨志": 4}
