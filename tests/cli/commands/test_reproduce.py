"""`reproduce` on the command line."""

import json

TEXT = "悟空举起铁棒。\n八戒举起钉钯。\n沙僧走了。\n" * 60


def test_equal_and_different_bytes(w2v, tmp_path, models):
    book = tmp_path / "book.txt"
    book.write_text(TEXT, encoding="utf-8")
    options = ("--epochs", 1, "--dim", 8, "--min-count", 1, "--workers", 2)
    assert w2v("train", book, "--name", "m", *options).exit_code == 0
    done = w2v("reproduce", "--workers", 1, "--format", "json")
    assert done.exit_code == 0, done.output
    assert all(row["equal"] for row in json.loads(done.stdout))
    assert "All bytes are equal." in done.stderr
    book.write_text(TEXT * 2, encoding="utf-8")
    done = w2v("reproduce", "m")
    assert done.exit_code == 1
    assert "vectors.npy" in done.stdout
    assert "The text differs: " in done.stderr
    book.unlink()
    done = w2v("reproduce", "m")
    assert (done.exit_code, "no longer exists" in done.stderr) == (1, True)
    assert "Hint: " in done.stderr
