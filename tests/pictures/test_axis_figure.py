"""The picture of an axis."""

from dataclasses import replace

import pytest

from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.pictures.axis_figure import draw_axis
from w2vkit.query.axes import Axis
from w2vkit.query.intervals import PredictionInterval
from w2vkit.query.opening import open_model


def test_words_poles_and_intervals_are_drawn(toy, tmp_path):
    axis = open_model(str(toy)).axis("king", "queen,woman")
    path = draw_axis(axis, "toy", tmp_path / "axis.svg", PlotConfig(title="An axis of words"))
    text = path.read_text(encoding="utf-8")
    for one in axis.words:
        assert f">{one.word}</text>" in text
    assert ">← queen, woman</text>" in text
    assert ">king →</text>" in text
    assert "intervals" not in text
    words = tuple(replace(one, interval=PredictionInterval(0.0, -0.1, 0.1)) for one in axis.words)
    again = draw_axis(Axis(axis.first, axis.second, words), "toy", path, force=True)
    assert "95% intervals" in again.read_text(encoding="utf-8")


def test_the_words_of_a_pole_have_chinese_commas(toy, tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    axis = open_model(str(toy)).axis("king", "queen,woman")
    path = draw_axis(axis, "toy", tmp_path / "axis.svg")
    assert ">← queen、woman</text>" in path.read_text(encoding="utf-8")


def test_what_cannot_be_drawn(toy, tmp_path):
    axis = open_model(str(toy)).axis("king", "queen")
    with pytest.raises(UsageError):
        draw_axis(axis, "toy", tmp_path / "axis.gif")
    with pytest.raises(UsageError):
        draw_axis(replace(axis, words=axis.words[:1]), "toy", tmp_path / "axis.png")
    (tmp_path / "there.png").write_bytes(b"")
    with pytest.raises(W2vError):
        draw_axis(axis, "toy", tmp_path / "there.png")
