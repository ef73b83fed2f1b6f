"""The examples of the page on the server, asked of a running one.

`python -m tests.serving.test_page` writes the answers into the pages.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documentation import DOCS
from tests.patience import PATIENCE

ADDRESS = "http://127.0.0.1:8765"
ASKED = re.compile(r"^\$ (curl .*)\n(.*)$", re.MULTILINE)
PAGES = [DOCS / language / "how-to" / "serve.md" for language in ("en", "zh")]
ROOT = Path(__file__).parents[2]


def answer(command, address):
    """Return what a command of the page prints if the server is at another address."""
    words = shlex.split(command.replace(ADDRESS, address))
    done = subprocess.run([*words, "-sS"], capture_output=True, check=True, timeout=PATIENCE)
    return done.stdout.decode()


def train():
    """Train the model of the page."""
    command = [sys.executable, "-m", "w2vkit", "train", str(ROOT / "corpora" / "kingdom")]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_every_question_has_the_answer_on_the_page(models, start, page):
    train()
    server = start()
    examples = ASKED.findall(page.read_text(encoding="utf-8"))
    assert len(examples) >= 3
    for command, shown in examples:
        assert answer(command, server.address) == shown, command


def write():
    """Write the answers of a server at the usual address into the pages."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        renewed = ASKED.sub(lambda found: f"$ {found[1]}\n{answer(found[1], ADDRESS)}", text)
        page.write_text(renewed, encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("W2VKIT_LANG", "en")
    write()
