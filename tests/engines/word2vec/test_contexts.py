"""What a task takes from the text, against the reference: windows, negatives, who owns what."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.base.config import TrainConfig
from w2vkit.engines.sampling import alias_table, draw, epoch_key, sample_word
from w2vkit.engines.simd import entry, pointers
from w2vkit.engines.stream import STARTS_SENTENCE
from w2vkit.engines.word2vec import contexts, reference
from w2vkit.engines.word2vec.memory import (
    KINDS_OF_LIST,
    OUTPUT_LIST,
    SLOT_LIST,
    TokenChunk,
    Weights,
    make_scratch,
)
from w2vkit.engines.word2vec.plan import SHARES, make_plan

EPOCH = 3


@entry
def take(text, weights, plan, scratch, z):
    """Do for the task z what the forward pass does before it computes."""
    some, rows_of, p, s = pointers(text), pointers(weights), pointers(plan), pointers(scratch)
    contexts.clear_lists(z, p.shape, s.lists)
    rows, first, last = contexts.collect_slots(
        some, some.first, some.last, z, p.sampling, p.shape, s.slots
    )
    centres = contexts.choose_examples(some, first, last, z, p, s)
    contexts.copy_rows(rows, z, rows_of.inputs, p, s.slots, s.lists)
    return rows, centres


@entry
def drawn(plan, position, key):
    number = contexts.draw(position, key)
    return (
        number,
        contexts.below(number, 1000),
        contexts.sample_word(number, pointers(plan).sampling),
    )


def text_of(sentences, first, last, origin, key):
    """Return the tokens of the sentences as the engine reads them, from `origin` on."""
    tokens = np.array([word for sentence in sentences for word in sentence], np.int32)
    starts = np.cumsum([0, *map(len, sentences)])[:-1]
    tokens[starts] |= STARTS_SENTENCE
    tokens = tokens[origin:].copy()
    rates = np.full(last - first, 0.1, np.float32)
    return TokenChunk(
        tokens, len(tokens), origin, first - origin, last - origin, np.uint64(key), rates
    )


class Task:
    """What the scratch memory says of one task, in words instead of places."""

    def __init__(self, plan, scratch, z, rows, centres):
        self.plan, self.shape = plan, plan.shape
        self.scratch, self.z, self.size = scratch, z, centres
        self.words = scratch.slots.words[z * self.shape.slots_per_task :][:rows].tolist()

    def row(self, place):
        """Return the row of the task that starts at this place of `rows`."""
        return place // self.shape.dim - self.z * self.shape.slots_per_task

    def predictions(self):
        """Give centre, contexts and negatives of each centre."""
        shape, centres = self.shape, self.scratch.centres
        start = self.z * shape.tokens_per_task
        for c in range(start, start + self.size):
            places = centres.contexts[c * shape.contexts_per_centre :]
            contexts = places[: centres.sizes[c] + 1].tolist()
            # The row of zeros makes it even.
            assert self.row(contexts.pop()) == shape.slots_per_task - 1
            places = centres.outputs[c * shape.padded_outputs :]
            outputs = places[: shape.padded_outputs] // shape.dim
            negatives = outputs[1 : shape.outputs].tolist()
            yield int(outputs[0]), [self.words[self.row(at)] for at in contexts], negatives

    def leader(self, c):
        """Return the centre whose negatives a centre of the task shares."""
        return self.scratch.centres.leaders[self.z * self.shape.tokens_per_task + c]

    def lists(self, lists, kind, room):
        """Give for each owner what it is to write."""
        for owner in range(self.shape.owners):
            of = self.z * self.shape.owners + owner
            yield (
                owner,
                lists[of * room : self.scratch.lists.ends[KINDS_OF_LIST * of + kind]].tolist(),
            )


def tasks_of(sentences, counts, config, workers, origin=0):
    """Take all tasks of a text from `origin` on."""
    plan = make_plan(config, counts, workers)
    shape, scratch = plan.shape, make_scratch(plan)
    weights = Weights(
        np.repeat(np.arange(len(counts), dtype=np.float32), shape.dim), np.zeros(1, np.float32)
    )
    total, key = sum(map(len, sentences)), epoch_key(config.seed, EPOCH)
    for number, first in enumerate(range(origin, total, shape.tokens_per_task)):
        z = number % shape.tasks
        scratch.slots.updates[:] = 1
        text = text_of(sentences, first, min(first + shape.tokens_per_task, total), origin, key)
        rows, centres = take(text, weights, plan, scratch, z)
        assert rows < shape.slots_per_task
        yield Task(plan, scratch, z, rows, centres)


@settings(max_examples=40, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 90), min_size=1, max_size=12),
    words=st.integers(1, 9),
    left_out=st.integers(0, 4),
    window=st.integers(1, 7),
    negative=st.integers(1, 6),
    sample=st.sampled_from([0, 0.05, 1e-3]),
    workers=st.integers(1, 5),
    seed=st.integers(0, 2**32 - 1),
)
def test_tasks_take_what_the_reference_takes(
    lengths, words, left_out, window, negative, sample, workers, seed
):
    rng = np.random.default_rng(seed)
    sentences = [rng.integers(0, words + left_out, length).tolist() for length in lengths]
    counts = np.sort(rng.integers(1, 100, words))[::-1].copy()
    config = TrainConfig(dim=1, window=window, negative=negative, sample=sample, seed=seed)
    wanted = [
        (one.centre, [*one.contexts], [*one.outputs[1:]])
        for one in reference.all_predictions(sentences, counts, config, EPOCH)
    ]
    found = []
    for task in tasks_of(sentences, counts, config, workers):
        found += [
            (centre, contexts, [word for word in negatives if word != centre])
            for centre, contexts, negatives in task.predictions()
        ]
        check_ownership(task)
    assert found == wanted


def check_ownership(task):
    """Check that each row is written by its word's owner and by nobody else, in order."""
    shape, lists, owners = task.shape, task.scratch.lists, task.plan.ownership.words
    starts = task.scratch.centres.outputs
    rows = []
    for owner, listed in task.lists(lists.slots, SLOT_LIST, shape.slots_per_task):
        assert listed == sorted(listed)
        assert {owners[task.words[row] % SHARES] for row in listed} <= {owner}
        rows += listed
    assert sorted(rows) == [*range(len(task.words))]
    outputs = []
    for owner, listed in task.lists(
        lists.outputs, OUTPUT_LIST, shape.tokens_per_task * shape.outputs
    ):
        places = [entry_ & 0xFFFFFFFF for entry_ in listed]
        assert places == sorted(places)
        for entry_ in listed:
            listed_word, c, k = entry_ >> 32, (entry_ >> 16) & 0xFFFF, entry_ & 0xFFFF
            word = (
                starts[(task.z * shape.tokens_per_task + c) * shape.padded_outputs + k] // shape.dim
            )
            assert listed_word == word
            assert owners[word % SHARES] == owner
            outputs.append((c, k))
    wanted = [
        (c, k)
        for c, (centre, _, negatives) in enumerate(task.predictions())
        for k, _ in enumerate([centre, *negatives])
        if k == 0 or task.leader(c) == c
    ]
    assert sorted(outputs) == wanted


