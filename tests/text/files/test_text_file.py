"""What is known of a file by looking at its beginning."""

import pytest

from tests.texts import SIMPLIFIED, TRADITIONAL
from w2vkit.base.errors import W2vError
from w2vkit.text.detection import Detection
from w2vkit.text.files.text_file import SAMPLE_BLOCK, NotTextError, ReadingOptions, probe_text_file

TEXT = "\n".join(SIMPLIFIED) + "\n"
PROSE = "".join(SIMPLIFIED) * 4
WRAPPED = "\n".join(PROSE[start : start + 33] for start in range(0, len(PROSE), 33))
BIG5 = "\n".join(TRADITIONAL).encode("cp950")
GBK = Detection("gb18030", "given")


def look(tmp_path, content, **wanted):
    path = tmp_path / "a.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return probe_text_file(path, "a", ReadingOptions(**wanted))


def test_what_is_known_of_a_file(tmp_path):
    source = look(tmp_path, TEXT.encode("gb18030"), script="simplified")
    facts = source.path.stat()
    assert (source.path, source.name) == (tmp_path / "a.txt", "a")
    assert (source.bytes, source.modified) == (facts.st_size, facts.st_mtime_ns)
    assert source.encoding == "GB18030"
    assert (source.wrapped, source.script) == (0, "simplified")
    assert source.seen == source.detection


def test_a_given_encoding_rules_and_what_it_looks_like_is_kept(tmp_path):
    source = look(tmp_path, BIG5, encoding=GBK)
    assert (source.encoding, source.detection) == ("GB18030", GBK)
    assert source.seen.label == "Big5"


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (b"", "empty", "a is empty."),
        (b" \n\t\n", "empty", "a contains only whitespace."),
        (b"\n" * (3 * SAMPLE_BLOCK), "empty", "a contains only whitespace."),
        (b"\x00\x01\x02" * 100, "binary", "a is a binary file, not text."),
        (b"%PDF-1.7\n", "PDF", "a is a PDF, not text."),
        (b"PK\3\4 and so on", "archive", "a is a ZIP archive, as .docx and .epub are, not text."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office", "a is an old Office document, not text."),
        (b"\x93NUMPY\x01\x00", "binary", "a is a NumPy array, not text."),
    ],
)
def test_what_is_no_text_is_named(tmp_path, content, kind, message):
    with pytest.raises(NotTextError) as caught:
        look(tmp_path, content)
    assert (caught.value.kind, caught.value.message) == (kind, message)
    assert caught.value.hint
    with pytest.raises(NotTextError):
        look(tmp_path, content, encoding=GBK)


def test_text_may_begin_after_much_white_space(tmp_path):
    content = b"\n" * (2 * SAMPLE_BLOCK) + TEXT.encode()
    assert look(tmp_path, content).encoding == "UTF-8"
    with pytest.raises(NotTextError, match="is a binary file"):
        look(tmp_path, b"\n" * (2 * SAMPLE_BLOCK) + b"\0\1\2" * 100)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_zero_bytes_of_wide_encodings_are_text(tmp_path, codec):
    latin = "The old king slept.\n" * 50
    assert look(tmp_path, latin.encode(codec)).encoding.startswith(("UTF-16", "UTF-32"))
    assert look(tmp_path, latin.encode(codec), encoding=Detection(codec, "given"))


def test_an_encoding_that_is_not_found_out_can_be_named(tmp_path):
    russian = "мысль изречённая есть ложь".encode("cp1251")
    with pytest.raises(W2vError, match="encoding of a could not be detected") as caught:
        look(tmp_path, russian)
    assert "--encoding" in caught.value.hint
    assert look(tmp_path, russian, encoding=Detection("cp1251", "given")).seen is None
    wide = russian.decode("cp1251").encode("utf-16-le")
    assert look(tmp_path, wide, encoding=Detection("utf-16-le", "given")).seen is None


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_wrapped_lines_are_found_in_any_encoding(tmp_path, codec, line_end):
    content = WRAPPED.replace("\n", line_end).encode(codec)
    assert look(tmp_path, content).wrapped == 66
    assert look(tmp_path, content, unwrap="no").wrapped == 0
    assert look(tmp_path, content, unwrap="yes").wrapped == 66


def test_lines_are_taken_as_wrapped_on_demand(tmp_path):
    assert look(tmp_path, "孙悟空一个筋斗翻\n出十万八千里\n").wrapped == 0
    assert look(tmp_path, "孙悟空一个筋斗翻\n出十万八千里\n", unwrap="yes").wrapped == 12


def test_a_list_of_contents_at_the_start_does_not_decide(tmp_path):
    contents = "".join(f"第{number}回\n" for number in range(40))
    assert look(tmp_path, contents + f"{WRAPPED}\n" * 3).wrapped == 66


def test_wide_text_without_its_mark_is_left_to_who_decodes_it(tmp_path):
    wide = Detection("utf-16", "given")
    assert look(tmp_path, TEXT.encode("utf-16-le"), encoding=wide, unwrap="yes").wrapped == 0


def test_a_name_that_is_no_text_is_shown_all_the_same(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert probe_text_file(path, "a\udcff", ReadingOptions()).name == "a?"
