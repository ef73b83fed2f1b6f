"""Words and phrases, nouns and verbs, judged by the dictionary words of the same text."""

import numpy as np
import pytest

from tests.languages.chinese.retelling import retold
from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.languages.chinese.lattice import build_lattice
from w2vkit.languages.chinese.lattice_kernels import load_lattice_kernels
from w2vkit.languages.chinese.word_model import model_text
from w2vkit.languages.chinese.word_probabilities import judge
from w2vkit.languages.terms.discovery import dictionary_of


@pytest.fixture(scope="module")
def judged():
    load_lattice_kernels(SILENT)
    model = model_text(build_lattice(retold(), dictionary_of(SegmentConfig()), 5))
    return model.numbers, judge(model.lattice, model.lengths)


@pytest.mark.parametrize(
    ("word", "phrase"), [("柘之洋", "对柘之洋"), ("林九公", "九公说"), ("三荷包", "三荷包的")]
)
def test_a_name_is_rather_a_word_than_a_phrase_with_it(judged, word, phrase):
    numbers, judgment = judged
    assert judgment.is_word[numbers[word]] > judgment.is_word[numbers[phrase]]
    assert not judgment.is_phrase[numbers[word]]


@pytest.mark.parametrize(("noun", "verb"), [("柘之洋", "回到"), ("妖精", "知道"), ("国王", "看见")])
def test_a_noun_is_known_by_what_stands_beside_it(judged, noun, verb):
    numbers, judgment = judged
    assert judgment.is_noun[numbers[noun]] > judgment.is_noun[numbers[verb]]


def test_a_text_without_examples_is_not_judged():
    lattice = build_lattice("戊鹭，戊鹭，戊鹭", dictionary_of(SegmentConfig()), 2)
    judgment = judge(lattice, np.where(lattice.is_han, 1, 0).astype(np.int32))
    number = [*lattice.words].index("戊鹭")
    assert judgment.is_word[number] == judgment.is_noun[number] == 0.5
