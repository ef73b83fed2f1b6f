"""`--quiet`: nothing on stderr but errors, before the name of a command or after it."""

import pytest


@pytest.mark.parametrize(
    "arguments",
    [
        ("similar", "man:king::woman:?"),
        ("similar", "孫悟空", "--fuzzy"),
        ("similar", "king", "--threshold", "0.9999"),
        ("eval", "{set}"),
    ],
)
@pytest.mark.parametrize("where", ["before", "after", "short"])
def test_quiet_says_nothing(toy, w2v, tmp_path, arguments, where):
    path = tmp_path / "set.tsv"
    path.write_text("八戒\t沙僧\t8\n唐僧\t沙僧\t9\n", encoding="utf-8")
    arguments = [argument.format(set=path) for argument in arguments]
    loud = w2v(*arguments)
    assert loud.stderr
    quiet = {"before": ["--quiet", *arguments], "after": [*arguments, "--quiet"]}
    done = w2v(*quiet.get(where, [*arguments, "-q"]))
    assert (done.stdout, done.stderr, done.exit_code) == (loud.stdout, "", loud.exit_code)


def test_quiet_still_shows_errors(toy, w2v):
    done = w2v("similar", "唐僧", "八戒", "--quiet")
    assert done.stderr.startswith("Error: “唐僧” is not in the model")
    assert done.exit_code == 3


def test_a_quiet_training_prints_its_summary_only(models, w2v, tmp_path):
    corpus = tmp_path / "corpus.txt"
    corpus.write_text("a b c d e f g h\n" * 50, encoding="utf-8")
    done = w2v("train", corpus, "--epochs", "1", "-q")
    assert done.stderr == ""
    assert done.stdout.startswith("name ")
