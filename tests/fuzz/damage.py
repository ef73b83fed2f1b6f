"""Files broken on purpose and then used; only W2vError may be raised.

    python -m tests.fuzz.damage [--count 10000] [--seed 1] [TARGET ...]

Each input gets at most five seconds of the processor, a minute on the clock and two gigabytes.
"""

import argparse
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

import numpy as np

import w2vkit
from tests.fuzz import mutations
from tests.toys import STORED, random_embeddings, save_model, with_subwords
from w2vkit.base.config import ImportConfig, IndexConfig, TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.base.system.paths import models_home
from w2vkit.base.system.regular import file_sha256
from w2vkit.corpus import cache
from w2vkit.corpus.encoded import chunk_of, write_corpus
from w2vkit.model import manifest, registry, store, writer
from w2vkit.model.word_files import write_kinds

TOY = Path(__file__).parents[1] / "data" / "toy"
PACKAGE = str(Path(w2vkit.__file__).parent)
SECONDS, HANGING, BYTES = 5, 60, 2 << 30


class Target:
    """Files in a folder, and a function that uses them; `use` may raise W2vError only."""

    def __init__(self, files, use, finish=None, *, special=True):
        self.files, self.use, self.finish, self.special = files, use, finish, special
        self.whole = {path: path.read_bytes() for path in files}

    def turn(self, seed, turn):
        """Break a file and use it; return the error, or None for an answer."""
        rng = np.random.default_rng([seed, turn])
        mutations.break_one(self.files, rng, whole=self.whole, special=self.special)
        try:
            if self.finish:
                self.finish(rng)
            self.use(rng)
        except W2vError as error:
            if not error.hint or "\n" in error.message + error.hint:
                raise ValueError("not a sentence and a hint") from error
            return error.message
        finally:
            mutations.mend(self.files, self.whole)
        return None


def foreign(name):
    """Return a target: a file of another tool, read in its own format and in the detected one."""

    def make(folder):
        from w2vkit.model.formats import format_named
        from w2vkit.model.formats.reading import open_vectors
        from w2vkit.model.formats.vector_stream import collect_vectors

        shutil.copytree(TOY, folder / "toy")
        place = folder / "toy" / name
        beside = {"toy.npy": ["toy.words.txt"], "toy.tsv": ["toy.metadata.tsv"]}.get(name, [])
        files = [place, *(place.with_name(one) for one in beside)]
        if place.is_dir():
            files = sorted(path for path in place.rglob("*") if path.is_file())

        def use(rng):
            chosen = format_named(STORED[name]) if rng.integers(2) else None
            config = ImportConfig(repair=bool(rng.integers(2)))
            with open_vectors(place, config, chosen) as incoming:
                read = collect_vectors(incoming)
            assert np.isfinite(read.vectors).all()
            assert len(read.vocabulary.counts()) == len(set(read.vocabulary)) > 0

        return Target(files, use)

    return make


def reseal(path):
    """Update the checksums of a model, so that they do not reveal the damage."""
    content = json.loads((path / manifest.INFO).read_bytes())
    for name in content["files"]:
        if (path / name).is_file() and not (path / name).is_symlink():
            size = (path / name).stat().st_size
            content["files"][name] = {"bytes": size, "sha256": file_sha256(path / name)}
    (path / manifest.INFO).write_text(json.dumps(content), encoding="utf-8")


def maybe_reseal(path, rng):
    """Reseal a model half of the time, if its `model.json` can still be read."""
    info = path / manifest.INFO
    if rng.integers(2) and info.is_file() and not info.is_symlink():
        try:
            reseal(path)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return


