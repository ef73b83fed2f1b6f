"""Which words change, how much, and which cannot be relied on."""

import pytest

from tests.analysis.change.planted import planted_text
from tests.toys import Notes
from w2vkit.analysis.change.comparison import changes
from w2vkit.base.config import ChangeConfig
from w2vkit.base.errors import UsageError, W2vError

QUICK = {"permutations": 100, "min_count": 20}


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    return planted_text(tmp_path_factory.mktemp("planted"))


def found_in(planted, *words, **options):
    return changes(*planted, words, ChangeConfig(**{**QUICK, **options}))


@pytest.fixture(scope="module")
def every(planted):
    return found_in(planted)


def test_the_word_that_changes_is_first_and_sure(every):
    first, *others = every.words
    assert first.word == "moved"
    assert first.difference.low > 0.3
    assert first.q_value < 0.05
    assert first.parts[0].neighbors[0][0] == "a"
    assert first.parts[1].neighbors[0][0] == "b"
    assert [one.count for one in first.parts] == [72, 72]
    assert max(word.difference.change for word in others) < first.difference.change / 2
    assert every.blocks == "24 chapters"
    assert every.detecting(0.0) == 0
    assert every.detecting(9.9) == len(every)


def test_what_cannot_be_relied_on_is_left_out_with_the_reason(every):
    assert {"stays", "a1", "b1"} <= {word.word for word in every.words}
    assert not {"rare", "once", "字"} & {word.word for word in every.words}
    assert sum(every.left_out.values()) >= 1
    assert any("single characters" in reason for reason in every.left_out)


def test_words_that_are_asked_about_are_marked_instead(planted):
    found = found_in(planted, "rare", "once", "字", "stays")
    reasons = {word.word: word.unreliable for word in found.words}
    assert reasons["stays"] == ""
    assert reasons["rare"] == "only 1 time in “second”"
    assert reasons["once"] == "only 0 times in “first”"
    assert reasons["字"] == "a single character, which is part of many words"
    assert {word.word: word.difference is None for word in found.words}["rare"]
    assert found.words[0].word == "stays"
    assert {word.word: word.q_value is None for word in found.words} == {
        **dict.fromkeys(("rare", "once", "字"), True),
        "stays": False,
    }


def test_passages_show_what_is_particular_to_a_part(planted):
    (word,) = found_in(planted, "moved").words
    for part, letter in zip(word.parts, "ab", strict=True):
        assert len({passage.chapter for passage in part.passages}) <= 3
        for passage in part.passages:
            assert passage.word == "moved"
            # The words of its own sentence stand next to it.
            assert passage.left.split()[-1][0] == letter or passage.right.split()[0][0] == letter


def test_results_do_not_depend_on_workers_but_on_the_seed(planted, every):
    assert [*found_in(planted, workers=1).rows()] == [*found_in(planted, workers=3).rows()]
    other = found_in(planted, seed=2)
    assert [*other.rows()] != [*every.rows()]


def test_parts_without_frequent_words(planted):
    with pytest.raises(W2vError, match="No word occurs at least 5,000 times"):
        found_in(planted, min_count=5_000)
    with pytest.raises(UsageError, match="min-count is 1"):
        ChangeConfig(min_count=1)


def test_a_trend_is_tested_on_request(planted):
    (word,) = found_in(planted, "moved", trend=True).words
    assert word.trend.p_value < 0.05
    assert word.row["trend"] == pytest.approx(word.trend.change, abs=1e-3)
    assert found_in(planted, "moved").words[0].row["trend"] is None


def test_progress_is_reported(planted):
    notes = Notes()
    changes(*planted, (), ChangeConfig(**QUICK), notes)
    assert notes.progressed[-1].done == notes.progressed[-1].total
