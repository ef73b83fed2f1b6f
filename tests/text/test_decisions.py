"""What was decided in reading: one line for all files with the same decision, and a record."""

from tests.texts import TRADITIONAL
from w2vkit.text.decisions import Decision, Reading, merged
from w2vkit.text.files.finding import find_files

EPUB = Decision("format", "EPUB", "its text is read.", ("a.epub",))


def test_files_with_the_same_decision_are_one_line():
    others = [Decision("format", "EPUB", "its text is read.", (f"{n}.epub",)) for n in range(99)]
    [decision] = merged([EPUB, *others])
    assert decision.line == "a.epub, 0.epub, 1.epub and 97 more: its text is read."
    assert Reading((decision,)).record() == {"format": {"EPUB": 100}}


def test_a_decision_on_the_whole_text_names_no_file():
    segmenter = Decision("segmenter", "words", "The text is split into words.")
    assert segmenter.line == "The text is split into words."
    assert Reading((EPUB,)).adding(segmenter).record() == {
        "format": {"EPUB": 1},
        "segmenter": {"words": 0},
    }


def test_a_folder_is_recorded(tmp_path):
    (tmp_path / "a.txt").write_bytes("\n".join(TRADITIONAL).encode("cp950"))
    (tmp_path / "b.html").write_text("<html><p>国王与王后。</p></html>", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    assert find_files([str(tmp_path)]).reading.record() == {
        "left out": {"empty": 1},
        "encoding": {"Big5": 1},
        "format": {"HTML": 1},
    }
