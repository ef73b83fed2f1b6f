"""Every message of the code has a translation, and every translation a message."""

import re
from importlib.resources import files
from pathlib import Path

import click
import pytest

import w2vkit
from tests.base.translation import sources
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.translation.catalog import chinese_table
from w2vkit.base.translation.templates import read_sections
from w2vkit.base.translation.translate import heading, labeled, translated, translated_lines

TEXT = files("w2vkit.base.translation").joinpath("messages.txt").read_text(encoding="utf-8")
ENTRIES = [*read_sections(TEXT)]
KNOWN = {english: section for section, english, _ in ENTRIES if section != "headings"}
HEADINGS = {english for section, english, _ in ENTRIES if section == "headings"}
MESSAGES = [*sources.texts(), *sources.counts(), *sources.progress(), *sources.captions()]


EXAMPLES = re.compile(r"国王:女王|男人:女人|国王 - 男人.*春 ~ 秋")
"""Queries in Chinese messages, which have ASCII signs."""


def is_known(message):
    """A message that ends with a colon is followed by a value."""
    return message in KNOWN or f"{message} {{}}" in KNOWN or not sources.WORD.search(message)


def test_every_message_has_a_translation():
    missing = [message for message in MESSAGES if not is_known(message)]
    assert not missing, "\n".join(["write into w2vkit/base/translation/messages.txt:", *missing])


def test_every_heading_has_a_translation():
    assert {*sources.headings(), *sources.fields_of_records()} - HEADINGS == set()


def test_every_caption_of_an_example_has_a_translation():
    assert [caption for caption in sources.captions() if not is_known(caption)] == []


def test_no_translation_is_left_over():
    messages = {*MESSAGES, *(f"{message} {{}}" for message in MESSAGES)}
    left = [
        text
        for text, section in KNOWN.items()
        if section in ("messages", "help") and text not in messages
    ]
    assert not left, "\n".join(["remove from w2vkit/base/translation/messages.txt:", *left])


@pytest.mark.parametrize(
    ("sections", "package"), [(("words", "labels", "composed"), w2vkit), (("click",), click)]
)
def test_the_parts_of_other_texts_are_in_the_code(sections, package):
    everything = " ".join(sources.strings(Path(package.__file__).parent))
    parts = [
        part.strip(" :;,.()'")
        for text, section in KNOWN.items()
        if section in sections
        for part in re.split(r"\{\}|[()|]", text)
    ]
    assert [part for part in parts if sources.WORD.search(part) and part not in everything] == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "2 likely names occur fewer than 5 times and get no vectors: 李定 (2), 杨志 (4); "
            "--min-count 2 keeps them.",
            "不会有词向量：李定（2）、杨志（4）；用 --min-count 2 可以保留。",
        ),
        (
            "An analogy takes three words, for A + B - C, not 2: 行者 八戒.",
            "而不是 2 个：行者 八戒。",
        ),
        ("孙悟空, 八戒 and similar words in xy", "孙悟空、八戒"),
        ("行者 does not exist.", "“行者”不存在。"),
        (
            "Training cbow, dim 5, window 4, 1 epoch, min-count 5, sample 0.01, alpha 0.3.",
            "min-count 5、sample 0.01、alpha 0.3。",
        ),
    ],
)
def test_punctuation_is_chinese(monkeypatch, english, chinese):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    assert chinese in translated(english)


def test_no_text_is_translated_twice():
    texts = [(section == "headings", english) for section, english, _ in ENTRIES]
    assert sorted(text for text in {*texts} if texts.count(text) > 1) == []


def test_texts_that_stand_alone_have_no_values():
    """Labels are looked up as they are, so a label with a value would never be found."""
    assert [label for label in chinese_table().labels if "{}" in label] == []


def test_translations_have_the_values_of_their_texts():
    for _, english, chinese in ENTRIES:
        numbers = [int(number) for number in re.findall(r"\{(\d+)", chinese) if "{}" in english]
        fields = (
            len(re.findall(r"\{(?:\d*)(?::(?:raw|、|raw、))?\}", chinese)) if "{}" in english else 0
        )
        assert max([*numbers, 0]) < max(english.count("{}"), 1), english
        assert english.count("{}") == 0 or fields, english


def test_chinese_has_full_width_punctuation_and_spaces_beside_latin():
    """A Chinese sentence with ASCII punctuation, or glued to Latin, is a slip."""
    slips = re.compile(
        r"[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]"
    )
    texts = [EXAMPLES.sub("", chinese) for _, _, chinese in ENTRIES]
    assert [text for text in texts if slips.search(text)] == []


