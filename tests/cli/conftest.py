"""What the tests of several commands share."""

import pytest

TEXT = "悟空举起铁棒。\n八戒举起钉钯。\n沙僧走了。\n师父念经。\n悟空打妖精。\n" * 30


@pytest.fixture
def trained(w2v, models, tmp_path, monkeypatch):
    """Train the small model “m” in the current directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "book.txt").write_text(TEXT, encoding="utf-8")
    options = ["--algorithm", "cbow", "--dim", "8", "--min-count", "1", "--epochs", "3"]
    done = w2v("train", "book.txt", "--name", "m", *options)
    assert done.exit_code == 0, done.output
