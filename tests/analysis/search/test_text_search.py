"""Search in a text: the scores are those of SIF vectors, and the index is kept."""

import numpy as np
import pytest

import w2vkit
from w2vkit.analysis.opening import text_of_model
from w2vkit.analysis.search import compared_units
from w2vkit.analysis.search.search_units import SearchUnit
from w2vkit.analysis.search.text_index import TextIndex, read_index, write_index
from w2vkit.analysis.search.text_search import open_text
from w2vkit.analysis.search.text_vectors import word_weights
from w2vkit.base.config import VectorizeConfig
from w2vkit.base.errors import InvalidFileError, MissingWordError, UsageError, W2vError
from w2vkit.base.system.paths import cache_home

VERBS = ("打", "看", "找", "追", "骂", "怕")
THINGS = ("妖怪", "师父", "经书", "行李", "馒头", "白马")
TALE = "".join(
    f"悟空{one}{thing}，八戒也去{one}{thing}。\n" + ("\n" if one == "打" else "")
    for one in VERBS
    for thing in THINGS
)
SMALL = {"dim": 8, "epochs": 4, "workers": 1, "min_count": 1, "algorithm": "cbow"}


@pytest.fixture
def tale(tmp_path):
    path = tmp_path / "tale.txt"
    path.write_text(
        f"第一回 开头\n{TALE}第二回 结尾\n沙僧挑着行李，走了一天的路。\n", encoding="utf-8"
    )
    return path


@pytest.fixture
def model(models, tale):
    return w2vkit.train(str(tale), name="tale", **SMALL)


def reference(model, index, words, units):
    """Return the cosines of a question as in the paper: weighted means without the axis."""
    weights = word_weights(model.embeddings, VectorizeConfig())
    vectors = np.asarray(model.vectors, np.float64)

    def without(vector):
        return vector - (vector @ index.axis) * index.axis

    def mean(rows):
        return without((weights[rows, None] * vectors[rows]).mean(axis=0))

    asked = mean(words)
    found = [mean(index.words(unit)) for unit in units]
    return [one @ asked / np.linalg.norm(one) / np.linalg.norm(asked) for one in found]


def test_scores_are_cosines_of_sif_vectors(model):
    text = open_text(model)
    words = np.array([model.embeddings.vocabulary.find(word) for word in ("悟空", "白马")])
    found = text.search("悟空 白马", 5, overlap=0.0)
    units = [
        next(u for u in range(len(text.index)) if text.index.text(u) == one.text) for one in found
    ]
    expected = reference(model, text.index, words, units)
    assert [one.score for one in found] == pytest.approx(expected, abs=1e-4)
    assert expected == sorted(expected, reverse=True)


def test_a_sentence_is_found_with_its_line_and_chapter(model, tale):
    best = open_text(model).search("沙僧挑行李走路", 1)[0]
    assert best.text == "沙僧挑着行李，走了一天的路。"
    assert (best.file, best.chapter) == (str(tale), "第二回结尾")
    lines = tale.read_text(encoding="utf-8").splitlines()
    assert lines[best.line - 1] == best.text


@pytest.mark.parametrize("unit", ["sentence", "line", "paragraph"])
def test_units_cover_the_text(model, unit):
    text = open_text(model, unit=unit)
    whole = "".join(text.index.text(number) for number in range(len(text.index)))
    assert whole.count("悟空") == len(VERBS) * len(THINGS)
    best = text.search("悟空骂馒头", 1)[0]
    assert "悟空骂馒头" in best.text
    assert ("\n" in best.text) is False


def test_paragraphs_end_at_blank_lines(model, tale):
    text = open_text(model, unit="paragraph")
    assert len(text.index) < len(open_text(model, unit="line").index)


def test_the_index_is_built_once_and_again_for_another_model(model, models, tale):
    notes = []

    class Listener:
        def note(self, message):
            notes.append(message)

        def progress(self, progress):
            pass

    open_text(model, listener=Listener())
    open_text(model, listener=Listener())
    assert len(notes) == 1
    again = w2vkit.train(str(tale), name="tale", force=True, **{**SMALL, "seed": 2})
    open_text(again, listener=Listener())
    assert len(notes) == 2


