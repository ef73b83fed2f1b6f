"""Names found in a text, those of the sample and made-up ones."""

from itertools import product

import pytest

from w2vkit.config import SegmentConfig
from w2vkit.progress import SILENT
from w2vkit.samples import sample
from w2vkit.text.corpus import find_files, read_sentences
from w2vkit.words import discovery
from w2vkit.words.discovery import dictionary_of, find_words
from w2vkit.words.lexicon import find_terms
from w2vkit.words.segment import Block, blocks

DEFAULTS = SegmentConfig()
STARTS = ("我住在", "他离开", "昨天我们到", "听说", "从", "大军攻下", "她想念")
ENDS = ("已经三年", "回来", "，很远", "下了雪", "的人很多", "没有河")


def text_with(name):
    return "\n".join(f"{start}{name}{end}。" for start, end in product(STARTS, ENDS))


def found_in(*texts, segmenter="rjieba", min_count=None, config=DEFAULTS):
    pieces = [Block(text, segmenter) for text in texts]
    return {word.word: word for word in find_words(pieces, config, SILENT, min_count)}


@pytest.fixture(scope="module")
def retelling():
    sentences = (
        line for file in find_files([str(sample("xiyou"))]) for line in read_sentences(file)
    )
    return [*blocks(sentences, "rjieba")]


@pytest.fixture(scope="module")
def words(retelling):
    return {word.word: word for word in find_words(retelling, SegmentConfig(), SILENT)}


NAMES = "钉钯 弼马温 罗刹女 九头虫 黄袍怪 镇元大仙 灵吉菩萨 泾河龙王 通关文牒 五行山 乌鸡国 碧波潭"
NOISE = "了一个 行者道 的人 这个 说道 悟空说 孙悟 角大王 一个妖怪 师父在 笑着说"


@pytest.mark.parametrize("name", NAMES.split())
def test_names_of_the_sample_are_found(words, name):
    assert words[name].count >= 5
    assert words[name].score > 0
    assert words[name].cut.replace(" ", "") == name


@pytest.mark.parametrize("noise", NOISE.split())
def test_noise_is_left_out(words, noise):
    assert noise not in words


def test_the_surest_come_first_and_twice_the_same(retelling, words):
    again = find_words(retelling, SegmentConfig(), SILENT)
    assert again == [*words.values()]
    assert [word.score for word in again] == sorted((w.score for w in again), reverse=True)


@pytest.mark.parametrize("name", ["鸾鹭城", "暮缇国", "玛哈·莱德"])
def test_a_made_up_name_is_found(name):
    assert name in found_in(text_with(name))


def test_what_the_user_dictionary_has_needs_no_finding(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("鸾鹭城 90000 ns\n", encoding="utf-8")
    assert "鸾鹭城" not in found_in(text_with("鸾鹭城"), config=SegmentConfig(dictionary=str(path)))


def test_min_count():
    few = "\n".join(text_with("鸾鹭城").split("\n")[::9])
    assert "鸾鹭城" not in found_in(few, min_count=6)
    assert "鸾鹭城" in found_in(few, min_count=4)


def test_words_of_the_dictionary_are_guarded_from_shorter_ones(words):
    shielded = {word.word for word in words.values() if not word.score}
    assert any(part.word in whole for whole in shielded for part in words.values())


@pytest.mark.parametrize(
    "text", ["", "。", "甲", "\0\0\0", "a\u200bb", "😀😀😀", "ＡＢＣ", "abc " * 9, "甲" * 500]
)
def test_text_without_names(text):
    assert found_in(text) == {}
    assert found_in() == {}


def test_pieces_keep_words_apart():
    dictionary = dictionary_of(SegmentConfig())
    assert find_terms(["鸾", "鹭城"] * 50, dictionary)[0] == []


def test_very_long_text_is_searched_in_part(monkeypatch):
    notes = []
    monkeypatch.setattr(discovery, "MAX_CHARACTERS", 2_000)
    listener = type("Notes", (), {"note": staticmethod(notes.append)})
    pieces = [Block(text_with("鸾鹭城"), "rjieba"), Block(text_with("暮缇国") * 9, "rjieba")]
    found = {word.word for word in find_words(pieces, SegmentConfig(), listener)}
    assert "鸾鹭城" in found
    assert "暮缇国" not in found
    assert notes == ["Words were looked for in the first 2,000 characters."]
