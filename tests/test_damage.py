"""Whatever is broken on purpose, in a way that knows its format: only sentences come out."""

import os

import pytest

from tests.fuzz.damage import TARGETS, run

MUTATIONS = int(os.environ.get("W2VKIT_MUTATIONS", "30"))
"""How many broken copies of each are tried."""


@pytest.fixture(autouse=True)
def own_places(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))


@pytest.mark.parametrize("name", TARGETS)
def test_damage_is_refused_repaired_or_harmless(name):
    results, failed = run(name, MUTATIONS, seed=2)
    assert not failed
    assert results.total() == MUTATIONS
