import numpy as np
import pytest

from tests.toys import toy_embeddings
from w2vkit.base.config import PlotConfig
from w2vkit.model.embeddings import Embeddings
from w2vkit.pictures.heatmap_figure import color_limits, draw_heatmap, label_angle, value_range
from w2vkit.pictures.selection import Selection

WORDS = ("行者", "八戒", "孙悟空", "沙僧", "馒头", "king", "queen")


@pytest.fixture(scope="module")
def toy():
    return toy_embeddings()


def drawn(toy, path, count, theme="light"):
    config = PlotConfig(theme=theme, dpi=40, title="词")
    return draw_heatmap(toy, "toy", Selection((*range(count),)), path, config).read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("count", [2, 3, 7])
def test_heat_maps_of_any_size(toy, tmp_path, count, theme):
    svg = drawn(toy, tmp_path / "heat.svg", count, theme)
    assert all(svg.count(f">{word}</text>") == 2 for word in WORDS[:count])
    assert f"{count} word" in svg


def test_numbers_stand_in_the_cells_with_a_true_minus(toy, tmp_path):
    svg = drawn(toy, tmp_path / "heat.svg", 7)
    assert svg.count(">0.97</text>") >= 2
    assert ">−0.14</text>" in svg


@pytest.mark.parametrize(
    ("cosines", "limits"),
    [((0.4, 0.9), (-0.1, 0.9)), ((-0.2, 0.6), (-0.6, 0.6)), ((0.5, 0.5), (-0.5, 0.5))],
)
def test_the_neutral_color_is_zero_or_the_smallest_cosine(cosines, limits):
    assert color_limits(np.array(cosines)) == pytest.approx(limits)


@pytest.mark.parametrize(
    ("cosines", "shown"),
    [((-0.2, 0.6), (-0.2, 0.6)), ((0.4, 0.9), (0.4, 0.9)), ((0.5, 0.5), (-0.5, 0.5))],
)
def test_the_color_bar_covers_the_values_that_occur(cosines, shown):
    assert value_range(np.array(cosines)) == pytest.approx(shown)


def test_labels_are_horizontal_where_they_fit():
    assert label_angle(["八戒", "沙僧"], size=10, room=30) == 0
    assert label_angle(["八戒", "孙悟空大圣"], size=10, room=30) == 90


def test_chinese_labels_that_do_not_fit_are_upright_and_the_others_turned(tmp_path):
    names = [f"{chr(0x4E00 + number)}大圣王" for number in range(30)] + ["king"]
    vectors = np.random.default_rng(1).normal(size=(len(names), 8)).astype(np.float32)
    many = Embeddings.from_vectors([(name, 9) for name in names], vectors)
    svg = drawn(many, tmp_path / "heat.svg", len(names))
    assert svg.count("rotate(-90)") == svg.count(">king</text>") - 1
    assert ">丁大圣王</text>" in svg  # the row; the column has a character per line


def test_a_cosine_that_rounds_to_zero_has_no_minus(tmp_path):
    vectors = np.array([[1, 0, 0], [-0.001, 1, 0], [0, 0.5, 1]], np.float32)
    three = Embeddings.from_vectors([("a", 3), ("b", 2), ("c", 1)], vectors)
    svg = drawn(three, tmp_path / "heat.svg", 3)
    assert ">0.00</text>" in svg
    assert "−0.00" not in svg
