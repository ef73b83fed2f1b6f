"""What must stay whole in Chinese text, and that finding it takes linear time."""

import pytest

from w2vkit.languages.segmentation.whole_words import find_whole_words

WORDS = {
    "他在Citroën、москва和東京タワー": ["Citroën", "москва", "タワー"],
    "占比23.4%，共12,345人": ["23.4%", "12,345"],
    "二〇一九年，人们": ["二〇一九"],
    "人々喜欢x²和abc123é": ["x²", "abc123é"],
    "卡拉OK，T恤，3D打印，1999年": [],
    "don't，l’été": ["don't", "l’été"],
    "हिन्दी文": ["हिन्दी"],
    "孙悟空": [],
}


@pytest.mark.parametrize("text", WORDS)
def test_the_words(text):
    assert [text[start:end] for start, end in find_whole_words(text)] == WORDS[text]


@pytest.mark.parametrize("unit", ["a", "一", "1.1", "1,", "a'", "_", "〇"])
def test_long_runs_take_linear_time(unit):
    text = unit * 50_000 + " é〇"
    assert [*find_whole_words(text)][-1][1] == len(text)
