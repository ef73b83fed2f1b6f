"""The compiled scanner reads every text as the regular expressions do."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoding import chunk_to_text, encode_block, scan_to_chunk
from w2vkit.languages.segmentation import scanner
from w2vkit.languages.segmentation.segment import TextBlock, segment_lines

SPECIAL = (
    "aAbBzMrs.Dr.St.X_09'’ʼ＇.!?;。！？；…｡\"')]”’」）》】 \t\n\v\f\x1c\x1d\x1e\x1f"
    "\x85\xa0\u2028\u3000"
    "éÉßİıΣσςё\u0301\u0323\u0345\u00ad\u200b\u200d\ufeff\0\x07ＡｂＺ０９Åﬁ가각각"
    "สวัสดีمرحباً👩\u200d👩\u200d👧🏽नमस्ते孫悟空\ue000\U0001d7d8\u0958\U000e0041"
)
PIECES = [
    *SPECIAL,
    "Mr. ",
    "Mrs. X",
    "éMr. a",
    "don’t",
    "rock'n'roll ",
    "e\u0301",
    "end. ",
    "end.” “So",
    "好。” ”x",
    "3.5 ",
    "I.B.M. is",
    "...’ ",
    "\r\n",
    "St. St.\n",
    "1,234.5 ",
    "12,345",
    "9,10,200.5",
    ",000",
    "3.14",
    "0.",
    "क्या ",
    "می\u200cخواهم ",
    "র\u200d্য",
    "\u200c",
    "http://t.cn/Ab1",
    "www.w3.org/A. ",
    "见www.w3.org ",
    "WWW.x.yz",
    "a.b@x.org",
    "@user’s ",
    "#टैग",
    "#话题#",
    "@小明",
    "://",
    "\x01",
    "x\x02@y\x03",
    *"‘ʻ׳״·٫٬،१३٣٠ｶﾞﾟ｡l\u05d0\u05dc՞\u0640\u180e\u2067\ufefb",
    "col·legi ",
    "o‘zbek ",
    "\u05e6\u05d4\u05f4\u05dc ",
    '\u05d4"\u05e1\u05e4\u05e8" ',
    "٣٫١٤ ",
    "१,२३४.५ ",
    "1,٢٣٤",
    "ՈՒ՞ր ",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(st.characters(), max_size=60),
    st.text(st.sampled_from(" abc.'’é\n"), max_size=60),
)
OPTIONS = [
    {},
    {"keep_case": True},
    {"punctuation": True},
    {"punctuation": True, "keep_case": True},
    {"punctuation": True, "drop": ("url", "mention")},
]


@pytest.fixture(scope="module", autouse=True)
def compiled():
    assert scanner.load_scanner(SILENT)


def both(text, segmenter="words", state="raw", **options):
    """Return the segmented text of the scanner and of the reference."""
    block, config = TextBlock(text, segmenter, state), SegmentConfig(**options)
    return chunk_to_text(scan_to_chunk(block, config)), segment_lines(block, config)


@pytest.mark.parametrize(
    ("segmenter", "options"),
    [
        *(("words", options) for options in OPTIONS),
        *(("whitespace", options) for options in OPTIONS if "drop" not in options),
    ],
    ids=str,
)
@pytest.mark.parametrize("state", ["raw", "normalized", "sentences"])
@settings(max_examples=60)
@given(text=TEXTS)
@example(text="a\u00ad’b a’\u00adb a’b")
@example(text="x.。. y?!)” z")
@example(text="\ud800 lone")
@example(text="aaaaaMrs. XMrs. X。...’ a")
@example(text="\ue000\ue000Ａ’a \ue000 b")
def test_the_scanner_equals_the_reference(state, segmenter, options, text):
    if state != "raw":
        text = unicodedata.normalize("NFC", text).encode("utf-8", "replace").decode()
    if state == "sentences":
        text = "\n".join(TextBlock(text, "words", "raw").as_sentences().text.split("\n"))
    found, wanted = both(text, segmenter, state, **options)
    assert found == wanted


def test_characters_outside_of_the_table_are_unassigned():
    inside = {number for part in scanner.UNICODE for number in part}
    outside = (chr(number) for number in range(scanner.CHARACTERS) if number not in inside)
    assert {unicodedata.category(sign) for sign in outside} == {"Cn", "Co"}


@given(text=TEXTS, stop=st.lists(st.sampled_from(["a", "b", "mr", "end"])))
def test_chunks_of_both_ways_hold_the_same_sentences(tmp_path_factory, text, stop):
    words = tmp_path_factory.mktemp("stop") / "stop.txt"
    words.write_text("\n".join(["zzz", *stop]), encoding="utf-8")
    block, config = TextBlock(text, "words", "raw"), SegmentConfig(stop_words=str(words))
    scanned, wanted = scan_to_chunk(block, config), encode_block(block, config)
    assert scanned.lengths.tolist() == wanted.lengths.tolist()
    tokens = [[chunk.table.types[number] for number in chunk.ids] for chunk in (scanned, wanted)]
    assert tokens[0] == tokens[1]
    assert set(wanted.table.types) <= set(scanned.table.types)


def test_ordinary_text_of_any_spaced_script_needs_no_reference():
    text = "“Don’t,” she said… Mr. Pig naïvely ate café crème.\nПривет, мир! Γειά σου.\ntab\x07bell"
    block = TextBlock(text, "words", "raw")
    assert scanner.scan_block(block, SegmentConfig()) is not None


def test_the_types_of_blocks_are_numbered_together(tmp_path):
    stop = tmp_path / "stop.txt"
    stop.write_text("one\n", encoding="utf-8")
    config = SegmentConfig(stop_words=str(stop))
    words = [f"w{number}" for number in range(scanner.FIRST_SLOTS)]
    texts = ["One ÉTÉ two été.", "two one __ ÉTÉ three", "\n".join(words), "two one three w7"]
    tables = []
    for text in texts:
        block = TextBlock(text, "words", "raw")
        chunk = scan_to_chunk(block, config)
        tables.append(chunk.table)
        assert chunk_to_text(chunk) == segment_lines(block, config)
    assert tables[0] is tables[1] is not tables[2] is tables[3]


def test_a_token_that_begins_with_zero_bytes_is_another_one():
    found, wanted = both("a \0a \0\0a \0 \0\0", "whitespace", "sentences", punctuation=True)
    assert found == wanted


def test_more_types_than_the_table_holds():
    text = "\n".join(f"w{number}" for number in range(scanner.FIRST_SLOTS))
    found, wanted = both(text)
    assert found == wanted


def test_more_strange_lines_than_are_normalized_apart():
    text = "e\u0301\nabc\n" * (scanner.SPANS + 3)
    found, wanted = both(text)
    assert found == wanted
