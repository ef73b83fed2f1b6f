import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.errors import W2vError
from w2vkit.languages.segmentation.word_lists import (
    DictionaryEntry,
    consistent_rows,
    contradictions_note,
    read_aliases,
    read_consistent_rows,
    read_dictionary,
    read_known_words,
    read_protected_words,
    read_rows,
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


ALIAS_LISTS = {
    "doubled": (["行者 孙悟空", "行者 孙悟空"], {"行者": "孙悟空"}, set()),
    "chain": (["猴王 行者", "行者 孙悟空"], {"猴王": "孙悟空", "行者": "孙悟空"}, set()),
    "of each other": (["行者 孙悟空", "孙悟空 行者"], {}, {"行者", "孙悟空"}),
    "into a circle": (
        ["猴王 行者", "行者 孙悟空", "孙悟空 行者"],
        {"猴王": "行者"},
        {"行者", "孙悟空"},
    ),
    "shared": (["师兄 孙悟空", "师兄 八戒"], {}, {"师兄"}),
    "of itself": (["行者 行者", "猴王 行者"], {"猴王": "行者"}, set()),
    "empty": (["行者 ", " 孙悟空"], {}, set()),
}


def words_with_cleared_aliases(path):
    rows = zip(read_rows(path), read_consistent_rows(path), strict=True)
    return {before[0] for before, after in rows if before != after}


def alias_list(path, pairs):
    """Write a list of words and the names they are aliases of, and return its path."""
    rows = ("{}\t\t\t\t{}\n".format(*pair.split(" ")) for pair in pairs)
    path.write_text("".join(rows), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("label", ALIAS_LISTS)
def test_contradictory_aliases_are_left_out(tmp_path, label):
    pairs, aliases, contradictory = ALIAS_LISTS[label]
    path = alias_list(tmp_path / "words.tsv", pairs)
    assert read_aliases(path) == aliases
    assert words_with_cleared_aliases(path) == contradictory
    assert (contradictions_note(path) is None) == (not contradictory)


def test_the_note_on_contradictory_aliases_names_some(tmp_path):
    path = alias_list(tmp_path / "words.tsv", ["师兄 孙悟空", "师兄 八戒"])
    assert contradictions_note(path) == (
        f"{path}: the aliases of 1 word contradict each other and are ignored: 师兄."
    )
    pairs = [pair for n in range(3) for pair in (f"甲{n} 乙{n}", f"乙{n} 甲{n}")]
    note = contradictions_note(alias_list(tmp_path / "more.tsv", pairs))
    assert str(note).endswith("ignored: 甲0, 乙0, 甲1, 乙1, 甲2, ….")


NAMES = st.sampled_from("ABCDE")


@given(st.lists(st.tuples(NAMES, NAMES)))
def test_words_are_merged_with_names_that_are_merged_with_nothing(tmp_path_factory, pairs):
    path = tmp_path_factory.mktemp("list") / "words.tsv"
    aliases = read_aliases(alias_list(path, [" ".join(pair) for pair in pairs]))
    assert not {*aliases} & {*aliases.values()}
    assert not {*aliases} & words_with_cleared_aliases(str(path))


@given(st.dictionaries(NAMES, NAMES))
def test_an_alias_that_an_earlier_row_contradicts_is_cleared(tmp_path_factory, pairs):
    path = tmp_path_factory.mktemp("list") / "words.tsv"
    rows = [*consistent_rows([word, "", "", "", name] for word, name in pairs.items())]
    assert [row[0] for row in rows] == [*pairs]
    alias_list(path, [f"{row[0]} {row[4]}" for row in rows])
    assert not words_with_cleared_aliases(str(path))
    assert all(row[4] in ("", pairs[row[0]]) for row in rows)


def test_earlier_rows_take_precedence():
    rows = [["行者", "", "", "", "孙悟空"], ["孙悟空", "9", "1", "", "行者", "person"], ["猴王"]]
    assert [*consistent_rows(rows)] == [
        ["行者", "", "", "", "孙悟空"],
        ["孙悟空", "9", "1", "", "", "person"],
        ["猴王"],
    ]


def test_the_table_of_words_keeps_them_whole(w2v, tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("红孩儿见了圣婴大王。\n" * 9, encoding="utf-8")
    for name, table in (("a.csv", "n,word\n1,圣婴大王\n"), ("a.jsonl", '{"word": "圣婴大王"}\n')):
        path = tmp_path / name
        path.write_text(table, encoding="utf-8")
        done = w2v("segment", text, "--words", path)
        assert (done.exit_code, "圣婴大王" in done.stdout.split()) == (0, True), done.output
