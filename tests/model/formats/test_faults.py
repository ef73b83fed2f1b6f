"""Broken, truncated, contradictory and hostile files: a clear message each."""

import gzip
import json
import os
import shutil
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pyarrow.parquet
import pytest

from tests.books import tar
from tests.toys import STORED
from w2vkit.base.config import ImportConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.system import compression
from w2vkit.model.formats import FORMATS, format_named
from w2vkit.model.formats.reading import open_vectors, read_embeddings
from w2vkit.model.formats.vector_stream import collect_vectors

TOY = Path(__file__).parents[2] / "data" / "toy"
REPAIRING = ImportConfig(repair=True)
SLACK = 1 << 25
"""Bytes for buffers, whatever the size of the file."""

ONE = struct.pack("<2f", 1, 2)
CASES = {
    # content: (what is said, the words that --repair leaves)
    b"": ("it is empty", None),
    b"hello world, this is prose.\n": ("not in a known vector format", None),
    b"2 2\na 1 2\nb 3\n": ("line 3: 1 numbers instead of 2", ["a"]),
    b"2 2\na 1 2\nb 3 x\n": ("line 3: b'x' is not a number", ["a"]),
    b"2 2\na 1 2\na 3 4\n": ("word 2: “a” is a duplicate of word 1", ["a"]),
    b"2 2\na 1 2\nb nan 4\n": ("word 2: a number is infinite or NaN", ["a"]),
    b"2 2\na 1 2\nb 1e99 4\n": ("word 2: a number is infinite or NaN", ["a"]),
    b"2 2\na 1 2\nNew York 3 4\n": (
        "line 3: the word “New York” contains a space",
        ["a", "New York"],
    ),
    b"2 2\na 1 2\n\xff\xfe 3 4\n": (r"word 2: b'\xff\xfe' is not UTF-8", ["a", "\ufffd\ufffd"]),
    b"3 2\na 1 2\nb 3 4\n": ("it declares 3 words, but 2 follow", ["a", "b"]),
    b"1 2\na 1 2\nb 3 4\n": ("it declares 1 words, but 2 follow", ["a", "b"]),
    b"999999999 300\na 1 2\n": ("need more bytes than the file has", None),
    b"0 0\n": ("0 words of dimension 0", None),
    b"a 1 2\nb 3\n": ("line 2: 1 numbers instead of 2", ["a"]),
    b"2 2\na " + ONE + b"\nb " + ONE[:5]: ("it ends after 1 of 2 words", ["a"]),
    b"1 2\na " + ONE + b"more": ("the file continues after 1 words", ["a"]),
    b"1 2\n " + ONE: ("word 1: it is empty", None),
    b"1 2\n" + b"\x01" * 300_000: ("longer than 64 KiB", None),
    b"900000 300\n\x00\x01": ("need more bytes than the file has", None),
    b"\x80\x04K\x01.": ("Python pickle", None),
    b"\x93NUMPY\x01\x00\x10\x00nonsense": ("its word list", None),
    b"PK\x03\x04nonsense": ("its archive is damaged", None),
    b"PAR1nonsensePAR1": ("its Parquet data is damaged", None),
    b"\x1f\x8bnonsense": ("cannot be decompressed", None),
    gzip.compress(b"1 2\na 1 2\n", mtime=0)[:-9]: ("cannot be decompressed", None),
    gzip.compress(b"1 2\na 1 2\n" + b" " * (1 << 26), mtime=0): ("over 200 times its size", None),
    compression.library().compress(b"1 2\na 1 2\n" + b" " * (1 << 26)): (
        "over 200 times its size",
        None,
    ),
    compression.library().compress(b"1 2\na 1 2\n")[:-3]: ("cannot be decompressed", None),
    struct.pack("<2i", 793712314, 12) + bytes(20): ("it is truncated", None),
    struct.pack("<2i", 793712314, 99) + bytes(20): ("not a fastText model of version", None),
    struct.pack("<Q", 1 << 20) + b'{"dtype"': ("header is longer than the file", None),
}


@pytest.mark.parametrize("content", CASES, ids=range(len(CASES)))
def test_faults_are_reported_and_repaired_only_on_request(content, tmp_path):
    said, left = CASES[content]
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(W2vError) as caught:
        read_embeddings(path)
    assert said in caught.value.message
    assert caught.value.hint
    if left is None:
        with pytest.raises(W2vError):
            read_embeddings(path, REPAIRING)
    else:
        assert [*read_embeddings(path, REPAIRING).vocabulary] == left


