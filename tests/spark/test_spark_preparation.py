"""A corpus that a cluster prepares has the bytes of one machine; what goes wrong is said."""

import gzip
import json
import shutil
import signal
import threading

import pytest

from tests.spark.command import python_that, run, strike, wait_for_a_file
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT, Notes
from w2vkit.base.system.folders import LocalFolder
from w2vkit.base.version import __version__
from w2vkit.corpus import spark_preparation
from w2vkit.corpus.parts import MANIFEST, is_in_parts, joined_corpus
from w2vkit.corpus.prepare import prepare
from w2vkit.corpus.spark_preparation import prepare_on_spark

CHINESE = "却说行者纵起筋斗云，径到东海，按住云头，捻着避水诀，分水而入，直至水晶宫前。"
ENGLISH = "The old king sat by the window and watched the snow fall on the roofs of the town"


def paragraphs(text, number, start=0):
    return "\n".join(f"{text} {start + place}." for place in range(number)) + "\n"


@pytest.fixture
def mixed(tmp_path):
    """Files of several encodings, formats and languages, in several directories."""
    folder = tmp_path / "texts"
    (folder / "b").mkdir(parents=True)
    (folder / "10.txt").write_text(paragraphs(ENGLISH, 50), encoding="utf-8")
    (folder / "2.txt").write_bytes(paragraphs(CHINESE, 50).encode("gb18030"))
    (folder / "b" / "u.txt").write_text(paragraphs(CHINESE, 20, 9), encoding="utf-16")
    with gzip.open(folder / "b" / "z.txt.gz", "wt", encoding="utf-8") as file:
        file.write(paragraphs(ENGLISH, 30, 5))
    page = f"<html><body><p>{CHINESE}</p><p>{CHINESE}</p></body></html>"
    (folder / "b" / "page.html").write_text(page, encoding="utf-8")
    (folder / "b" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "empty.txt").touch()
    for number in range(40):
        (folder / f"tiny{number}.txt").write_text(f"A tiny text {number}.", encoding="utf-8")
    return folder


def fingerprints(path, out, master, bytes_per_part=2_000, **options):
    notes, others = Notes(), Notes()
    config = SegmentConfig(**options)
    summary = prepare_on_spark([str(path)], str(out), config, notes, master, bytes_per_part)
    corpus, _ = prepare([str(path)], config, others)
    assert notes.said == others.said
    assert summary.tokens == corpus.tokens
    joined, _ = joined_corpus(LocalFolder(out), SILENT)
    return joined.fingerprint, corpus.fingerprint


@pytest.mark.parametrize("options", [{}, {"segmenter": "chars"}, {"script": "traditional"}])
def test_a_cluster_gives_the_bytes_of_one_machine(cluster, mixed, tmp_path, options):
    joined, alone = fingerprints(mixed, tmp_path / "out", cluster.master, **options)
    assert joined == alone
    facts = json.loads((tmp_path / "out" / MANIFEST).read_text(encoding="utf-8"))
    assert len(facts["parts"]) > 3
    assert facts["files"] == 45
    assert not [*(tmp_path / "out").glob(".part-*")]


def test_a_model_of_a_prepared_corpus_has_the_bytes_of_one_machine(cluster, mixed, tmp_path):
    prepared = run("spark", "prepare", mixed, "-o", "enc", "--master", cluster.master, cwd=tmp_path)
    assert prepared.returncode == 0, prepared.stderr
    assert "WARN" not in prepared.stderr
    assert "w2vkit train enc" in prepared.stderr
    # A cluster finds no names, because they are found in the whole text.
    for text, words in (("enc", ()), (mixed, ("--words", "none"))):
        name = f"of_{text == 'enc'}"
        trained = run("train", text, *words, "--epochs", "2", "--name", name, cwd=tmp_path)
        assert trained.returncode == 0, trained.stderr
    vectors = [tmp_path / "models" / name / "vectors.npy" for name in ("of_True", "of_False")]
    assert vectors[0].read_bytes() == vectors[1].read_bytes()


@pytest.mark.parametrize("what", ["pyspark.daemon", "CoarseGrainedExecutorBackend"])
def test_executors_that_are_killed_lose_nothing(cluster, mixed, tmp_path, what):
    struck = []

    def strike_then():
        wait_for_a_file(tmp_path, "out/*part-*")
        strike(cluster, what, signal.SIGKILL)
        struck.append(what)

    thread = threading.Thread(target=strike_then)
    thread.start()
    joined, alone = fingerprints(mixed, tmp_path / "out", cluster.master, bytes_per_part=500)
    thread.join()
    assert struck
    assert joined == alone
    assert not [*(tmp_path / "out").glob(".part-*")]


