import warnings

import numpy as np
import pytest

from tests.gensim_marks import NEEDS_GENSIM
from tests.toys import WORDS, toy_embeddings, with_subwords
from w2vkit.base.config import EvalConfig
from w2vkit.evaluation.evaluate import evaluate
from w2vkit.evaluation.scoring import evaluated_words
from w2vkit.evaluation.test_sets import Question, TestSet, read_test_set
from w2vkit.model.embeddings import Embeddings

SECTIONS = ("capital-common-countries", "family", "gram3-comparative")


@pytest.fixture(scope="module")
def vectors():
    """Give vectors for most words of the Google set in which some analogies hold."""
    questions = [one for one in read_test_set("google").questions if one.section in SECTIONS]
    numbers = np.random.default_rng(5)
    vectors, shifts = {}, {section: numbers.normal(size=12) for section in SECTIONS}
    for one in questions:
        for base, derived in (one.words[:2], one.words[2:]):
            vectors.setdefault(base, numbers.normal(size=12))
            noise = 0.5 * numbers.normal(size=12)
            vectors.setdefault(derived, vectors[base] + shifts[one.section] + noise)
    words = [word for place, word in enumerate(vectors) if place % 9]
    words += ["KING", "athens", "tiger", "Cat", "love", "sex", "book", "paper", "computer"]
    rows = [vectors.get(word, numbers.normal(size=12)) for word in words]
    return words, np.array(rows, np.float32)


@pytest.fixture(scope="module")
def embeddings(vectors):
    words, rows = vectors
    return Embeddings.from_vectors([(word, 1) for word in words], rows)


@pytest.fixture(scope="module")
def gensim_vectors(vectors):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from gensim.models import KeyedVectors

        words, rows = vectors
        model = KeyedVectors(rows.shape[1])
        model.add_vectors(words, rows)
    return model


def ask(embeddings, test_set, **options):
    config = EvalConfig(**options)
    return evaluate(evaluated_words(embeddings, config), test_set, config)


@NEEDS_GENSIM
@pytest.mark.parametrize("options", [{}, {"keep_case": True}, {"words": 60}])
def test_analogies_equal_gensim(embeddings, gensim_vectors, tmp_path, options):
    path = tmp_path / "some.txt"
    lines = []
    for section in SECTIONS:
        lines.append(f": {section}")
        lines += [
            " ".join(one.words)
            for one in read_test_set("google").questions
            if one.section == section
        ]
    path.write_text("\n".join([*lines[:1200], "a malformed line of words"]), encoding="utf-8")
    score, sections = gensim_vectors.evaluate_word_analogies(
        str(path),
        restrict_vocab=options.get("words", 300_000),
        case_insensitive=not options.get("keep_case"),
    )
    found = ask(embeddings, read_test_set(str(path)), **options)
    assert found.score == pytest.approx(score, abs=1e-12)
    assert 0 < found.score < 1
    assert found.malformed == (1201,)
    for mine, theirs in zip(found.sections, sections[:-1], strict=True):
        assert mine.section == theirs["section"]
        assert mine.answered == len(theirs["correct"]) + len(theirs["incorrect"])
        right = 0 if mine.score is None else round(mine.score * mine.answered)
        assert right == len(theirs["correct"])
    assert found.skipped == found.asked - found.answered > 0


@NEEDS_GENSIM
@pytest.mark.parametrize("name", ["wordsim353", "simlex999"])
def test_pairs_equal_gensim(embeddings, gensim_vectors, name):
    from importlib.resources import files

    from w2vkit.evaluation.test_sets import BUILT_IN_SETS

    path = files("gensim") / "test" / "test_data" / BUILT_IN_SETS[name]
    pearson, spearman, missing = gensim_vectors.evaluate_word_pairs(str(path))
    found = ask(embeddings, read_test_set(name))
    assert found.score == pytest.approx(spearman[0], abs=1e-6)
    assert found.details["pearson"] == pytest.approx(pearson[0], abs=1e-6)
    assert found.skipped / found.asked * 100 == pytest.approx(missing)


def toy(**words):
    rows = np.array([*words.values()], np.float32)
    return Embeddings.from_vectors([(word, 1) for word in words], rows)


TOY = toy(a=[1, 0], b=[1, 0.1], c=[0, 1], d=[0.1, 1], e=[0.9, 0.8], zero=[0, 0])


