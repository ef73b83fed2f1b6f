"""Which segmenter suits a text, and whether it is segmented already."""

import random
import sys

import pytest

from tests.texts import SIMPLIFIED, TRADITIONAL
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.languages.segmentation import segmenter_choice
from w2vkit.languages.segmentation.segmenter_choice import (
    UNCLEAR_SENTENCES,
    SegmenterChoice,
    check_installed,
    choose_segmenter,
    grouped,
    judge_segmenter,
    segmenter_line,
)
from w2vkit.languages.segmentation.segmenters import segment_function

AUTO = {
    "孙悟空大闹天宫，玉帝派十万天兵。": "rjieba",
    "孙悟空 大闹 天宫 ， 玉帝 派 十万 天兵 。": "whitespace",
    "The king and the queen.": "words",
    "The river Huang (黄) is long, and the road along it longer, as travellers know.": "words",
    "他说：OK。": "rjieba",
    "": "words",
    "吾輩は猫である。名前はまだ無い。": "sudachi",
    "ระราชาและพระราชินีอยู่ในวัง": "pythainlp",
    "ສະບາຍດີ ຊາວລາວ": "icu",
    "他说「の」字用得太多不好，大家都这样写，也没有人管。": "rjieba",
    "鲜の每日": "rjieba",
    "鲜の每日の茶，ー杯の价": "rjieba",
    "猫だ": "sudachi",
    "王の庭で": "sudachi",
    "The word 王様は is one that he had not known before he came to live there.": "rjieba",
    "Python と Linux で猫のプログラムを書く": "sudachi",
    "In Thai, ไทย is the name of the people who live in that country.": "words",
}
CHAT = (
    "2021-03-01 8:00:12 阿明(1001)\n到了吗\n\n2021-03-01 8:01:40 阿丽(1002)\n快了\n\n"
    "2021-03-01 8:02:03 阿明(1001)\n[图片]\n\n2021-03-02 9:10:11 阿丽(1002)\nok\n\n"
)
VERSE = "山中一夜雨下透 树上百鸟唱新声\n江水东流不复回 明月依旧照高楼\n"
MIXED = "我们用 Python 写程序，在 Linux 上运行，很方便。\n"
PAUSES = "在吗 有个事想问你\n明天 开会 记得来\n收到 谢谢\n"
KINDS = {
    "a chat": (CHAT * 20, "rjieba", True),
    "verse with spaces": (
        "山中一夜雨下透 树上百鸟唱新声\n江水东流去 明月照高楼\n" * 9,
        "rjieba",
        True,
    ),
    "spaces after punctuation": ("他走了， 她也走了。 天黑了， 下雨了。\n" * 9, "rjieba", True),
    "Chinese and English": (
        "我们用 Python 写程序，在 Linux 上运行，很方便。\n" * 9,
        "rjieba",
        True,
    ),
    "segmented, with English": ("我们 用 Python 写 程序 ， 很 方便 。\n" * 9, "whitespace", True),
    "single characters": ("我 们 用 手 写 字\n" * 9, "whitespace", True),
    "a list of names": ("张伟 李娜 王芳\n刘洋 陈杰 杨静\n" * 9, "whitespace", True),
    "spaces now and then": (
        "在吗 有个事想问你\n明天 开会 记得来\n收到 谢谢\n" * 9,
        "rjieba",
        False,
    ),
    "words with tags": ("国王/n 和/c 王后/n 在/p 宫殿/n 里/f 说话/v\n" * 2, "whitespace", True),
    "a few words": ("今天 天气", "whitespace", False),
}
LINES = {
    ("rjieba",): "Segmenter: rjieba.",
    ("words", "words"): "Segmenter: words.",
    ("whitespace",): "Segmenter: whitespace, since the text is segmented already.",
    ("rjieba", "words", "words"): "Segmenters: rjieba (1 file), words (2 files).",
    (): "",
}


@pytest.mark.parametrize("text", AUTO)
def test_the_segmenter_follows_from_the_text(text):
    assert choose_segmenter(text) == AUTO[text]


@pytest.mark.parametrize("kind", KINDS)
def test_spaces_are_judged_by_the_boundaries_that_have_none(kind):
    text, segmenter, clear = KINDS[kind]
    choice = judge_segmenter(text)
    assert (choice.segmenter, not choice.doubt) == (segmenter, clear)


@pytest.mark.parametrize("lines", [SIMPLIFIED, TRADITIONAL], ids=["simplified", "traditional"])
def test_what_is_segmented_is_known_as_segmented(lines):
    text = "\n".join(lines)
    assert choose_segmenter(text) == "rjieba"
    cut = segment_function("rjieba")
    assert choose_segmenter("\n".join(" ".join(cut(line)) for line in lines)) == "whitespace"
    words = (" ".join(word for word in cut(line) if word.isalnum()) for line in lines)
    assert choose_segmenter("\n".join(words)) == "whitespace"


def test_words_that_are_joined_at_random_leave_a_segmented_text_until_they_are_many():
    generator = random.Random(1)
    cut = segment_function("rjieba")

    def joined(share):
        words = cut("\n".join(SIMPLIFIED) * 5)
        return "".join(word + " " * (generator.random() >= share) for word in words)

    assert judge_segmenter(joined(0.1)).segmenter == "whitespace"
    assert judge_segmenter(joined(0.35)).doubt == "many spaces"
    assert judge_segmenter(joined(0.8)).segmenter == "rjieba"


def test_the_letters_are_named_where_the_package_of_their_language_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "pythainlp", None)
    monkeypatch.setattr(segmenter_choice, "installed_version", lambda segmenter: None)
    text = "พระราชาอยู่ในวัง"
    with pytest.raises(UsageError) as error:
        check_installed(judge_segmenter(text), text, "wang.txt")
    assert error.value.message == (
        "wang.txt is in Thai, by its letters. "
        "The segmenter pythainlp needs the package pythainlp, which is not installed."
    )
    assert "w2vkit[th]" in error.value.hint
    check_installed(judge_segmenter("the king"), "the king", "king.txt")


def test_only_a_language_that_says_so_has_a_segmenter_that_stands_in(monkeypatch):
    monkeypatch.setattr(segmenter_choice, "installed_version", lambda segmenter: None)
    assert judge_segmenter("왕이 정원에 있다") == SegmenterChoice("words", "no tokenizer")
    assert "particles" in UNCLEAR_SENTENCES["no tokenizer"]
    assert judge_segmenter("ສະບາຍດີ ຊາວລາວ") == SegmenterChoice("icu")


@pytest.mark.parametrize("names", LINES)
def test_the_line_about_segmenters(names):
    choices = grouped(map(SegmenterChoice, names))
    assert segmenter_line(choices, SegmentConfig()) == LINES[names]


def test_a_given_segmenter_needs_no_reason():
    config = SegmentConfig(segmenter="whitespace")
    assert (
        segmenter_line(grouped([SegmenterChoice("whitespace")]), config) == "Segmenter: whitespace."
    )
