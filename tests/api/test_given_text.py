"""One rule for all functions that read text: paths, tokens, and `texts=`."""

from functools import partial

import numpy as np
import pytest

import w2vkit
from tests.toys import KINGDOM, QUICK, Notes
from w2vkit.api.given_text import given_text, strings_of, texts_or_tokens
from w2vkit.base.errors import UsageError, W2vError

LINES = [" ".join(sentence) for sentence in KINGDOM]


def series(kind):
    library = pytest.importorskip(kind)
    return library.Series(LINES) if hasattr(library, "Series") else library.array(LINES)


def pandas_table(column):
    return pytest.importorskip("pandas").DataFrame({"id": range(len(LINES)), column: LINES})


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_columns_of_other_libraries(library):
    assert [*strings_of(series(library))] == LINES


def test_collections_generators_and_open_files(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("\n".join(LINES), encoding="utf-8")
    for texts in (tuple(LINES), np.array(LINES), (line for line in LINES)):
        assert [*strings_of(texts)] == LINES
    with path.open(encoding="utf-8") as file:
        assert [line.rstrip() for line in strings_of(file)] == LINES
    assert [*strings_of("one text")] == ["one text"]


def test_the_column_of_a_table_is_named():
    table = pandas_table("review")
    options = {"column": "review", "seed": 1}
    assert [*strings_of(table, options)] == LINES
    assert options == {"seed": 1}
    with pytest.raises(UsageError, match="no column “text”") as caught:
        [*strings_of(table, {"column": "text"})]
    assert caught.value.hint == "Its columns are: id, review."
    with pytest.raises(UsageError, match="texts are a table"):
        [*strings_of(table)]


def test_missing_values_are_counted():
    notes = Notes()
    assert [*strings_of(["a", None, float("nan")], {}, notes)] == ["a", "", ""]
    assert notes.said == ["2 of 3 texts are missing."]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ([], "There are no texts"),
        (["a", 3], "Text 2 is 3, not a string"),
        ([["a", "b"]], r"Text 1 is \['a', 'b'\], not a string"),
    ],
)
def test_what_is_no_text_is_refused(texts, message):
    with pytest.raises(UsageError, match=message):
        [*strings_of(texts)]


@pytest.mark.parametrize(
    ("corpus", "message"),
    [
        ("An evening in the garden", "'An evening in the garden' is not the path of a file"),
        (LINES, "is not the path of a file"),
        (iter(LINES), "is not the path of a file"),
        ("a" * 100_000, "is not the path of a file"),
        ([], "The corpus is empty"),
        (pandas_table("text"), "The corpus is 'DataFrame'"),
    ],
)
def test_a_string_that_is_no_path_is_said_to_be_so(corpus, message):
    with pytest.raises(W2vError, match=message) as caught:
        given_text("train", corpus, None, {})
    assert "texts=" in caught.value.hint


def test_paths_in_any_collection(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The king.\n", encoding="utf-8")
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    for corpus in (paths, np.array(paths), sorted(tmp_path.glob("*.txt"))):
        assert given_text("train", corpus, None, {}).paths == paths
    with pytest.raises(UsageError, match="3 is not a path"):
        given_text("train", [paths[0], 3], None, {})


def test_tokens_of_arrays():
    arrays = [np.array(sentence) for sentence in KINGDOM]
    assert [*given_text("train", arrays, None, {}).sentences] == KINGDOM
    assert [*texts_or_tokens(["a b", ("c", "d")])] == ["a b", ("c", "d")]


def test_either_a_corpus_or_texts(tmp_path):
    for corpus, texts in ((None, None), (tmp_path, LINES)):
        with pytest.raises(UsageError, match=r"takes either a corpus or texts="):
            w2vkit.train(corpus, texts=texts)


def test_texts_are_trained_on_as_their_file_is(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("\n\n".join(LINES), encoding="utf-8")
    from_file = w2vkit.train(path, **QUICK)
    model = w2vkit.train(texts=LINES, **QUICK)
    assert (model.name, model.words) == ("model", from_file.words)
    assert np.array_equal(model.vectors, from_file.vectors)
    table = pandas_table("review")
    assert w2vkit.train(texts=table, column="review", **QUICK).words == model.words


def test_a_text_is_read_as_it_is_whatever_it_looks_like():
    texts = ["a,b,c\n1,2,3\n4,5,6", '{"text": "king"}', "<p>queen</p>"] * 5
    words = {word for tokens in w2vkit.segment(texts=texts, plain=True) for word in tokens}
    assert {"a", "b", "king", "queen"} <= words


ASKED = {
    "collocates": partial(w2vkit.collocates, None, "king"),
    "concordance": partial(w2vkit.concordance, None, "king"),
    "explain": partial(w2vkit.explain, None, "king"),
    "frequencies": partial(w2vkit.frequencies, None),
    "relations": partial(w2vkit.relations, None, "king", "rules"),
}


@pytest.mark.parametrize("name", ASKED)
def test_statistics_of_texts_are_those_of_their_tokens(name):
    """The occurrences in texts and in tokens are the same, whatever the text is called."""
    of_texts, of_tokens = ASKED[name](texts=LINES), ASKED[name](corpus=KINGDOM)
    assert of_texts
    if name == "concordance":
        assert [*of_texts] == [*of_tokens]
    elif name != "explain":
        assert of_texts == of_tokens


def test_texts_are_searched_segmented_and_vectorized(toy_model):
    texts = ["The king rules.", "The baker bakes bread.", "The queen was there."]
    found = w2vkit.search(toy_model, "king", texts=texts, topn=1)
    assert found[0].text == "The king rules."
    assert [tokens[:2] for tokens in w2vkit.segment(texts=texts)][1] == ["the", "baker"]
    assert (
        w2vkit.find_words(texts=["i love new york", "new york is big"] * 20)[0].word == "new york"
    )
    vectors = w2vkit.vectorize(toy_model, texts)
    assert (vectors.shape, vectors[1].any()) == ((3, 4), False)
    tokens = [["the", "king"], "The king"]
    assert np.array_equal(*w2vkit.vectorize(toy_model, tokens))
    with pytest.raises(UsageError, match="search does not take lists of tokens"):
        w2vkit.search(toy_model, "king", KINGDOM)


def test_lines_of_texts_are_shown_as_they_are_written():
    shown = w2vkit.concordance(None, "king", texts=["Long live THE KING!"] * 2, lines=True)
    assert next(iter(shown)).left == "Long live THE"


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    [*w2vkit.segment(texts=LINES)]
    w2vkit.frequencies(None, texts=LINES)
    w2vkit.frequencies(None, corpus=KINGDOM)
    with pytest.raises(UsageError):
        w2vkit.frequencies(None, texts=["a", 3])
    assert [*tmp_path.iterdir()] == []