def own_model(folder):
    """Return a target: a model folder with subwords, output weights and rare words."""
    path = saved(with_subwords(random_embeddings(12, 4)))

    def use(rng):
        from w2vkit.model.embeddings import principal_axes
        from w2vkit.model.vocabulary import Vocabulary
        from w2vkit.query.opening import open_model
        from w2vkit.training.continued_options import inherited_options
        from w2vkit.training.continued_training import merged_counts, starting_state

        assert len([*registry.describe_models()]) <= 1
        assert json.dumps(registry.info_record("m", verify=True))
        model = open_model("m")
        assert len(model.similar("w3", topn=5)) <= 5
        for word in ("w1", "w1x", "q"):
            if word not in model:
                model.missing_words.hint(word)
        assert {*model.kinds.values()} <= {"person", "thing"}
        assert "" not in model.embeddings.vocabulary.starting_with("w")
        assert len([*model.embeddings.vocabulary]) == len(model.embeddings.vocabulary.counts())
        principal_axes(model.embeddings.vectors, 2)
        stored = store.load(path)
        inherited_options(stored, {})
        kept, _ = merged_counts(stored, Vocabulary.from_counts([("w1", 3)]), 1)
        starting_state(stored, Vocabulary.from_counts(kept), TrainConfig(dim=stored.info.dim))

    return Target(contents(path), use, lambda rng: maybe_reseal(path, rng))


def saved(embeddings):
    """Save a model `m` with every optional file, and return its path."""
    save_model("m", embeddings)
    path = registry.locate_model("m")
    np.save(path / store.CONTEXT, np.zeros_like(embeddings.vectors))
    info = manifest.read_info(path)
    training = {"algorithm": "cbow", "dim": embeddings.dim, "min_count": 3}
    options = {**info.options, "training": training, "segmentation": {"merge_aliases": True}}
    (path / "lexicon.tsv").write_text(
        "word\tcount\tscore\tcut\talias_of\nqq\t3\t1.0\tq q\tw1\n", encoding="utf-8"
    )
    write_kinds(path, {"w1": "person", "w3": "thing"})
    writer.seal(path, manifest.replace(info, options=options))
    return path


def contents(path):
    """Return the files of a folder, sorted."""
    return sorted(one for one in path.iterdir() if one.is_file())


def own_index(folder):
    """Return a target: the faiss index of a model, and its entry in `model.json`."""
    from w2vkit.query.index import build_index

    path = saved(random_embeddings(300, 8))
    build_index("m", IndexConfig())

    def use(rng):
        from w2vkit.query.opening import open_model

        assert len(open_model("m").similar("w3", index=True)) <= 10

    return Target([path / store.NEIGHBOURS, path / manifest.INFO], use)


def checkpoint(folder):
    """Return a target: an interrupted training, which is resumed or restarted."""
    from w2vkit.engines.state import restoring
    from w2vkit.engines.word2vec.run import new_run, restore, state_of
    from w2vkit.training.checkpoint import Checkpoint
    from w2vkit.training.interrupted_training import resumed_job
    from w2vkit.training.job import new_job
    from w2vkit.training.request import TrainRequest

    corpus = folder / "text.txt"
    corpus.write_text("one two three four five two three\n" * 40, encoding="utf-8")
    options = {"dim": 4, "epochs": 2, "min_count": 1}
    job = new_job(TrainRequest([str(corpus)], "m", options=options), SILENT)
    kept = Checkpoint(models_home(), "m")
    kept.begin(job.order())
    counts = job.vocabulary.counts()
    kept.keep(state_of(new_run(job.corpus.tokens, counts, job.config, 1)))

    def use(rng):
        again = resumed_job(kept, {}, SILENT)
        run = new_run(again.corpus.tokens, again.vocabulary.counts(), again.config, 1)
        if again.start is not None:
            with restoring():
                restore(run, again.start)
            assert run.done <= run.total

    return Target([kept.state_path, kept.order_path], use)


def encoded_cache(folder):
    """Return a target: an encoded corpus, which is rebuilt if it is damaged."""

    def make(draft):
        write_corpus([chunk_of([["a", "b", "b"], ["b", "c"]] * 9)], draft)

    cache.fetch("key", make, SILENT)
    place = cache.corpora_home() / "key"

    def use(rng):
        cache.entries()
        corpus = cache.fetch("key", make, SILENT)
        assert [*corpus.vocabulary] == ["b", "a", "c"]
        assert corpus.tokens == 45 == len(corpus.ids())
        assert corpus.occurrences(3).sum() == 45

    return Target(contents(place), use)


