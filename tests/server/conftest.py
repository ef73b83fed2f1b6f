"""A model with a text for the questions of the server, and an asker without a network."""

import asyncio
import json

import pytest

import w2vkit
from w2vkit.server.asking import Asker
from w2vkit.server.open_models import ServedModels
from w2vkit.server.questions import QUESTIONS

TALE = "孙悟空举起金箍棒打妖怪。八戒举起钉钯打妖怪。唐僧骑着白马念经。\n" * 12
SENTENCES = [
    "孙悟空 举起 金箍棒 打 妖怪",
    "八戒 举起 钉钯 打 妖怪",
    "唐僧 骑着 白马 念经",
    "孙悟空 和 八戒 找 唐僧",
] * 12


@pytest.fixture(scope="session")
def tale_home(tmp_path_factory):
    """Train a model on a small text, once."""
    folder = tmp_path_factory.mktemp("tale")
    (folder / "tale.txt").write_text("\n".join(SENTENCES), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("W2VKIT_MODELS", str(folder / "models"))
        w2vkit.train(
            folder / "tale.txt",
            name="tale",
            algorithm="ppmi",
            dim=6,
            min_count=1,
            segmenter="whitespace",
        )
    return folder / "models"


@pytest.fixture
def tale(tale_home, monkeypatch):
    """Give the name of the model, where models are found."""
    monkeypatch.setenv("W2VKIT_MODELS", str(tale_home))
    return "tale"


@pytest.fixture
def run():
    """Return a function that calls a function with an asker of all models, in a loop."""

    def called(work, *names):
        async def main():
            asker = Asker(ServedModels(names, lambda said: None))
            try:
                return await work(asker)
            finally:
                asker.workers.stop()

        return asyncio.run(main())

    return called


def asked(run, name, *models, **values):
    """Ask a question; give the reply as a client receives it."""

    async def work(asker):
        opened = await asker.opened(values)
        reply = await asker.ask(QUESTIONS[name], opened, values)
        return json.loads(json.dumps(reply.record(opened.name)))

    return run(work, *models)