def test_rows_are_copied_and_their_updates_begin_at_zero():
    counts = np.array([5, 4, 3])
    config = TrainConfig(dim=20, window=2, negative=2, sample=0)
    (task,) = tasks_of([[0, 1, 2, 7, 1], [2, 2]], counts, config, 2)
    dim, start = task.shape.dim, task.z * task.shape.slots_per_task
    rows = task.scratch.slots.rows.reshape(-1, dim)[start:][: len(task.words)]
    assert (rows == np.array(task.words)[:, None]).all()
    assert not task.scratch.slots.updates.reshape(-1, dim)[start:][: len(task.words)].any()
    assert task.words == [0, 1, 2, 1, 2, 2]


def test_a_stretch_in_the_middle_draws_the_numbers_of_its_place():
    rng = np.random.default_rng(8)
    sentences = [rng.integers(0, 6, length).tolist() for length in (30, 5, 45, 20)]
    counts = np.full(6, 20)
    config = TrainConfig(dim=1, window=3, negative=2, sample=0.01)
    whole = [
        (one.centre, [*one.contexts])
        for one in reference.all_predictions(sentences, counts, config, EPOCH)
        if one.position >= 35
    ]
    tasks = tasks_of(sentences, counts, config, 1, origin=35)  # where the third sentence begins
    assert [(c, around) for task in tasks for c, around, _ in task.predictions()] == whole


@pytest.mark.parametrize("position", [0, 1, 2**31, 2**40])
@pytest.mark.parametrize("key", [0, 7, 2**64 - 1])
def test_random_numbers_are_those_of_the_reference(position, key):
    counts = np.array([90, 30, 8, 1])
    plan = make_plan(TrainConfig(dim=1), counts, 1)
    number, thousandth, word = drawn(plan, position, np.uint64(key))
    assert int(number) == draw(position, key)
    assert thousandth == (draw(position, key) >> 32) * 1000 >> 32
    assert word == sample_word(draw(position, key), alias_table(counts**0.75))
