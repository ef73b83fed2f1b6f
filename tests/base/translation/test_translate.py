"""Every message of the code has a translation, and every translation a message."""

import copy
import pickle
import re
from importlib.resources import files
from string import Formatter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.base.translation import sources
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import counted, foreign, joined, label, listed, msg, reason, sentences
from w2vkit.base.translation.catalog import chinese_catalog, read_catalog
from w2vkit.base.translation.translate import (
    heading,
    labeled,
    language,
    translated,
    translated_lines,
)

COMMAND = "write or remove them with .ci/messages, and translate them in zh.po"
CATALOG = chinese_catalog().texts
EXAMPLES = re.compile(r"国王:女王|男人:女人|国王 - 男人.*春 ~ 秋")
"""Queries in Chinese messages, which have ASCII signs."""
WORDS = counted(2, "{number} word", "{number} words")
ENVIRONMENTS = [
    ({}, "en"),
    ({"LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "zh_TW.UTF-8"}, "zh"),
    ({"LANG": "zh"}, "zh"),
    ({"LANG": "zh-Hant-HK"}, "zh"),
    ({"LANG": "de_DE.UTF-8"}, "en"),
    ({"LANG": "C.UTF-8"}, "en"),
    ({"LANG": "zhuang"}, "en"),
    ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
    ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
    ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US.UTF-8"}, "zh"),
    ({"W2VKIT_LANG": "zh", "LC_ALL": "C"}, "zh"),
    ({"W2VKIT_LANG": "ZH_cn"}, "zh"),
    ({"W2VKIT_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
    ({"W2VKIT_LANG": "klingon", "LC_ALL": "zh_CN.UTF-8"}, "en"),
    ({"W2VKIT_LANG": "", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
    ({"LANGUAGE": "zh", "LANG": "en_US.UTF-8"}, "zh"),
    ({"LANGUAGE": "zh_CN:en", "LC_ALL": "de_DE.UTF-8"}, "zh"),
    ({"LANGUAGE": "en:zh", "LANG": "zh_CN.UTF-8"}, "en"),
    ({"LANGUAGE": "fr:zh", "LANG": "en_US.UTF-8"}, "zh"),
    ({"LANGUAGE": "fr", "LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANGUAGE": "", "LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANGUAGE": "zh"}, "en"),
    ({"LANGUAGE": "zh", "LANG": "C"}, "en"),
    ({"LANGUAGE": "zh", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
    ({"LANGUAGE": "zh", "LC_ALL": "POSIX"}, "en"),
    ({"W2VKIT_LANG": "en", "LANGUAGE": "zh", "LANG": "zh_CN.UTF-8"}, "en"),
]


def known(context):
    return {text for of, text in sources.marked() if of == context}


def test_every_message_has_a_translation():
    assert [one for one in sources.marked() if one not in CATALOG] == [], COMMAND


def test_no_translation_is_left_over():
    assert CATALOG.keys() - {*sources.marked()} == set(), COMMAND


def test_what_the_reader_sees_is_a_message():
    assert [*sources.unmarked()] == [], "write msg(...) around it"


def test_headings_stages_and_captions_are_marked():
    assert {*sources.headings(), *sources.fields_of_records()} - known("heading") == set()
    assert {*sources.progress(), *sources.captions()} - known("label") == set()


def is_template(text):
    """Texts without values can contain braces: {孙悟空, 行者}."""
    return re.search(r"\{\w+[:!}]", text) is not None


@pytest.mark.parametrize(
    ("stored", "chinese"),
    [
        ("imported from GloVe", "从 GloVe 导入"),
        ("wrapped at 70 columns", "在 70 列处折行"),
        ("unclear", "不明确"),
    ],
)
def test_what_models_store_as_text_is_translated(monkeypatch, stored, chinese):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    assert translated(stored) == chinese


def fields_fit(english, chinese):
    before, after = (
        {(name, spec, kind) for _, name, spec, kind in Formatter().parse(text) if name}
        for text in (english, chinese)
    )
    return after <= before


def test_a_translation_has_values_of_its_message():
    pairs = [(english, chinese) for (_, english), chinese in CATALOG.items() if "{" in english]
    wrong = [pair for pair in pairs if is_template(pair[0]) and not fields_fit(*pair)]
    assert wrong == []


def test_chinese_has_full_width_punctuation_and_spaces_beside_latin():
    """A Chinese sentence with ASCII punctuation, or glued to Latin, is a slip."""
    slips = re.compile(
        r"[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]"
    )
    texts = [EXAMPLES.sub("", chinese) for chinese in CATALOG.values()]
    assert [text for text in texts if slips.search(re.sub(r"\{\w*[^}]*\}", "", text))] == []


MODEL = msg("“{name}” ({words:,} words)", name="xiyou", words=1409)
IN_CHINESE = {
    msg("{word} is not in the model {model}.", word="“罗刹女”", model=MODEL): (
        "模型“xiyou”（1,409 个词）中没有“罗刹女”。"
    ),
    msg("{words} are not in the model {model}.", words="“a”", model="m"): "模型 m 中没有“a”。",
    listed(["a", "b", "c", "d", "e"]): "a、b、c 等，另有 2 个",
    msg(
        "{step}, or {alternative}.",
        step=msg("Check the permissions"),
        alternative=msg("choose another location"),
    ): ("检查权限，或换一个位置。"),
    sentences(msg("Add --yes."), None, msg("Omit --metric.")): "加上 --yes。去掉 --metric。",
    joined("; ", [WORDS, WORDS]): "2 个词；2 个词",
    foreign("Permission denied"): "权限不足",
    foreign("Some other program wrote this line."): "Some other program wrote this line.",
    label("persons"): "人物",
    "words: " + WORDS: "words: 2 个词",
    WORDS + "\n": "2 个词\n",
}


@pytest.mark.parametrize("message", IN_CHINESE)
def test_messages_in_chinese(monkeypatch, message):
    assert type(message) is not str
    assert translated(message) == message
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    assert translated(message) == IN_CHINESE[message]


@pytest.mark.parametrize("message", IN_CHINESE)
@pytest.mark.parametrize("copied", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_of_a_message_can_be_translated(monkeypatch, message, copied):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    assert translated(copied(message)) == IN_CHINESE[message]


@given(st.text())
@example(" 㐀")
def test_names_of_users_are_never_translated(name):
    catalog = chinese_catalog()
    assert name in catalog.render(msg("“{name}” is not a word.", name=name))
    assert catalog.render(joined("", ["", name])) == name


def test_an_error_within_a_message_is_translated(monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    error = ValueError(msg("Add --yes."))
    assert translated(msg("{step}.", step=error)) == "加上 --yes。。"
    assert translated(reason(OSError(13, "Permission denied"))) == "权限不足"


def test_what_is_no_message_stays(monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    for text in ("Some other program wrote this line.", "孙悟空", "", "\n", "x.txt"):
        assert translated(text) == text


def test_english_readers_read_the_text_of_the_code(monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "en")
    assert translated(msg("Add --yes.")) == "Add --yes."
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


def test_a_noun_with_a_number_is_no_command(monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    for text in ("w2vkit relations", "w2vkit words"):
        assert translated(text) == translated_lines(text) == text


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Got unexpected extra argument (x)", "多余的参数（x）"),
        ("Got unexpected extra arguments (x y)", "多余的参数（x y）"),
        ("Missing argument 'SHELL'. Choose from: bash, zsh", "缺少参数 'SHELL'。可选：bash、zsh"),
        (
            "No such option '--corpus'. (Did you mean one of: '--categories', '--output'?)",
            "没有选项 '--corpus'。是否指 '--categories'、'--output'？",
        ),
        (
            "Invalid value for '--dim': 'x' is not a valid integer.",
            "'--dim' 的值无效：'x' 不是有效的整数。",
        ),
    ],
)
def test_errors_of_usage(english, chinese, monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    assert translated(english) == chinese


def test_a_catalog_is_a_po_file():
    text = (
        'msgid ""\nmsgstr ""\n"Language: zh\\n"\n\n# note\n#, python-brace-format\n'
        'msgctxt "label"\nmsgid ""\n"a "\n"b"\nmsgstr "甲\\n"\n"乙"\n\n'
        'msgid "{number} word"\nmsgid_plural "{number} words"\nmsgstr[0] "{number}个词"\n\n'
        'msgid "none"\nmsgstr ""\n\n#~ msgid "old"\n#~ msgstr "旧"\n'
    )
    assert read_catalog(text).texts == {
        ("label", "a b"): "甲\n乙",
        ("", "{number} word"): "{number}个词",
    }


def test_the_catalog_is_in_the_package():
    assert files("w2vkit.base.translation").joinpath("zh.po").is_file()


@pytest.mark.parametrize(("environment", "expected"), ENVIRONMENTS)
def test_the_first_variable_that_is_set_decides(environment, expected):
    assert language(environment) == expected
