"""Encoded corpora on disk: found again, mended, bounded."""

import os
import shutil

import pytest

from tests.toys import Notes
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.base.system.paths import cache_home
from w2vkit.corpus import cache
from w2vkit.corpus.encoded import FACTS, IDS, chunk_of, write_corpus


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))


class Maker:
    """Writes a small corpus and counts how often it had to."""

    def __init__(self):
        self.calls = 0

    def __call__(self, folder):
        self.calls += 1
        write_corpus([chunk_of([["a", "b"]])], folder)


def test_the_second_time_nothing_is_made():
    make = Maker()
    first, second = (cache.fetch("key", make, SILENT) for _ in range(2))
    assert make.calls == 1
    assert first.fingerprint == second.fingerprint
    assert [entry.path.name for entry in cache.entries()] == ["key"]


def test_another_process_may_be_faster():
    make = Maker()

    def overtaken(folder):
        make(folder)
        shutil.copytree(folder, cache.corpora_home() / "key")

    assert [*cache.fetch("key", overtaken, SILENT).vocabulary] == ["a", "b"]
    assert [path.name for path in cache.corpora_home().iterdir()] == ["key"]


@pytest.mark.parametrize("name", [IDS, FACTS])
def test_a_damaged_entry_is_made_again_and_said(name):
    make, notes = Maker(), []
    cache.fetch("key", make, SILENT)
    (cache.corpora_home() / "key" / name).write_bytes(b"nonsense")

    class Listener:
        note = staticmethod(notes.append)
        progress = staticmethod(lambda progress: None)

    cache.fetch("key", make, Listener())
    assert make.calls == 2
    assert "damaged" in notes[0]


def test_the_oldest_go_when_there_is_too_much():
    make = Maker()
    for age, key in enumerate(("new", "middle", "old")):
        cache.fetch(key, make, SILENT)
        facts = cache.corpora_home() / key / FACTS
        os.utime(facts, (1e9 - age, 1e9 - age))
    one = cache.entries()[0].bytes
    cache.prune(keep=cache.corpora_home() / "new", limit=2 * one)
    assert {entry.path.name for entry in cache.entries()} == {"new", "middle"}
    cache.prune(keep=cache.corpora_home() / "new", limit=0)
    assert {entry.path.name for entry in cache.entries()} == {"new"}


def test_clearing_says_what_was_freed():
    cache.fetch("key", Maker(), SILENT)
    size = cache.entries()[0].bytes
    assert cache.clear_corpora() == size
    assert cache.entries() == []


def test_a_failed_attempt_leaves_nothing():
    def fail(folder):
        (folder / IDS).write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.fetch("key", fail, SILENT)
    assert not list(cache.corpora_home().iterdir())


def test_a_limit_that_is_no_number_is_explained(monkeypatch):
    monkeypatch.setenv("W2VKIT_CACHE_GB", "much")
    with pytest.raises(W2vError, match="not a number"):
        cache.size_limit()


def test_what_a_killed_process_left_goes_after_a_day():
    draft = cache.corpora_home() / ".key.123"
    fresh = cache.corpora_home() / ".key.124"
    for folder in (draft, fresh):
        folder.mkdir(parents=True)
        (folder / "ids.npy").write_bytes(b"half")
    for path in (draft / "ids.npy", draft):
        os.utime(path, (1, 1))
    cache.prune(keep=fresh)
    assert not draft.exists()
    assert fresh.exists()


def test_a_corpus_is_found_by_its_fingerprint():
    corpus = cache.fetch("key", Maker(), SILENT)
    (cache.corpora_home() / "broken").mkdir()
    (cache.corpora_home() / "broken" / FACTS).write_text("[1]", encoding="utf-8")
    assert cache.cached_corpus(corpus.fingerprint) == corpus.folder
    assert cache.cached_corpus("another") is None


def test_a_cache_that_other_users_can_write_is_not_used():
    make, notes = Maker(), Notes()
    cache.fetch("key", make, SILENT)
    cache.corpora_home().chmod(0o777)
    corpus = cache.fetch("key", make, notes)
    assert [*corpus.vocabulary] == ["a", "b"]
    assert make.calls == 2
    assert not corpus.folder.is_relative_to(cache_home())
    assert "other users can write" in notes.said[0]


@pytest.mark.parametrize("kind", ["file", "loop", "empty", "pipe"])
def test_whatever_stands_in_the_place_of_an_entry_is_replaced(kind):
    make = Maker()
    cache.fetch("key", make, SILENT)
    folder = cache.corpora_home() / "key"
    if kind in ("empty", "pipe"):
        (folder / IDS).unlink()
        if kind == "pipe":
            os.mkfifo(folder / IDS)
    else:
        shutil.rmtree(folder)
        folder.symlink_to("key") if kind == "loop" else folder.write_bytes(b"")
    assert [*cache.fetch("key", make, SILENT).vocabulary] == ["a", "b"]
    assert make.calls == 2


@pytest.mark.parametrize("types", [0, 1, 3])
def test_a_wrong_number_of_types_is_damage(types):
    make = Maker()
    cache.fetch("key", make, SILENT)
    facts = cache.corpora_home() / "key" / FACTS
    changed = facts.read_text(encoding="utf-8").replace('"types": 2', f'"types": {types}')
    facts.write_text(changed, encoding="utf-8")
    assert [*cache.fetch("key", make, SILENT).vocabulary] == ["a", "b"]
    assert make.calls == 2


def test_a_pipe_in_the_cache_does_not_block_the_search_for_a_corpus():
    corpus = cache.fetch("key", Maker(), SILENT)
    (cache.corpora_home() / "another").mkdir()
    os.mkfifo(cache.corpora_home() / "another" / FACTS)
    assert cache.cached_corpus(corpus.fingerprint) == corpus.folder
    assert cache.cached_corpus("unknown") is None


@pytest.mark.parametrize(
    "facts", ["[]", "{}", '{"types": "2"}', '{"types": 1e999}', '{"types": 5, "fingerprint": "x"}']
)
def test_facts_of_another_form_are_damage(facts):
    make = Maker()
    cache.fetch("key", make, SILENT)
    (cache.corpora_home() / "key" / FACTS).write_text(facts, encoding="utf-8")
    assert [*cache.fetch("key", make, SILENT).vocabulary] == ["a", "b"]
    assert make.calls == 2
