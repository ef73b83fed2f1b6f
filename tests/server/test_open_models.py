"""Which models are served, and what happens when they are replaced or deleted."""

import asyncio
import shutil

import pytest

from tests.toys import random_embeddings, save_model, toy_embeddings
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.server import open_models
from w2vkit.server.problems import RequestError


def test_the_directory_of_models_or_those_that_are_named(toy, run):
    save_model("other")

    async def names(asker):
        return [*asker.models.paths()], (await asker.opened({})).name

    assert run(names) == (["other", "toy"], "other")
    assert run(names, "toy") == (["toy"], "toy")


def test_the_model_in_the_environment_is_the_only_one(toy, run, monkeypatch):
    save_model("other")
    monkeypatch.setenv("W2VKIT_MODEL", "toy")

    async def names(asker):
        return [*asker.models.paths()]

    assert run(names) == ["toy"]
    assert run(names, "other") == ["other"]


def test_without_a_model_there_is_nothing_to_serve(models, run):
    with pytest.raises(W2vError, match="There is no model in"):
        run(None)


def test_two_models_of_one_name_are_refused(toy, run, tmp_path):
    shutil.copytree(toy, tmp_path / "elsewhere" / "toy")
    with pytest.raises(UsageError, match="Two models have the name “toy”"):
        run(None, "toy", str(tmp_path / "elsewhere" / "toy"))


@pytest.mark.parametrize("name", ["absent", "../toy", "/etc/passwd", "", "toy/"])
def test_a_request_names_only_models_that_are_served(toy, run, name):
    async def opened(asker):
        return await asker.opened({"model": name})

    with pytest.raises(RequestError) as caught:
        run(opened)
    assert (caught.value.status, caught.value.hint) == (404, "Choose one of: toy.")


def test_a_retrained_model_replaces_the_old_one_which_stays_for_those_who_have_it(toy, run):
    async def retrained(asker):
        old = await asker.opened({})
        before = old.checksum
        shutil.rmtree(toy)
        save_model("toy", random_embeddings(50, 4))
        seen = [await asker.opened({}) for _ in range(2)]
        while asker.models.reloads == 0:
            await asyncio.sleep(0.01)
        new = await asker.opened({})
        return seen[0] is old, "king" in old.model, "w7" in new.model, before != new.checksum

    assert run(retrained) == (True, True, True, True)


def test_a_model_that_is_damaged_when_it_is_replaced_leaves_the_old_one(toy, run):
    async def damaged(asker):
        old = await asker.opened({})
        (toy / "model.json").write_text("{", encoding="utf-8")
        for _ in range(20):
            assert await asker.opened({}) is old
            await asyncio.sleep(0.01)
        return asker.models.reloads

    assert run(damaged) == 0


def test_a_deleted_model_is_asked_no_longer(toy, run, monkeypatch):
    async def deleted(asker):
        old = await asker.opened({"model": "toy"})
        shutil.rmtree(toy)
        assert await asker.opened({"model": "toy"}) is old  # it may be about to be replaced
        monkeypatch.setattr(open_models, "GRACE", 0.0)
        await asker.opened({"model": "toy"})

    with pytest.raises(RequestError, match="There is no model “toy” here"):
        run(deleted)


def test_a_damaged_model_says_so(toy, run):
    (toy / "vocab.tsv").write_text("", encoding="utf-8")

    async def opened(asker):
        return await asker.opened({})

    with pytest.raises(W2vError, match="tsv has 0 bytes"):
        run(opened)


def test_the_prior_has_its_usual_weight_or_none(toy, run):
    async def weights(asker):
        opened = await asker.opened({})
        return opened.alone is opened.model

    assert run(weights)
    assert len(toy_embeddings()) == 12
