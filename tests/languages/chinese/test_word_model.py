"""The words of a text by their probabilities."""

import numpy as np
import pytest

from tests.languages.chinese.retelling import NAMES, retold
from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT, Silent
from w2vkit.languages.chinese.lattice import build_lattice
from w2vkit.languages.chinese.lattice_kernels import load_lattice_kernels
from w2vkit.languages.chinese.word_model import LEAST, ROUNDS, model_text
from w2vkit.languages.terms.discovery import dictionary_of


@pytest.fixture(scope="module")
def model():
    load_lattice_kernels(SILENT)
    return model_text(build_lattice(retold(), dictionary_of(SegmentConfig()), 5))


class Rounds(Silent):
    """Keeps how many rounds are done of how many."""

    def __init__(self):
        self.seen = []

    def progress(self, progress):
        self.seen.append((progress.done, progress.total))


def test_progress_is_said_before_each_round():
    rounds = Rounds()
    model_text(build_lattice(retold()[:2_000], dictionary_of(SegmentConfig()), 5), rounds)
    assert rounds.seen == [(done, ROUNDS + 1) for done in range(ROUNDS + 1)]


@pytest.mark.parametrize("name", NAMES.values())
def test_names_are_words_almost_everywhere(model, name):
    number = model.numbers[name]
    assert model.chances[number] >= LEAST
    longer = [other for other in NAMES.values() if name in other and other != name]
    alone = retold().count(name) - sum(map(retold().count, longer))
    assert model.token_counts(len(retold()))[number] >= 0.8 * alone


@pytest.mark.parametrize("phrase", ["九公说", "三荷包说", "柘之洋说", "三荷包的"])
def test_a_name_with_a_verb_or_particle_is_no_word(model, phrase):
    assert model.chances[model.numbers[phrase]] < LEAST


def test_the_segmentation_covers_all_chinese_characters(model):
    assert model.lengths.sum() == model.lattice.is_han.sum()
    assert model.lattice.is_han[np.flatnonzero(model.lengths)].all()


def test_counts_of_a_part_are_those_of_the_text(model):
    size, number = 20_000, model.numbers["柘之洋"]
    assert model.occurrences(size)[number] == retold()[: size + 2].count("柘之洋")
    assert model.token_counts(size)[number] <= model.occurrences(size)[number]
