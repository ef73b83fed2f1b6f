"""Texts, a prepared corpus and checkpoints on S3, on a server of its own, in place of paths."""

import gzip
import subprocess
import sys
from zipfile import ZipFile

import pytest
from pyarrow import fs

from tests.patience import wait_until
from tests.planted import zipf_sentences
from tests.spark.command import run
from tests.spark.test_spark_training import LONG, OPTIONS, weights
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.base.system.folders import StoredFolder, folder_at
from w2vkit.base.system.storage import stored_files
from w2vkit.corpus.parts import joined_corpus
from w2vkit.corpus.prepare import prepare
from w2vkit.corpus.spark_preparation import prepare_on_spark

CHINESE = "却说行者纵起筋斗云，径到东海，按住云头，捻着避水诀，分水而入，直至水晶宫前。\n"


def upload(folder, uri):
    system, place = fs.FileSystem.from_uri(uri.replace("s3a", "s3"))
    fs.copy_files(str(folder), place, destination_filesystem=system)


@pytest.fixture(scope="module")
def texts(storage, tmp_path_factory):
    """Texts, and a folder on storage that has the same ones."""
    folder = tmp_path_factory.mktemp("stored")
    texts = folder / "texts"
    (texts / "第 一").mkdir(parents=True)
    sentences = zipf_sentences(sentences=6_000, words=900)
    for number in range(6):
        lines = [" ".join(words) for words in sentences[number::6]]
        (texts / f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    (texts / "第 一" / "10.txt").write_text(CHINESE * 50, encoding="gb18030")
    (texts / "第 一" / "2.txt").write_text(CHINESE * 20, encoding="utf-16")
    with gzip.open(texts / "z.txt.gz", "wt", encoding="utf-8") as file:
        file.write(CHINESE * 9)
    with ZipFile(texts / "z.zip", "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", f"The queen of member {number} slept.\n" * 9)
    (texts / ".hidden.txt").write_text("hidden", encoding="utf-8")
    (texts / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    upload(texts, f"{storage}/texts")
    return folder


@pytest.fixture(scope="module")
def prepared(cluster, storage, texts):
    """The URI of a corpus that the cluster has prepared from the texts on storage."""
    uri, master = f"{storage}/enc", ("--master", cluster.master)
    result = run("spark", "prepare", f"{storage}/texts", "-o", uri, *master, cwd=texts)
    assert result.returncode == 0, result.stderr
    assert "hidden (.hidden.txt); picture (picture.png)" in result.stderr
    assert "s3a://bucket/texts/第 一/10.txt: GB18030." in result.stderr
    assert {name.split("/")[0] for name in stored_files(uri)} == {"parts.json", "part-00000"}
    return uri


def test_one_machine_reads_a_corpus_on_storage_with_the_same_bytes(prepared, storage, texts):
    for text, name in ((prepared, "stored"), (f"{storage}/texts", "texts"), ("texts", "local")):
        words = () if text == prepared else ("--words", "none")
        result = run("train", text, *words, "--epochs", "2", "--name", name, cwd=texts)
        assert result.returncode == 0, result.stderr
    assert weights(texts, "stored") == weights(texts, "local")
    assert weights(texts, "texts") == weights(texts, "local")


def test_ranges_of_files_on_storage_are_those_of_one_machine(cluster, storage, texts):
    config, uri = SegmentConfig(), f"{storage}/ranges"
    paths = [f"{storage}/texts"]
    summary = prepare_on_spark(paths, uri, config, SILENT, cluster.master, bytes_per_part=9_000)
    assert summary.parts > 2 * summary.files
    joined, _ = joined_corpus(folder_at(uri), SILENT)
    alone, _ = prepare([str(texts / "texts")], config, SILENT)
    assert joined.fingerprint == alone.fingerprint


def test_a_cluster_trains_on_storage_with_the_bytes_of_one_machine(cluster, prepared, texts):
    options = ("--algorithm", "skipgram", *OPTIONS)
    master = ("--master", cluster.master)
    there = run("spark", "train", prepared, "--name", "there", *options, *master, cwd=texts)
    assert there.returncode == 0, there.stderr
    here = run("train", "texts", "--name", "here", "--words", "none", *options, cwd=texts)
    assert here.returncode == 0, here.stderr
    assert weights(texts, "there") == weights(texts, "here")
    assert not [name for name in stored_files(prepared) if "training-" in name]


def test_a_driver_that_is_killed_goes_on_from_the_checkpoint_on_storage(cluster, prepared, texts):
    arguments = ("spark", "train", prepared, "--name", "killed", *LONG)
    master = ("--checkpoint-minutes", "0.005", "--master", cluster.master)
    command = [sys.executable, "-m", "w2vkit", *arguments, *master]
    with subprocess.Popen(command, cwd=texts, stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: any(name.endswith("state.npz") for name in stored_files(prepared)))
        process.kill()
    again = run(*arguments, *master, cwd=texts)
    assert again.returncode == 0, again.stderr
    assert "Training goes on from the checkpoint in s3a://bucket/enc/joined/" in again.stderr
    here = run("train", "texts", "--name", "whole", "--words", "none", *LONG, cwd=texts)
    assert here.returncode == 0, here.stderr
    assert weights(texts, "killed") == weights(texts, "whole")


def test_a_second_job_is_noticed(storage, cluster, prepared, texts):
    first, second = folder_at(f"{storage}/new"), folder_at(f"{storage}/new")
    assert first.create()
    assert not second.create()
    with second.replacing("claim") as draft:  # as of a job that began at the same moment
        draft.write_text(second.owner, encoding="utf-8")
    assert not first.is_own()
    assert second.is_own()
    again = run("spark", "prepare", "texts", "-o", prepared, "--master", cluster.master, cwd=texts)
    assert again.returncode == 1
    assert "There is a corpus at s3a://bucket/enc." in again.stderr


def test_what_goes_wrong_is_said(storage, prepared, texts):
    with pytest.raises(W2vError, match=r"s3a://bucket/nothing does not exist"):
        stored_files(f"{storage}/nothing")
    result = run("train", f"{storage}/nothing", cwd=texts)
    assert "s3a://bucket/nothing does not exist." in result.stderr
    result = run("train", "s3://nobucket/nothing", cwd=texts)
    assert "s3://nobucket/nothing does not exist." in result.stderr
    assert "Traceback" not in result.stderr


def test_bytes_of_a_file_are_copied_when_they_are_needed(storage, tmp_path):
    (tmp_path / "a").write_bytes(bytes(range(200)))
    upload(tmp_path, f"{storage}/some")
    folder = StoredFolder(f"{storage}/some")
    with folder.fetched("", only={"a": [(0, 3)]}) as path:
        assert (path / "a").read_bytes() == bytes([0, 1, 2]) + bytes(197)
        folder.complete("a", path / "a", (198, 300))
        assert (path / "a").read_bytes() == bytes([0, 1, 2]) + bytes(195) + bytes([198, 199])
    assert not path.exists()
