"""`segment` as a user runs it."""

import subprocess
import sys

import pytest


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("孙悟空打妖怪。八戒跑了！\n", encoding="utf-8")
    return path


LINES = "孙悟空 打 妖怪\n八戒 跑 了\n"


def test_to_stdout(w2v, text):
    assert w2v("segment", text).stdout == LINES


def test_to_a_file_and_not_over_it(w2v, text, tmp_path):
    out = tmp_path / "out.txt"
    assert w2v("segment", text, "-o", out).stdout == f"{out}\n"
    assert out.read_text(encoding="utf-8") == LINES
    again = w2v("segment", text, "-o", out)
    assert again.exit_code == 1
    assert "already exists" in again.stderr
    assert w2v("segment", text, "-o", out, "--force").exit_code == 0


def test_segmented_text_stays_as_it_is(w2v, text, tmp_path):
    out = tmp_path / "out.txt"
    w2v("segment", text, "-o", out)
    assert w2v("segment", out).stdout == LINES


def test_a_closed_pipe_ends_quietly(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("孙悟空打妖怪。\n" * 200_000, encoding="utf-8")
    command = f"{sys.executable} -m w2vkit segment {path} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, encoding="utf-8")
    assert done.stdout == "孙悟空 打 妖怪\n"
    assert "Traceback" not in done.stderr


STRANGE = {
    "control characters": ("孙悟空\x01打\x7f妖怪", "孙悟空 打 妖怪"),
    "a NUL": ("孙悟空打\x00妖怪，八戒也打了妖怪，沙僧没有去，师父坐在树下，白马喝水", None),
    "zero-width spaces": ("孙\u200b悟\u200b空打妖\ufeff怪", "孙悟空 打 妖怪"),
    "full-width letters": ("我爱Ｐｙｔｈｏｎ３", "我 爱 python3"),
    "emoji": ("孙悟空😀打👨‍👩‍👧妖怪🇨🇳", "孙悟空 打 妖怪"),
    "ideographs beyond the first plane": ("他姓𠮷", "他 姓 𠮷"),
    "line separators": ("孙悟空\u2028打妖怪", "孙悟空\n打 妖怪"),
}


@pytest.mark.parametrize("kind", STRANGE)
def test_strange_characters_do_no_harm(w2v, tmp_path, kind):
    content, expected = STRANGE[kind]
    path = tmp_path / "a.txt"
    path.write_text(f"{content}\n" + "他们来了。" * 20, encoding="utf-8")
    done = w2v("segment", path)
    assert done.exit_code == 0
    assert "\0" not in done.stdout
    if expected:
        assert done.stdout.startswith(expected + "\n")


def test_a_lone_surrogate_is_an_error_with_its_place(w2v, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("孙悟空打妖怪。".encode() * 20 + b"\xed\xa0\x80")
    done = w2v("segment", path)
    assert done.exit_code == 1
    assert "byte 0xED at offset 420 is not valid UTF-8" in done.stderr


def test_a_long_line_is_divided_and_said(w2v, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("孙悟空打妖怪" * 200_000, encoding="utf-8")
    done = w2v("segment", path)
    assert done.stdout.replace(" ", "").replace("\n", "") == "孙悟空打妖怪" * 200_000
    assert "was split; no text is lost" in done.stderr


def test_stdin_closed_early_is_one_sentence(tmp_path):
    command = f"{sys.executable} -m w2vkit segment - <&-"
    done = subprocess.run(command, shell=True, capture_output=True, encoding="utf-8")
    assert done.returncode == 1
    assert "stdin is closed" in done.stderr


def test_wrapped_and_traditional_text_as_one_wants_it(w2v, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("孫悟空一個筋斗翻\n出十萬八千里\n", encoding="utf-8")
    done = w2v("segment", path, "--unwrap", "yes", "--script", "simplified")
    assert done.stdout == "孙悟空 一个 筋斗 翻 出 十万八千里\n"
    assert "joined" in done.stderr


SPANISH = "El rey no sabe que la reina y los hijos de su hermana están en la casa de los padres.\n"


@pytest.mark.parametrize("command", ["segment", "frequencies"])
@pytest.mark.parametrize(("code", "is_said"), [("de", True), ("es", False)])
def test_a_text_in_another_language_than_the_one_named_is_said_in_one_line(
    w2v, tmp_path, command, code, is_said
):
    path = tmp_path / "text.txt"
    path.write_text(SPANISH * 20, encoding="utf-8")
    done = w2v(command, path, "--language", code)
    assert done.exit_code == 0
    said = f"By its words, the text is Spanish; if it is, omit --language {code}."
    assert done.stderr.splitlines().count(said) == is_said
