import random

import pytest

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.corpus.encoded import chunk_of, open_corpus, write_corpus
from w2vkit.evaluation.pseudo_synonyms import (
    halved_words,
    sample_frequent_words,
    score_halves,
    train_on,
)

CONFIG = TrainConfig(dim=16, min_count=5, epochs=30, window=2, workers=1)
TOPICS = 60


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
