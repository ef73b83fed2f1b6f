"""A session with a Chinese locale, from `demo` to `plot`, with mistakes: nothing in English."""

import os
import shlex
import subprocess
import sys

import pytest

SESSION = [
    ("demo", 0),
    ("similar 罗刹女", 0),
    ("similar Ωж", 3),
    ("similar sunwukong --fuzzy", 0),
    ("similar sunwukong Ωж", 3),
    ("similar 八戒 --match '('", 2),
    ("similar 八戒 --tpon 3", 2),
    ("similar '八戒 + '", 2),
    ("trian novel.txt", 2),
    ("train nothing.txt", 1),
    ("odd 八戒 沙僧", 2),
    ("check novel.txt", 0),
    ("clean novel.txt --dry-run", 0),
    ("segment --why 孙悟空大闹天宫", 0),
    ("segment novel.txt -o nowhere/novel.txt", 1),
    ("doctor", 0),
    ("plot Ωж 八戒 --force", 3),
    ("plot -o map.png", 0),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("session")
    lines = ["孙悟空打死了妖精。", "下载电子书请到 www.example.com", "唐僧念咒。"] * 12
    (folder / "novel.txt").write_bytes("\n".join(lines).encode("gb18030"))
    return folder


def run(arguments, folder, **environment):
    unset = ("W2VKIT_LANG", "LC_MESSAGES", "LANG", "LC_ALL", "PYTHONWARNDEFAULTENCODING")
    inherited = {name: value for name, value in os.environ.items() if name not in unset}
    return subprocess.run(
        [sys.executable, "-m", "w2vkit", *arguments],
        cwd=folder,
        env={**inherited, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )


def test_a_session_is_chinese(folder, foreign):
    """The locale need not be installed: the variable decides."""
    english = []
    for line, code in SESSION:
        done = run(shlex.split(line), folder, LC_ALL="zh_CN.UTF-8")
        assert done.returncode == code, (line, done.stderr)
        assert code == 0 or "错误：" in done.stderr, line
        english += [(line, text) for text in foreign(done.stdout + done.stderr)]
    assert english == []


def test_machine_formats_stay_english(folder):
    done = run(["similar", "八戒", "Ωж", "--format", "jsonl"], folder, LC_ALL="zh_CN.UTF-8")
    plain = run(["similar", "八戒", "Ωж", "--format", "jsonl"], folder)
    assert done.stdout == plain.stdout
    assert "is not in the model" in plain.stdout
    assert "错误：" in done.stderr


def test_an_unknown_language_is_english(folder):
    done = run(["info", "nothing"], folder, W2VKIT_LANG="xx", LC_ALL="zh_CN.UTF-8")
    assert done.stderr.startswith("Error: ")