def test_a_damaged_index_is_built_again(model):
    text = open_text(model)
    expected = [one.text for one in text.search("师父", 3)]
    folder = next(cache_home().rglob("search-*-sentence-*"))
    (folder / "starts.npy").write_bytes(b"nothing")
    assert [one.text for one in open_text(model).search("师父", 3)] == expected


def test_another_text_is_searched_with_the_words_of_the_model(model, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("今日天气很好。\n师父骑着白马来了。\n", encoding="utf-8")
    assert open_text(model, [str(other)]).search("白马", 1)[0].text == "师父骑着白马来了。"


def test_without_files_the_sentences_are_the_words_of_the_model(model, tale):
    tale.unlink()
    best = open_text(model).search("沙僧 挑 行李", 1)[0]
    assert "沙僧" in best.text
    assert (best.file, best.line) == ("", None)
    with pytest.raises(W2vError, match="no longer exists"):
        open_text(model, unit="line")


def test_bad_questions(model, tmp_path):
    text = open_text(model)
    with pytest.raises(UsageError, match="empty"):
        text.search("  ")
    with pytest.raises(MissingWordError, match="No word of “zzz”"):
        text.search("zzz")
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("zzz yyy\n", encoding="utf-8")
    with pytest.raises(W2vError, match="contains no word"):
        open_text(model, [str(nothing)])


def test_a_text_of_one_sentence(model, tmp_path):
    one = tmp_path / "one.txt"
    one.write_text("悟空打妖怪。\n", encoding="utf-8")
    text = open_text(model, [str(one)])
    assert [found.text for found in text.search("妖怪")] == ["悟空打妖怪。"]
    assert compared_units.duplicates(text) == []
    assert [found.text for found in compared_units.diverse(text, 5)] == ["悟空打妖怪。"]
    with pytest.raises(W2vError, match="fewer than three"):
        compared_units.outliers(text)


def test_comparisons(model, tmp_path):
    twice = "悟空骂妖怪，八戒也去骂妖怪。"
    path = tmp_path / "many.txt"
    path.write_text(TALE + twice + "\n沙僧挑着行李，走了一天的路。\n", encoding="utf-8")
    text = open_text(model, [str(path)])
    pairs = compared_units.duplicates(text, 0.999)
    assert (pairs[0].first.text, pairs[0].second.text) == (twice, twice)
    assert pairs[0].score == pytest.approx(1.0, abs=1e-5)
    assert pairs[0].first.line != pairs[0].second.line
    assert compared_units.outliers(text, 1)[0].text == "沙僧挑着行李，走了一天的路。"
    spread = compared_units.diverse(text, 4)
    assert len({one.text for one in spread}) == 4


def test_an_index_of_other_parts_is_refused(model, tmp_path):
    text = open_text(model)
    folder = tmp_path / "index"
    folder.mkdir()
    corpus = text_of_model(model).corpus
    weights = word_weights(model.embeddings, VectorizeConfig())
    write_index(
        folder,
        corpus,
        [SearchUnit("悟空", 0, len(corpus.starts) - 1)],
        model.embeddings,
        weights,
        "a",
    )
    assert isinstance(read_index(folder, model.embeddings, "a"), TextIndex)
    with pytest.raises(InvalidFileError, match="another model"):
        read_index(folder, model.embeddings, "b")
    np.save(folder / "ends.npy", np.zeros(5, np.int64))
    with pytest.raises(InvalidFileError, match="differ in length"):
        read_index(folder, model.embeddings, "a")
    assert len(text.index) > 1


def test_search_from_python(model, tale):
    found = w2vkit.search("tale", "沙僧挑行李走路", topn=1)
    assert [one.text for one in found] == ["沙僧挑着行李，走了一天的路。"]
    assert w2vkit.search(model, "沙僧挑行李走路", tale, 1, unit="line")[0].line == found[0].line
