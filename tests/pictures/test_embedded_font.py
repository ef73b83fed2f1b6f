import io

import pytest

from w2vkit.pictures.embedded_font import embedded_font
from w2vkit.pictures.fonts import bundled_font


@pytest.fixture(autouse=True)
def needs_the_font():
    assert bundled_font(), "zhplot is a dependency"


def test_the_font_has_exactly_the_characters_of_the_page():
    from fontTools.ttLib import TTFont

    font = embedded_font(["孙悟空", "king", "悟空"])
    assert {*TTFont(io.BytesIO(font.data)).getBestCmap()} == {ord(sign) for sign in "孙悟空"}
    assert (font.glyphs, font.missing) == (3, "")
    assert "Noto Sans SC" in font.name
    assert len(font.data) < 20_000


def test_the_license_of_the_font_stays_in_it():
    from fontTools.ttLib import TTFont

    names = TTFont(io.BytesIO(embedded_font(["孙"]).data))["name"]
    assert "Open Font License" in names.getDebugName(13)
    assert names.getDebugName(0)


def test_characters_that_the_font_lacks():
    font = embedded_font(["孙\U00020021"])
    assert font.missing == "\U00020021"


def test_a_page_without_chinese_needs_no_font():
    assert embedded_font(["king", "é", "Ж"]) is None


def test_equal_texts_give_equal_bytes():
    assert embedded_font(["孙悟空"]).data == embedded_font(["空", "悟", "孙"]).data
