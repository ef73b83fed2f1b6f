"""Asks a question of a model: in this thread if that takes a moment, else in another one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from w2vkit.base.config import QueryConfig
from w2vkit.base.errors import COMMAND_LINE
from w2vkit.base.system.parallel import available_cores
from w2vkit.model.registry import describe_models
from w2vkit.query.model import Model
from w2vkit.server.answers import Reply, lenience_of, outcomes_of, ranked
from w2vkit.server.batches import Batches
from w2vkit.server.open_models import OpenModel, ServedModels
from w2vkit.server.parameters import built
from w2vkit.server.problems import busy
from w2vkit.server.questions import Question
from w2vkit.server.requests import Asked, Words, check_rows

THREAD_NAME = "w2vkit-server"
THREADS = 2
"""Threads for what is not a pass: texts, missing words, opening of models."""
MAX_TASKS = 64
"""Tasks that may wait for these threads; further ones are refused."""
Result = TypeVar("Result")


def _as_command() -> None:
    """Let errors of this thread keep the words of the command line, which `said` rewords."""
    COMMAND_LINE.set(True)


class Workers:
    """The threads for what takes longer than a moment.

    BLAS computes with one thread: several passes run beside one another, one for each core, and do
    not wait for each other as the threads of one product would.

    Attributes:
        lanes: how many passes can run at the same time.

    """

    def __init__(self) -> None:
        from threadpoolctl import threadpool_limits

        self.lanes = available_cores()
        self._limits = threadpool_limits(1, user_api="blas")
        self._passing = ThreadPoolExecutor(self.lanes, f"{THREAD_NAME}-pass", _as_command)
        self._others = ThreadPoolExecutor(THREADS, f"{THREAD_NAME}-work", _as_command)
        self._tasks = 0

    async def run_pass(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Run a function in a thread of the passes."""
        return await asyncio.get_running_loop().run_in_executor(
            self._passing, partial(work, *arguments)
        )

    async def run(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """Run a function in one of the other threads.

        Raises:
            RequestError: too many tasks are waiting.

        """
        if self._tasks >= MAX_TASKS:
            raise busy()
        self._tasks += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._others, partial(work, *arguments)
            )
        finally:
            self._tasks -= 1

    def stop(self) -> None:
        """Start no further work; what runs is not waited for."""
        for threads in (self._passing, self._others):
            threads.shutdown(wait=False, cancel_futures=True)
        self._limits.restore_original_limits()


class Asker:
    """Answers the questions of one process.

    Args:
        models: the models that can be asked.

    """

    def __init__(self, models: ServedModels) -> None:
        self.models = models
        self.workers = Workers()
        self.batches = Batches(outcomes_of, self.workers.run_pass, self.workers.lanes)

    async def opened(self, values: Mapping[str, Any]) -> OpenModel:
        """Return the model that a request names; see `ServedModels.opened`."""
        return await self.models.opened(built(Asked, values).model, self.workers.run)

    async def ask(self, question: Question, opened: OpenModel, values: Mapping[str, Any]) -> Reply:
        """Return the answer to a question.

        Args:
            question: which one.
            opened: the model.
            values: the parameters by name, not yet checked.

        Raises:
            W2vError: a parameter is not valid, or there is no answer.

        """
        asked = built(question.asks, values)
        config = built(QueryConfig, {name: values.get(name) for name in question.options})
        model = opened.weighted(config)
        is_quick = _is_of_words(model, asked) and not question.reads_text
        if question.answer is not None:
            answered = partial(question.answer, opened, asked, config)
            return answered() if is_quick else await self.workers.run(answered)
        assert question.parse is not None
        check_rows(len(asked.words), config.topn)
        lenience = lenience_of(config, forgiving=values.get("fuzzy", True) is not False)
        parse = partial(question.parse, model, asked, lenience)
        queries: Sequence[Any] = parse() if is_quick else await self.workers.run(parse)
        if config != QueryConfig(topn=config.topn):
            await self.workers.run(opened.searches, config)
        outcomes = await self.batches.ask(opened, config, queries)
        return ranked(opened, asked.words, outcomes, config)

    async def rows_of_models(self) -> list[dict[str, Any]]:
        """Return the rows of `w2vkit models` for the models that can be asked."""
        rows: list[dict[str, Any]] = []
        for name, path in self.models.paths().items():
            if path.is_dir():
                rows += await self.workers.run(_described, path)
            else:
                embeddings = (await self.models.opened(name, self.workers.run)).model.embeddings
                rows.append({"name": name, "words": len(embeddings), "dim": embeddings.dim})
        return rows


def _is_of_words(model: Model, asked: Any) -> bool:
    """Return whether a question consists of words of the model, so that it is parsed at once."""
    return isinstance(asked, Words) and all(word in model for word in asked.words)


def _described(path: Path) -> list[dict[str, Any]]:
    return [*describe_models([path])]
