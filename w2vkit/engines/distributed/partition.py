"""A partition of a training: it trains on its own part of the text, with its own weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.engines.distributed.schedule import Schedule
from w2vkit.engines.schedule import learning_rate
from w2vkit.engines.stream import TokenStream
from w2vkit.engines.word2vec import kernels
from w2vkit.engines.word2vec.engine import clear_counters, read_chunk
from w2vkit.engines.word2vec.memory import Scratch, Weights
from w2vkit.engines.word2vec.run import LossSum, Word2vecRun


@dataclass(eq=False)
class Partition:
    """A partition.

    Attributes:
        number: its place among the partitions, from 0.
        run: the training, with the options, the plan and the common weights.
        schedule: the schedule of all partitions.
        stream: the text.
        weights: its own weights, of the same lengths as those of `run`.
        longest: the most tokens of a chunk.

    """

    number: int
    run: Word2vecRun
    schedule: Schedule
    stream: TokenStream
    weights: Weights
    longest: int

    def warm_up(self, scratch: Scratch, tell: Callable[[int], None]) -> None:
        """Train on the beginning of the text, at the initial learning rate.

        The random numbers are those of an epoch after the last one, so that none comes twice.
        """
        self._start()
        bounds = (0, self.run.tokens)
        self._train(
            (0, self.schedule.warm_up),
            bounds,
            self.schedule.epochs,
            lambda first, last: self._rates(last - first, done=0, total=1, slope=0),
            scratch,
            tell,
        )

    def train(self, number: int, scratch: Scratch, tell: Callable[[int], None]) -> LossSum:
        """Train on this partition's part of a round, from the common weights; return the loss.

        Args:
            number: the round, counted through all epochs.
            scratch: memory that no other thread uses at the same time.
            tell: is called with the number of tokens of each chunk that is done.

        """
        self._start()
        epoch = number // self.schedule.rounds
        bounds = self.schedule.ranges[self.number]
        length = bounds[1] - bounds[0]

        def rates(first: int, last: int) -> NDArray[np.float32]:
            done = epoch * length + first - bounds[0]
            return self._rates(last - first, done, length * self.schedule.epochs, slope=1)

        span = self.schedule.span(self.number, number)
        return self._train(span, bounds, epoch, rates, scratch, tell)

    def _start(self) -> None:
        """Copy the common weights."""
        self.weights.inputs[:], self.weights.outputs[:] = self.run.inputs, self.run.outputs

    def _rates(self, tokens: int, done: int, total: int, slope: int) -> NDArray[np.float32]:
        """Return the learning rate of each block, float32; the first one for all if slope is 0."""
        starts = slope * np.arange(0, tokens, self.run.plan.shape.tokens_per_block)
        rates = self.run.alpha_factor * learning_rate(self.run.config, total, done, starts)
        return rates.astype(np.float32)

    def _train(
        self,
        span: tuple[int, int],
        bounds: tuple[int, int],
        epoch: int,
        rates: Callable[[int, int], NDArray[np.float32]],
        scratch: Scratch,
        tell: Callable[[int], None],
    ) -> LossSum:
        """Train on tokens chunk by chunk; see `engine.read_chunk` for the arguments."""
        sums, at = LossSum(), span[0]
        while at < span[1]:
            end = min(at + self.longest, span[1])
            chunk = read_chunk(self.run, self.stream, epoch, (at, end), bounds, rates(at, end))
            clear_counters(scratch.counters)
            kernels.train(chunk, self.weights, self.run.plan, scratch)
            sums.add(float(scratch.counters.losses.sum()), int(scratch.counters.pairs.sum()))
            tell(end - at)
            at = end
        return sums
