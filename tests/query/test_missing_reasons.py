"""Why a word is not in a model, as far as the text and the list of rare words tell."""

import pytest

from tests.query.toy_text import RARE, WORDS, origin_of, toy_words
from w2vkit.base.config import SegmentConfig
from w2vkit.query.missing_reasons import NOT_KNOWN
from w2vkit.query.missing_words import MissingWords
from w2vkit.query.origin import Origin


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("呆子", "It occurs 2 times, below --min-count 3."),
        (
            "大圣",
            "It occurs only inside longer tokens such as 大圣爷, 孙大圣, 大圣王.",
        ),
        ("圣", "It occurs only inside longer tokens such as 大圣爷, 孙大圣, 大圣王."),
        ("唐僧", "It does not occur in the corpus."),
        ("8", "It does not occur in the corpus."),
        ("9\n孙", "It does not occur in the corpus."),
        ("c", "It does not occur in the corpus."),
        ("\udcff", "Punctuation is removed from the text unless --punctuation is set."),
        ("。", "Punctuation is removed from the text unless --punctuation is set."),
        ("子钉", "In the text without punctuation, it occurs once, and is split into 子 | 钉."),
        (
            "呆子大圣王",
            "In the text without punctuation, it occurs once, and is split into 呆子 | 大圣王.",
        ),
        ("钉钯", "It occurs once, below --min-count 3."),
        ("x" * 41, "It does not occur in the corpus."),
        ("孙" * 41, NOT_KNOWN),
    ],
)
def test_reasons(word, reason):
    assert toy_words().reason(word) == reason


def test_a_word_that_was_often_cut_is_told_with_what_it_was_cut_into():
    rare = "呼延灼\t2\n呼延灼道\t1\n".encode()
    cuts = [["呼延", "灼"]] * 323 + [["双鞭呼", "延灼"]] * 4
    rest = [["呼延灼"]] * 2 + [["呼延灼道"]]
    punctuated = SegmentConfig(punctuation=True)
    found = MissingWords(WORDS, b"", 5, read_origin=lambda: origin_of(cuts[:323], punctuated))
    assert found.reason("呼延灼") == "It occurs 323 times, and is always split into 呼延 | 灼."
    found = MissingWords(WORDS, b"", 5, read_origin=lambda: origin_of(cuts, punctuated))
    assert (
        found.reason("呼延灼")
        == "It occurs 327 times, and is split into 呼延 | 灼 (323), 呼 | 延灼 (4)."
    )
    found = MissingWords(WORDS, rare, 5, read_origin=lambda: origin_of(cuts + rest, punctuated))
    assert found.reason("呼延灼") == (
        "It occurs 330 times: 2 times as a word, below --min-count 5; "
        "once inside longer tokens such as 呼延灼道; otherwise it is split into 呼延 | 灼 (323), "
        "呼 | 延灼 (4)."
    )


def test_nothing_is_said_of_a_text_that_was_not_looked_at():
    gone = Origin("toy", SegmentConfig(), {}, {"fingerprint": "gone"}, 9)
    for origin in (None, gone):
        found = MissingWords(WORDS, RARE, 3, read_origin=lambda known=origin: known)
        assert found.reason("唐僧") == NOT_KNOWN
        assert found.reason("大圣") == (
            "It is not a token, but part of longer ones such as 大圣爷, 孙大圣, 大圣王."
        )
        assert found.reason("呆子").startswith("It occurs 2 times")
    assert MissingWords(WORDS, RARE, 3, read_origin=lambda: gone).reason("dog") == (
        "It does not occur in the corpus."  # letters are never cut, and all tokens are known
    )


def test_no_reason_is_invented_when_nothing_is_known_of_the_corpus():
    assert MissingWords(WORDS).reason("唐僧") is None
    assert MissingWords(WORDS).reason("大圣") is not None


def test_words_that_the_training_left_out_are_not_called_absent(tmp_path):
    stop = tmp_path / "stop.txt"
    stop.write_text("的\n", encoding="utf-8")
    found = toy_words(SegmentConfig(stop_words=str(stop)))
    assert found.reason("的") == f"It is a stop word in {stop}."
    assert found.reason("唐僧") == "It does not occur in the text as it was segmented."
    stop.unlink()
    assert found.reason("的") == "It does not occur in the text as it was segmented."


def test_of_a_continued_model_only_the_new_text_can_be_looked_through():
    found = toy_words(continues="older")
    assert found.reason("唐僧") == "It does not occur in the text as it was segmented."


def test_case_and_script_are_those_of_the_text():
    assert (
        toy_words().reason("大圣王CAT")
        == "In the text without punctuation, it occurs once, and is split into 大圣王 | cat."
    )
    found = toy_words(SegmentConfig(script="simplified"))
    assert (
        found.reason("大圣王CAT")
        == "In the text without punctuation, it occurs once, and is split into 大圣王 | cat."
    )
    assert (
        found.reason("大聖王cat")
        == "In the text without punctuation, it occurs once, and is split into 大圣王 | cat."
    )


@pytest.mark.parametrize(
    ("count", "min_count", "reason"),
    [
        (2, 3, "It occurs 2 times, below --min-count 3."),
        (12, 3, "It occurs 12 times, too rarely to be kept."),
        (12, None, "It occurs 12 times, too rarely to be kept."),
    ],
)
def test_a_rare_word_was_left_out_by_min_count_or_by_max_words(count, min_count, reason):
    assert MissingWords(WORDS, f"呆子\t{count}\n".encode(), min_count).reason("呆子") == reason
