"""The specification against calculus and against counting by hand."""

import numpy as np
import pytest

from w2vkit.base.config import TrainConfig
from w2vkit.engines.word2vec import reference

SENTENCES = [[0, 1, 2, 0, 3, 1], [2], [0, 9, 1], []]
COUNTS = np.array([3, 3, 2, 1])


@pytest.mark.parametrize("labels", [(1, 0, 0, 0), (0, 1, 1, 0), (1, 1, 1, 1), (0, 0, 0, 0)])
@pytest.mark.parametrize("name", ["skipgram", "cbow"])
def test_gradients_equal_finite_differences(name, labels):
    gradients = reference.GRADIENTS[name]
    rng = np.random.default_rng(1)
    contexts, outputs = rng.normal(size=(3, 5)), rng.normal(size=(4, 5))
    _, to_contexts, to_outputs = gradients(contexts, outputs, labels)
    for matrix, analytic in ((contexts, to_contexts), (outputs, to_outputs)):
        for place in np.ndindex(matrix.shape):
            before = matrix[place]
            losses = []
            for step in (1e-6, -1e-6):
                matrix[place] = before + step
                losses.append(gradients(contexts, outputs, labels)[0])
            matrix[place] = before
            assert analytic[place] == pytest.approx((losses[0] - losses[1]) / 2e-6, abs=1e-7)


def test_gradients_of_rows_that_compose_words_equal_finite_differences():
    rng = np.random.default_rng(2)
    rows, outputs = rng.normal(size=(4, 5)), rng.normal(size=(3, 5))
    composition = np.array([[1, 0, 1, 2], [0, 1, 1, 0]])
    labels = np.array([1, 0, 0])

    def loss():
        composed = reference.composed(rows, composition)
        return reference.skipgram_gradients(composed, outputs, labels)

    means = composition / composition.sum(axis=1, keepdims=True)
    analytic = reference.distributed(loss()[1], means)
    for place in np.ndindex(rows.shape):
        before = rows[place]
        losses = []
        for step in (1e-6, -1e-6):
            rows[place] = before + step
            losses.append(loss()[0])
        rows[place] = before
        assert analytic[place] == pytest.approx((losses[0] - losses[1]) / 2e-6, abs=1e-7)


def test_a_word_moves_by_its_step_however_many_rows_it_has():
    rows = np.random.default_rng(3).normal(size=(5, 2))
    composition = np.array([[1, 0, 0, 0, 0], [0, 1, 1, 2, 1]])
    steps = np.array([[0.5, 0.25], [0.125, 1]])
    before = reference.composed(rows, composition)
    after = reference.composed(rows + reference.distributed(steps, composition > 0), composition)
    assert after - before == pytest.approx(steps)


def test_the_loss_of_untrained_weights_is_log_two_per_output():
    labels = [True] + [False] * 5
    loss, _, _ = reference.skipgram_gradients(np.ones((2, 3)), np.zeros((6, 3)), labels)
    assert loss == pytest.approx(2 * 6 * np.log(2))


def test_no_token_is_lost():
    config = TrainConfig(sample=0, window=1, min_alpha=0)
    found = list(reference.all_predictions(SENTENCES, COUNTS, config, epoch=0))
    # All tokens but the one that is alone and the one that is no word of the vocabulary.
    assert [one.centre for one in found] == [0, 1, 2, 0, 3, 1, 0, 1]
    assert [one.position for one in found] == [0, 1, 2, 3, 4, 5, 7, 9]
    assert [sorted(one.contexts) for one in found[:3]] == [[1], [0, 2], [0, 1]]
    assert found[-1].contexts == [0]  # the word left out is not counted as a neighbor


def test_windows_shrink_evenly_and_stay_in_the_sentence():
    config = TrainConfig(sample=0, window=3)
    sentence = list(range(1000))
    counts = np.ones(1000, np.int64)
    found = list(reference.all_predictions([sentence, sentence], counts, config, epoch=1))
    reaches = [len(one.contexts) // 2 for one in found if 3 <= one.position % 1000 < 997]
    assert np.bincount(reaches)[1:] / len(reaches) == pytest.approx([1 / 3] * 3, abs=0.03)
    assert set(found[1000].contexts) <= {1, 2, 3}


def test_negatives_are_never_the_centre():
    config = TrainConfig(sample=0, negative=20)
    for one in reference.all_predictions(SENTENCES, COUNTS, config, epoch=0):
        assert one.outputs[0] == one.centre
        assert one.centre not in one.outputs[1:]
        assert [*one.labels] == [True] + [False] * (len(one.outputs) - 1)


def test_a_word_is_predicted_by_its_path():
    config = TrainConfig(sample=0, loss="hierarchical")
    found = {
        one.centre: (one.outputs, one.labels)
        for one in reference.all_predictions(SENTENCES, COUNTS, config, epoch=0)
    }
    # Counts 1 and 2 are joined first, then the result and the second 3; the rarer has the label 1.
    assert found == {
        0: ([0], [True]),
        1: ([0, 1], [False, False]),
        2: ([0, 1, 2], [False, True, False]),
        3: ([0, 1, 2], [False, True, True]),
    }


@pytest.mark.parametrize("words", [2, 3, 8, 50])
def test_the_probabilities_of_all_words_add_up_to_one(words):
    rng = np.random.default_rng(words)
    counts = rng.integers(1, 100, words)
    choose = reference.hierarchical_softmax(counts, TrainConfig())
    nodes, context = rng.normal(size=(words - 1, 5)), rng.normal(size=(1, 5))
    losses = []
    for word in range(words):
        outputs, labels = choose(0, word)
        losses.append(reference.skipgram_gradients(context, nodes[outputs], labels)[0])
    assert np.exp(-np.array(losses)).sum() == pytest.approx(1)


@pytest.mark.parametrize("loss", ["negative", "hierarchical"])
def test_training_lowers_the_loss(loss):
    sentences = [[0, 1], [2, 3]] * 50
    counts = [50] * 4
    losses = [
        reference.train(
            sentences, counts, TrainConfig(epochs=epochs, sample=0, dim=5, alpha=0.2, loss=loss), 8
        )[2]
        for epochs in (1, 10)
    ]
    assert losses[1] < losses[0]


def test_no_row_moves_farther_than_the_longest_step():
    before = np.zeros((3, 2))
    after = np.array([[0.3, 0.0], [3.0, 4.0], [0.0, 0.0]])
    assert reference.bounded(before, after, 0.5) == pytest.approx(
        np.array([[0.3, 0.0], [0.3, 0.4], [0.0, 0.0]])
    )


def test_the_rate_never_rises():
    config = TrainConfig(alpha=1e-5, min_alpha=1e-3, sample=0, dim=2, epochs=1)
    fixed = TrainConfig(alpha=1e-5, min_alpha=1e-5, sample=0, dim=2, epochs=1)
    rising, steady = (reference.train(SENTENCES, COUNTS, one, 4)[1] for one in (config, fixed))
    assert np.array_equal(rising, steady)
