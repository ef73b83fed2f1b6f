"""Any kind of figure: what is drawn, missing words, invalid requests."""

import pytest

from tests.toys import toy_embeddings
from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.translation.translate import translated
from w2vkit.pictures.figure import FigureRequest, default_title, draw_figure

SMALL = PlotConfig(method="pca", dpi=40)
WORDS = ("行者", "八戒", "沙僧", "馒头")


def drawn(request, path):
    return draw_figure(toy_embeddings(), "toy", request, path, SMALL)


@pytest.mark.parametrize("kind", ["map", "heatmap", "dendrogram"])
def test_each_kind_shows_the_words_and_names_the_missing(tmp_path, kind):
    path = tmp_path / f"{kind}.svg"
    found = drawn(FigureRequest(kind, (*WORDS, "唐僧")), path)
    assert (found.path, found.missing) == (path, ("唐僧",))
    svg = path.read_text(encoding="utf-8")
    assert all(f">{word}<" in svg for word in WORDS)


def test_nothing_is_drawn_if_no_word_is_known(tmp_path):
    path = tmp_path / "a.svg"
    found = drawn(FigureRequest("map", ("唐僧",)), path)
    assert (found.path, found.missing) == (None, ("唐僧",))
    assert not path.exists()


@pytest.mark.parametrize(
    ("request_", "name", "part"),
    [
        (FigureRequest("pairs"), "a.svg", "at least one pair"),
        (FigureRequest("map", WORDS), "a.what", "what"),
    ],
)
def test_requests_that_make_no_sense(tmp_path, request_, name, part):
    with pytest.raises(UsageError, match=part):
        drawn(request_, tmp_path / name)


def test_a_request_may_use_other_names():
    names = {"悟净": "沙僧"}
    asked = FigureRequest("pairs", ("悟净:八戒",), {"悟净": "徒弟", "行者": "徒弟"})
    shown = FigureRequest("pairs", ("沙僧:八戒",), {"沙僧": "徒弟", "行者": "徒弟"})
    assert asked.renamed(names) == shown
    assert FigureRequest("map", ("悟净", "行者 + 八戒")).renamed(names).words == (
        "沙僧",
        "行者 + 八戒",
    )


@pytest.mark.parametrize(
    ("words", "options", "title"),
    [
        ((), {"kinds": ("person",)}, "Characteristic words of 《西游记》: persons"),
        ((), {"by": "frequency"}, "Frequent words in 《西游记》"),
        (("行者",), {"neighbours": 3}, "行者 and similar words in 《西游记》"),
        (
            ("行者",),
            {"neighbours": 3, "kinds": ("person", "place")},
            "行者 and similar words in 《西游记》: persons, places",
        ),
        (("行者", "八戒"), {"kinds": ("person",)}, "Words in 《西游记》"),
    ],
)
def test_the_title_says_which_words_are_shown(words, options, title):
    assert default_title("西游记", FigureRequest("map", words), PlotConfig(**options)) == title


def test_the_title_in_chinese(monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    title = default_title("西游记", FigureRequest(), PlotConfig(kinds=("person",)))
    assert translated(title) == "《西游记》的特征词：人物"
