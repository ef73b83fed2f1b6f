from itertools import permutations

import numpy as np
import pytest

from w2vkit.base.config import EvalConfig
from w2vkit.evaluation.evaluate import answerable_questions, evaluate
from w2vkit.evaluation.resampled_scores import resampled_score
from w2vkit.evaluation.scoring import evaluated_words
from w2vkit.evaluation.test_sets import Question, TestSet
from w2vkit.model.embeddings import Embeddings

CONFIG = EvalConfig()
WORDS = [f"w{place}" for place in range(24)]


@pytest.fixture(scope="module")
def known():
    vectors = np.random.default_rng(4).normal(size=(24, 5)).astype(np.float32)
    vectors[12:] += vectors[:12] * 1.5
    return evaluated_words(Embeddings.from_vectors([(word, 1) for word in WORDS], vectors), CONFIG)


def analogies(pairs):
    """Return the analogies of each pair with each other."""
    questions = [Question((*one, *other)) for one, other in permutations(pairs, 2)]
    return TestSet("a", "analogies", tuple(questions), ())


PAIRS = [*zip(WORDS[:12], WORDS[12:], strict=True)]
SETS = {
    "shared pairs": analogies(PAIRS),
    "separate pairs": TestSet(
        "s", "analogies", tuple(Question((*PAIRS[n], *PAIRS[n + 1])) for n in range(0, 12, 2)), ()
    ),
    "pairs": TestSet(
        "p", "pairs", tuple(Question(pair, value=n % 5) for n, pair in enumerate(PAIRS)), ()
    ),
    "categories": TestSet(
        "c", "categories", tuple(Question((w,), f"{n % 3}") for n, w in enumerate(WORDS)), ()
    ),
    "odd": TestSet("o", "odd", tuple(Question(tuple(WORDS[n : n + 3])) for n in range(20)), ()),
}


@pytest.mark.parametrize("name", SETS)
def test_the_set_itself_has_the_score_of_eval(known, name):
    test_set = SETS[name]
    score = resampled_score(test_set.kind, answerable_questions(known, test_set, CONFIG))
    found = score.score(np.ones(score.units, np.int64))
    assert found == pytest.approx(evaluate(known, test_set, CONFIG).score)


def test_word_pairs_are_drawn_where_analogies_share_them(known):
    def units(name):
        asked = answerable_questions(known, SETS[name], CONFIG)
        return resampled_score("analogies", asked).units

    assert (units("shared pairs"), units("separate pairs")) == (12, 6)


def test_leaving_out_a_word_of_a_category_changes_the_triplets_by_its_part(known):
    score = resampled_score("categories", answerable_questions(known, SETS["categories"], CONFIG))
    counts = np.ones(24, np.int64)
    counts[5] = 0
    fewer = tuple(one for n, one in enumerate(SETS["categories"].questions) if n != 5)
    without = evaluate(known, TestSet("c", "categories", fewer, ()), CONFIG)
    assert score.score(counts) == pytest.approx(without.score)
