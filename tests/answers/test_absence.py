import pytest

from w2vkit.answers import absence
from w2vkit.answers.absence import Absentees
from w2vkit.vocab import Vocabulary

WORDS = Vocabulary.from_counts([("大圣爷", 9), ("孙大圣", 8), ("a\\b", 7), ("cat", 6)])
RARE = "呆子\t2\n钉钯\t1\n大圣王\t1\n".encode()


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("呆子", "It was seen 2 times, fewer than the 3 that --min-count asked for."),
        ("钉钯", "It was seen once, fewer than the 3 that --min-count asked for."),
        (
            "大圣",
            "It never stands alone, only inside longer tokens such as 大圣爷, 孙大圣, 大圣王.",
        ),
        ("圣", "It never stands alone, only inside longer tokens such as 大圣爷, 孙大圣, 大圣王."),
        ("唐僧", "It does not occur in the corpus."),
        ("8", "It does not occur in the corpus."),
        ("9\n孙", "It does not occur in the corpus."),
        ("c", "It does not occur in the corpus."),
        ("", "It does not occur in the corpus."),
        ("\udcff", "It does not occur in the corpus."),
    ],
)
def test_reasons(word, reason):
    assert Absentees(WORDS, RARE, 3).reason(word) == reason


@pytest.mark.parametrize(
    ("most", "named"), [(1, "大圣爷"), (2, "大圣爷, 孙大圣"), (3, "大圣爷, 孙大圣, 大圣王")]
)
def test_not_too_many_examples_are_named(monkeypatch, most, named):
    monkeypatch.setattr(absence, "MOST_EXAMPLES", most)
    assert Absentees(WORDS, RARE, 3).reason("大圣").endswith(f"such as {named}.")


def test_no_reason_is_invented_when_nothing_is_known_of_the_corpus(monkeypatch):
    assert Absentees(WORDS).reason("唐僧") is None
    assert Absentees(WORDS).reason("大圣") is not None
    assert Absentees(WORDS, b"", 1).reason("唐僧") == "It does not occur in the corpus."
    monkeypatch.setattr(absence, "MOST_RARE", 3)
    assert Absentees(WORDS, RARE, 3).reason("唐僧") is None


def test_a_name_that_was_counted_as_another_says_so(tmp_path):
    lexicon = tmp_path / "lexicon.tsv"
    lines = ["大圣\t9\t1.0\t大圣\t孙大圣", "八戒\t9\t1.0\t八戒\t猪八戒", "cat\t6\t1.0\tcat\t孙大圣"]
    lexicon.write_text("\n".join(lines), encoding="utf-8")
    absentees = Absentees(WORDS, RARE, 3, lexicon)
    assert absentees.aliases == {"大圣": "孙大圣"}, "both must be names of a word of the model"
    assert absentees.hint("大圣") == "It was counted as 孙大圣: ask for that."


def test_one_error_tells_of_all_missing_words():
    error = Absentees(WORDS, RARE, 3).error(["孙大胜", "呆子"], "“toy” (4 words)")
    assert error.message == "“孙大胜” and “呆子” are not in the model “toy” (4 words)."
    assert error.hint == (
        "孙大胜: It does not occur in the corpus. Did you mean 孙大圣? "
        "呆子: It was seen 2 times, fewer than the 3 that --min-count asked for."
    )
    assert error.word == "孙大胜"
    assert error.exit_code == 3
