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
    assert "exists already" in again.stderr
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