@pytest.mark.parametrize("member", ["vectors.npy", "vectors.txt"])
def test_an_archive_that_holds_a_bomb_is_refused(member, tmp_path):
    path = zipped(tmp_path / "bomb.zip", {member: b"1 2\na 1 2\n" + b" " * (1 << 26)})
    with pytest.raises(W2vError, match="over 200 times its size"):
        read_embeddings(path)


def zipped(path, members):
    """Write an archive of members by name and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_one_file_of_an_archive_is_read(tmp_path):
    toy = (TOY / "toy.txt").read_bytes()
    path = zipped(
        tmp_path / "x.zip",
        {"glove/": b"", "glove/50d.txt": toy, "__MACOSX/._50d.txt": b"?", ".DS_Store": b"?"},
    )
    assert [*read_embeddings(path).vocabulary] == [*read_embeddings(TOY / "toy.txt").vocabulary]


def test_of_several_files_in_an_archive_one_is_chosen(tmp_path):
    toy = (TOY / "toy.txt").read_bytes()
    path = zipped(tmp_path / "x.zip", {"a/50d.txt": b"2 1\nx 1\ny 2\n", "100d.txt": toy})
    with pytest.raises(W2vError, match="it is an archive of 2 files") as caught:
        read_embeddings(path)
    assert (
        caught.value.hint
        == f"The archive contains: a/50d.txt, 100d.txt. Specify one, such as {path}/a/50d.txt."
    )
    assert [*read_embeddings(path / "a/50d.txt").vocabulary] == ["x", "y"]
    with pytest.raises(W2vError, match=r"x\.zip has no file “300d\.txt”"):
        read_embeddings(path / "300d.txt")


@pytest.mark.parametrize("kind", ["", "gz", "bz2", "xz"])
def test_a_tar_archive_is_read_as_a_zip_archive(tmp_path, kind):
    toy = (TOY / "toy.txt").read_bytes()
    path = tmp_path / "x.tar"
    members = {"a/README.md": b"x", "a/50d.txt": toy, "l.txt": tarfile.SYMTYPE}
    path.write_bytes(tar(members, f"w:{kind}"))
    assert [*read_embeddings(path).vocabulary] == [*read_embeddings(TOY / "toy.txt").vocabulary]
    path.write_bytes(tar({**members, "b.txt": b"2 1\nx 1\ny 2\n"}, f"w:{kind}"))
    with pytest.raises(W2vError, match="it is an archive of 3 files") as caught:
        read_embeddings(path)
    assert caught.value.hint.endswith(f"Specify one, such as {path}/a/50d.txt.")
    assert [*read_embeddings(path / "b.txt").vocabulary] == ["x", "y"]


def test_a_bomb_in_a_tar_archive_is_refused(tmp_path):
    path = tmp_path / "bomb.tgz"
    path.write_bytes(tar({"a.txt": b"1 2\na 1 2\n" + b" " * (1 << 26)}, "w:gz"))
    with pytest.raises(W2vError, match="over 200 times its size"):
        read_embeddings(path)


def test_a_damaged_tar_archive_is_one_sentence(tmp_path):
    path = tmp_path / "a.tgz"
    data = tar({"a.txt": (TOY / "toy.txt").read_bytes() + os.urandom(5000)}, "w:gz")
    path.write_bytes(data[:-2000])
    with pytest.raises(W2vError, match="damaged or truncated"):
        read_embeddings(path)


@pytest.mark.parametrize("name", ["/etc/hostname", "../x.txt", "./x.txt", "a//b", "a\nb"])
def test_files_in_an_archive_never_lead_out_of_it(name, tmp_path):
    (tmp_path / "x.txt").write_bytes(b"1 2\na 1 2\n")
    path = zipped(tmp_path / "x.zip", {name: b"1 2\nb 1 2\n"})
    with pytest.raises(W2vError, match="archive") as caught:
        read_embeddings(path)
    assert "\n" not in caught.value.message


def test_an_archive_with_a_password_is_refused(tmp_path):
    path = zipped(tmp_path / "x.zip", {"x.txt": b"1 2\na 1 2\n"})
    content = bytearray(path.read_bytes())
    for signature, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        content[content.find(signature) + place] |= 1
    path.write_bytes(content)
    with pytest.raises(W2vError, match="is encrypted"):
        read_embeddings(path)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"word": ["a"], "vector": [{"x": 1.0}]}, "its columns are word, vector"),
        ({"word": ["a"], "vector": [[[1.0]]]}, "must have a column of words and a column of"),
        ({"word": ["a"], "vector": [["x"]]}, "must have a column of words and a column of"),
        ({"word": [1], "vector": [[1.0]]}, "must have a column of words and a column of"),
        ({"a": ["a"], "b": ["b"], "vector": [[1.0]]}, "must have a column of words"),
        ({"word": ["a", "b"], "vector": [[1.0], [1.0, 2.0]]}, "not every vector has 1 numbers"),
        ({"word": ["a"]}, "its columns are word"),
    ],
)
def test_parquet_columns_of_another_kind_are_refused(columns, said, tmp_path):
    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "x.parquet")
    with pytest.raises(W2vError, match=said):
        read_embeddings(tmp_path / "x.parquet")


def test_pickled_arrays_are_never_opened(tmp_path):
    np.savez(tmp_path / "x.npz", words=np.array(["a"], object), vectors=np.ones((1, 2)))
    with pytest.raises(W2vError, match="pickled Python objects"):
        read_embeddings(tmp_path / "x.npz")


TENSOR = {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]}
INFINITE = float("inf")


def tensors(vectors, **others):
    """Return a safetensors file whose header says of its tensors what it likes."""
    words = {"dtype": "U8", "shape": [2], "data_offsets": [8, 10]}
    header = json.dumps({"vectors": vectors, "words": words, **others}).encode()
    return len(header).to_bytes(8, "little") + header + ONE + b"a\n"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"shape": [1, INFINITE]}, "Infinity is not a JSON number"),
        ({"shape": [1, 1e9]}, "“shape” is not a list of integers"),
        ({"shape": [True, 2]}, "“shape” is not a list of integers"),
        ({"shape": "12"}, "“shape” is not a list of integers"),
        ({"shape": [2**62, 2**62]}, "the size and the shape"),
        ({"shape": []}, "the size and the shape"),
        ({"data_offsets": [0, -INFINITE]}, "not a JSON number"),
        ({"data_offsets": [0]}, "offsets of its tensor “vectors” are not two integers"),
        ({"data_offsets": [0, 8, 8]}, "offsets of its tensor “vectors” are not two integers"),
        ({"shape": [0, 2], "data_offsets": [0, 0]}, r"shape \(0, 2\), which is empty"),
        ({"shape": [1, 0], "data_offsets": [0, 0]}, r"shape \(1, 0\), which is empty"),
        ({"shape": [], "data_offsets": [0, 4]}, r"float32 \(\), not one vector per word"),
        ({"data_offsets": [8, 0]}, "the size and the shape"),
        ({"dtype": ["F32"]}, "“dtype” is not a string"),
        ({"dtype": "BOOL"}, "unknown type"),
    ],
)
def test_a_tensor_described_by_nonsense_is_refused(facts, said, tmp_path):
    (tmp_path / "x.safetensors").write_bytes(tensors({**TENSOR, **facts}))
    with pytest.raises(W2vError, match=said) as caught:
        read_embeddings(tmp_path / "x.safetensors")
    assert caught.value.hint


def test_the_tensors_of_the_tests_are_read_where_they_are_right(tmp_path):
    (tmp_path / "x.safetensors").write_bytes(tensors(TENSOR))
    assert [*read_embeddings(tmp_path / "x.safetensors").vocabulary] == ["a"]


@pytest.mark.parametrize(
    "vocabulary",
    [{"a": INFINITE}, {"a": None}, {"a": [1]}, [1, 2], [[]], [[1]], "ab", None, {}],
)
def test_a_tokenizer_without_a_list_of_words_is_refused(vocabulary, tmp_path):
    shutil.copytree(TOY / "toy-folder", tmp_path / "x")
    tokenizer = tmp_path / "x" / "0_StaticEmbedding" / "tokenizer.json"
    tokenizer.write_text(json.dumps({"model": {"vocab": vocabulary}}), encoding="utf-8")
    with pytest.raises(W2vError, match=r"tokenizer.json is damaged|0 words for") as caught:
        read_embeddings(tmp_path / "x")
    assert caught.value.hint


@pytest.mark.parametrize("ids", [(0, 0), (0, 2), (1, 2), (-1, 0)])
def test_a_tokenizer_whose_ids_are_no_rows_is_refused(ids, tmp_path):
    folder = tmp_path / "x"
    folder.mkdir()
    header = json.dumps({"embedding.weight": {**TENSOR, "shape": [2, 1]}}).encode()
    (folder / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + ONE)
    vocabulary = dict(zip("ab", ids, strict=True))
    (folder / "tokenizer.json").write_text(
        json.dumps({"model": {"vocab": vocabulary}}), encoding="utf-8"
    )
    with pytest.raises(W2vError, match="the ids in “vocab” are not 0, 1, 2"):
        read_embeddings(folder)


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"vectors": np.float32(1)}, "not one vector per word"),
        ({"vectors": np.ones(2, "f4,f4")}, "records, not numbers"),
        ({"vectors": np.ones((2, 2), complex)}, "not one vector per word"),
        ({"words": np.array("ab")}, "not a list of strings"),
        ({"words": np.ones(2)}, "not a list of strings"),
        ({"words": np.full(2, 2**31, "<u4").view("<U1")}, "not Unicode characters"),
        ({"counts": np.ones((2, 2), int)}, "its counts are int64 (2, 2)"),
        ({"counts": np.int64(3)}, "its counts are int64 ()"),
        ({"counts": np.array(["1", "2"])}, "not one number per word"),
        ({"counts": np.ones(2, "f4,f4")}, "records, not numbers"),
        ({"counts": np.array([np.inf, 1])}, "word 1: its count is inf"),
        ({"counts": np.array([1, -1])}, "word 2: its count is -1"),
        ({"counts": np.array([2**64 - 1, 1], np.uint64)}, "word 1: its count is 18446744073709551"),
        ({"scale": np.ones((2, 2))}, "its scales are float64 (2, 2)"),
    ],
)
def test_arrays_of_another_kind_are_refused(arrays, said, tmp_path):
    whole = {"words": np.array(["a", "b"]), "vectors": np.ones((2, 2), np.float32)}
    np.savez(tmp_path / "x.npz", **{**whole, **arrays})
    with pytest.raises(W2vError) as caught:
        read_embeddings(tmp_path / "x.npz")
    assert said in caught.value.message
    assert caught.value.hint


def test_an_impossible_count_becomes_unknown(tmp_path):
    counts = np.array([np.nan, -3, 1e300, 7])
    np.savez(tmp_path / "x.npz", words=[*"abcd"], vectors=np.ones((4, 2)), counts=counts)
    assert read_embeddings(tmp_path / "x.npz", REPAIRING).vocabulary.counts().tolist() == [
        0,
        0,
        0,
        7,
    ]


@pytest.mark.parametrize("shape", [b"(1.0, 2)", b"()", b"(2,)", b"(99999999999999, 2)", b"'x'"])
def test_a_matrix_of_another_shape_is_refused(shape, tmp_path):
    np.save(tmp_path / "x.npy", np.ones((1, 2), np.float32))
    content = (tmp_path / "x.npy").read_bytes().replace(b"(1, 2)", shape)
    length = len(content) - 18
    (tmp_path / "x.npy").write_bytes(content[:8] + length.to_bytes(2, "little") + content[10:])
    (tmp_path / "x.words.txt").write_text("a\n", encoding="utf-8")
    with pytest.raises(W2vError) as caught:
        read_embeddings(tmp_path / "x.npy")
    assert caught.value.hint


def test_a_folder_of_something_else_is_said(tmp_path):
    (tmp_path / "notes.txt").write_text("no vectors", encoding="utf-8")
    with pytest.raises(W2vError, match="it is a directory without static embeddings"):
        read_embeddings(tmp_path)


def test_a_path_that_goes_on_after_a_file_is_said():
    with pytest.raises(W2vError, match=r"toy\.txt is neither a directory nor an archive"):
        read_embeddings(TOY / "toy.txt" / "x")


def test_a_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(W2vError, match="can be read only once") as caught:
        read_embeddings(tmp_path / "pipe")
    assert "to a file first" in caught.value.hint


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(W2vError, match="does not exist"):
        read_embeddings(tmp_path / "nothing.bin")


def mutated(content, rng):
    """Return `content` with bytes flipped, taken out, doubled, or cut off."""
    data = bytearray(content)
    for _ in range(rng.integers(1, 6)):
        place = int(rng.integers(len(data) or 1))
        kind = rng.integers(5)
        if kind == 0:
            data[place : place + 1] = rng.bytes(1)
        elif kind == 1:
            del data[place : place + int(rng.integers(1, 9))]
        elif kind == 2:
            data[place:place] = data[place : place + int(rng.integers(1, 40))]
        elif kind == 3:
            data[place : place + 8] = rng.choice([b"\xff" * 8, b"\x7f" * 4, b"99999999", bytes(8)])
        else:
            del data[place:]
    return bytes(data)


def survives(path, chosen, config=REPAIRING):
    """Read a file as `chosen` or as what it looks like; only W2vError may come out of it."""
    try:
        with open_vectors(path, config, chosen) as incoming:
            read = collect_vectors(incoming)
    except W2vError as error:
        return error.hint is not None and "\n" not in error.message
    return np.isfinite(read.vectors).all() and len(read) == len(set(read.vocabulary)) > 0


MUTATED = {name: kind for name, kind in STORED.items() if name not in ("toy.bin.xz", "toy.kv")}
"""All but a pickle, which is read only on trust, and a second packed file."""
MUTATIONS = int(os.environ.get("W2VKIT_MUTATIONS", "60"))
"""How many broken copies of each file are tried."""


@pytest.mark.parametrize(("name", "kind"), MUTATED.items())
def test_mutated_files_never_crash(name, kind, tmp_path):
    rng = np.random.default_rng(1)
    shutil.copytree(TOY, tmp_path / "toy")
    place = tmp_path / "toy" / name
    victims = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
    whole = {victim: victim.read_bytes() for victim in victims}
    tracemalloc.start()
    for turn in range(MUTATIONS):
        victim = victims[turn % len(victims)]
        victim.write_bytes(mutated(whole[victim], rng))
        tracemalloc.reset_peak()
        assert survives(place, format_named(kind) if turn % 2 else None)
        assert tracemalloc.get_traced_memory()[1] < 2 * victim.stat().st_size + SLACK
        victim.write_bytes(whole[victim])
    tracemalloc.stop()


def test_every_format_without_pickle_is_mutated():
    assert set(MUTATED.values()) == {known.name for known in FORMATS if known.reads} - {"gensim"}


BOM = "\ufeff".encode()
TEXTS = {
    "word2vec": b"2 2\na 1 2\nb 3 4\n",
    "fastText .vec": b"2 2\na 1 2 \nb 3 4 \n",
    "GloVe": b"a 1 2\nb 3 4\n",
    "TSV": b"a\t1\t2\nb\t3\t4\n",
}


@pytest.mark.parametrize("content", TEXTS.values(), ids=[*TEXTS])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gz"])
def test_a_utf8_byte_order_mark_is_no_part_of_the_first_word(content, pack, tmp_path):
    path = tmp_path / "vectors.txt"
    path.write_bytes(pack(BOM + content))
    found = read_embeddings(path)
    assert [*found.vocabulary] == ["a", "b"]
    assert found.vectors.tolist() == [[1, 2], [3, 4]]


def test_a_projector_table_may_begin_with_a_byte_order_mark(tmp_path):
    (tmp_path / "vectors.tsv").write_bytes(BOM + b"1.5\t2.5\n3\t4\n")
    (tmp_path / "metadata.tsv").write_bytes(BOM + b"a\nb\n")
    assert [*read_embeddings(tmp_path / "vectors.tsv").vocabulary] == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "chosen"),
    [*((one, None) for one in TEXTS.values()), (TEXTS["word2vec"], "word2vec")],
    ids=[*TEXTS, "chosen"],
)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_vectors_in_utf16_are_read(content, chosen, encoding, tmp_path):
    path = tmp_path / "vectors.txt"
    path.write_bytes(("\ufeff" + content.decode().replace("a", "詞")).encode(encoding))
    with open_vectors(path, ImportConfig(), chosen and format_named(chosen)) as incoming:
        assert [*collect_vectors(incoming).vocabulary] == ["詞", "b"]
        assert incoming.source.decisions == [f"it is {encoding[:6].upper()} text"]
    path.write_bytes(path.read_bytes()[:-5])  # inside a number, and inside a character
    with pytest.raises(W2vError, match=r"is not valid utf-|numbers instead of 2|declares 2 words"):
        read_embeddings(path)
