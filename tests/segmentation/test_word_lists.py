import pytest

from w2vkit.errors import W2vError
from w2vkit.segmentation.word_lists import (
    DictionaryEntry,
    read_aliases,
    read_dictionary,
    read_known_words,
    read_protected_words,
    read_word_list,
    split_lines_note,
)

LINES = {
    "孙悟空": DictionaryEntry("孙悟空"),
    "孙悟空 100": DictionaryEntry("孙悟空", 100),
    "孙悟空 nr": DictionaryEntry("孙悟空", None, "nr"),
    "孙悟空 100 nr": DictionaryEntry("孙悟空", 100, "nr"),
    "New York\t7\tns": DictionaryEntry("New York", 7, "ns"),
}


@pytest.mark.parametrize("line", LINES)
def test_lines_of_a_dictionary(tmp_path, line):
    path = tmp_path / "words.txt"
    path.write_text(f"# comment\n\n{line}\n", encoding="utf-8")
    assert read_dictionary(str(path)) == [LINES[line]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_found_out(tmp_path, encoding):
    path = tmp_path / "words.txt"
    path.write_text("孙悟空\n猪八戒\n沙和尚\n", encoding=encoding)
    assert read_word_list(str(path)) == ["孙悟空", "猪八戒", "沙和尚"]


def test_a_bad_count_is_reported_with_its_line(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("一\n二 -3\n", encoding="utf-8")
    with pytest.raises(W2vError, match="line 2"):
        read_dictionary(str(path))


def test_aliases_are_those_of_another_word(tmp_path):
    rows = ["word\tcount\tscore\tcut\talias_of", "悟空\t9\t1\t悟 空\t孙悟空", "八戒\t9\t1\t八 戒\t"]
    more = ["沙僧\t9\t1\t沙 僧\t沙僧", "行者\t9", "师父"]
    path = tmp_path / "words.tsv"
    path.write_text("\n".join(rows + more), encoding="utf-8")
    assert read_aliases(str(path)) == {"悟空": "孙悟空"}
    assert read_protected_words(str(path)) == ["悟空", "八戒", "沙僧", "行者", "师父"]


LIST = "word\tcount\tscore\tcut\talias_of\n悟空\t9\t1\t悟 空\t孙悟空\n八戒\t9\t1\t八 戒\t\n"


def test_the_header_of_a_list_is_no_word(tmp_path):
    path = tmp_path / "words.tsv"
    path.write_text(LIST, encoding="utf-8")
    assert read_word_list(str(path)) == ["悟空", "八戒"]
    assert read_protected_words(str(path)) == ["悟空", "八戒"]


def test_lines_of_several_words_are_read_as_several_and_this_is_said(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("宋江、林冲\nD.C., 1\t3\n武松，鲁智深; 李逵\n史进\n，\n", encoding="utf-8")
    words = ["宋江", "林冲", "武松", "鲁智深", "李逵", "史进", "，"]
    said = f"{path}: “宋江、林冲” is read as 2 words. 1 other line is split in the same way."
    assert read_protected_words(str(path)) == [*words[:2], "D.C., 1", *words[2:]]
    assert split_lines_note(str(path)) == said
    notes = []
    known = {"D.C., 1"}.__contains__
    assert read_known_words(str(path), known, notes.append) == [*words[:2], "D.C., 1", *words[2:]]
    assert notes == [said]
    path.write_text("宋江\n云边风 900 nr\n", encoding="utf-8")
    assert split_lines_note(str(path)) is None
