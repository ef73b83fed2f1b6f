"""The sheet that figures are drawn on: valid paths, its frame, fonts and bytes."""

import logging
import warnings
from contextlib import suppress

import matplotlib as mpl
import numpy as np
import pytest

from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.pictures.canvas import check_figure_path, new_sheet, save_figure, write_frame
from w2vkit.pictures.palette import PALETTES

SMALL = PlotConfig(width=4, height=3, dpi=50)


@pytest.mark.parametrize("name", ["map.png", "map.SVG", "a.b.pdf"])
def test_known_types(tmp_path, name):
    check_figure_path(tmp_path / name)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", ["map.jpg", "map", ".png"])
def test_unknown_types(tmp_path, name):
    with pytest.raises(UsageError) as caught:
        check_figure_path(tmp_path / name)
    assert ".png, .svg or .pdf" in caught.value.hint


@pytest.mark.parametrize("name", ["absent/map.png", "folder.png"])
def test_places_that_cannot_be_written(tmp_path, name):
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(W2vError) as caught:
        check_figure_path(tmp_path / name)
    assert "directory" in caught.value.message
    assert "hoose another file." in caught.value.hint


@pytest.mark.parametrize("theme", PALETTES)
def test_size_and_colours_are_those_asked_for(theme):
    with new_sheet(PlotConfig(theme=theme, width=4, dpi=50), ["a"], height=2) as page:
        assert page.figure.get_size_inches().tolist() == [4, 2]
        assert page.figure.dpi == 50
        background = mpl.colors.to_hex(page.figure.get_facecolor())
    assert background == PALETTES[theme].background.lower()
    with new_sheet(SMALL, ["a"], height=2) as page:
        assert page.figure.get_size_inches().tolist() == [4, 3]


def test_matplotlib_is_left_as_it_was():
    before, level = dict(mpl.rcParams), logging.getLogger("matplotlib.font_manager").level
    filters = [*warnings.filters]
    with suppress(ZeroDivisionError), new_sheet(SMALL, ["孙"]):
        assert mpl.rcParams["svg.fonttype"] == "none"
        raise ZeroDivisionError
    assert dict(mpl.rcParams) == before
    assert logging.getLogger("matplotlib.font_manager").level == level
    assert warnings.filters == filters


def test_every_sign_of_chinese_and_english_has_a_font():
    with new_sheet(SMALL, ["孙悟空", "孫悟空", "naïve"]) as page:
        assert page.fonts.missing == ""


def test_places_and_sizes_are_in_inches():
    with new_sheet(SMALL, ["ab"]) as page:
        page.axes.set_position((0.25, 0.5, 0.5, 0.5))
        page.axes.set_xlim(0, 2)
        page.axes.set_ylim(0, 1)
        places = page.inches(np.array([[0.0, 0.0], [2.0, 1.0]]))
        small, large = (page.write("ab", size, "black") for size in (10, 20))
        sizes = page.sizes([small, large])
        page.line([0.0, 4.0], [0.0, 3.0], "black")
        assert page.axes.get_xlim() == (0, 2)  # a line in inches moves nothing
    assert places == pytest.approx(np.array([[1, 1.5], [3, 3]]))
    assert sizes[1] == pytest.approx(2 * sizes[0], rel=0.2)
    assert 0.05 < sizes[0, 1] < 0.3


def test_the_frame_leaves_room_for_all_that_is_written():
    with new_sheet(SMALL, ["a"]) as page:
        write_frame(page, ["first", "second"], "Title", above=0.4)
        page.figure.draw_without_rendering()
        axes = page.axes.get_window_extent().transformed(page.figure.dpi_scale_trans.inverted())
        written = {text.get_text(): text.get_window_extent() for text in page.figure.texts}
    assert written.keys() == {"first", "second", "Title"}
    assert written["first"].y0 > written["second"].y1 - 1  # read from top to bottom
    assert written["second"].y0 > 0
    assert written["first"].y1 / 50 < axes.y0
    assert axes.y1 < 3 - 0.4 - 0.2
    assert written["Title"].y0 / 50 > axes.y1
    with new_sheet(SMALL, ["a"]) as page:
        write_frame(page, [], None)
        assert page.figure.texts == []


@pytest.mark.parametrize(
    ("kind", "magic"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")]
)
def test_a_picture_has_the_same_bytes_each_time(tmp_path, kind, magic):
    files = []
    for name in ("a", "b"):
        with new_sheet(SMALL, ["孙"]) as page:
            page.write("孙", 10, "black")
            files.append(save_figure(page.figure, tmp_path / f"{name}.{kind.upper()}").read_bytes())
    assert files[0] == files[1]
    assert files[0].startswith(magic)


def test_an_old_picture_stays_if_the_new_one_cannot_be_written(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    with new_sheet(SMALL, ["a"]) as page:
        page.figure.savefig = lambda *_, **__: (_ for _ in ()).throw(OSError(28, "No space left"))
        with pytest.raises(W2vError, match="No space left"):
            save_figure(page.figure, path)
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]
