"""Questions that wait at the same time share a pass, and each gets its own answer."""

import asyncio
import threading

import pytest

from tests.patience import PATIENCE
from tests.toys import random_embeddings, save_model
from w2vkit.server import batches
from w2vkit.server.problems import RequestError
from w2vkit.server.questions import QUESTIONS


@pytest.fixture
def large(models, monkeypatch):
    """Save a model whose passes run in another thread."""
    monkeypatch.setattr(batches, "NUMBERS_AT_ONCE", 0)
    save_model("large", random_embeddings(500, 8))


def ask(asker, opened, word, **options):
    return asker.ask(QUESTIONS["neighbors"], opened, {"words": [word], "topn": 3, **options})


@pytest.mark.usefixtures("large")
def test_concurrent_questions_get_the_answers_of_single_ones_in_few_passes(run):
    words = [f"w{number}" for number in range(60)]

    async def both(asker):
        opened = await asker.opened({})
        single = [await ask(asker, opened, word) for word in words]
        passes = asker.batches.passes
        together = await asyncio.gather(*(ask(asker, opened, word) for word in words))
        return single == together, passes, asker.batches.passes - passes, asker.batches.answered

    same, alone, shared, answered = run(both)
    assert same
    assert (alone, answered) == (60, 120)
    assert shared <= 3


@pytest.mark.usefixtures("large")
def test_nobody_waits_forever_however_questions_come(run):
    async def one_after_another(asker):
        opened = await asker.opened({})
        asker.batches.lanes = 2

        async def client(number):
            for place in range(40):
                await ask(asker, opened, f"w{number * 40 + place}")
                if place % 7 == number % 7:
                    await asyncio.sleep(0)

        await asyncio.wait_for(asyncio.gather(*map(client, range(8))), PATIENCE)
        return asker.batches.answered

    assert run(one_after_another) == 320


@pytest.mark.usefixtures("large")
def test_questions_with_other_options_do_not_share_a_pass(run):
    async def both(asker):
        opened = await asker.opened({})
        return await asyncio.gather(
            ask(asker, opened, "w1"),
            ask(asker, opened, "w1", metric="dot"),
            ask(asker, opened, "w1", min_count=900),
        )

    cosine, dot, frequent = run(both)
    assert cosine.rows != dot.rows
    assert all(row["count"] >= 900 for row in frequent.rows)


@pytest.mark.usefixtures("large")
def test_too_many_questions_are_refused_and_those_before_answered(run, monkeypatch):
    monkeypatch.setattr(batches, "MAX_WAITING", 5)

    async def many(asker):
        opened = await asker.opened({})
        asked = (ask(asker, opened, f"w{number}") for number in range(20))
        return await asyncio.gather(*asked, return_exceptions=True)

    replies = run(many)
    refused = [one for one in replies if isinstance(one, RequestError)]
    assert 0 < len(refused) < 20
    assert {error.status for error in refused} == {503}
    assert all(len(one.rows) == 3 for one in replies if one not in refused)


@pytest.mark.usefixtures("large")
def test_who_gives_up_does_not_keep_the_others_waiting(run, monkeypatch):
    go_on = threading.Event()

    async def some_give_up(asker):
        opened = await asker.opened({})
        usual = asker.batches.outcomes

        def slow(*asked):
            go_on.wait(PATIENCE)
            return usual(*asked)

        monkeypatch.setattr(asker.batches, "outcomes", slow)
        first, second, third = (
            asyncio.ensure_future(ask(asker, opened, f"w{number}")) for number in range(3)
        )
        await asyncio.sleep(0.05)
        first.cancel()
        second.cancel()
        go_on.set()
        return await third

    assert len(run(some_give_up).rows) == 3


@pytest.mark.usefixtures("large")
def test_an_error_of_a_pass_reaches_those_who_asked_and_no_later_ones(run, monkeypatch):
    async def failing(asker):
        opened = await asker.opened({})
        usual = asker.batches.outcomes

        def broken(*asked):
            raise MemoryError

        monkeypatch.setattr(asker.batches, "outcomes", broken)
        with pytest.raises(MemoryError):
            await ask(asker, opened, "w1")
        monkeypatch.setattr(asker.batches, "outcomes", usual)
        return await ask(asker, opened, "w1")

    assert len(run(failing).rows) == 3
