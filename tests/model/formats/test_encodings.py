"""Words of vector files in encodings other than UTF-8."""

import numpy as np
import pytest

from tests.model.formats.test_binary_variants import binary
from w2vkit.base.config import ImportConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.model.formats.reading import open_vectors, read_embeddings
from w2vkit.model.formats.vector_stream import collect_vectors
from w2vkit.model.formats.word_encoding import encoding_of

CHINESE = [
    "国王",
    "王后",
    "男人",
    "女人",
    "天子",
    "大臣",
    "将军",
    "师父",
    "徒弟",
    "山水",
    "城门",
    "说道",
    "知道",
    "出来",
    "中国",
    "西天",
]
FINNISH = ["hän", "hön", "pää", "yö", "äiti", "kyllä"]
RUSSIAN = [
    "король",
    "королева",
    "мужчина",
    "женщина",
    "город",
    "вода",
    "земля",
    "небо",
    "рука",
    "нога",
]
NUMBERS = np.random.default_rng(1).normal(size=(20, 8)).astype(np.float32)


def text(words, vectors, codec="utf-8", point="."):
    lines = (
        f"{word} {' '.join(map(repr, row.tolist()))}\n"
        for word, row in zip(words, vectors, strict=True)
    )
    head = f"{len(words)} {vectors.shape[1]}\n"
    return head.encode() + "".join(lines).replace(".", point).encode(codec)


def read(path, **options):
    with open_vectors(path, ImportConfig(**options)) as incoming:
        return [*collect_vectors(incoming).vocabulary], incoming.source.decisions


@pytest.mark.parametrize("write", [binary, text])
@pytest.mark.parametrize(
    ("words", "codec", "label"),
    [
        (CHINESE, "gb18030", "GB18030"),
        (CHINESE, "big5", "Big5"),
        (FINNISH, "latin-1", "Windows-1252"),
        (["the", "of", *FINNISH], "cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_detected_and_said(words, codec, label, write, tmp_path):
    words = [word for word in words if word.encode(codec, "ignore").decode(codec) == word]
    path = tmp_path / "x"
    path.write_bytes(write(words, NUMBERS[: len(words)], codec=codec))
    said = f"the words are {label}, which w2vkit import --encoding changes"
    assert read(path) == (words, [said])
    assert read(path, encoding=codec) == (words, [])
    assert read(path, repair=True) == (words, [said])


@pytest.mark.parametrize("write", [binary, text])
@pytest.mark.parametrize("repair", [False, True])
def test_an_encoding_that_is_not_recognized_is_asked_for(write, repair, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(write(RUSSIAN, NUMBERS[: len(RUSSIAN)], codec="koi8-r"))
    with pytest.raises(W2vError, match="their encoding could not be detected") as caught:
        read(path, repair=repair)
    assert caught.value.hint == "Set it with w2vkit import --encoding."
    assert read(path, encoding="koi8-r")[0] == RUSSIAN


def test_a_few_damaged_words_leave_the_file_in_utf8(tmp_path):
    words = [*CHINESE, "ab", "cd"]
    content = text(words, NUMBERS[: len(words)]).replace(b"\nab ", b"\na\xff ")
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(W2vError, match=r"word 17: .* is not UTF-8"):
        read(path)
    assert read(path, repair=True) == ([*CHINESE, "a\ufffd", "cd"], [])


def test_a_wrong_reading_is_not_repaired(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(text(CHINESE, NUMBERS[: len(CHINESE)], codec="gb18030"))
    match = r"cannot be read: 4 of its 16 words need repair.*: its words are in another encoding"
    path.write_bytes(path.read_bytes().replace(b" 0", b" x"))
    with pytest.raises(W2vError, match=r"it continues after 16 words"):
        read(path, repair=True)
    path.write_bytes(path.read_bytes().replace(b"-", b"x").replace(b" x", b" 1", 5))
    with pytest.raises(W2vError, match=r"1\d of its 1\d words need repair, too many"):
        read(path, repair=True)
    good = text(CHINESE, NUMBERS[: len(CHINESE)])
    for word in CHINESE[:4]:
        good = good.replace(word.encode(), word.encode()[:-1] + b"x")
    path.write_bytes(good)
    with pytest.raises(W2vError, match=match):
        read(path, repair=True)


def test_an_unknown_encoding_is_a_usage_error(tmp_path):
    (tmp_path / "x").write_bytes(b"1 2\na 1 2\n")
    with pytest.raises(UsageError, match="no encoding called “klingon”"):
        read(tmp_path / "x", encoding="klingon")


def test_too_few_words_do_not_show_an_encoding():
    assert encoding_of([word.encode("euc_kr") for word in ("왕", "여왕", "도시", "남자")]) is None


@pytest.mark.parametrize("header", [True, False])
def test_numbers_may_have_decimal_commas(header, tmp_path):
    words = ["the", "10,5", "king"]
    content = text(words, NUMBERS[:3], point=",")
    (tmp_path / "x").write_bytes(content if header else content.partition(b"\n")[2])
    found = read_embeddings(tmp_path / "x")
    assert [*found.vocabulary] == words
    assert np.array_equal(found.vectors, NUMBERS[:3])
