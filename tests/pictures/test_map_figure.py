import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.config import PlotConfig
from w2vkit.model.embeddings import Embeddings
from w2vkit.pictures.canvas import new_sheet
from w2vkit.pictures.fonts import choose_font
from w2vkit.pictures.map_figure import draw_labeled_map, draw_map, importance
from w2vkit.pictures.selection import Selection
from w2vkit.pictures.word_map import map_words

MAGIC = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}


def embeddings_of(words, seed=1):
    vectors = np.random.default_rng(seed).normal(size=(len(words), 20)).astype(np.float32)
    counts = [(word, 10_000 // (place + 1)) for place, word in enumerate(words)]
    return Embeddings.from_vectors(counts, vectors)


def chinese_words(count):
    return [chr(0x4E00 + 7 * place) + chr(0x5B50 + place) for place in range(count)]


def first(count):
    return Selection(tuple(range(count)))


@pytest.fixture(scope="module")
def embeddings():
    return embeddings_of(chinese_words(300))


@pytest.fixture(scope="module")
def config():
    return PlotConfig(dpi=60)


@pytest.fixture(scope="module")
def words(embeddings, config):
    return map_words(embeddings, "novel", first(300), config)


class Hearing:
    def __init__(self):
        self.notes = []

    def note(self, message):
        self.notes.append(message)

    def progress(self, progress):
        raise AssertionError(progress)


@pytest.mark.parametrize("kind", MAGIC)
def test_the_file_ending_chooses_the_type_and_bytes_repeat(tmp_path, embeddings, config, kind):
    words = map_words(embeddings, "novel", first(20), config)
    one, two = (draw_map(words, tmp_path / f"{name}{kind}", config) for name in "ab")
    assert one.read_bytes().startswith(MAGIC[kind])
    assert one.read_bytes() == two.read_bytes()
    assert {*tmp_path.iterdir()} == {one, two}


def test_text_in_svg_is_text(tmp_path, words, config):
    svg = draw_map(words, tmp_path / "map.svg", config).read_text(encoding="utf-8")
    assert f">{words.words[0]}</text>" in svg
    assert choose_font(words.words).fonts[0].family in svg


def test_no_two_labels_of_300_overlap(words):
    config = PlotConfig()
    with new_sheet(config, [*words.words, *words.caption]) as page:
        labels = draw_labeled_map(page, words)
        page.figure.savefig(io.BytesIO(), format="png")
        boxes = [label.get_window_extent() for label in labels]
    assert len(labels) > 250
    for place, box in enumerate(boxes):
        assert box.count_overlaps(boxes[place + 1 :]) == 0, labels[place].get_text()


def test_a_character_without_font_is_named_once(tmp_path, config):
    hearing = Hearing()
    words = map_words(embeddings_of(["\U0002fa1e", "国王"]), "novel", first(2), config)
    draw_map(words, tmp_path / "map.png", config, hearing)
    assert all("\U0002fa1e" in note for note in hearing.notes)


def test_labels_are_not_read_as_formulas(tmp_path, config):
    names = ["$x^2$", "$", "a_b", "<b>", "&amp;", "\\frac", '"', "שלום", "👩‍🚀"]
    words = map_words(embeddings_of(names), "novel", first(len(names)), config)
    svg = draw_map(words, tmp_path / "map.svg", config, Hearing()).read_text(encoding="utf-8")
    assert ">$x^2$</text>" in svg
    assert "&lt;b&gt;" in svg


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_few_words(tmp_path, embeddings, count, theme):
    config = PlotConfig(theme=theme, dpi=40)
    words = map_words(embeddings, "novel", first(count), config)
    assert draw_map(words, tmp_path / "map.png", config).exists()


def test_words_with_the_same_vector(tmp_path, config):
    same = Embeddings.from_vectors(
        [(word, 5) for word in "甲乙丙丁戊"], np.ones((5, 4), np.float32)
    )
    words = map_words(same, "novel", first(5), config)
    assert "no two vectors differ" in words.caption[0]
    assert draw_map(words, tmp_path / "map.png", config).exists()


@pytest.mark.parametrize("colour", ["cluster", "frequency", "none"])
def test_colours(tmp_path, embeddings, colour):
    config = PlotConfig(dpi=40, colour=colour, method="pca")
    words = map_words(embeddings, "novel", first(30), config)
    svg = draw_map(words, tmp_path / "map.svg", config).read_text(encoding="utf-8")
    assert ("×</text>" in svg) == (colour == "frequency")
    assert ("clusters" in words.caption[0]) == (colour == "cluster")


def test_categories_have_colours_and_a_legend(tmp_path, embeddings, config):
    groups = ("人物",) * 10 + ("地名",) * 10
    words = map_words(embeddings, "novel", Selection((*range(20),), groups=groups), config)
    assert words.coloring.names == ("人物", "地名")
    svg = draw_map(words, tmp_path / "map.svg", config).read_text(encoding="utf-8")
    assert ">人物</text>" in svg


def test_arrows_go_between_pairs_and_labels_keep_off(tmp_path):
    vectors = np.array([[1, 0, 0.1], [1, 1, 0], [-1, 0, 0.2], [-1, 1, 0]], np.float32)
    four = Embeddings.from_vectors(zip("甲乙丙丁", (9, 8, 7, 6), strict=True), vectors)
    pairs = Selection((0, 1, 2, 3), pairs=((0, 1), (2, 3)))
    config = PlotConfig(method="pca", colour="none", dpi=60)
    words = map_words(four, "toy", pairs, config)
    assert words.caption[-1].startswith("Mean cosine similarity of the arrows")
    svg = draw_map(words, tmp_path / "pairs.svg", config).read_text(encoding="utf-8")
    assert "Component 1" in svg
    assert "−" in svg


@given(st.lists(st.integers(0, 2**40), min_size=1))
def test_importance_follows_the_counts(counts):
    weights = importance(np.array(counts, np.int64))
    assert ((weights >= 0) & (weights <= 1)).all()
    order = np.argsort(counts, kind="stable")
    assert (np.diff(weights[order]) >= 0).all()


def extents(page, texts):
    page.figure.savefig(io.BytesIO(), format="png")
    return [text.get_window_extent() for text in texts]


def test_labels_of_a_map_with_numbers_stay_inside_its_axes(embeddings):
    config = PlotConfig(method="pca", colour="none")
    words = map_words(embeddings, "novel", first(12), config)
    with new_sheet(config, [*words.words, *words.caption]) as page:
        boxes = extents(page, draw_labeled_map(page, words, "Title"))
        axes = page.axes.get_window_extent().padded(1)
    assert len(boxes) == 12
    assert all(axes.containsx(x) and axes.containsy(y) for b in boxes for x, y in b.corners())


def test_the_legend_is_below_the_title(embeddings):
    groups = tuple(f"group {number}" for number in range(9))
    config = PlotConfig()
    words = map_words(embeddings, "novel", Selection((*range(9),), groups=groups), config)
    with new_sheet(config, [*words.words, *words.caption]) as page:
        labels = draw_labeled_map(page, words, "A title that is wide enough for the figure " * 2)
        (legend,) = page.figure.legends
        title = next(one for one in page.figure.texts if one.get_text().startswith("A title"))
        boxes = extents(page, [title, legend, *labels])
    assert not boxes[0].overlaps(boxes[1])
    assert boxes[1].count_overlaps(boxes[2:]) == 0


def test_few_words_are_drawn_larger(embeddings):
    sizes = []
    for count in (10, 100):
        words = map_words(embeddings, "novel", first(count), PlotConfig())
        with new_sheet(PlotConfig(), [*words.words, *words.caption]) as page:
            sizes.append(max(one.get_fontsize() for one in draw_labeled_map(page, words)))
    assert sizes[0] > sizes[1]
