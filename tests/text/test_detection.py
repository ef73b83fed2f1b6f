"""Whatever a Chinese sentence is encoded in, the same text comes back."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts import SIMPLIFIED, TRADITIONAL
from w2vkit.text.character_encoding import decode
from w2vkit.text.detection import Detection, detect_encoding, score

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
simplified = st.lists(st.sampled_from(SIMPLIFIED), min_size=1).map("\n".join)
traditional = st.lists(st.sampled_from(TRADITIONAL), min_size=1).map("\n".join)
markup = st.sampled_from(("", "<p>", "Chapter 1\r\n\r\n", "    "))


def blocks_of(data, size):
    return [data[start : start + size] for start in range(0, len(data), size)]


def read(data, size=1 << 16):
    return "".join(decode(blocks_of(data, size), detect_encoding(blocks_of(data, size)), "x"))


@given(
    simplified | traditional,
    st.sampled_from(ENCODINGS),
    markup,
    st.integers(1, 40).map(lambda n: 2 * n),
)
def test_text_comes_back_from_every_encoding(text, encoding, before, size):
    assert read((before + text).encode(encoding), size) == (before + text).replace("\r\n", "\n")


@given(traditional, st.sampled_from(("cp950", "big5hkscs")), markup)
def test_traditional_text_comes_back_from_big5(text, encoding, before):
    assert read((before + text).encode(encoding)) == (before + text).replace("\r\n", "\n")


@pytest.mark.parametrize("sentence", SIMPLIFIED)
@pytest.mark.parametrize("length", [6, 12])
def test_a_few_characters_are_enough_for_gb18030(sentence, length):
    assert detect_encoding([sentence[:length].encode("gb18030")]).label == "GB18030"


@pytest.mark.parametrize("sentence", TRADITIONAL)
@pytest.mark.parametrize("length", [6, 12])
def test_a_few_characters_are_enough_for_big5(sentence, length):
    assert detect_encoding([sentence[:length].encode("cp950")]).label == "Big5"


def test_strict_gb18030_reads_big5_but_scores_badly():
    data = TRADITIONAL[1].encode("cp950")
    assert score(data.decode("gb18030")) < 0.2 < score(data.decode("cp950"))


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_decides(mark):
    assert detect_encoding([mark + b"\x00a"]).basis == "mark"


def test_characters_outside_big5_need_hkscs():
    assert (
        detect_encoding([("".join(TRADITIONAL) + "啲嘢").encode("big5hkscs")]).encoding
        == "big5hkscs"
    )


def test_english_with_curly_quotes_is_windows_1252():
    text = "“It’s a café,” said the king. The queen didn’t answer; she was naïve."
    assert read(text.encode("cp1252")) == text


def test_plain_ascii_is_utf8_and_sure():
    assert detect_encoding([b"the king and the queen\n"]) == Detection("utf-8", "ascii")


def test_ascii_before_the_chinese_part_is_passed_over():
    data = b"Header\n" * 50_000 + "\n".join(SIMPLIFIED).encode("gb18030")
    assert detect_encoding(blocks_of(data, 1 << 16)).label == "GB18030"


def test_one_damaged_byte_does_not_change_the_answer():
    data = "\n".join(SIMPLIFIED).encode("gb18030")
    assert detect_encoding([data[:100] + b"\xff" + data[100:]]).label == "GB18030"


def test_no_more_is_read_than_needed():
    def endless():
        while True:
            yield "".join(SIMPLIFIED).encode("utf-8") * 50

    assert detect_encoding(endless()).basis == "valid"


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03" * 100, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9]
)
def test_binary_data_has_no_encoding(data):
    assert detect_encoding([data]) is None


def test_utf16_english_is_not_taken_for_binary():
    assert detect_encoding(["The king and the queen.".encode("utf-16-be")]).encoding == "utf-16-be"
