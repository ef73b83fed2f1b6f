import pytest

from w2vkit.pictures.palette import PALETTES


def luminance(colour):
    """Relative luminance, WCAG 2."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, two):
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", PALETTES)
def test_groups_and_text_can_be_read(theme):
    palette = PALETTES[theme]
    for colour in (palette.text, palette.faint, *palette.groups):
        assert contrast(colour, palette.background) >= 4.5, colour
    assert len({*palette.groups}) == len(palette.groups) == 12


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("weight", [-1, 0, 0.1, 0.5, 0.99, 1, 2])
def test_shades_can_be_read(theme, weight):
    palette = PALETTES[theme]
    assert contrast(palette.shade(weight), palette.background) >= 3
    assert palette.shade(0) == palette.ramp[0]
    assert palette.shade(1) == palette.ramp[-1]


def test_groups_repeat():
    assert PALETTES["light"].group(12) == PALETTES["light"].group(0)
