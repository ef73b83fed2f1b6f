"""`demo` walks the whole path."""

import json
import re
import runpy
import shutil
from pathlib import Path

import pytest

from w2vkit.base.errors import W2vError
from w2vkit.cli.commands.demo import QUESTIONS, activation, sample

CORPORA = Path(__file__).parents[3] / "corpora"
COMPANIONS = {
    *("悟空", "行者", "大圣", "孙行者", "齐天大圣", "美猴王", "孙大圣", "猴王", "老孙", "猴哥"),
    *("猪八戒", "八戒", "呆子", "沙僧", "沙和尚", "悟净", "唐僧", "三藏", "师父", "玄奘", "白龙马"),
}


def test_the_demo_trains_asks_draws_and_says_what_comes_next(models, w2v, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = w2v("demo")
    assert done.exit_code == 0, done.output
    commands = [line for line in done.stdout.splitlines() if line.startswith("$ w2vkit ")]
    assert [line.split()[2] for line in commands] == [
        "train",
        *(question[0] for question in QUESTIONS),
        "plot",
    ]
    assert "$ w2vkit similar 孙悟空 --topn 5 --model demo" in commands
    assert (tmp_path / "demo.png").read_bytes().startswith(b"\x89PNG")
    assert "w2vkit train novel.txt" in done.stdout
    monkeypatch.setenv("PATH", "")
    again = w2v("demo")
    assert again.exit_code == 0, "it can be run again"
    assert "bin/activate" in again.stdout, "it says how w2vkit becomes a command"


@pytest.mark.parametrize(
    ("prefix", "platform", "command"),
    [
        ("/home/me/.venv", "linux", "source /home/me/.venv/bin/activate"),
        ("/home/me/my env", "darwin", "source '/home/me/my env/bin/activate'"),
        ("C:\\my env", "win32", '"C:\\my env\\Scripts\\activate"'),
    ],
)
def test_an_environment_is_activated_as_on_its_platform(prefix, platform, command):
    assert activation(prefix, platform) == command


def test_the_journey_has_a_hundred_chapters_and_enough_characters():
    chapters = sorted(sample("xiyou").glob("*.txt"))
    text = "".join(path.read_text(encoding="utf-8") for path in chapters)
    assert [path.stem for path in chapters] == [f"{number:03}" for number in range(1, 101)]
    assert len(re.findall("[一-鿿]", text)) >= 60_000


def test_the_tales_are_what_their_generator_writes(tmp_path):
    shutil.copy(CORPORA / "kingdom.py", tmp_path)
    (tmp_path / "kingdom").mkdir()
    runpy.run_path(str(tmp_path / "kingdom.py"), run_name="__main__")
    tales = sorted((CORPORA / "kingdom").glob("*.txt"))
    assert {path.name: path.read_bytes() for path in tales} == {
        path.name: path.read_bytes() for path in (tmp_path / "kingdom").glob("*.txt")
    }
    assert {*tales} == {*(CORPORA / "kingdom").iterdir()}  # all that lies here is trained as text
    assert sum(len(path.read_text(encoding="utf-8").split()) for path in tales) >= 40_000


def test_the_first_answer_about_the_hero_is_a_good_one(models, w2v):
    assert w2v("train", sample("xiyou")).exit_code == 0
    rows = json.loads(w2v("similar", "孙悟空", "-n", 5, "--format", "json").stdout)
    assert {row["word"] for row in rows} & COMPANIONS


def test_king_and_woman_less_man_is_queen(models, w2v):
    assert w2v("train", CORPORA / "kingdom").exit_code == 0
    rows = json.loads(w2v("analogy", "king", "woman", "man", "--format", "json").stdout)
    assert rows[0]["word"] == "queen"


def test_a_sample_that_is_not_there():
    with pytest.raises(W2vError, match="not part of"):
        sample("atlantis")
