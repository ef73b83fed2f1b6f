"""What is said of files that are unusual."""

from tests.text.files.conftest import TEXT, write
from tests.texts import TRADITIONAL
from w2vkit.base.config import SegmentConfig
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.remarks import markup_remark


def test_encodings_are_said_once_for_files_alike(tmp_path, ears):
    for number in range(5):
        write(tmp_path / f"{number}.txt", TEXT.encode("gb18030"))
    write(tmp_path / "5.txt", TEXT)
    write(tmp_path / "6.txt", "\n".join(TRADITIONAL).encode("cp950"))
    find_files([str(tmp_path)], ears)
    assert len(ears.notes) == 2
    assert ears.notes[0].endswith("2.txt and 2 more: GB18030.")
    assert ears.notes[1].endswith("6.txt: Big5.")


def test_a_given_encoding_rules_but_a_likely_mistake_is_said(tmp_path, ears):
    name = write(tmp_path / "a.txt", "\n".join(TRADITIONAL).encode("cp950"))
    [source] = find_files([name], ears, SegmentConfig(encoding="gbk"))
    assert source.encoding == "GB18030"
    assert ears.notes == [f"{name}: read as GB18030 because of --encoding, but it looks like Big5."]


def test_a_garbled_text_is_said(tmp_path, ears):
    name = write(tmp_path / "a.txt", (TEXT * 3).encode().decode("gbk", "ignore"))
    find_files([name], ears)
    assert ears.notes == [
        f"{name}: the text is garbled: UTF-8 was read as GB18030 before it was saved. Obtain the "
        "file again."
    ]


def test_markup_is_said_with_the_command_that_removes_it(tmp_path, ears):
    name = write(tmp_path / "a.txt", "<p>The <b>king</b> sits.</p>\n" * 50)
    [source] = find_files([name], ears, SegmentConfig(plain=True))
    [note] = ears.notes
    assert note == f"{name}: {markup_remark(source)}"
    assert f"w2vkit clean {name} " in note
    [plain] = find_files([write(tmp_path / "b.txt", TEXT)])
    assert markup_remark(plain) is None
