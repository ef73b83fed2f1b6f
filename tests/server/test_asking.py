"""What is quick is answered at once; the rest leaves the loop to others."""

import asyncio

import pytest

from w2vkit.base.errors import MissingWordError
from w2vkit.server import asking
from w2vkit.server.problems import RequestError
from w2vkit.server.questions import QUESTIONS


def test_words_of_the_model_need_no_thread(toy, run, monkeypatch):
    async def quick(asker):
        opened = await asker.opened({})
        monkeypatch.setattr(asking, "MAX_TASKS", 0)  # no thread can be had
        values = {"words": ["king", "queen", "man"]}
        replies = [
            await asker.ask(QUESTIONS[name], opened, values)
            for name in ("neighbors", "similarity", "analogy", "odd")
        ]
        with pytest.raises(RequestError, match="Too many questions are waiting"):
            await asker.ask(QUESTIONS["neighbors"], opened, {"words": ["kng"]})
        return [len(reply.rows) > 0 for reply in replies]

    assert run(quick) == [True] * 4


def test_a_missing_word_is_explained_while_others_are_answered(toy, run):
    async def both(asker):
        opened = await asker.opened({})
        missing = asyncio.ensure_future(
            asker.ask(QUESTIONS["neighbors"], opened, {"words": ["quen"]})
        )
        known = await asker.ask(QUESTIONS["neighbors"], opened, {"words": ["king"]})
        with pytest.raises(MissingWordError, match="“quen” is not in the model") as caught:
            await missing
        return known.rows[0]["word"], caught.value.hint

    word, hint = run(both)
    assert word == "man"
    assert "queen" in hint


def test_words_are_replaced_unless_that_is_declined(toy, run):
    async def asked(asker):
        opened = await asker.opened({})
        taken = await asker.ask(QUESTIONS["neighbors"], opened, {"words": ["kinge"], "fuzzy": True})
        with pytest.raises(MissingWordError):
            await asker.ask(QUESTIONS["neighbors"], opened, {"words": ["shaseng"], "fuzzy": False})
        pinyin = await asker.ask(QUESTIONS["neighbors"], opened, {"words": ["shaseng"]})
        return taken.asked[0]["word"], pinyin.asked[0]["word"]

    assert run(asked) == ("king", "沙僧")