def categories(**labels):
    questions = tuple(Question((word,), label) for word, label in labels.items())
    return TestSet("toy", "categories", questions, ())


def test_categories():
    good = ask(TOY, categories(a="x", b="x", c="y", d="y", missing="y"))
    assert (good.score, good.details, good.skipped) == (1.0, {"nearest": 1.0}, 1)
    assert [(one.section, one.score, one.asked) for one in good.sections] == [
        ("x", 1.0, 2),
        ("y", 1.0, 3),
    ]
    bad = ask(TOY, categories(a="x", d="x", b="y", c="y"))
    assert bad.details["nearest"] == 0.0
    assert bad.score == 0.25


def test_the_share_of_triplets_is_what_counting_them_gives():
    numbers = np.random.default_rng(3)
    words = {f"w{place}": numbers.normal(size=3) for place in range(12)}
    labels = {word: "xyz"[place % 3] for place, word in enumerate(words)}
    units = {word: vector / np.linalg.norm(vector) for word, vector in words.items()}
    in_order = [
        units[a] @ units[b] > units[a] @ units[c]
        for a in words
        for b in words
        for c in words
        if a != b and labels[a] == labels[b] != labels[c]
    ]
    assert ask(toy(**words), categories(**labels)).score == pytest.approx(np.mean(in_order))


def test_odd_ones_out():
    questions = (Question(("a", "b", "c")), Question(("c", "d", "e")), Question(("a", "b", "?")))
    found = ask(TOY, TestSet("toy", "odd", questions, ()))
    assert (found.score, found.asked, found.answered, found.skipped) == (1.0, 3, 2, 1)
    assert found.missing == ("?",)


@pytest.mark.parametrize("kind", ["analogies", "pairs", "categories", "odd"])
def test_a_set_without_a_known_word_has_no_score(kind):
    size = {"analogies": 4, "pairs": 2, "categories": 1, "odd": 3}[kind]
    questions = (Question(("不", "在", "这", "里")[:size], "s", 1.0), Question(("zero",) * size))
    found = ask(TOY, TestSet("toy", kind, questions, ()))
    assert (found.score, found.answered, found.skipped) == (None, 0, 2)


def test_too_few_pairs_or_one_category_have_no_score():
    one = TestSet("toy", "pairs", (Question(("a", "b"), value=1.0),), ())
    assert ask(TOY, one).score is None
    same = tuple(Question(pair, value=2.0) for pair in (("a", "b"), ("a", "c")))
    assert ask(TOY, TestSet("toy", "pairs", same, ())).score is None
    assert ask(TOY, categories(a="x", b="x")).score is None


@NEEDS_GENSIM
def test_3cosmul_answers_analogies_too(embeddings):
    google = read_test_set("google")
    some = TestSet("some", "analogies", google.questions[:300], ())
    assert ask(embeddings, some, method="mul").score > 0


ANSWERS = toy(boat=[1, 0, 0], boats=[1, 1, 0], soup=[0, 0, 1], broth=[0, 1, 1], other=[-1, 0, 0])


@pytest.mark.parametrize(
    ("answer", "alternatives", "score", "answered"),
    [
        ("broth", (), 1.0, 1),
        ("other", ("broth",), 1.0, 1),
        ("unknown", ("broth", "other"), 1.0, 1),
        ("other", (), 0.0, 1),
        ("unknown", ("missing",), None, 0),
    ],
)
def test_any_of_the_answers_is_right(answer, alternatives, score, answered):
    question = Question(("boat", "boats", "soup", answer), alternatives=alternatives)
    found = ask(ANSWERS, TestSet("toy", "analogies", (question,), ()))
    assert (found.score, found.answered) == (score, answered)


def test_totals_are_those_of_the_groups():
    questions = (
        Question(("boat", "boats", "soup", "broth"), "gram1"),
        Question(("boat", "boats", "soup", "other"), "gram2"),
        Question(("boat", "boats", "soup", "?"), "family"),
    )
    groups = {"gram1": "syntactic", "gram2": "syntactic", "family": "semantic"}
    found = ask(ANSWERS, TestSet("toy", "analogies", questions, (), groups=groups))
    assert [(one.section, one.score, one.asked, one.answered) for one in found.totals] == [
        ("syntactic", 0.5, 2, 2),
        ("semantic", None, 1, 0),
    ]
    assert len(found.sections) == 3