def word_lists(folder):
    """Return a target: word lists, dictionaries and the output of `words`."""
    lines = (
        "word\tcount\tscore\tcut\talias_of\n孙悟空\t70\t9.1\t孙 悟空\t行者\n行者\t90\t1\t行 者\t\n"
    )
    path = folder / "words.tsv"
    path.write_text(lines * 3 + "云边风 900 nr\n", encoding="utf-8")
    dictionary = folder / "dictionary.txt"
    dictionary.write_text("云边风 900 nr\n孙悟空\nNew York\t7\tnz\n" * 3, encoding="utf-8")

    def use(rng):
        from w2vkit.languages.segmentation.word_lists import (
            read_aliases,
            read_dictionary,
            read_protected_words,
            read_word_list,
        )

        for read in (read_word_list, read_protected_words, read_aliases):
            assert read(str(path)) is not None
        assert read_dictionary(str(dictionary)) is not None

    return Target([path, dictionary], use, special=False)  # users may name a pipe, and wait for it


def test_sets(folder):
    """Return a target: test sets of every kind."""
    path = folder / "set.txt"
    lines = ": capitals\nking man queen woman\nking queen 7.5\nking\troyal\na b c | d\n"
    path.write_text(lines * 4, encoding="utf-8")

    def use(rng):
        from w2vkit.evaluation.test_sets import read_test_set

        assert read_test_set(str(path)).questions

    return Target([path], use, special=False)  # users may name a pipe, and wait for it


test_sets.__test__ = False
TARGETS = {
    **{name: foreign(name) for name in STORED if name != "toy.kv"},
    "model folder": own_model,
    "index": own_index,
    "checkpoint": checkpoint,
    "encoded corpus": encoded_cache,
    "word lists": word_lists,
    "test sets": test_sets,
}
"""All toys except a pickle, which is read only with `--trust-pickle`."""


class TooLongError(Exception):
    """An input took longer than the time limit."""


def _too_long(number, frame):
    raise TooLongError


def run(name, count, seed, first=0):
    """Break a target `count` times; count the outcomes and return the failures."""
    results, failed = Counter(), Counter()
    for number in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(number, _too_long)
    with tempfile.TemporaryDirectory() as folder:
        target = TARGETS[name](Path(folder))
        target.use(np.random.default_rng(0))  # the intact files can be used
        for turn in range(first, first + count):
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            signal.alarm(HANGING)
            try:
                results["refused" if target.turn(seed, turn) else "read"] += 1
            except Exception as error:  # whatever it is, it is what is looked for
                trace = traceback.extract_tb(error.__traceback__)
                ours = [one for one in trace if one.filename.startswith(PACKAGE)]
                at = ours[-1] if ours else trace[-1]
                failed[f"{type(error).__name__} {Path(at.filename).name}:{at.lineno}"] += 1
                if failed.total() <= 5:
                    print(f"{name} --seed {seed} turn {turn}: {error!r} {at.name}", flush=True)
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
                signal.alarm(0)
    return results, failed


def main():
    """Run the named targets, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    warnings.simplefilter("error")
    bad = False
    for name in options.targets or TARGETS:
        with tempfile.TemporaryDirectory() as home:
            os.environ |= {"W2VKIT_MODELS": f"{home}/models", "W2VKIT_CACHE": f"{home}/cache"}
            began = time.time()
            results, failed = run(name, options.count, options.seed, options.first)
        took = f"{time.time() - began:.0f} s"
        print(
            f"{name:18} {options.count:7,} {dict(results)} failed {dict(failed)} {took}", flush=True
        )
        bad |= bool(failed)
    sys.exit(bad)


if __name__ == "__main__":
    main()