MESSAGES_IN_CHINESE = {
    "“罗刹女” is not in the model “xiyou” (1,409 words).": (
        "模型“xiyou”（1,409 个词）中没有“罗刹女”。"
    ),
    "“a”, “b” and “c” are not in the model “xiyou” (1 word).": (
        "模型“xiyou”（1 个词）中没有“a”、“b”、“c”。"
    ),
    "It occurs 12 times: once inside longer tokens such as 那弼马; otherwise split as 弼 | 马.": (
        "它出现 12 次：1 次在更长的词元中，例如那弼马；其余切分为弼 | 马。"
    ),
    "甲: It occurs 3 times, below --min-count 5. Did you mean 乙, 丙? 丁: It does not occur in the "
    "corpus.": "甲：它出现 3 次，低于 --min-count 5。是否指乙、丙？丁：它没有出现在语料中。",
    "None of 10 words occurs 5 times or more.": "10 个词中，没有一个出现 5 次以上。",
    "Only 1 of 10 words occurs 1 time or more.": "10 个词中，只有 1 个出现 1 次以上。",
    "words.txt cannot be read: Permission denied.": "无法读取 words.txt：权限不足。",
    "Check the permissions, or choose another file.": "检查权限，或换一个文件。",
    "The options differ from those of the unfinished training: dim is 3, but was 4; window is 5, "
    "but was 6.": "选项与未完成的训练不同：dim 为 3，原来是 4；window 为 5，原来是 6。",
    "With -o: 3 lines removed, 2 files left out. Nothing was written.": (
        "加上 -o 后：删除 3 行，略去 2 个文件。目前没有写入任何内容。"
    ),
    "a.txt, b.txt and 3 more: GB18030.": "a.txt、b.txt 等，另有 3 个：GB18030。",
    "20 files no longer exist (a, b, c and 17 more); this is their text when the model was "
    "trained.": "20 个文件已不存在（a、b、c 等，另有 17 个）；这里是训练模型时的文本。",
    "There is no model in models.": "models 中没有模型。",
    "Some other program wrote this line.": None,
    "“words” is read as 2 words.": "“words”读作 2 个词。",
    "No such option '--corpus'. (Did you mean one of: '--categories', '--output'?)": (
        "没有选项 '--corpus'。是否指 '--categories'、'--output'？"
    ),
    "a.docx is a ZIP archive, as .docx and .epub are, and damaged or truncated: word/document.xml "
    "is missing.": (
        "a.docx 是 ZIP 压缩包（.docx 和 .epub 也是），但已损坏或不完整：缺少 word/document.xml。"
    ),
}
"""None marks a text that is no message of the code and stays English."""


@pytest.mark.parametrize("english", MESSAGES_IN_CHINESE)
def test_messages_in_chinese(english):
    assert chinese_table().translation(english) == MESSAGES_IN_CHINESE[english]


def test_what_is_no_message_stays(monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    for text in ("Some other program wrote this line.", "孙悟空", "", "\n", "x.txt"):
        assert translated(text) == text


def test_english_readers_read_the_text_of_the_code(monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "en")
    assert translated("Add --yes.") == "Add --yes."
    assert translated_lines("  w2vkit plot   draw a map") == "  w2vkit plot   draw a map"
    assert labeled("Error", "no") == "Error: no"
    assert heading("score") == "score"


def test_exceptions_of_the_library_are_english(monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    with pytest.raises(UsageError, match=r"^dim is 0, but it must be between 1 and 10,000\."):
        TrainConfig(dim=0)


def test_columns_keep_their_place(monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    before = ":quit, or Ctrl-D            quit\nvector A                    its vector"
    after = ":quit 或 Ctrl-D             退出\nvector A                    词向量"
    assert translated_lines(before) == after


def test_every_template_fits_its_own_text():
    """No other template takes its place."""
    table, wrong = chinese_table(), []
    for template in table.templates:
        values = [f"{number}甲" for number in range(len(template.pieces) - 1)]
        text = "".join(map(str.__add__, template.pieces, [*values, ""]))
        expected = template.fill(values, lambda number, _, values=values: values[number])
        found = table.translation(text) or ""
        if found.replace(" ", "") != expected.replace(" ", ""):
            wrong.append((text, found))
    assert wrong == []


def test_a_noun_with_a_number_is_no_command(monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    assert translated("3 relations") == "3 种关系"
    for text in ("w2vkit relations", "w2vkit words"):
        assert translated(text) == translated_lines(text) == text


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("a, b, c and 16 more", "a、b、c 等，另有 16 个"),
        ("Got unexpected extra argument (x)", "多余的参数（x）"),
        ("Got unexpected extra arguments (x y)", "多余的参数（x y）"),
        ("Missing argument 'SHELL'. Choose from: bash, zsh", "缺少参数 'SHELL'。可选：bash、zsh"),
    ],
)
def test_lists_and_errors_of_usage(english, chinese, monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    assert translated(english) == chinese
