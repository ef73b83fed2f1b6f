import csv
import json

import numpy as np
import pytest

from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.pictures.coordinates import check_coordinates_path
from w2vkit.pictures.figure import FigureRequest, default_title, draw_figure

WORDS = ["孙悟空", "八戒", "沙僧", "a,b", 'c"d', "king"]


@pytest.fixture
def embeddings():
    vectors = np.random.default_rng(1).normal(size=(len(WORDS), 8)).astype(np.float32)
    return Embeddings.from_vectors([(word, 9) for word in WORDS], vectors)


def drawn(embeddings, folder, name, **options):
    path = folder / name
    draw_figure(
        embeddings,
        "tale",
        FigureRequest(words=(*WORDS[:3], "king")),
        folder / "map.png",
        PlotConfig(method="pca", **options),
        coordinates=path,
    )
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "delimiter"), [("at.tsv", "\t"), ("at.CSV", ",")])
def test_positions_as_a_table(embeddings, tmp_path, name, delimiter):
    rows = list(csv.reader(drawn(embeddings, tmp_path, name).splitlines(), delimiter=delimiter))
    assert rows[0] == ["word", "count", "x", "y", "group"]
    assert [row[0] for row in rows[1:]] == [*WORDS[:3], "king"]
    assert len({(row[2], row[3]) for row in rows[1:]}) == 4
    assert all(np.isfinite(float(number)) for row in rows[1:] for number in row[2:4])


def test_positions_as_json(embeddings, tmp_path):
    records = json.loads(drawn(embeddings, tmp_path, "at.json", colour="frequency"))
    assert [record["word"] for record in records] == [*WORDS[:3], "king"]
    assert {record["group"] for record in records} == {None}


def test_a_file_that_exists_is_kept_and_nothing_is_drawn(embeddings, tmp_path):
    (tmp_path / "at.tsv").write_text("mine", encoding="utf-8")
    with pytest.raises(W2vError, match="already exists"):
        drawn(embeddings, tmp_path, "at.tsv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["at.tsv"]


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("at.xlsx", "map", "not supported"),
        ("at.tsv", "heatmap", "--coordinates cannot be combined with --heatmap"),
        ("at.tsv", "dendrogram", "--coordinates cannot be combined with --dendrogram"),
    ],
)
def test_requests_that_make_no_sense(tmp_path, name, kind, message):
    with pytest.raises(UsageError, match=message):
        check_coordinates_path(tmp_path / name, kind)


@pytest.mark.parametrize(
    ("request_", "options", "title"),
    [
        (FigureRequest(), {}, "Characteristic words of tale"),
        (FigureRequest(), {"by": "frequency"}, "Frequent words in tale"),
        (FigureRequest(categories={"a": "b"}), {}, "Words by category in tale"),
        (FigureRequest(words=("孙悟空", "八戒")), {}, "Words in tale"),
        (
            FigureRequest(words=("孙悟空", "八戒")),
            {"neighbours": 5},
            "孙悟空, 八戒 and similar words in tale",
        ),
        (FigureRequest("pairs", ("a:b",)), {}, "Pairs of words in tale"),
    ],
)
def test_the_title_says_whose_words_these_are(request_, options, title):
    assert default_title("tale", request_, PlotConfig(**options)) == title
