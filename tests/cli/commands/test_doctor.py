"""`doctor` as a user runs it."""

import json
from functools import partial

import pytest

from tests.planted import encoded
from w2vkit.corpus import cache
from w2vkit.diagnostics import doctor


def test_all_is_well_in_every_format(toy, w2v):
    done = w2v("doctor", "--format", "json")
    assert done.exit_code == 0
    rows = json.loads(done.stdout)
    assert all(row["ok"] is True for row in rows)
    assert [row["subject"] for row in rows if row["value"].startswith("1 in ")] == ["models"]
    table = w2v("doctor")
    assert table.stdout.splitlines()[0].split() == ["subject", "value", "ok"]
    assert len(table.stdout.splitlines()) == len(rows) + 1


def test_what_is_in_the_way_is_the_exit_code(models, w2v, monkeypatch):
    packages = ("numpy", "no-such-package")
    monkeypatch.setattr(doctor, "examine", partial(doctor.examine, packages))
    done = w2v("doctor", "--format", "tsv")
    assert done.exit_code == 1
    assert "no-such-package\tmissing: pip install w2vkit\tfalse" in done.stdout


@pytest.mark.parametrize("corpora", [0, 2])
def test_the_cache_is_cleared_on_request(models, w2v, tmp_path, monkeypatch, corpora):
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))
    for number in range(corpora):
        encoded(cache.corpora_home() / str(number), [["word"] * 100_000])
    done = w2v("doctor", "--clear-cache", "--format", "tsv")
    assert done.exit_code == 0
    assert done.stderr == f"Freed {0.4 * corpora:.1f} MB.\n"
    assert "cache\t0 encoded corpora, 0.0 MB" in done.stdout
    assert cache.entries() == []
