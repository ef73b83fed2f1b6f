"""The language and the segmenters of a text are said once and stored."""

import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.chosen_segmenters import RECORD, decide_on_text, read_choices, write_choices
from w2vkit.corpus.prepare import prepare
from w2vkit.diagnostics.check import NoteRecorder
from w2vkit.languages.recognition import language_named
from w2vkit.languages.segmentation.segmenter_choice import SegmenterChoice


def decided(path, **options):
    """Return the notes on a text, and the record that a model stores."""
    config, notes = SegmentConfig(**options), NoteRecorder(SILENT)
    corpus, sources = prepare([str(path)], config, SILENT)
    return decide_on_text(sources.reading, corpus, sources, config, notes).record(), notes.notes


PAUSES = "在吗 有个事想问你\n明天 开会 记得来\n收到 谢谢"
TEXTS = {
    "国王和王后住在城堡里。": "Language: Chinese (100% of the words). Segmenter: rjieba.",
    "国王 和 王后 住 在 城堡 里 。": "Language: Chinese (100% of the words). "
    "Segmenter: whitespace, since the text is segmented already.",
    "The king and the queen walk.": "Language: unclear, with the defaults of English. "
    "Segmenter: words.",
    "国王 is the king, 王后 the queen.": "Language: unclear (29% of the words are Chinese). "
    "Segmenter: rjieba.",
    "The king had been there, and they were with him, und er war nicht mit der Frau": "Language: "
    "unclear, by its frequent words English or German (--language en or de). Segmenter: words.",
}


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_said_of_one_file(tmp_path, text):
    path = tmp_path / "text.txt"
    path.write_text((text + "\n") * 5, encoding="utf-8")
    record, notes = decided(path)
    assert notes == [TEXTS[text]]
    assert record["language"] == {"unclear" if "unclear" in TEXTS[text] else "Chinese": 1}
    assert decided(path) == (record, notes), "the second time, from the cache"


def test_files_of_several_kinds_are_counted_and_unclear_ones_named(tmp_path):
    texts = ["国王住在城堡里。", "The king.", "The queen.", PAUSES]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text((text + "\n") * 9, encoding="utf-8")
    record, notes = decided(tmp_path)
    assert record["segmenter"] == {"rjieba": 2, "words": 2}
    assert notes[0].endswith("Segmenters: rjieba (2 files), words (2 files).")
    assert notes[1].startswith(
        f"{tmp_path / '3.txt'}: spaces divide only some of the Chinese words"
    )
    assert "--segmenter whitespace" in notes[1]


SPANISH = "el rey estaba en su jardín y no la reina, que se abría para la ventana"
WRONG = {
    ("国王住在城堡里。", "ar"): "Chinese",
    (SPANISH, "de"): "Spanish",
    (SPANISH, "es"): "",
    ("ok", "ja"): "",
}


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_a_text_in_another_language_than_the_one_named_is_read_as_asked_and_said(
    tmp_path, text, code
):
    path = tmp_path / "text.txt"
    path.write_text((text + "\n") * 30, encoding="utf-8")
    record, notes = decided(path, language=code, segmenter="words")
    found = WRONG[text, code]
    said = f"By its words, the text is {found}; if it is, omit --language {code}."
    assert notes[1:] == [said] * bool(found)
    language = language_named(code)
    assert language is not None
    assert [*record["language"]] == [language.name]


def test_urls_and_user_ids_do_not_change_the_language(tmp_path):
    path = tmp_path / "posts.txt"
    lines = (f"国王说好 //@用户{n * 7919}: 转发 http://t.cn/{n * 104729:x}" for n in range(300))
    path.write_text("\n".join(lines), encoding="utf-8")
    assert decided(path)[0]["language"] == {"Chinese": 1}


def test_the_choices_come_back(tmp_path):
    choices = {SegmenterChoice("rjieba"): [0, 2], SegmenterChoice("whitespace", "many spaces"): [1]}
    write_choices(tmp_path, choices)
    assert read_choices(tmp_path) == choices


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"choices": [["ham", 1, []]]}', '{"choices": 3}']
)
def test_a_damaged_record_is_no_record(tmp_path, content):
    (tmp_path / RECORD).write_text(content, encoding="utf-8")
    assert read_choices(tmp_path) == {}
