from tests.evaluation.disturbed import BASE, PAIRS, disturbed
from w2vkit.base.config import EvalConfig
from w2vkit.evaluation.common_words import with_common_words
from w2vkit.evaluation.compared_sets import compare_on
from w2vkit.evaluation.test_sets import Question, TestSet
from w2vkit.model.embeddings import Embeddings


def compared(*models, on=PAIRS):
    named = {f"m{place}": one for place, one in enumerate(models)}
    return compare_on(with_common_words(named, EvalConfig()), on, EvalConfig())


def test_a_model_and_itself():
    first, second = compared(BASE, BASE).scores
    assert (second.difference, second.interval) == (0.0, (0.0, 0.0))
    assert first.score == second.score
    assert (first.difference, first.interval) == (None, None)


def test_only_common_questions_count():
    one = compared(BASE, disturbed(BASE, 0.1, words=50))
    assert (one.asked, one.common, one.malformed) == (50, 25, (4,))


def test_a_clearly_better_model():
    ratings = {question.words: question.value for question in PAIRS.questions}
    vectors = BASE.vectors.copy()
    for (a, b), rating in ratings.items():
        first, second = int(a[1:]), int(b[1:])
        vectors[second] = rating * vectors[first] + (1 - rating) * vectors[second]
    better = Embeddings.from_vectors([(word, 1) for word in BASE.vocabulary], vectors)
    score = compared(BASE, better).scores[1]
    assert 0 < score.interval.low < score.difference < score.interval.high


def test_a_set_without_common_questions():
    unknown = TestSet("u", "pairs", (Question(("x", "y"), value=1.0),), ())
    one = compared(BASE, BASE, on=unknown)
    assert one.common == 0
    assert [(s.score, s.difference, s.interval) for s in one.scores] == [(None, None, None)] * 2
