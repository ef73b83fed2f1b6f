"""The words that a corpus brings along: given, found, or none."""

import pytest

from tests.texts import text_with
from w2vkit.base.config import LEXICON, SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.languages.segmentation.word_lists import (
    read_aliases,
    read_protected_words,
    read_weights,
)
from w2vkit.languages.terms.corpus_words import (
    explained,
    found_words,
    note_found_words,
    with_corpus_words,
)
from w2vkit.text.files.finding import find_files


class Notes(list):
    def note(self, message):
        self.append(message)

    def progress(self, progress):
        assert progress.stage in ("Finding words", "Compiling", "Judging words")


@pytest.fixture
def sources(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(text_with("鸾鹭城"), encoding="utf-8")
    return find_files([str(path)])


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "corpus"
    path.mkdir()
    return path


def test_without_words_nothing_is_done(sources, folder):
    notes, config = Notes(), SegmentConfig(keep_case=True)
    assert with_corpus_words(sources, config, folder, notes) is config
    assert [*folder.iterdir()] == notes == []


def test_a_file_of_words_is_copied_so_that_it_may_change(sources, folder, tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("城已经\n", encoding="utf-8")
    used = with_corpus_words(sources, SegmentConfig(words=str(words)), folder, Notes())
    words.unlink()
    assert used == SegmentConfig(words=str(folder / LEXICON))
    assert read_protected_words(*used.words) == ["城已经"]


def test_words_are_found_in_the_files_and_counted(sources, folder):
    notes = Notes()
    used = with_corpus_words(sources, SegmentConfig(words="auto"), folder, notes)
    assert used.words == (str(folder / LEXICON),)
    found = read_protected_words(*used.words)
    assert found[0] == "鸾鹭城"
    note_found_words(folder, SegmentConfig(words="auto"), notes)
    assert found == ["鸾鹭城"]
    assert notes[-1] == "Found 1 word to keep whole, 0 with an alias."
    assert read_weights(*used.words).keys() == {*found}


def test_names_are_found_and_said(sources, folder):
    notes = Notes()
    used = with_corpus_words(sources, SegmentConfig(words="names"), folder, notes)
    assert read_protected_words(*used.words) == ["鸾鹭城"]
    note_found_words(folder, SegmentConfig(words="names"), notes)
    said = "Found 1 name to keep whole: 鸾鹭城; --words none trains without them."
    assert notes[-1] == said


def test_no_names_are_searched_in_text_of_another_language(tmp_path, folder):
    path = tmp_path / "english.txt"
    path.write_text("New York is a city. She left New York again.\n" * 40, encoding="utf-8")
    notes, config = Notes(), SegmentConfig(words="names")
    assert with_corpus_words(find_files([str(path)]), config, folder, notes) == SegmentConfig()
    note_found_words(folder, config, notes)
    assert [*folder.iterdir()] == notes == []


def test_found_words_files_and_single_words_are_combined(sources, folder, tmp_path):
    one, two = tmp_path / "one.tsv", tmp_path / "two.txt"
    one.write_text("word\tcount\tscore\tcut\talias_of\n鸾鹭城\t9\t1\t\t大城\n", encoding="utf-8")
    two.write_text("# 我的\n城已经\n鸾鹭城\n", encoding="utf-8")
    notes = Notes()
    config = SegmentConfig(words=("auto", str(one), str(two)), keep_whole=("大城",))
    used = with_corpus_words(sources, config, folder, notes)
    assert used == SegmentConfig(words=str(folder / LEXICON))
    assert read_protected_words(*used.words)[:3] == ["大城", "鸾鹭城", "城已经"]
    assert not read_weights(*used.words).keys() & {"大城", "鸾鹭城", "城已经"}
    assert read_aliases(*used.words) == {"鸾鹭城": "大城"}, "what the user wrote wins"


def test_the_least_count_can_be_chosen(sources):
    assert found_words(sources, SegmentConfig(), Notes())[0].word == "鸾鹭城"
    assert found_words(sources, SegmentConfig(), Notes(), min_count=43) == []


def test_a_cut_is_explained_with_the_words_of_the_files(sources, tmp_path):
    plain = explained("他离开鸾鹭城", sources, SegmentConfig(), Notes())
    assert "鸾鹭城" not in plain[0].cut.split()
    found = explained("他离开鸾鹭城", sources, SegmentConfig(words="auto"), Notes())
    assert found[0].cut.split()[-1] == "鸾鹭城"
    assert found[0].decided_by == "found word 鸾鹭城"
    assert found[0].log_probability is not None
    with pytest.raises(W2vError, match=r"none\.txt does not exist"):
        explained("他", sources, SegmentConfig(words=str(tmp_path / "none.txt")), Notes())
