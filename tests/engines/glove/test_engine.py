"""GloVe against the published formula, in plain Python, and with any number of workers."""

import numpy as np
import pytest

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import chunk_of, open_corpus, write_corpus
from w2vkit.engines import engine_for
from w2vkit.engines.glove.kernels import train_block
from w2vkit.engines.state import NO_CHECKPOINT, StoppedError
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.defaults import resolve

RATE, MOST, POWER = 0.05, 10.0, 0.75


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    rng = np.random.default_rng(1)
    words = [f"w{row}" for row in range(60)]
    sentences = [
        [words[int(60 * x**2)] for x in rng.random(rng.integers(1, 30))] for _ in range(150)
    ]
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus([chunk_of(sentences)], folder)
    return open_corpus(folder)


def plain_step(w, c, ws, cs, x):
    """One step of AdaGrad on equation 8, in float64; bias last. Returns the loss."""
    difference = w[:-1] @ c[:-1] + w[-1] + c[-1] - np.log(x)
    weight = min(1.0, (x / MOST) ** POWER)
    step = RATE * weight * difference
    to_w, to_c = np.append(step * c[:-1], step), np.append(step * w[:-1], step)
    w -= to_w / np.sqrt(ws)
    c -= to_c / np.sqrt(cs)
    ws += to_w**2
    cs += to_c**2
    return weight * difference**2 / 2


def test_a_pass_is_that_of_the_published_formula():
    rng = np.random.default_rng(2)
    rows, columns = rng.integers(0, 8, (2, 300)).astype(np.int32)
    counts = (rng.random(300) * 30 + 0.1).astype(np.float32)
    order = rng.permutation(300)
    first = [rng.standard_normal((8, 6)) * 0.3 for _ in range(2)] + [np.ones((8, 6))] * 2
    exact = [array.copy() for array in first]
    loss = sum(
        plain_step(
            exact[0][rows[at]],
            exact[1][columns[at]],
            exact[2][rows[at]],
            exact[3][columns[at]],
            float(counts[at]),
        )
        for at in order
    )
    made = [array.astype(np.float32) for array in first]
    ours = train_block(rows, columns, counts, order, *made, RATE, MOST, POWER)
    assert ours == pytest.approx(loss, rel=1e-4)
    for one, other in zip(made, exact, strict=True):
        assert np.allclose(one, other, atol=1e-4)


def trained(corpus, listener=SILENT, keeper=NO_CHECKPOINT, start=None, **options):
    config = TrainConfig(algorithm="glove", dim=6, epochs=4, min_count=1, **options)
    words = corpus.vocabulary.head(50)
    return engine_for(config).train(corpus, words, config, listener, keeper, start)


def test_the_number_of_workers_changes_nothing(corpus):
    one, three = trained(corpus, workers=1), trained(corpus, workers=3)
    assert np.array_equal(one.vectors, three.vectors)
    assert one.loss == three.loss
    assert not np.array_equal(one.vectors, trained(corpus, seed=2).vectors)


def test_the_loss_falls(corpus):
    losses = [point.loss for point in trained(corpus).curve]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < losses[0] / 2


class StopsAfter:
    """A listener that asks for a stop when a stage has come so far."""

    def __init__(self, checkpoint, stage, share):
        self.checkpoint, self.stage, self.share = checkpoint, stage, share

    def note(self, message):
        pass

    def progress(self, progress):
        if progress.stage == self.stage and progress.done >= self.share * progress.total:
            self.checkpoint.stop.set()


@pytest.mark.parametrize(
    ("stage", "share", "epoch"),
    [("Counting", 0, 0), ("Training", 0.1, 0), ("Training", 0.5, 2), ("Training", 0.6, 2)],
)
def test_stopped_and_resumed_gives_the_same_bytes(corpus, tmp_path, stage, share, epoch):
    whole = trained(corpus)
    checkpoint = Checkpoint(tmp_path, "tale")
    with pytest.raises(StoppedError, match=f"after {epoch} epochs"):
        trained(corpus, StopsAfter(checkpoint, stage, share), checkpoint)
    resumed = trained(corpus, start=checkpoint.state())
    assert resumed.vectors.tobytes() == whole.vectors.tobytes()
    assert resumed.context.tobytes() == whole.context.tobytes()
    assert resumed.curve == whole.curve


def test_going_on_from_the_end_gives_the_end(corpus):
    whole = trained(corpus)
    again = trained(corpus, start=whole.end)
    assert again.vectors.tobytes() == whole.vectors.tobytes()
    assert again.loss == whole.loss


def test_divergence_is_an_error(corpus):
    with pytest.raises(W2vError, match="without limit"):
        trained(corpus, alpha=10.0)


def test_words_without_neighbors_are_refused(tmp_path):
    write_corpus([chunk_of([["a"], ["b"], ["a"]])], tmp_path)
    lonely = open_corpus(tmp_path)
    config = TrainConfig(algorithm="glove", min_count=1)
    with pytest.raises(W2vError, match="No words co-occur"):
        engine_for(config).train(lonely, lonely.vocabulary, config, SILENT)


def test_glove_has_defaults_of_its_own():
    small, large = (resolve({"algorithm": "glove"}, tokens) for tokens in (1000, 3_000_000))
    assert (small.alpha, small.epochs, small.dim) == (0.05, 15, 50)
    assert (large.alpha, large.epochs, large.dim) == (0.05, 10, 100)
    assert resolve({"algorithm": "glove", "alpha": 0.1}, 1000).alpha == 0.1
