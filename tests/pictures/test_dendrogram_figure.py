import pytest

from tests.toys import toy_embeddings
from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError
from w2vkit.pictures.dendrogram_figure import draw_dendrogram
from w2vkit.pictures.selection import Selection

WORDS = ("行者", "八戒", "孙悟空", "沙僧", "馒头", "king", "queen")


@pytest.fixture(scope="module")
def toy():
    return toy_embeddings()


def drawn(toy, path, count):
    config = PlotConfig(dpi=40, title="词")
    selection = Selection((*range(count),))
    return draw_dendrogram(toy, "toy", selection, path, config).read_text(encoding="utf-8")


@pytest.mark.parametrize("count", [2, 3, 7])
def test_dendrograms(toy, tmp_path, count):
    svg = drawn(toy, tmp_path / "tree.svg", count)
    assert all(f">{word}</text>" in svg for word in WORDS[:count])


def test_a_dendrogram_of_one_word(toy, tmp_path):
    with pytest.raises(UsageError, match="two words"):
        drawn(toy, tmp_path / "tree.svg", 1)
