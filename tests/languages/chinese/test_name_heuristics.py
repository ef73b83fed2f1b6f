"""What reads like a name, and what does not."""

import pytest

from w2vkit.languages.chinese.name_heuristics import Part, is_name_like, may_be_name

NAMES = {
    "托塔|天王": [("托塔", "nrt", 0.9), ("天王", "nrt", 0.1)],
    "金光|寺": [("金光", "nr", 0.2), ("寺", "ng", 0.1)],
    "灭法|国": [("灭法", "v", 1.0), ("国", "n", 0.01)],
    "两|界山": [("两", "m", 0.01), ("界山", "nrt", 1.0)],
    "弼|马温": [("弼", "g", 0.9), ("马温", "nr", 1.0)],
    "萧|瑀": [("萧", "nr", 0.5), ("瑀", "zg", 1.0)],
    "西|牛|贺|洲": [("西", "f", 0.0), ("牛", "n", 0.1), ("贺", "n", 0.5), ("洲", "ng", 0.3)],
    "赖大": [("赖大", "a", 1.0)],
}
PHRASES = {
    "行者|闻言": [("行者", "n", 0.02), ("闻言", "nr", 0.2)],
    "了|一个": [("了", "ul", 0.0), ("一个", "m", 0.1)],
    "这|猴王": [("这", "r", 0.0), ("猴王", "n", 0.1)],
    "掣|铁棒": [("掣", "v", 0.3), ("铁棒", "n", 0.1)],
    "三个|妖": [("三个", "m", 0.1), ("妖", "n", 0.1)],
    "一柄|钉钯": [("一柄", "m", 0.9), ("钉钯", "n", 0.9)],
    "念|个|咒语": [("念", "v", 0.3), ("个", "q", 0.0), ("咒语", "n", 0.9)],
    "打|杀": [("打", "v", 0.1), ("杀", "v", 0.2)],
    "说道": [("说道", "v", 1.0)],
    "去": [("去", "v", 1.0)],
}


@pytest.mark.parametrize("label", [*NAMES, *PHRASES])
def test_names_and_phrases(label):
    parts = [Part(*part) for part in {**NAMES, **PHRASES}[label]]
    assert is_name_like(parts) is (label in NAMES)


def test_words_of_grammar_frame_no_name():
    assert may_be_name("孙行者")
    assert not any(map(may_be_name, ["那行者", "行者道", "念着咒", "老孙之意"]))
