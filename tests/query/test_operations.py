import warnings

import numpy as np
import pytest

from tests.gensim_marks import NEEDS_GENSIM
from tests.toys import random_embeddings, toy_embeddings
from w2vkit.base.errors import MissingWordError, W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.query import operations
from w2vkit.query.expression import parse
from w2vkit.query.operations import SearchRequest

RANDOM = random_embeddings()
FORMULAS = ["w3", "w3 + w5", "w1 + w2 - w3", "- 0.5*w7 + 2*w9", "w900 - w800"]


@pytest.fixture(scope="module")
def gensim_vectors():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from gensim.models import KeyedVectors

        vectors = KeyedVectors(RANDOM.dim)
        vectors.add_vectors([*RANDOM.vocabulary], np.array(RANDOM.vectors))
    return vectors


def weighted(formula):
    """Return a flat formula as gensim wants it: (word, weight) of both signs."""
    terms = [(str(atom), weight) for weight, atom in parse(formula).terms]
    return [term for term in terms if term[1] > 0], [term for term in terms if term[1] < 0]


@NEEDS_GENSIM
@pytest.mark.parametrize("topn", [1, 10, 999, 5000])
@pytest.mark.parametrize("formula", FORMULAS)
def test_similar_equals_gensim(gensim_vectors, formula, topn):
    positive, negative = weighted(formula)
    expected = gensim_vectors.most_similar(positive, negative, topn=topn)
    (found,) = operations.similar(RANDOM, [parse(formula)], SearchRequest(topn=topn))
    assert [one.word for one in found] == [word for word, _ in expected]
    assert [one.score for one in found] == pytest.approx([x for _, x in expected], abs=1e-5)


@NEEDS_GENSIM
@pytest.mark.filterwarnings("ignore:Call to deprecated:DeprecationWarning")
@pytest.mark.parametrize("formula", ["w3", "w3 + w5", "w1 + w2 - w3", "w4 - w5"])
def test_3cosmul_equals_gensim(gensim_vectors, formula):
    positive, negative = ([word for word, _ in part] for part in weighted(formula))
    expected = gensim_vectors.most_similar_cosmul(positive, negative, topn=20)
    (found,) = operations.similar(RANDOM, [parse(formula)], SearchRequest(topn=20, method="mul"))
    assert [one.word for one in found] == [word for word, _ in expected]
    assert [one.score for one in found] == pytest.approx([x for _, x in expected], rel=1e-5)


@NEEDS_GENSIM
def test_similarity_and_odd_equal_gensim(gensim_vectors):
    words = [f"w{row}" for row in range(40, 60)]
    for a, b in zip(words, reversed(words), strict=True):
        score = operations.similarity(RANDOM, parse(a), parse(b))
        assert score == pytest.approx(gensim_vectors.similarity(a, b), abs=1e-5)
    for size in (3, 5, 20):
        ranked = operations.odd(RANDOM, [parse(word) for word in words[:size]])
        expected = gensim_vectors.rank_by_centrality(words[:size])[::-1]
        assert [one.word for one in ranked] == [word for _, word in expected]
        assert ranked[0].word == gensim_vectors.doesnt_match(words[:size])
        assert [one.score for one in ranked] == pytest.approx([x for x, _ in expected], abs=1e-5)


def test_a_batch_answers_like_one_by_one():
    formulas = [parse(f"w{row}") for row in range(operations.QUERIES_PER_PASS + 10)]
    single = [operations.similar(RANDOM, [one], SearchRequest(topn=7))[0] for one in formulas]
    batch = operations.similar(RANDOM, formulas, SearchRequest(topn=7))
    for many, one in zip(batch, single, strict=True):
        assert [hit.word for hit in many] == [hit.word for hit in one]
        assert [hit.score for hit in many] == pytest.approx([hit.score for hit in one], abs=1e-12)


