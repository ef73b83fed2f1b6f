"""Every message of the code has a translation, and every translation a message."""

import re
from importlib.resources import files
from pathlib import Path

import click
import pytest

import w2vkit
from tests.translation import sources
from w2vkit.translation.templates import read_sections
from w2vkit.translation.translate import chinese_table

TEXT = files("w2vkit.translation").joinpath("messages.txt").read_text(encoding="utf-8")
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
    assert not missing, "\n".join(["write into w2vkit/translation/messages.txt:", *missing])


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
    assert not left, "\n".join(["remove from w2vkit/translation/messages.txt:", *left])


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


def test_no_text_is_translated_twice():
    texts = [(section == "headings", english) for section, english, _ in ENTRIES]
    assert sorted(text for text in {*texts} if texts.count(text) > 1) == []


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


MESSAGES_IN_CHINESE = [
    (
        "“罗刹女” is not in the model “xiyou” (1,409 words).",
        "模型“xiyou”（1,409 个词）中没有“罗刹女”。",
    ),
]


@pytest.mark.parametrize(("english", "chinese"), MESSAGES_IN_CHINESE)
def test_messages_in_chinese(english, chinese):
    assert chinese_table().translation(english) == chinese
