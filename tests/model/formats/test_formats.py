"""Every format, with the same six vectors stored in each, and whatever else words may be."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tests.gensim_marks import NEEDS_GENSIM, marked
from tests.toys import STORED, Notes
from w2vkit.base.config import ExportConfig, ImportConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats import COMPRESSED, FORMATS, format_for, format_named
from w2vkit.model.formats.export_target import new_target
from w2vkit.model.formats.reading import detect_format, open_vectors, read_embeddings
from w2vkit.model.formats.vector_file import VectorFile
from w2vkit.model.subwords import Subwords, ngram_hashes

TOY = Path(__file__).parents[2] / "data" / "toy"
COUNTS = [("孙悟空", 812), ("king", 340), ("猪八戒", 220), ("queen", 96), ("naïve", 7), ("🐒", 1)]
VECTORS = np.array(
    [
        [0.1, -0.25, 1e-6, 3],
        [1 / 3, 2.5, -0.75, 0],
        [0.125, 1e5, -1e-3, 0.7],
        [-1, 1, -1, 1],
        [0.2, 0.3, 0.4, 0.5],
        [7, 0, -0.0, 1e-20],
    ],
    np.float32,
)
WITHOUT_COUNTS = {"word2vec", "word2vec-bin", "glove", "csv", "sentence-transformers"}
WRITTEN = [
    pytest.param(known, marks=NEEDS_GENSIM if known.name == "gensim" else (), id=known.name)
    for known in FORMATS
    if known.writes and known.reads
]
TRUSTING = ImportConfig(trust_pickle=True)


def same_bits(one, other):
    return np.array_equal(np.asarray(one).view(np.uint32), np.asarray(other).view(np.uint32))


def written(embeddings, path, chosen, *, force=False, **options):
    with new_target(path, ExportConfig(**options), force=force) as target:
        chosen.load().write(embeddings, target)
    return path


def test_every_format_that_is_read_is_stored():
    assert set(STORED.values()) == {known.name for known in FORMATS if known.reads}


@pytest.mark.parametrize(
    ("name", "kind"), [marked(*one, needs_gensim=one[1] == "gensim") for one in STORED.items()]
)
def test_a_stored_file_is_recognised_and_read(name, kind):
    with VectorFile(TOY / name, ImportConfig()) as file:
        assert detect_format(file).name == kind
    read = read_embeddings(TOY / name, TRUSTING)
    assert [*read.vocabulary] == [word for word, _ in COUNTS]
    assert same_bits(read.vectors, VECTORS)
    kept = [count if kind not in WITHOUT_COUNTS else 0 for _, count in COUNTS]
    assert read.vocabulary.counts().tolist() == kept


@pytest.mark.parametrize("chosen", WRITTEN)
def test_the_writer_gives_the_stored_bytes(chosen, tmp_path):
    stored = next(name for name, kind in STORED.items() if kind == chosen.name)
    made = written(Embeddings.from_vectors(COUNTS, VECTORS), tmp_path / stored, chosen)
    if chosen.name in ("gensim", "parquet"):  # these name the version that wrote them
        assert same_bits(read_embeddings(made, TRUSTING).vectors, VECTORS)
        return
    for path in [made] if made.is_file() else [path for path in made.rglob("*") if path.is_file()]:
        assert path.read_bytes() == (TOY / path.relative_to(tmp_path)).read_bytes()


words = st.text(
    st.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp", "Cc")), min_size=1, max_size=8
)
numbers = hnp.arrays(
    np.float32,
    st.tuples(st.integers(1, 12), st.integers(2, 5)),
    elements=st.floats(width=32, allow_nan=False, allow_infinity=False),
)


@pytest.mark.parametrize("chosen", WRITTEN)
@settings(max_examples=25, deadline=None)
@given(data=st.data(), vectors=numbers)
def test_round_trip(chosen, data, vectors, tmp_path_factory):
    size = len(vectors)
    # In this format, numbers whose bytes read as text with spaces can be the rest of a word.
    assume(chosen.name != "word2vec-bin" or b" " not in vectors.tobytes())
    names = data.draw(st.lists(words, min_size=size, max_size=size, unique=True))
    counts = data.draw(st.lists(st.integers(0, 2**40), min_size=size, max_size=size))
    folder = tmp_path_factory.mktemp("trip")
    packed = data.draw(st.sampled_from(("", *COMPRESSED))) if chosen.suffixes else ""
    name = "x" + (chosen.suffixes[0] if chosen.suffixes else "") + packed
    embeddings = Embeddings.from_vectors(zip(names, counts, strict=True), vectors)
    path = written(embeddings, folder / name, chosen)
    with open_vectors(path, TRUSTING, chosen) as incoming:
        blocks = [*incoming.blocks]
    shutil.rmtree(folder)
    assert [word.decode() for block in blocks for word in block.words] == names
    assert same_bits(np.concatenate([block.vectors for block in blocks]), vectors)
    if chosen.name not in WITHOUT_COUNTS and any(counts):
        assert [count for block in blocks for count in block.counts] == counts


@pytest.mark.parametrize("chosen", WRITTEN)
def test_words_with_spaces_are_kept_or_named(chosen, tmp_path):
    embeddings = Embeddings.from_vectors([("New York", 2), ("[UNK]", 1)], VECTORS[:2])
    path = tmp_path / "x"
    if chosen.name in ("word2vec", "word2vec-bin", "glove"):
        with pytest.raises(W2vError, match="“New York” contains a space"):
            written(embeddings, path, chosen)
        assert not path.exists()
        written(embeddings, path, chosen, repair=True)
        assert [*read_embeddings(path).vocabulary] == ["New_York", "[UNK]"]
    else:
        written(embeddings, path, chosen)
        assert [*read_embeddings(path, TRUSTING).vocabulary] == ["New York", "[UNK]"]


def with_ngrams(shortest=1, longest=2, buckets=60, dim=4):
    """Return the toy words and one more that fastText treats apart, with vectors of n-grams."""
    rng = np.random.default_rng(1)
    names = [*(word for word, _ in COUNTS), "</s>"]
    ids = np.unique(ngram_hashes([word.encode() for word in names], shortest, longest, buckets)[0])
    grams = rng.standard_normal((len(ids), dim)).astype(np.float32)
    vectors = rng.standard_normal((len(names), dim)).astype(np.float32)
    subwords = Subwords(shortest, longest, buckets, ids, grams)
    embeddings = Embeddings.from_vectors([(word, 9) for word in names], vectors)
    return replace(embeddings, subwords=subwords)


@pytest.mark.parametrize(("shortest", "longest"), [(1, 2), (3, 6), (2, 2)])
def test_a_fasttext_model_keeps_its_subwords(shortest, longest, tmp_path):
    before = with_ngrams(shortest, longest, buckets=1000)
    after = read_embeddings(written(before, tmp_path / "x.bin", format_named("fasttext")))
    assert np.allclose(after.vectors, before.vectors, rtol=1e-6, atol=1e-6)
    one, other = (embeddings.composed("孙大空king") for embeddings in (before, after))
    assert one @ other / np.linalg.norm(one) / np.linalg.norm(other) == pytest.approx(1)


def test_a_zero_byte_cannot_stand_in_a_word_of_fasttext(tmp_path):
    embeddings = Embeddings.from_vectors([("a\0b", 1)], VECTORS[:1])
    with pytest.raises(W2vError, match="zero byte"):
        written(embeddings, tmp_path / "x.bin", format_named("fasttext"))


@pytest.mark.parametrize(
    ("name", "dtype", "error"),
    [
        ("npz", "float16", 5e-4),
        ("npz", "int8", 5e-3),
        ("npy", "float16", 5e-4),
        ("safetensors", "float16", 5e-4),
        ("safetensors", "int8", 5e-3),
        ("parquet", "float16", 5e-4),
    ],
)
def test_smaller_numbers(name, dtype, error, tmp_path):
    vectors = np.random.default_rng(1).standard_normal((50, 8)).astype(np.float32)
    embeddings = Embeddings.from_vectors([(f"w{row}", 1) for row in range(50)], vectors)
    path = written(embeddings, tmp_path / "x", format_named(name), dtype=dtype)
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    assert np.abs((read_embeddings(path).vectors - vectors) / largest).max() < error


@pytest.mark.parametrize(
    "name", ["word2vec", "word2vec-bin", "fasttext", "glove", "projector", "gensim"]
)
def test_formats_without_a_choice_of_numbers_say_so(name, tmp_path):
    embeddings = Embeddings.from_vectors(COUNTS, VECTORS)
    with pytest.raises(UsageError, match="cannot store int8 numbers"):
        written(embeddings, tmp_path / "x", format_named(name), dtype="int8")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a.bin", "word2vec-bin"),
        ("a.vec.gz", "word2vec"),
        ("A.NPZ", "npz"),
        ("a.kv.xz", "gensim"),
        ("a.txt.zst", "word2vec"),
        ("a.tsv.ZIP", "projector"),
    ],
)
def test_the_suffix_says_what_is_written(name, wanted):
    assert format_for(Path(name)).name == wanted


def test_an_unknown_suffix_or_name_is_a_usage_error():
    with pytest.raises(UsageError, match=r"a\.xyz"):
        format_for(Path("a.xyz"))
    with pytest.raises(UsageError, match="no format “nothing”"):
        format_named("nothing")


def test_only_the_first_words_are_read():
    read = read_embeddings(TOY / "toy.txt", ImportConfig(limit=2))
    assert [*read.vocabulary] == ["孙悟空", "king"]


def test_numbers_alone_take_a_file_of_words(tmp_path):
    np.save(tmp_path / "images.npy", VECTORS[:2].astype(np.float64))
    with pytest.raises(W2vError, match=r"its word list .* does not exist"):
        read_embeddings(tmp_path / "images.npy")
    names = tmp_path / "names.txt"
    names.write_text("a cat\na dog\n", encoding="utf-8")
    read = read_embeddings(tmp_path / "images.npy", ImportConfig(words_file=str(names)))
    assert [*read.vocabulary] == ["a cat", "a dog"]
    names.write_text("a cat\n", encoding="utf-8")
    with pytest.raises(W2vError, match="1 words for 2 vectors"):
        read_embeddings(tmp_path / "images.npy", ImportConfig(words_file=str(names)))


def test_a_pickle_is_refused_unless_trusted():
    with pytest.raises(W2vError, match="Python pickle, which can run any code") as caught:
        read_embeddings(TOY / "toy.kv")
    assert "--trust-pickle" in caught.value.hint


@pytest.mark.parametrize("suffix", COMPRESSED)
def test_compressed_files_are_smaller_and_equal_each_time(suffix, tmp_path):
    vectors = np.repeat(VECTORS, 200, axis=0)
    embeddings = Embeddings.from_vectors([(f"w{row}", 0) for row in range(1200)], vectors)
    sizes = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        path = written(embeddings, tmp_path / folder / f"x.txt{suffix}", format_named("word2vec"))
        sizes.append(path.read_bytes())
    assert sizes[0] == sizes[1]
    assert len(sizes[0]) < 12_000
    assert same_bits(read_embeddings(path).vectors, vectors)


def test_many_rows_are_read_by_way_of_the_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))
    notes = Notes()
    read = read_embeddings(TOY / "toy.txt.gz", listener=notes, in_memory=40)
    assert same_bits(read.vectors, VECTORS)
    assert notes.said == [
        f"{TOY / 'toy.txt.gz'} is large. Convert it to a model, which opens instantly: "
        f"w2vkit import {TOY / 'toy.txt.gz'}"
    ]
    path = tmp_path / "x.txt"
    path.write_text("4 2\na 1 2\nb 1 1\na 3 4\nc 5 6\n", encoding="utf-8")
    read = read_embeddings(path, ImportConfig(repair=True), in_memory=40)
    assert read.vectors.tolist() == [[1, 2], [1, 1], [5, 6]]
    assert [*(tmp_path / "cache").iterdir()] == []
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "file"))
    with pytest.raises(W2vError, match=r"could not be written to .*: File exists") as caught:
        read_embeddings(TOY / "toy.txt", in_memory=40)
    assert "W2VKIT_CACHE" in caught.value.hint


def test_a_target_is_whole_or_not_there(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(W2vError, match="already exists"):
        written(Embeddings.from_vectors(COUNTS, VECTORS), path, format_named("word2vec"))
    broken = Embeddings.from_vectors([("a", 1), ("b c", 1)], VECTORS[:2])
    with pytest.raises(W2vError, match="contains a space"):
        written(broken, path, format_named("word2vec"), force=True)
    assert path.read_text(encoding="utf-8") == "old"
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize(
    ("name", "beside"), [("x.npy", "x.words.txt"), ("vectors.tsv", "metadata.tsv")]
)
def test_files_that_come_along_replace_nothing_unasked(name, beside, tmp_path):
    (tmp_path / beside).write_text("old", encoding="utf-8")
    embeddings, chosen = Embeddings.from_vectors(COUNTS, VECTORS), format_for(Path(name))
    with pytest.raises(W2vError, match=f"{beside} already exists"):
        written(embeddings, tmp_path / name, chosen)
    assert [*tmp_path.iterdir()] == [tmp_path / beside]
    written(embeddings, tmp_path / name, chosen, force=True)
    assert same_bits(read_embeddings(tmp_path / name).vectors, VECTORS)


def test_no_word_can_end_the_data_of_an_sql_script(tmp_path):
    words = ["\\.", "\\N", "';DROP TABLE words;--", "$$", "\\", "a\x0bb", "\x1b[0m"]
    embeddings = Embeddings.from_vectors([(word, 1) for word in words], np.ones((len(words), 2)))
    with new_target(tmp_path / "x.sql", ExportConfig()) as target:
        format_named("pgvector-sql").load().write(embeddings, target)
    data = (tmp_path / "x.sql").read_text(encoding="utf-8")
    rows = data.partition("FROM stdin;\n")[2].partition("\n\\.\n")[0].split("\n")
    unescaped = [row.split("\t")[1].replace("\\\\", "\\") for row in rows]
    assert unescaped == words
    for row in rows:
        assert len(row.split("\t")) == 4
        assert row.count("\\") % 2 == 0


def test_a_zero_byte_is_refused_where_it_cannot_be_stored(tmp_path):
    embeddings = Embeddings.from_vectors([("a\0b", 1)], np.ones((1, 2)))
    with (
        pytest.raises(W2vError, match="zero byte"),
        new_target(tmp_path / "x.sql", ExportConfig()) as target,
    ):
        format_named("pgvector-sql").load().write(embeddings, target)
    assert not list(tmp_path.iterdir())
