import pytest

import w2vkit
from w2vkit.base.errors import MissingWordError


def test_plot_and_explore(toy_model, tmp_path):
    picture = w2vkit.plot(toy_model, ["king", "queen", "man", "woman"], tmp_path / "map.png")
    assert picture.path.read_bytes().startswith(b"\x89PNG")
    with pytest.raises(MissingWordError):
        w2vkit.plot("toy", ["nobody"], tmp_path / "none.png")
    page = w2vkit.explore("toy", tmp_path / "map.html", top=8, clusters=2)
    assert "king" in page.path.read_text(encoding="utf-8")
