"""What is said about the segmenters."""

import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.languages.segmentation.choice_messages import grouped, segmenter_line
from w2vkit.languages.segmentation.segmenter_choice import SegmenterChoice

LINES = {
    ("rjieba",): "Segmenter: rjieba.",
    ("words", "words"): "Segmenter: words.",
    ("whitespace",): "Segmenter: whitespace, since the text is segmented already.",
    ("rjieba", "words", "words"): "Segmenters: rjieba (1 file), words (2 files).",
    (): "",
}


@pytest.mark.parametrize("names", LINES)
def test_the_line(names):
    choices = grouped(map(SegmenterChoice, names))
    assert segmenter_line(choices, SegmentConfig()) == LINES[names]


def test_a_given_segmenter_needs_no_reason():
    config = SegmentConfig(segmenter="whitespace")
    assert (
        segmenter_line(grouped([SegmenterChoice("whitespace")]), config) == "Segmenter: whitespace."
    )
