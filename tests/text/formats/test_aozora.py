"""Readings and notes of Japanese digital libraries are removed, and this is said."""

import pytest

from tests.books import opened

RULE = "-" * 55
LEGEND = (
    f"物語\n作者\n\n{RULE}\n【テキスト中に現れる記号について】\n\n《》：ルビ\n（例）王様《おうさま》\n"
    f"{RULE}\n\n"
)
BODY = (
    "王様《おうさま》は一番｜大《おお》きな城《しろ》に住む。［＃「住む」に傍点］\n"
    "王女が※［＃外字］見た。\n"
)
CLEAN = "王様は一番大きな城に住む。\n王女が見た。\n"


def test_legend_readings_notes_and_source_are_left_out(tmp_path):
    text, notes = opened(tmp_path / "a.txt", f"{LEGEND}{BODY}\n底本：「物語」\n入力：誰か\n")
    assert text == f"物語\n作者\n\n\n{CLEAN}\n"
    assert notes[0] == "the text of the Aozora Bunko document is read."


def test_readings_alone_are_enough(tmp_path):
    assert opened(tmp_path / "a.txt", BODY)[0] == CLEAN


def test_rules_in_the_text_are_text(tmp_path):
    text = f"{LEGEND}一\n{RULE}\n{BODY}{RULE}\n二\n"
    assert opened(tmp_path / "a.txt", text)[0].endswith(f"一\n{RULE}\n{CLEAN}{RULE}\n二\n")


@pytest.mark.parametrize(
    "text", ["他读《红楼梦》和《西游记》，又读《水浒》。\n" * 9, "猫《ねこ》がいる。\n"]
)
def test_titles_in_chinese_text_stay(tmp_path, text):
    assert opened(tmp_path / "a.txt", text)[0] == text
