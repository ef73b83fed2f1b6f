"""`demo` walks the whole path."""

import pytest

from w2vkit.cli.commands.demo import QUESTIONS, activation


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