def error_of(*arguments, cwd):
    result = run("spark", "prepare", *arguments, cwd=cwd)
    assert result.returncode in (1, 2)
    assert "Traceback" not in result.stderr
    return result.stderr


def test_what_goes_wrong_is_said(cluster, mixed, tmp_path):
    master = ("--master", cluster.master)
    assert "cannot be reached" in error_of(
        mixed, "-o", "out", "--master", "spark://127.0.0.1:9", cwd=tmp_path
    )
    assert "does not exist" in error_of(tmp_path / "nothing", "-o", "out", *master, cwd=tmp_path)
    (mixed / "broken.txt").write_bytes(paragraphs(CHINESE, 5).encode("gb18030") + b"\xff\xff\n" * 9)
    said = error_of(mixed, "-o", "out", *master, "--encoding", "utf-8", cwd=tmp_path)
    assert "2.txt" in said or "broken.txt" in said
    assert not (tmp_path / "out").exists()
    said = error_of(mixed, "-o", "out", "--words", "auto", cwd=tmp_path)
    assert "Words are found in the whole text" in said
    (tmp_path / "out").mkdir()
    assert "another job" in error_of(mixed, "-o", "out", *master, cwd=tmp_path)


def test_a_damaged_part_is_named(cluster, mixed, tmp_path):
    out = tmp_path / "out"
    prepare_on_spark([str(mixed)], str(out), SegmentConfig(), SILENT, cluster.master, 2_000)
    assert is_in_parts(str(out))
    ids = out / "part-00001" / "ids.npy"
    ids.write_bytes(ids.read_bytes()[:-1] + b"\x7f")
    with pytest.raises(W2vError, match=r"part-00001 is damaged"):
        joined_corpus(LocalFolder(out), SILENT)
    shutil.rmtree(out / "part-00001")
    with pytest.raises(W2vError, match=r"part-00001 is damaged"):
        joined_corpus(LocalFolder(out), SILENT)
    (out / MANIFEST).unlink()
    result = run("train", out, cwd=tmp_path)
    assert result.returncode == 1
    assert "it is not complete" in result.stderr


def test_a_corpus_of_another_version_is_refused(cluster, mixed, tmp_path, monkeypatch):
    out = tmp_path / "out"
    monkeypatch.setattr(spark_preparation, "ENCODING_VERSION", 1)
    prepare_on_spark([str(mixed)], str(out), SegmentConfig(), SILENT, cluster.master)
    with pytest.raises(W2vError, match="another version"):
        joined_corpus(LocalFolder(out), SILENT)


def prepared_by(python, mixed, tmp_path):
    """Return what is said by a failing preparation, whose executors have another Python."""
    arguments = ("spark", "prepare", mixed, "-o", "out", "--master", "local[2]")
    result = run(*arguments, cwd=tmp_path, PYSPARK_PYTHON=python)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out").exists()
    return result.stderr


def test_executors_without_the_package_are_named(mixed, tmp_path):
    python = python_that(tmp_path, 'set -- -S "$@"')
    said = prepared_by(python, mixed, tmp_path)
    assert "w2vkit is not installed in the Python of the executors." in said


def test_executors_with_another_version_are_named(mixed, tmp_path):
    facts = tmp_path / "other" / "w2vkit-0.0.1.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text("Name: w2vkit\nVersion: 0.0.1\n", encoding="utf-8")
    python = python_that(tmp_path, f'export PYTHONPATH="{facts.parent}:$PYTHONPATH"')
    said = prepared_by(python, mixed, tmp_path)
    assert f"The executors have w2vkit 0.0.1, and this machine has {__version__}." in said


def test_a_full_disk_is_said(mixed, tmp_path):
    said = prepared_by(python_that(tmp_path, "ulimit -f 2"), mixed, tmp_path)
    assert "part-00000 could not be written: " in said


def test_an_old_java_is_named(mixed, tmp_path):
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_text(
        "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n", encoding="utf-8"
    )
    java.chmod(0o755)
    arguments = ("spark", "prepare", mixed, "-o", "out", "--master", "local[2]")
    result = run(*arguments, cwd=tmp_path, JAVA_HOME=str(tmp_path))
    assert result.returncode == 1
    assert f"Spark requires Java 17; {java} is Java 11." in result.stderr
