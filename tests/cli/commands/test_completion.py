import os
import subprocess
import sys

import pytest


def completed(*words, **environment):
    """Return what bash would be offered for the last of the words."""
    done = subprocess.run(
        [sys.executable, "-m", "w2vkit"],
        env={
            **os.environ,
            "_W2VKIT_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(["w2vkit", *words]),
            "COMP_CWORD": str(len(words)),
            **environment,
        },
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_commands_options_models_and_words(toy):
    assert completed("simi") == ["similar", "similarity"]
    assert "--topn" in completed("similar", "--to")
    assert completed("similar", "-m", "t") == ["toy"]
    assert completed("similar", "孙") == ["孙悟空"]
    assert completed("odd", "-m", "toy", "king", "wo") == ["woman"]


def test_without_a_model_there_are_no_words(models):
    assert completed("similar", "孙") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts(w2v, shell):
    done = w2v("completion", shell)
    assert done.exit_code == 0
    assert f"_W2VKIT_COMPLETE={shell}_complete" in done.stdout


def test_bash_accepts_the_script(w2v):
    script = w2v("completion", "bash").stdout
    assert subprocess.run(["bash", "-n"], input=script.encode(), check=False).returncode == 0
