"""Which segmenter suits a text, and whether Chinese text is segmented already.

In segmented text, spaces stand at almost all boundaries of words; in other text at few or none.
jieba's dictionary finds the boundaries that have no space. Of the boundaries between Chinese
characters, spaces mark at least 90 % in text segmented by any dictionary, 75 % in pairs of
characters, at most a third in verse, song texts and subtitles that have spaces for punctuation,
and 0 to 3 % in prose and chats (benchmarks/README.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from w2vkit.base.config import SegmenterName
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.segmentation.segmenters import rjieba_tokenizer
from w2vkit.text.script import convert, is_traditional, sampled

SAMPLE = 1 << 12
"""Length of each of the three samples by which a segmenter is chosen."""
MIN_HAN_SHARE = 0.02
"""Text with a smaller share of Han among its letters is segmented by `words`."""
MIN_SPACES = 0.05
"""Spaces per Chinese character: text with fewer is not segmented, whatever its words are."""
MIN_MARKED = 0.6
"""The share of boundaries with a space from which text counts as segmented."""
UNCLEAR = 0.4, 0.8
"""Between these shares, the text may also be of the other kind."""
FEWEST_BOUNDARIES = 5
"""Fewer boundaries are weak evidence that a text is segmented."""
_HAN = r"[\u4e00-\u9fff]"
_COMMON_HAN_RUN = re.compile(f"{_HAN}+")
_TAG = "[/_][A-Za-z]{1,4}"
"""A part of speech after a word, as in 国王/n."""
_SPACE_BETWEEN = re.compile(rf"(?<={_HAN})(?:{_TAG})?[^\S\n]+(?={_HAN})")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class SegmenterChoice:
    """The segmenter that suits a text.

    Attributes:
        segmenter: its name.
        clear: whether the evidence is strong.

    """

    segmenter: SegmenterName
    clear: bool = True


def choose_segmenter(text: str) -> SegmenterName:
    """Return the segmenter that suits a text.

    >>> choose_segmenter("孙悟空大闹天宫。"), choose_segmenter("the king and the queen")
    ('rjieba', 'words')
    >>> choose_segmenter("孙悟空 大闹 天宫 。 玉帝 大怒")
    'whitespace'
    """
    return judge_segmenter(text).segmenter


def judge_segmenter(text: str) -> SegmenterChoice:
    """Return the segmenter that suits a text, judged by its beginning, middle, and end."""
    sample = sampled(text, SAMPLE)
    runs = _COMMON_HAN_RUN.findall(sample)
    han = sum(map(len, runs))
    if han < MIN_HAN_SHARE * max(1, len(_LETTER.findall(sample))):
        return SegmenterChoice(ENGLISH.segmenters[0])
    spaces = len(_SPACE_BETWEEN.findall(sample))
    if spaces < MIN_SPACES * han:
        return SegmenterChoice(CHINESE.segmenters[0])
    boundaries = spaces + _unmarked_boundaries(runs)
    marked = spaces / boundaries
    if marked < MIN_MARKED:
        return SegmenterChoice(CHINESE.segmenters[0], clear=marked < UNCLEAR[0])
    clear = marked > UNCLEAR[1] and boundaries >= FEWEST_BOUNDARIES
    return SegmenterChoice("whitespace", clear=clear)


def _unmarked_boundaries(runs: list[str]) -> int:
    """Return how many boundaries of words the dictionary finds inside runs of Han."""
    text = "\n".join(runs)
    if is_traditional(text):
        simplified = convert(text, "simplified")
        text = simplified if len(simplified) == len(text) else text
    cut = rjieba_tokenizer().cut
    return sum(len(cut(run)) - 1 for run in text.split("\n"))
