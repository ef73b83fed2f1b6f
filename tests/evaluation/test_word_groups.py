import random
from itertools import permutations

import numpy as np
import pytest

from tests.toys import random_embeddings
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.corpus.encoded import chunk_of, open_corpus, write_corpus
from w2vkit.evaluation.word_groups import (
    chance_of_reciprocal_rank,
    halved_words,
    sample_frequent_words,
    score_groups,
    score_halves,
    train_on,
)
from w2vkit.model.embeddings import Embeddings

CONFIG = TrainConfig(dim=16, min_count=5, epochs=30, window=2, workers=1)
TOPICS = 60


def embeddings(*angles):
    vectors = np.array([(np.cos(a), np.sin(a)) for a in np.radians(angles)], np.float32)
    return Embeddings.from_vectors([(f"w{n}", 1) for n in range(len(angles))], vectors)


def test_ranks_of_the_other_words_of_a_group():
    model = embeddings(0, 1, 5, 90)  # 0 and 2 are second to each other but for 1
    found = score_groups(model, [[0, 2]])
    assert (found.groups, found.nearest, found.reciprocal_rank) == (1, 0.0, 0.5)
    assert found.nearest_chance == pytest.approx(1 / 3)
    found = score_groups(model, [[0, 1], [2, 3]])
    assert found.nearest == 0.75
    assert found.reciprocal_rank == pytest.approx((1 + 1 + 1 / 3 + 1) / 4)
    assert found.nearest_interval is None


def test_any_word_of_a_group_counts():
    assert score_groups(embeddings(0, 1, 5, 90), [[0, 1, 3]]).nearest == pytest.approx(2 / 3)


@pytest.mark.parametrize(("wanted", "words"), [(1, 1), (1, 4), (2, 5), (4, 5)])
def test_chance_is_the_mean_over_all_orders(wanted, words):
    ranks = [
        1 + min(order.index(one) for one in range(wanted)) for order in permutations(range(words))
    ]
    assert chance_of_reciprocal_rank(wanted, words) == pytest.approx(np.mean(1 / np.array(ranks)))


def test_random_vectors_score_like_chance():
    pairs = [[n, n + 1] for n in range(0, 900, 2)]
    found = score_groups(random_embeddings(words=1000, dim=30), pairs)
    low, high = found.reciprocal_rank_interval
    assert low < found.reciprocal_rank_chance < high
    assert found.nearest < 0.01


def told(count, numbers):
    """Return sentences about topics: each has words of its own."""
    return [
        [f"t{topic}-{numbers.randrange(3)}", f"v{topic}", f"t{topic}-{numbers.randrange(3)}"]
        for topic in (numbers.randrange(TOPICS) for _ in range(count))
    ]


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    """Encode the sentences and the same words in random order."""
    sentences = told(6_000, random.Random(1))
    words = [word for one in sentences for word in one]
    random.Random(2).shuffle(words)
    shuffled = [words[n : n + 3] for n in range(0, len(words), 3)]
    found = []
    for one in (sentences, shuffled):
        folder = tmp_path_factory.mktemp("corpus")
        write_corpus([chunk_of(one)], folder)
        found.append(open_corpus(folder))
    return found


def test_words_of_every_frequency_are_sampled(corpora):
    rows = sample_frequent_words(corpora[0], CONFIG, words=30)
    counts = [corpora[0].vocabulary.count(row) for row in rows]
    assert len({*rows}) == 30
    assert counts == sorted(counts, reverse=True)
    assert min(counts) >= 20
    assert sample_frequent_words(corpora[0], CONFIG, words=30, seed=2) != rows


def test_both_halves_are_words_of_the_model(corpora):
    config = TrainConfig(min_count=30)
    with halved_words(corpora[0], config, words=20) as halved:
        words = halved.corpus.vocabulary
        counts = dict(zip(words, words.counts().tolist(), strict=True))
        assert all(counts[name] >= 30 for pair in halved.pairs for name in pair)


def test_a_good_model_brings_the_halves_back_together_and_shuffled_text_does_not(corpora):
    scores = []
    for corpus in corpora:
        with halved_words(corpus, CONFIG, words=40) as halved:
            embeddings, _ = train_on(halved.corpus, CONFIG)
            scores.append(score_halves(embeddings, halved))
    told, shuffled = scores
    assert told.groups == shuffled.groups == 40
    assert told.reciprocal_rank > 10 * told.reciprocal_rank_chance
    low, high = shuffled.reciprocal_rank_interval
    assert high < told.reciprocal_rank_interval.low
    assert low < 3 * shuffled.reciprocal_rank_chance


def test_more_training_scores_higher(corpora):
    scores = []
    for epochs in (1, 30):
        config = TrainConfig(dim=16, min_count=5, epochs=epochs, window=2, workers=1)
        with halved_words(corpora[0], config, words=40) as halved:
            scores.append(score_halves(train_on(halved.corpus, config)[0], halved).reciprocal_rank)
    assert scores[0] < scores[1]


@pytest.mark.parametrize("sentences", [[["a", "b"]] * 2, [[f"w{n}" for n in range(30)]] * 25])
def test_too_few_frequent_words(tmp_path, sentences):
    write_corpus([chunk_of(sentences)], tmp_path)
    with pytest.raises(W2vError, match="too few for pseudo-synonyms"):
        sample_frequent_words(open_corpus(tmp_path), TrainConfig(min_count=1))