PAIRS = (
    Question(("八戒", "沙僧"), value=9),
    Question(("八戒", "馒头"), value=2),
    Question(("馒戒", "沙僧"), value=5),
    Question(("?", "沙僧"), value=1),
)


def test_pairs_with_composed_words_are_scored_apart():
    embeddings = with_subwords(toy_embeddings())
    pairs = (*PAIRS, Question(("馒戒", "八戒"), value=9), Question(("行头", "馒头"), value=1))
    found = ask(embeddings, TestSet("toy", "pairs", pairs, ()))
    plain = ask(toy_embeddings(), TestSet("toy", "pairs", pairs, ()))
    assert (found.answered, found.skipped, found.composed) == (2, 4, 3)
    assert found.score == plain.score == pytest.approx(1)
    assert (plain.composed, plain.composed_score) == (0, None)
    made = {word: (embeddings.composed(word), 1) for word in ("馒戒", "行头")}
    wider = ask(
        toy_embeddings({**WORDS, **made}), TestSet("toy", "pairs", pairs[2:3] + pairs[4:], ())
    )
    assert (wider.answered, wider.score) == (3, pytest.approx(found.composed_score))
    assert found.missing == ("馒戒", "?", "行头")
    vectors = [embeddings.composed("馒戒"), embeddings.vector("沙僧")]
    units = [vector / np.linalg.norm(vector) for vector in vectors]
    known = evaluated_words(embeddings, EvalConfig()).with_composed(["馒戒"])
    rows = known.find(["馒戒", "沙僧"])
    assert known.units(rows) == pytest.approx(np.array(units), abs=1e-6)


def test_words_are_not_composed_where_that_is_not_wanted_or_not_possible():
    test_set = TestSet("toy", "pairs", PAIRS, ())
    for embeddings, options in (
        (with_subwords(toy_embeddings()), {"compose": False}),
        (toy_embeddings(), {}),
    ):
        found = ask(embeddings, test_set, **options)
        assert (found.answered, found.composed) == (2, 0)


def test_composed_words_are_asked_in_the_case_of_the_model():
    lower = with_subwords(toy_embeddings({"boat": ([1, 0], 2), "ship": ([1, 1], 1)}))
    known = evaluated_words(lower, EvalConfig()).with_composed(["Boats", "SHOP"])
    assert None not in known.find(["boats", "shop"])
    exact = evaluated_words(lower, EvalConfig(keep_case=True)).with_composed(["XYZ"])
    assert exact.find(["XYZ"]) == [None]


LEMMAS = {"bs": "b", "ds": "d", "as": "a", "A": "a", "fs": "f"}


def ask_of_lemmas(test_set):
    config = EvalConfig()
    return evaluate(evaluated_words(TOY, config, LEMMAS.get), test_set, config)


def test_words_that_a_model_of_lemmas_lacks_are_looked_up_by_their_lemma():
    pairs = (("as", "c", 1.0), ("bs", "ds", 2.0), ("b", "e", 9.0), ("fs", "c", 3.0))
    questions = tuple(Question((a, b), value=value) for a, b, value in pairs)
    found = ask_of_lemmas(TestSet("toy", "pairs", questions, ()))
    lemmas = tuple(Question((a[0], b[0]), value=value) for a, b, value in pairs)
    assert found.score == ask(TOY, TestSet("toy", "pairs", lemmas, ())).score == 1.0
    assert (found.answered, found.missing, found.merged) == (3, ("fs",), 0)
    assert found.lemmas == {"as": "a", "bs": "b", "ds": "d"}
    assert found.record["lemmas"] == found.lemmas


def test_questions_whose_words_fall_together_as_lemmas_are_skipped():
    analogies = tuple(
        Question(tuple(words.split())) for words in ("a b c d", "a as c d", "a b c ds")
    )
    found = ask_of_lemmas(TestSet("toy", "analogies", analogies, ()))
    assert (found.answered, found.skipped, found.merged) == (1, 2, 2)
    found = ask_of_lemmas(categories(a="x", bs="x", b="x", c="y", d="y", ds="y"))
    assert (found.answered, found.merged) == (5, 1)
    assert found.lemmas == {"bs": "b", "ds": "d"}
    assert ask(TOY, categories(a="x", b="x", c="y", d="y")).record.keys().isdisjoint({"lemmas"})
