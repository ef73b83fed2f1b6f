import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.pictures.fonts import (
    FONT_PACKAGES,
    advice,
    bundled_font,
    choose_font,
    embedded_font,
    font_files,
    is_plain_sans,
    read_font,
    visible,
)


@pytest.fixture(scope="module")
def latin():
    return font_files()[0][0]


def test_the_bundled_font_has_what_chinese_labels_need():
    glyphs = read_font(bundled_font())[0].glyphs
    assert {ord(sign) for sign in "孙悟空孫悟空かなカナ−，。abc"} <= glyphs


def test_bundled_font_is_found_without_running_its_package():
    import subprocess
    import sys

    code = (
        "import sys; from w2vkit.pictures.fonts import bundled_font; bundled_font(); "
        "sys.exit('zhplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_one_font_for_chinese_and_latin(latin):
    choice = choose_font(["孙悟空 king"], [[latin], [bundled_font()]])
    assert [font.path for font in choice.fonts] == [bundled_font()]
    assert choice.missing == ""


def test_latin_alone_takes_the_first_tier(latin):
    choice = choose_font(["king"], [[latin], [bundled_font()]])
    assert [font.path for font in choice.fonts] == [latin]


def test_a_font_that_only_adds_some_characters_comes_after(latin):
    choice = choose_font(["孙悟空 😀"], [[latin], [bundled_font()]])
    assert [font.path for font in choice.fonts] == [bundled_font(), latin]


def test_missing_characters_are_listed_in_order(latin):
    choice = choose_font(["悟空", "king", "空한"], [[latin]])
    assert choice.missing == "悟空한"


def test_files_that_are_no_fonts_are_passed_over(tmp_path, latin):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"not a font")
    choice = choose_font(["king"], [[broken, tmp_path / "absent.ttf", latin]])
    assert [font.path for font in choice.fonts] == [latin]


@given(st.text())
def test_signs_without_glyph_need_no_font(text):
    assert choose_font([text], []).missing == "".join(
        sorted({sign for sign in visible(text) if not sign.isspace()})
    )


@pytest.mark.parametrize(
    ("missing", "package"),
    [
        ("한글", "fonts-noto-cjk"),
        ("𠀀", "fonts-hanazono"),
        ("🐒", "fonts-symbola"),
        ("ก", "fonts-noto-core"),
    ],
)
def test_advice_names_characters_and_package(missing, package):
    (sentence,) = advice(missing)
    assert " ".join(missing) in sentence
    assert package in sentence


def test_advice_has_a_sentence_for_each_kind_and_bounds_the_list():
    many = "".join(map(chr, range(0xAC00, 0xAC00 + 50)))
    first, second = advice(many + "🐒")
    assert "30 more" in first
    assert "🐒" in second
    assert advice("") == []
    assert FONT_PACKAGES[-1][2] == ((0, 0x10FFFF),)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("NotoSansCJK-Regular", True),
        ("wqy-microhei", True),
        ("msyh", True),
        ("NotoSansCJK-Bold", False),
        ("NotoSerifCJK-Regular", False),
        ("NotoSansMono-Regular", False),
        ("NotoSansCJK-VF", False),
        ("NotoSansSC[wght]", False),
        ("ComicNeue", False),
    ],
)
def test_plain_sans(name, plain):
    assert is_plain_sans(name) is plain


def test_tiers_hold_files_that_exist():
    assert all(isinstance(path, Path) and path.exists() for tier in font_files() for path in tier)


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
