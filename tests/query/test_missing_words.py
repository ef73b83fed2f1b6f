"""Errors and hints for words that a model lacks."""

import pytest

from tests.query.toy_text import RARE, WORDS, toy_words
from w2vkit.query.missing_words import MAX_EXPLAINED, MissingWords


def test_a_name_that_was_counted_as_another_says_so(tmp_path):
    lexicon = tmp_path / "lexicon.tsv"
    lines = ["大圣\t9\t1.0\t大圣\t孙大圣", "八戒\t9\t1.0\t八戒\t猪八戒", "cat\t6\t1.0\tcat\t孙大圣"]
    lexicon.write_text("\n".join(lines), encoding="utf-8")
    found = MissingWords(WORDS, RARE, 3, lexicon)
    assert found.aliases == {"大圣": "孙大圣"}, "both must be names of a word of the model"
    assert found.hint("大圣") == "It was counted as 孙大圣; use that word."


def test_one_error_tells_of_all_missing_words():
    error = toy_words().error(["孙大胜", "呆子"], "“toy” (4 words)")
    assert error.message == "“孙大胜” and “呆子” are not in the model “toy” (4 words)."
    assert error.hint == (
        "孙大胜: It does not occur in the corpus. Did you mean 孙大圣? "
        "呆子: It occurs 2 times, below --min-count 3."
    )
    assert error.word == "孙大胜"
    assert error.exit_code == 3


def test_an_error_stays_short_whatever_is_missing():
    many = [f"词{number}" for number in range(300)]
    error = toy_words().error(many, "“toy”")
    assert error.message == (
        "“词0”, “词1”, “词2”, “词3”, “词4” and 295 other words are not in the model “toy”."
    )
    assert len(error.hint) < 500
    few = toy_words().error(many[: MAX_EXPLAINED + 1], "“toy”")
    assert few.message.endswith("“词4” and “词5” are not in the model “toy”.")


def test_words_that_were_cut_are_kept_whole_by_one_command(tmp_path):
    text = tmp_path / "novel.txt"
    text.write_text("呆子钉钯", encoding="utf-8")
    found = toy_words(paths=[str(text)])
    assert found.error(["子钉", "呆子大圣王"], "“toy”").hint.endswith(
        f"Keep them whole with: w2vkit train {text} --words none --keep-whole 子钉 --keep-whole "
        "呆子大圣王 --name toy --force"
    )
    text.unlink()
    assert found.error(["子钉"], "“toy”").hint.endswith(
        "Keep it whole by retraining with --keep-whole WORD."
    )


@pytest.mark.parametrize(
    ("asked", "mean"),
    [
        ("大圣爷 cat", "For the mean of these words, ask “{大圣爷, cat}”."),
        ("大圣爷 八戒", ""),
        ("cat", ""),
    ],
)
def test_several_known_words_have_a_mean(asked, mean):
    hint = toy_words().hint(asked)
    assert mean in hint
    assert ("mean" in hint) is bool(mean)
