"""The schedule of partitions: every token once in each epoch, rounds, and places to resume at."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.config import TrainConfig
from w2vkit.engines.distributed.schedule import (
    MOST_WORDS,
    SYNCHRONIZATIONS,
    SYNCHRONIZATIONS_OF_CBOW,
    make_schedule,
    ranges_of,
)

LENGTHS = st.lists(st.integers(1, 40), min_size=16, max_size=60)


def schedule_of(lengths, **options):
    bounds = np.cumsum([0, *lengths])
    return make_schedule(bounds[:-1], int(bounds[-1]), TrainConfig(**options))


@given(LENGTHS, st.integers(2, 16), st.integers(1, 5), st.integers(1, 40))
def test_each_token_is_trained_on_once_in_each_epoch(lengths, partitions, epochs, synchronizations):
    schedule = schedule_of(
        lengths, partitions=partitions, epochs=epochs, synchronizations=synchronizations
    )
    assert schedule.synchronizations >= synchronizations
    for epoch in range(epochs):
        rounds = range(epoch * schedule.rounds, (epoch + 1) * schedule.rounds)
        spans = [[schedule.span(part, number) for number in rounds] for part in range(partitions)]
        tokens = [token for part in spans for span in part for token in range(*span)]
        assert tokens == [*range(sum(lengths))]


@given(LENGTHS, st.integers(2, 16), st.integers(1, 5), st.integers(1, 40))
def test_a_round_is_found_by_the_tokens_before_it(lengths, partitions, epochs, synchronizations):
    schedule = schedule_of(
        lengths, partitions=partitions, epochs=epochs, synchronizations=synchronizations
    )
    before = [schedule.tokens_before(number) for number in range(schedule.synchronizations + 1)]
    assert before[-1] == epochs * sum(lengths)
    assert all(first <= second for first, second in pairwise(before))
    for number, tokens in enumerate(before[:-1]):
        assert schedule.tokens_before(schedule.round_at(tokens)) == tokens, number


@given(LENGTHS, st.integers(1, 16))
def test_partitions_are_whole_sentences(lengths, partitions):
    starts = np.cumsum([0, *lengths])
    ranges = ranges_of(starts[:-1], int(starts[-1]), partitions)
    assert len(ranges) == partitions
    assert {first for first, _ in ranges} <= set(starts.tolist())
    assert ranges[0][0] == 0


def test_weights_are_combined_as_often_as_the_algorithm_needs():
    lengths, options = [100] * 50, {"partitions": 4, "epochs": 4}
    assert (
        schedule_of(lengths, algorithm="skipgram", **options).synchronizations == SYNCHRONIZATIONS
    )
    assert (
        schedule_of(lengths, algorithm="cbow", **options).synchronizations
        == SYNCHRONIZATIONS_OF_CBOW
    )


def test_a_round_of_a_long_text_is_bounded():
    schedule = schedule_of([10_000_000] * 64, partitions=2, epochs=1)
    spans = [schedule.span(0, number) for number in range(schedule.synchronizations)]
    assert max(last - first for first, last in spans) <= MOST_WORDS
