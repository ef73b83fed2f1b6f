"""A session with a Chinese locale, from `demo` to `plot`, with mistakes: nothing in English."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from w2vkit.cli.main import COMMANDS, main

SAMPLE = Path(__file__).parents[2] / "corpora" / "xiyou"

SESSION = [
    ("demo", 0),
    ("similar 灵感大王", 3),
    ("similar 灵感大王 --compose", 0),
    ("similar Ωж", 3),
    ("similar sunwukong --fuzzy", 0),
    ("similar sunwukong Ωж", 3),
    ("similar 八戒 --match '('", 2),
    ("similar 八戒 --tpon 3", 2),
    ("similar '八戒 + '", 2),
    ("trian novel.txt", 2),
    ("explore --corpus novel.txt", 2),
    ("relations 八戒", 1),
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


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a folder with a text, a small model of it, and files that commands read."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "book").mkdir()
    for path in sorted(SAMPLE.glob("*.txt"))[:40]:
        shutil.copy(path, folder / "book")
    (folder / "edges.tsv").write_text("a\tb\nb\tc\nc\ta\n", encoding="utf-8")
    (folder / "pairs.tsv").write_text("孙悟空\t八戒\t9\n孙悟空\t妖精\t1\n", encoding="utf-8")
    (folder / "toy.vec").write_text("2 2\n甲 1 2\n乙 2 1\n", encoding="utf-8")
    aliases = "师兄\t\t\t\t悟空\n师兄\t\t\t\t八戒\n大王\t\t\t\t牛魔王\n牛魔王\t\t\t\t大王\n"
    (folder / "aliases.tsv").write_text(aliases, encoding="utf-8")
    options = ("--algorithm", "fasttext", "--epochs", "1", "--dim", "10", "--min-count", "2")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("W2VKIT_MODELS", str(folder / "models"))
        for name in ("small", "other"):
            CliRunner().invoke(main, ["train", str(folder / "book"), "--name", name, *options])
    return folder


EVERY = {
    "train": (
        "train book --epochs 1 --name new --words auto --dim 10",
        "train book --words aliases.tsv --merge-aliases --name new2 --algorithm cbow --epochs 1",
        "train book --name small",
        "train book --dim 0",
    ),
    "check": ("check book", "check book --words pairs.tsv"),
    "clean": ("clean book -o clean", "clean book --only everything"),
    "segment": ("segment book", "segment book --keep-whole"),
    "words": ("words book", "words book --min-count -3"),
    "similar": ("similar 孙悟空 --explain-scores", "similar 孙悟空", "similar 孙悟空 --metric far"),
    "similarity": (
        "similarity 孙悟空 八戒",
        "similarity --matrix 孙悟空 八戒",
        "similarity 孙悟空",
    ),
    "analogy": ("analogy 孙悟空 八戒 沙僧", "analogy 孙悟空 八戒"),
    "odd": ("odd 孙悟空 八戒 沙僧", "odd 孙悟空"),
    "vector": ("vector 孙悟空", "vector 没有见过的词 Ωж"),
    "cluster": ("cluster -k 3", "cluster 孙悟空 -k 3"),
    "axis": ("axis 孙悟空 妖精 八戒 沙僧", "axis 孙悟空 孙悟空 八戒"),
    "associate": (
        "associate 悟空,八戒 妖精,妖怪 菩萨,唐僧 国王,老人",
        "associate 悟空,八戒 妖精,妖怪 菩萨,唐僧 国王",
        "associate 悟空,八戒 妖精 菩萨,唐僧 国王,Ωж",
    ),
    "vectorize": ("vectorize book -o lines.npy", "vectorize nothing.txt -o new.npy"),
    "eval": ("eval pairs.tsv", "eval", "eval nothing.tsv"),
    "compare": ("compare small other --test pairs.tsv", "compare small"),
    "tune": ("tune nothing.txt",),
    "plot": ("plot -o map.svg", "plot 孙悟空 Ωж -o new.svg", "plot -o map.doc"),
    "explore": ("explore -o map.html --top 50", "explore -o map.html"),
    "report": ("report -o report.html", "report nothing"),
    "chapters": ("chapters 悟空 八戒", "chapters Ωж"),
    "frequencies": ("frequencies", "frequencies 没有"),
    "relations": ("relations -n 5", "relations --within page"),
    "parts": ("parts book --by 2 --units", "parts book --by pages"),
    "change": (
        "change 悟空 妖精 book --by 2 --permutations 50",
        "change book --by 2 --permutations 50 --min-count 5",
        "change 悟空 book --by 3 --permutations 50 -o change.svg",
        "change 悟空 book --by 2 --permutations 50 --map",
        "change Ωж book --by 2",
    ),
    "contrast": (
        "contrast book --by 2 --permutations 50 --min-count 5",
        "contrast book --by 2 --permutations 50 --min-count 5 -o two.svg",
        "contrast book --by 3",
    ),
    "search": ("search 悟空打妖精 -n 2", "search"),
    "define": ("define 悟空的师父 -n 2", "define ''"),
    "concordance": ("concordance 悟空 -n 2", "concordance Ωж"),
    "explain": ("explain 悟空 八戒 -n 2", "explain 悟空 八戒 沙僧"),
    "walks": ("walks edges.tsv -o walks.txt", "walks edges.tsv -o walks.txt"),
    "reproduce": ("reproduce small", "reproduce nothing"),
    "models": ("models", "models rm nothing"),
    "info": ("info small", "info nothing"),
    "import": ("import toy.vec --name toy", "import edges.tsv"),
    "export": ("export small out.npz", "export small out.npz", "export small out.unknown"),
    "index": ("index small", "index nothing"),
    "doctor": ("doctor", "doctor --foo"),
    "completion": ("completion cmd",),
    "serve": ("serve -m nothing",),
    "mcp": ("mcp -m nothing",),
    "spark": ("spark prepare nothing --output out",),
    "help": ("help train", "help nothing"),
    "shell": ("shell", "shell -m nothing"),
}
"""For each command lines that succeed, if one is quick, and a mistake last."""


def test_every_command_is_asked():
    assert {*EVERY, "demo"} == {*COMMANDS}


@pytest.mark.parametrize("name", EVERY)
def test_every_command_is_chinese(place, w2v, foreign, monkeypatch, name):
    monkeypatch.chdir(place)
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    monkeypatch.setenv("W2VKIT_MODELS", str(place / "models"))
    monkeypatch.setenv("W2VKIT_MODEL", "small")
    for line in EVERY[name]:
        done = w2v(*shlex.split(line), input="similar 悟空\nfoo\n")
        assert foreign(done.output) == [], line
    assert "错误：" in done.output


def test_without_a_command_the_help_is_shown(w2v, foreign, monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    done = w2v()
    assert done.exit_code == 2
    assert done.output.startswith("用法：")
    assert "\n选项：\n" in done.output
    assert foreign(done.output) == []