@pytest.mark.parametrize(
    ("formula", "how", "words"),
    [
        ("孙悟空", SearchRequest(topn=2), ["行者", "八戒"]),
        ("king - man + woman", SearchRequest(topn=1), ["queen"]),
        ("man:king::woman:?", SearchRequest(topn=1), ["queen"]),
        ("king - man + woman", SearchRequest(topn=1, method="mul"), ["queen"]),
        ("孙悟空", SearchRequest(topn=1, include_query=True), ["孙悟空"]),
        ("行者", SearchRequest(topn=1, metric="euclidean"), ["八戒"]),
        ("行者", SearchRequest(topn=1, metric="dot"), ["孙悟空"]),
        ("行者", SearchRequest(threshold=0.9), ["孙悟空", "八戒"]),
        ("行者", SearchRequest(metric="euclidean", threshold=0.3), ["八戒"]),
        ("行者", SearchRequest(rows=np.array([4, 5, 6])), ["king", "queen", "馒头"]),
        ("行者", SearchRequest(rows=np.array([], np.int64)), []),
        ('"New York" ~ 行者', SearchRequest(topn=1, rows=np.array([0, 4, 5, 6])), ["king"]),
    ],
)
def test_known_answers(formula, how, words):
    (found,) = operations.similar(toy_embeddings(), [parse(formula)], how)
    assert [one.word for one in found] == words


def test_a_group_is_the_mean_and_a_rejection_stands_at_right_angles():
    some = toy_embeddings()
    mean = operations.value(some, parse("{king, queen, man}"))
    assert mean == pytest.approx(np.mean([some.vector(w) for w in ("king", "queen", "man")], 0))
    rest = operations.value(some, parse("king ~ man"))
    assert rest @ some.vector("man") == pytest.approx(0, abs=1e-6)
    lost = operations.value(some, parse("king")) - rest
    assert lost / np.linalg.norm(lost) == pytest.approx(
        operations.value(some, parse("man"), unit=True)
    )


def broken_embeddings():
    vectors = np.array([[1, 0], [0, 0], [np.nan, 1], [1, 1], [np.inf, 0]], np.float32)
    with np.errstate(invalid="ignore"):
        return Embeddings.from_vectors([(word, 1) for word in "好零坏也无"], vectors)


@pytest.mark.parametrize("metric", ["cosine", "dot", "euclidean"])
def test_vectors_that_are_no_numbers_never_answer(metric):
    (found,) = operations.similar(broken_embeddings(), [parse("好")], SearchRequest(metric=metric))
    assert {one.word for one in found} <= {"也", "零"}


@pytest.mark.parametrize(
    ("formula", "part"),
    [
        ("零", "is zero"),
        ("坏", "NaN or infinite"),
        ("无", "NaN or infinite"),
        ("好 - 好", "zero vector"),
        ("0*好", "zero vector"),
        ("好 ~ 好", "zero vector"),
    ],
)
def test_what_has_no_direction_is_refused(formula, part):
    with pytest.raises(W2vError, match=part) as caught:
        operations.similar(broken_embeddings(), [parse(formula)])
    assert caught.value.exit_code == 1
    assert caught.value.hint


def test_a_missing_word_is_named():
    with pytest.raises(MissingWordError, match="唐僧") as caught:
        operations.similar(toy_embeddings(), [parse("行者 + 唐僧")])
    assert caught.value.word == "唐僧"


def asked(*questions, **options):
    request = SearchRequest(topn=3, **options)
    found = operations.similar(toy_embeddings(), [*map(parse, questions)], request)
    return [([one.word for one in near], near.hidden) for near in found]


def test_rare_words_are_not_offered_to_questions_about_common_words():
    everything = asked("行者", "大圣爷", "queen")
    assert [hidden for _, hidden in everything] == [0, 0, 0]
    assert asked("行者", "大圣爷", "queen", common=60) == [
        (["孙悟空", "八戒", "沙僧"], 0),
        everything[1],
        everything[2],  # queen itself is rarer
    ]
    (near, hidden), *_ = asked("king", common=30)
    assert hidden == sum(word not in near for word in asked("king")[0][0]) > 0
    assert near == asked("king", rows=np.arange(7))[0][0]


def test_a_question_with_one_rare_word_is_about_rare_words():
    assert asked("king - man + woman", common=30) == asked("king - man + woman")


def test_unknown_counts_are_not_rare():
    plain = toy_embeddings()
    unknown = Embeddings.from_vectors([(word, 0) for word in plain.vocabulary], plain.vectors)
    (near,) = operations.similar(unknown, [parse("king")], SearchRequest(common=20))
    assert near.hidden == 0
