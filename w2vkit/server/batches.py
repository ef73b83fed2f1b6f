"""Questions for the nearest words that wait at the same time are answered in one pass.

A pass over the vectors costs little more for many questions than for one, because it is limited
by the memory. While each core runs a pass, further questions wait for the next one; nothing waits
otherwise.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from w2vkit.base.config import QueryConfig
from w2vkit.query.answers import Failure, Outcome
from w2vkit.query.operations import QUERIES_PER_PASS
from w2vkit.query.parsing import ParsedQuery
from w2vkit.server.open_models import OpenModel, Run
from w2vkit.server.problems import busy

MAX_WAITING = 10_000
"""Questions that may wait; further ones are refused."""
NUMBERS_AT_ONCE = 3_000_000
"""A pass that reads fewer numbers takes a millisecond or two, and runs where it is asked for."""


@dataclass(frozen=True, eq=False, slots=True)
class Waiting:
    """A question that waits for the next pass.

    Attributes:
        asked: the model and the options; questions with the same ones share a pass.
        query: the question.
        outcome: receives the outcome.

    """

    asked: tuple[OpenModel, QueryConfig]
    query: ParsedQuery
    outcome: asyncio.Future[Outcome]


class Batches:
    """Collects questions and answers them pass by pass.

    Args:
        outcomes: answers questions to a model with the same options, in one pass.
        run: runs a function in a thread of the passes.
        lanes: how many passes may run at the same time.

    Attributes:
        passes: how many passes there were.
        answered: how many questions they answered.

    """

    def __init__(
        self,
        outcomes: Callable[[OpenModel, QueryConfig, Sequence[ParsedQuery]], list[Outcome]],
        run: Run,
        lanes: int = 1,
    ) -> None:
        self.outcomes, self.run, self.lanes = outcomes, run, lanes
        self.passes = self.answered = 0
        self._waiting: deque[Waiting] = deque()
        self._running = 0
        self._lanes: set[asyncio.Task[None]] = set()

    async def ask(
        self, opened: OpenModel, config: QueryConfig, queries: Sequence[ParsedQuery | Failure]
    ) -> list[Outcome]:
        """Return the outcome of each question.

        Raises:
            RequestError: too many questions are waiting.

        """
        if len(self._waiting) + len(queries) > MAX_WAITING:
            raise busy()
        loop = asyncio.get_running_loop()
        futures: list[asyncio.Future[Outcome]] = [loop.create_future() for _ in queries]
        for query, future in zip(queries, futures, strict=True):
            if isinstance(query, Failure):
                future.set_result(query)
            else:
                self._waiting.append(Waiting((opened, config), query, future))
        if self._waiting and self._running < self.lanes:
            self._running += 1
            lane = loop.create_task(self._pass_all())
            self._lanes.add(lane)
            lane.add_done_callback(self._lanes.discard)
        return [await future for future in futures]

    async def _pass_all(self) -> None:
        """Run passes until no question waits."""
        try:
            while batch := self._next():
                await self._pass(batch)
        finally:
            self._running -= 1  # at once: whoever asks next starts a lane again

    def _next(self) -> list[Waiting]:
        """Return the questions of the next pass: those that can share one with the first."""
        wanted = [one for one in self._waiting if not one.outcome.done()]  # some gave up
        same = [one for one in wanted if one.asked == wanted[0].asked][:QUERIES_PER_PASS]
        taken = set(map(id, same))
        self._waiting = deque(one for one in wanted if id(one) not in taken)
        return same

    async def _pass(self, batch: Sequence[Waiting]) -> None:
        (opened, config), queries = batch[0].asked, [one.query for one in batch]
        self.passes += 1
        self.answered += len(batch)
        results: Sequence[Any]
        try:
            if opened.model.vectors.size * len(batch) <= NUMBERS_AT_ONCE and not config.index:
                results = self.outcomes(opened, config, queries)
                await asyncio.sleep(0)
            else:
                results = await self.run(self.outcomes, opened, config, queries)
        except Exception as error:
            for one in batch:
                if not one.outcome.done():
                    one.outcome.set_exception(error)
            return
        for one, result in zip(batch, results, strict=True):
            if not one.outcome.done():
                one.outcome.set_result(result)
