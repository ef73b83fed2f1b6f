"""The native engine: drives the compiled kernels over the corpus, in threads."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from w2vkit.config import TrainConfig
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import LossPoint, Trained, diverged
from w2vkit.engines.compilation import load_kernels, versions
from w2vkit.engines.sampling import epoch_key
from w2vkit.engines.sgns import kernels, layout
from w2vkit.engines.sgns.plan import MOST_THREADS
from w2vkit.engines.sgns.run import Run, Tally, new_run, restore, state_of
from w2vkit.engines.state import NO_CHECKPOINT, Keeper, State, restoring
from w2vkit.engines.stream import TokenStream
from w2vkit.errors import W2vError
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.progress import Listener, Progress
from w2vkit.system.parallel import available_cores

LONGEST_CHUNK = 1 << 18
"""Tokens between two looks at the progress."""
USUAL_WORK = 100 * 6 * 5
"""Dimension · outputs · window of a chunk of that length, which takes about 0.1 s."""
CURVE_POINTS = 200
DIVERGED = 20.0
"""So many times the loss of untrained weights is no fluctuation."""


class NativeEngine:
    """Skip-gram and CBOW with negative sampling: the same bytes for any number of workers."""

    name = "native"

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: Keeper = NO_CHECKPOINT,
        start: State | None = None,
    ) -> Trained:
        """Train with the compiled kernels; see `Engine.train`.

        Raises:
            W2vError: the weights grew beyond all bounds, or no word has a neighbour.
            StoppedError: the keeper was asked to stop, and has the state.

        """
        workers = choose_workers(config.workers, listener)
        counts = vocabulary.counts().astype(np.int64)
        occurrences = corpus.occurrences(len(counts))
        run = new_run(corpus.tokens, counts, config, workers, occurrences)
        if start is not None:
            with restoring():
                restore(run, start)
        stream = TokenStream(corpus)
        load_kernels(kernels.run, lambda: do(run, empty_text()), listener)
        began = time.perf_counter() - run.seconds
        threads = min(workers, MOST_THREADS)
        with ThreadPoolExecutor(threads, "w2vkit-train") as pool:
            while run.done < run.total:
                train_chunk(run, stream, lambda text: share(run, text, pool, threads))
                report(run, listener)
                run.seconds = time.perf_counter() - began
                if run.done < run.total and keeper.due():
                    keeper.keep(state_of(run))
        return finish(run)


def choose_workers(wanted: int | None, listener: Listener) -> int:
    """Return the number of threads: as wanted, or one for each core this process may use."""
    cores = available_cores()
    if wanted is not None and wanted > cores:
        listener.note(f"{wanted} workers share {cores} cores; more than {cores} are no faster.")
    return wanted or cores


def chunk_length(plan: layout.Plan) -> int:
    """Return how many tokens are trained between two looks, a multiple of the block."""
    length = LONGEST_CHUNK
    while length > plan.block and length * plan.dim * plan.outputs * plan.window > (
        LONGEST_CHUNK * USUAL_WORK * 2
    ):
        length //= 2
    return length


def empty_text() -> layout.Text:
    """Return a text without tokens."""
    return layout.Text(np.zeros(0, np.int32), 0, 0, 0, 0, np.uint64(0), 0.0, 0.0)


def train_chunk(run: Run, stream: TokenStream, work: Callable[[layout.Text], None]) -> None:
    """Train on the next stretch of the corpus and count its loss.

    The stretch is read with the tokens around it; contexts farther off, which are possible only
    if nearly all words are left out, are not seen.
    """
    epoch, first = divmod(run.done, run.tokens)
    last = min(first + chunk_length(run.plan), run.tokens)
    around = 1024 + 64 * run.plan.window
    low, high = max(0, first - around), min(run.tokens, last + around)
    key = np.uint64(epoch_key(run.config.seed, epoch))
    tokens = stream.read(low, high)
    work(layout.Text(tokens, len(tokens), low, first - low, last - low, key, run.alpha, run.slope))
    if first == 0:
        run.epoch = Tally()
    loss, pairs = float(run.scratch.losses.sum()), int(run.scratch.pairs.sum())
    check_convergence(run, loss, pairs)
    run.epoch.add(loss, pairs)
    run.point.add(loss, pairs)
    run.done += last - first


def share(run: Run, text: layout.Text, pool: ThreadPoolExecutor, threads: int) -> None:
    """Let all threads train on a text together."""
    clear(run.scratch)
    futures = [pool.submit(do, run, text) for _ in range(threads)]
    try:
        for future in futures:
            future.result()
    except BaseException:
        run.scratch.counters[layout.TICKET] = layout.NO_MORE
        raise


def clear(scratch: layout.Scratch) -> None:
    """Set counters and sums to zero."""
    for array in (scratch.counters, scratch.losses, scratch.pairs):
        array[:] = 0


def do(run: Run, text: layout.Text) -> None:
    """Do tasks of a text until none is left."""
    kernels.run(text, layout.Weights(run.inputs, run.outputs), run.plan, run.scratch)


def check_convergence(run: Run, loss: float, pairs: int) -> None:
    """Raise W2vError if the training diverges."""
    limit = DIVERGED * run.plan.outputs * np.log(2) * pairs
    if not loss <= limit:
        raise diverged(run.config, min(run.done // run.tokens + 1, run.config.epochs))


def report(run: Run, listener: Listener) -> None:
    """Tell the listener how far the training is, and note a point of the curve now and then."""
    loss = run.point.mean
    details = {"alpha": run.alpha} if loss is None else {"loss": loss, "alpha": run.alpha}
    listener.progress(Progress("Training", run.done, run.total, "words", details))
    if loss is not None and run.done * CURVE_POINTS >= run.total * (len(run.curve) + 1):
        run.curve.append(LossPoint(run.done / run.tokens, run.alpha, loss))
        run.point = Tally()


def finish(run: Run) -> Trained:
    """Return the result, without the padding.

    Raises:
        W2vError: a weight is not a number, or nothing was trained.

    """
    if run.epoch.mean is None:
        raise W2vError(
            "No word of the vocabulary has another one beside it, so nothing can be learnt.",
            "Give text with whole sentences, lower --min-count, or switch off --sample with 0.",
        )
    end = state_of(run)
    if not (np.isfinite(end.vectors).all() and np.isfinite(end.context).all()):
        check_convergence(run, float("nan"), 0)
    loss = run.epoch.mean
    return Trained(end.vectors, end.context, run.seconds, end, loss, run.curve, versions())
