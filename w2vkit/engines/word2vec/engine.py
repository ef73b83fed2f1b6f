"""The native engine: runs the compiled kernels over the corpus, in threads."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import Listener, Progress
from w2vkit.base.system.compilation import load_kernels, versions
from w2vkit.base.system.memory import available_memory
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import LossPoint, Trained, diverged
from w2vkit.engines.ngrams import Composition, check_memory, vocabulary_composition
from w2vkit.engines.sampling import epoch_key
from w2vkit.engines.state import (
    NO_CHECKPOINT,
    CheckpointSink,
    InsufficientTextError,
    State,
    restoring,
)
from w2vkit.engines.stream import TokenStream
from w2vkit.engines.word2vec import kernels, memory
from w2vkit.engines.word2vec.lengths import MOST_THREADS
from w2vkit.engines.word2vec.plan import TrainPlan
from w2vkit.engines.word2vec.run import (
    NGRAMS,
    LossSum,
    Word2vecRun,
    freeze_rows,
    new_run,
    restore,
    state_of,
)
from w2vkit.engines.workers import ThreadCount, choose_workers
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import Vocabulary

LONGEST_CHUNK = 1 << 18
"""Tokens between two reports of the progress."""
USUAL_WORK = 100 * 6 * 5
"""Dimension · outputs · window for which a chunk of that length takes about 0.1 s."""
CURVE_POINTS = 200
"""The most points of a loss curve."""
DIVERGED = 20.0
"""Multiples of the loss of untrained weights above which a training has diverged."""
TRAINER_VERSION = 3
"""Raised with each change after which the same text and options give other bytes."""
FEWEST_LEAVES = 2
"""The least words of which a tree has a node."""


class NativeEngine:
    """Skip-gram and CBOW, also with subwords (fastText).

    The bytes are the same for any number of workers.

    Args:
        longest_chunk: the most tokens between two reports of the progress.

    """

    name = "native"

    def __init__(self, longest_chunk: int = LONGEST_CHUNK) -> None:
        self.longest_chunk = longest_chunk

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: CheckpointSink = NO_CHECKPOINT,
        start: State | None = None,
    ) -> Trained:
        """Train with the compiled kernels; see `Engine.train`.

        Raises:
            W2vError: the training diverged, no word has a neighbour, or there are too few words.
            StoppedError: the training stopped at a checkpoint, on request.

        """
        workers = choose_workers(config.workers, listener)
        check_tree(config, len(vocabulary))
        run = run_on(corpus, vocabulary, config, workers, listener)
        if start is not None:
            with restoring():
                restore(run, start)
        stream = TokenStream(corpus)
        load_kernels([kernels.train], lambda: train_alone(run, empty_chunk()), listener)
        began = time.perf_counter() - run.seconds
        threads = ThreadCount(min(workers, MOST_THREADS))
        with ThreadPoolExecutor(threads.most, "w2vkit-train") as pool:
            while run.done < run.total:
                train_chunk(
                    run,
                    stream,
                    chunk_length(run.plan, self.longest_chunk),
                    lambda chunk: train_together(run, chunk, pool, threads),
                )
                report(run, listener)
                run.seconds = time.perf_counter() - began
                if run.done < run.total and keeper.due():
                    keeper.keep(state_of(run))
        return finish(run, vocabulary)


def run_on(
    corpus: EncodedCorpus,
    vocabulary: Vocabulary,
    config: TrainConfig,
    workers: int,
    listener: Listener,
    *,
    is_counted: bool = False,
) -> Word2vecRun:
    """Return a new training on a corpus; raises what `composition_of` raises.

    If the counts of the vocabulary are of this corpus alone, it `is_counted` and not read.
    """
    counts = vocabulary.counts().astype(np.int64)
    occurrences = counts if is_counted else corpus.occurrences(len(counts))
    composition = composition_of(vocabulary, config, listener, corpus.language)
    return new_run(corpus.tokens, counts, config, workers, occurrences, composition)


def composition_of(
    vocabulary: Vocabulary, config: TrainConfig, listener: Listener, declared: str | None = None
) -> Composition | None:
    """Return the input rows of each word, or None if each has only its own.

    `declared` is the language of the text if its segmenter declares one.

    Raises:
        W2vError: all words are shorter than the shortest n-gram, or there is too little memory.

    """
    if config.algorithm != "fasttext":
        return None
    composition = vocabulary_composition(vocabulary, config, listener, declared)
    check_memory(composition.size, len(vocabulary), config.dim, available_memory())
    return composition


def check_tree(config: TrainConfig, words: int) -> None:
    """Raise W2vError if hierarchical softmax would have nothing to decide."""
    if config.loss == "hierarchical" and words < FEWEST_LEAVES:
        raise W2vError(
            msg(
                "The vocabulary has {words}; hierarchical softmax needs at least {fewest_leaves}.",
                words=counted(words, "{number} word", "{number} words"),
                fewest_leaves=FEWEST_LEAVES,
            ),
            msg("Provide more text, or lower --min-count."),
        )


def chunk_length(plan: TrainPlan, longest: int) -> int:
    """Return the number of tokens in a chunk: less than `longest` if each takes much work."""
    shape = plan.shape
    length, work = longest, shape.dim * shape.outputs * plan.sampling.window
    while length > shape.tokens_per_block and length * work > 2 * longest * USUAL_WORK:
        length //= 2
    return length


def empty_chunk() -> memory.TokenChunk:
    """Return a chunk without tokens."""
    return memory.TokenChunk(
        np.zeros(0, np.int32), 0, 0, 0, 0, np.uint64(0), np.zeros(0, np.float32)
    )


def train_chunk(
    run: Word2vecRun, stream: TokenStream, length: int, train: Callable[[memory.TokenChunk], None]
) -> None:
    """Train on the next tokens of the corpus, at most `length`, and add up their loss.

    The chunk is read with the tokens around it. Contexts farther away are ignored; they exist only
    where nearly all words are dropped.
    """
    freeze_rows(run)
    epoch, first = divmod(run.done, run.tokens)
    last = min(first + length, run.tokens)
    rates = run.rates(last - first)
    train(read_chunk(run, stream, epoch, (first, last), (0, run.tokens), rates))
    if first == 0:
        run.epoch = LossSum()
    loss, pairs = float(run.scratch.counters.losses.sum()), int(run.scratch.counters.pairs.sum())
    check_convergence(run, loss, pairs)
    run.epoch.add(loss, pairs)
    run.point.add(loss, pairs)
    run.done += last - first


def read_chunk(
    run: Word2vecRun,
    stream: TokenStream,
    epoch: int,
    span: tuple[int, int],
    bounds: tuple[int, int],
    rates: NDArray[np.float32],
) -> memory.TokenChunk:
    """Return a chunk of the corpus, with the tokens around it.

    Args:
        run: the training.
        stream: the tokens.
        epoch: the epoch, counted from 0.
        span: the first token of the chunk, and the one after its last.
        bounds: the same for the part of the corpus beyond which there are no contexts.
        rates: the learning rate of each block.

    """
    around = 1024 + 64 * run.plan.sampling.window
    low, high = max(bounds[0], span[0] - around), min(bounds[1], span[1] + around)
    tokens = stream.read(low, high)
    key = np.uint64(epoch_key(run.config.seed, epoch))
    return memory.TokenChunk(tokens, len(tokens), low, span[0] - low, span[1] - low, key, rates)


def train_together(
    run: Word2vecRun, chunk: memory.TokenChunk, pool: ThreadPoolExecutor, threads: ThreadCount
) -> None:
    """Train on a chunk in as many threads as are fastest."""
    clear_counters(run.scratch.counters)
    began, count = time.perf_counter(), threads.next()
    futures = [pool.submit(train_alone, run, chunk) for _ in range(count)]
    try:
        for future in futures:
            future.result()
    except BaseException:
        run.scratch.counters.progress[:] = memory.NO_MORE_TASKS
        raise
    threads.record(count, (chunk.last - chunk.first) / (time.perf_counter() - began))


def clear_counters(counters: memory.Counters) -> None:
    """Set counters and sums to zero."""
    for array in counters:
        array[:] = 0


def train_alone(run: Word2vecRun, chunk: memory.TokenChunk) -> None:
    """Do tasks of a chunk in this thread until none is left."""
    kernels.train(chunk, memory.Weights(run.inputs, run.outputs), run.plan, run.scratch)


def check_convergence(run: Word2vecRun, loss: float, pairs: int) -> None:
    """Raise W2vError if the training has diverged."""
    limit = DIVERGED * run.plan.shape.outputs * np.log(2) * pairs
    if not loss <= limit:
        raise diverged(run.config, min(run.done // run.tokens + 1, run.config.epochs))


def report(run: Word2vecRun, listener: Listener) -> None:
    """Report the progress, and add a point to the loss curve if one is due."""
    loss = run.point.mean
    details = {"alpha": run.alpha} if loss is None else {"loss": loss, "alpha": run.alpha}
    listener.progress(Progress("Training", run.done, run.total, "words", details))
    if loss is not None and run.done * CURVE_POINTS >= run.total * (len(run.curve) + 1):
        run.curve.append(LossPoint(run.done / run.tokens, run.alpha, loss))
        run.point = LossSum()


def finish(run: Word2vecRun, vocabulary: Vocabulary) -> Trained:
    """Return the result of a training.

    Raises:
        W2vError: a weight is not finite, or nothing was trained.

    """
    if run.epoch.mean is None:
        raise InsufficientTextError(
            msg(
                "After subsampling (--sample {sample:g}), no word of the vocabulary has a "
                "neighbor in the text, so nothing can be learned.",
                sample=run.config.sample,
            )
            if run.config.sample
            else msg(
                "No word of the vocabulary has a neighbor in the text, so nothing can be learned."
            ),
            msg(
                "Use text with complete sentences, lower --min-count, or disable subsampling "
                "with --sample 0."
            ),
        )
    end = state_of(run)
    if not (np.isfinite(end.vectors).all() and np.isfinite(end.context).all()):
        check_convergence(run, float("nan"), 0)
    vectors, subwords = end.vectors, subwords_of(run, end)
    if subwords is not None:
        vectors = subwords.joined([name.encode("utf-8") for name in vocabulary], vectors)
    loss = run.epoch.mean
    # The output weights of a tree belong to its nodes, not to words.
    context = None if run.plan.method.hierarchical else end.context
    return Trained(
        vectors, context, run.seconds, end, loss, run.curve, trainer_versions(), subwords
    )


def trainer_versions() -> dict[str, str]:
    """Return the versions on which the trained bytes depend: of this trainer and its compiler."""
    return versions() | {"w2vkit trainer": str(TRAINER_VERSION)}


def subwords_of(run: Word2vecRun, end: State) -> Subwords | None:
    """Return the trained vectors of n-grams, or None if there are none."""
    if run.composition is None:
        return None
    facts = run.composition
    return Subwords(facts.shortest, facts.longest, facts.buckets, facts.ids, end.more[NGRAMS])
