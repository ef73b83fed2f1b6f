"""`eval --self` on the command line."""

import json


def test_eval_self(models, tmp_path, w2v):
    lines = [f"t{n % 40}-{n % 3} v{n % 40} t{n % 40}-{n * 7 % 3}" for n in range(3_000)]
    (tmp_path / "book.txt").write_text("\n".join(lines), encoding="utf-8")
    options = ("--segmenter", "whitespace", "--algorithm", "cbow", "--epochs", 2)
    assert w2v("train", tmp_path / "book.txt", *options).exit_code == 0
    done = w2v("eval", "book", "--self")
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["set", "kind", "score", "low", "high", "chance", "groups"]
    assert [line[:2] for line in lines[1:]] == [
        ["pseudo-synonyms", "nearest"],
        ["pseudo-synonyms", "mrr"],
    ]
    assert "was trained with the options of “book”" in done.stderr
    rows = json.loads(w2v("eval", "--self", "-m", "book", "--format", "json").stdout)
    assert [*rows[0]] == lines[0]


def test_eval_self_takes_no_sets(toy, w2v):
    done = w2v("eval", "a.tsv", "b.tsv", "--self")
    assert done.exit_code == 2
    assert "--self takes no test sets." in done.stderr


def test_eval_self_of_a_text_with_rare_words_only(models, tmp_path, w2v):
    (tmp_path / "book.txt").write_text("one two three four five\n" * 9, encoding="utf-8")
    assert w2v("train", tmp_path / "book.txt", "--min-count", 1).exit_code == 0
    done = w2v("eval", "book", "--self")
    assert done.exit_code == 1
    assert "Only 0 words occur 20 times or more" in done.stderr
