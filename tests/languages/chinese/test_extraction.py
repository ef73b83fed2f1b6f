"""Names found in a text, those of the sample and made-up ones."""

import pytest

from tests.texts import SIMPLIFIED, text_with
from w2vkit.base.config import SegmentConfig
from w2vkit.cli.commands.demo import sample
from w2vkit.languages.chinese.extraction import find_terms
from w2vkit.languages.terms.discovery import dictionary_of
from w2vkit.text.files.reading import find_files, read_sentences

DICTIONARY = dictionary_of(SegmentConfig())


def terms_in(*texts, min_count=None):
    return {word.word: word for word in find_terms(texts, DICTIONARY, min_count)[0]}


@pytest.fixture(scope="module")
def words():
    files = find_files([str(sample("xiyou"))])
    return terms_in("\n".join(line for file in files for line in read_sentences(file)))


NAMES = "钉钯 弼马温 罗刹女 九头虫 黄袍怪 镇元大仙 灵吉菩萨 泾河龙王 通关文牒 五行山 乌鸡国 碧波潭"
NOISE = (
    "了一个 行者道 的人 这个 说道 悟空说 孙悟 角大王 一个妖怪 师父在 笑着说 "
    "举起钉钯 沙僧举起宝杖 八戒举起钉钯"
)


@pytest.mark.parametrize("name", NAMES.split())
def test_names_of_the_sample_are_found(words, name):
    assert words[name].count >= 5
    assert words[name].score > 0
    assert words[name].cut.replace(" ", "") == name


@pytest.mark.parametrize("noise", NOISE.split())
def test_noise_is_left_out(words, noise):
    assert noise not in words


@pytest.mark.parametrize("name", ["鸾鹭城", "暮缇国", "玛哈·莱德"])
def test_a_made_up_name_is_found(name):
    assert terms_in(text_with(name))[name].count == 42


def test_known_words_come_with_their_counts():
    _, known = find_terms([text_with("鸾鹭城")], DICTIONARY)
    assert (known["已经"], known["离开"]) == (7, 6)
    assert "鸾鹭城" not in known


@pytest.mark.parametrize(("least", "found"), [(4, True), (5, True), (6, False), (None, True)])
def test_a_name_must_occur_often_enough(least, found):
    five = "\n".join(text_with("鸾鹭城").split("\n")[::9])
    assert ("鸾鹭城" in terms_in(five, min_count=least)) is found


@pytest.mark.parametrize(
    "text", ["", "。", "甲", "\0\0\0", "a\u200bb", "😀😀😀", "ＡＢＣ", "abc " * 9, "甲" * 500]
)
def test_text_without_names(text):
    assert terms_in(text) == {}
    assert terms_in() == {}


def test_pieces_keep_words_apart():
    assert terms_in(*["鸾", "鹭城"] * 50) == {}
    assert terms_in(*["我住在鸾\n鹭城已经三年"] * 50).keys().isdisjoint({"鸾鹭城"})


@pytest.mark.parametrize("extended", ["举鸾鹭城", "鸾鹭城王", "鸾鹭城暮缇国"])
def test_a_name_with_a_verb_a_sign_or_another_name_is_no_other_name(extended):
    names = [text_with(name) for name in ("鸾鹭城", "鸾鹭城", "暮缇国", "暮缇国", extended)]
    found = terms_in("\n".join([*names, *SIMPLIFIED * 30]))
    assert {"鸾鹭城", "暮缇国"} <= {*found}
    assert extended not in found


def test_a_longer_name_is_one_if_the_shorter_is_seldom_alone():
    names = [text_with(name) for name in ("鸾鹭城", *["鸾鹭城王"] * 3)]
    assert "鸾鹭城王" in terms_in("\n".join([*names, *SIMPLIFIED * 30]))
