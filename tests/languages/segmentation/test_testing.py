"""The tests for segmenters of other packages find every violation; those of w2vkit pass them."""

import itertools
import multiprocessing
from functools import partial

import pytest

from w2vkit.languages.segmentation.segmenter import Segmenter
from w2vkit.languages.segmentation.segmenters import PLAIN_SEGMENTERS, SEGMENTERS
from w2vkit.languages.segmentation.testing import check_segmenter


@pytest.mark.parametrize("name", PLAIN_SEGMENTERS)
def test_the_segmenters_of_w2vkit_pass(name):
    own = SEGMENTERS[name]
    check_segmenter(Segmenter(name, partial(own.load, None), "1", is_parallel=False))


def words():
    return str.split


def letters_elsewhere():
    return str.split if multiprocessing.parent_process() is None else list


def test_one_that_runs_in_several_processes_passes():
    check_segmenter(Segmenter("toy", words, "1"), ["la hundo"])


def test_one_that_must_run_in_one_process_need_not_be_sent_to_another():
    check_segmenter(Segmenter("toy", lambda: str.split, "1", is_parallel=False))


def alone(function):
    """Return a segmenter for one process."""
    return Segmenter("toy", lambda: function, "1", is_parallel=False)


def short_only(text):
    if len(text) > 50_000:
        raise ValueError("too long")
    return text.split()


numbers = itertools.count()
VIOLATIONS = {
    "it has no version": Segmenter("toy", words),
    "it has no name": Segmenter("", words, "1"),
    "in '' it finds the tokens ['.']": alone(lambda text: [text + "."]),
    "punctuation: The segmenter toy changes the text": alone(
        lambda text: text.replace("“", '"').split()
    ),
    "decomposed letters: The segmenter toy changes the text": alone(
        lambda text: text.replace("e\u0302", "ê").split()
    ),
    "marks of direction: The segmenter toy changes the text": alone(
        lambda text: text.replace("\u200e", "").split()
    ),
    "a long sentence: The segmenter toy fails": alone(short_only),
    "'la hundo kuras': The segmenter toy changes the text": alone(
        lambda text: text.replace("kuras", "kuri").split()
    ),
    "several scripts: the tokens differ the second time": alone(
        lambda text: [text, " "] if next(numbers) % 2 else [*text]
    ),
    "the tokens differ in another process": Segmenter("toy", letters_elsewhere, "1"),
    "it cannot be sent to another process": Segmenter("toy", lambda: str.split, "1"),
}


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_a_violation_is_found(violation):
    with pytest.raises(AssertionError) as error:
        check_segmenter(VIOLATIONS[violation], ["la hundo kuras"])
    assert violation in str(error.value)
