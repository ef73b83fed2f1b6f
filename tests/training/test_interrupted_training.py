"""Trainings that stop and are resumed: the same bytes, or a sentence that says why not."""

import json
import shutil
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from tests.gensim_marks import trainings
from tests.plugin_packages import forget_packages, install
from tests.texts import text_with
from tests.toys import StopsAfter
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.base.system.lock import locked
from w2vkit.model import manifest
from w2vkit.query.opening import open_model
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.job import new_job
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import resume, train

TEXT = "".join(
    f"悟空{a}妖怪，八戒{b}妖怪。师父{a}经书，沙僧{b}行李。\n" * 60
    for a in "打看找追"
    for b in "骂怕躲赶"
)
OPTIONS = {"algorithm": "cbow", "dim": 8, "epochs": 6, "workers": 1, "checkpoint_minutes": 1e-6}


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "tale.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def order(corpus, name="tale", **options):
    return TrainRequest([str(corpus)], name, options={**OPTIONS, **options})


def digest(models, name="tale"):
    files = manifest.read_info(models / name).files
    return {file: facts.sha256 for file, facts in files.items() if file.endswith(".npy")}


TRAININGS = [
    {"algorithm": "skipgram"},
    {"algorithm": "cbow"},
    {"algorithm": "cbow", "engine": "gensim"},
    {"algorithm": "skipgram", "loss": "hierarchical"},
    {"algorithm": "fasttext", "buckets": 1000},
    {"algorithm": "fasttext", "buckets": 10, "loss": "hierarchical", "min_alpha": 0.0},
]


@pytest.mark.parametrize(
    "options", trainings(*TRAININGS), ids=lambda options: "-".join(map(str, options.values()))
)
def test_stopped_and_resumed_equals_uninterrupted(models, corpus, options):
    train(order(corpus, "whole", **options))
    with pytest.raises(W2vError, match="was stopped"):
        train(order(corpus, **options), StopsAfter(0.4))
    assert not (models / "tale").exists()
    summary = resume("tale", {})
    assert digest(models) == digest(models, "whole")
    assert summary.loss == manifest.read_info(models / "whole").report["loss"]
    assert not Checkpoint(models, "tale").order_path.exists()


def test_a_chinese_text_resumes_with_the_names_that_are_kept_whole(models, tmp_path):
    novel = tmp_path / "novel.txt"
    novel.write_text(text_with("鸾鹭城") * 3, encoding="utf-8")
    for name, words in (("found", {}), ("plain", {"words": "none"})):
        request = replace(order(novel, name, min_count=1), segmentation=words)
        with pytest.raises(W2vError, match="was stopped"):
            train(request, StopsAfter(0.4))
        resume(name, {})
    assert "鸾鹭城" in open_model("found")
    assert "鸾鹭城" not in open_model("plain")


def continuation(corpus, name):
    options = {"epochs": 2, "workers": 1, "checkpoint_minutes": 1e-6}
    return TrainRequest([str(corpus)], name, options=options, base="base")


def test_a_continuation_without_a_saved_state_resumes_from_the_model(models, corpus):
    train(order(corpus, "base"))
    train(continuation(corpus, "whole"))
    job = new_job(continuation(corpus, "tale"), SILENT)
    Checkpoint(models, "tale").begin(job.order())  # killed before the first checkpoint
    resume("tale", {})
    assert digest(models) == digest(models, "whole")


def test_killed_and_resumed_equals_uninterrupted(models, tmp_path):
    big = tmp_path / "big.txt"
    big.write_text(TEXT * 20, encoding="utf-8")
    train(order(big, "whole", epochs=12))
    options = "--dim 8 --epochs 12 --workers 1 --checkpoint-minutes 0.000001 --name tale"
    train_cbow = ["train", str(big), "--algorithm", "cbow"]
    command = [sys.executable, "-m", "w2vkit", *train_cbow, *options.split()]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    state = Checkpoint(models, "tale").state_path
    while not state.exists() and process.poll() is None:
        time.sleep(0.001)
    process.kill()
    process.wait()
    assert not (models / "tale").exists(), "it was finished before it could be killed"
    resume("tale", {})
    assert digest(models) == digest(models, "whole")


@pytest.mark.parametrize("member", ["cbow", "fasttext"])
def test_a_killed_fused_training_resumes_with_the_member_it_was_at(models, tmp_path, member):
    big = tmp_path / "big.txt"
    big.write_text(TEXT * 20, encoding="utf-8")
    train(order(big, "whole", epochs=12, algorithm="fused", buckets=500))
    options = "--algorithm fused --buckets 500 --dim 8 --epochs 12 --workers 1 --name tale"
    command = [sys.executable, "-m", "w2vkit", "train", str(big), *options.split()]
    command += ["--checkpoint-minutes", "0.000001"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    checkpoint = Checkpoint(models, "tale")
    while process.poll() is None and not _is_training(checkpoint, member):
        time.sleep(0.001)
    process.kill()
    process.wait()
    assert not (models / "tale").exists(), "it was finished before it could be killed"
    heard = StopsAfter(2.0)
    notes = []
    heard.note = notes.append
    resume("tale", {}, heard)
    assert any(f"Training {member}, member" in note for note in notes)
    assert any("Training cbow, member" in note for note in notes) is (member == "cbow")
    assert digest(models) == digest(models, "whole")


def _is_training(checkpoint, member):
    """Return whether a state in the midst of this member's training is stored."""
    state = checkpoint.state()
    if state is None or not state.figures["running"]:
        return False
    return (member == "cbow") is (not state.figures["finished"])


def test_a_damaged_checkpoint_starts_again_and_says_so(models, corpus):
    train(order(corpus, "whole"))
    with pytest.raises(W2vError, match="was stopped"):
        train(order(corpus), StopsAfter(0.4))
    Checkpoint(models, "tale").state_path.write_bytes(b"nonsense")
    heard = StopsAfter(2.0)
    notes = []
    heard.note = notes.append
    resume("tale", {}, heard)
    assert any("damaged" in note for note in notes)
    assert digest(models) == digest(models, "whole")


def test_other_options_are_refused_by_name(models, corpus):
    with pytest.raises(W2vError, match="was stopped"):
        train(order(corpus), StopsAfter(0.4))
    with pytest.raises(W2vError, match="dim is 9, but was 8"):
        resume("tale", {"dim": 9})
    resume("tale", {"workers": 2})


def test_a_changed_corpus_is_refused_by_name(models, corpus):
    with pytest.raises(W2vError, match="was stopped"):
        train(order(corpus), StopsAfter(0.4))
    corpus.write_text(TEXT + "馒头。\n", encoding="utf-8")
    with pytest.raises(W2vError, match=r"tale\.txt has .* bytes instead of"):
        resume("tale", {})


def test_nothing_to_resume(models):
    with pytest.raises(W2vError, match="no unfinished training"):
        resume("tale", {})


def test_two_trainings_of_one_name_do_not_run_at_once(models, corpus):
    models.mkdir()
    with (
        locked(models / ".tale.lock", W2vError("")),
        pytest.raises(W2vError, match="“tale” is being trained by another process"),
    ):
        train(replace(order(corpus), force=True))
    train(order(corpus))
    assert [path.name for path in models.iterdir()] == ["tale"]


def test_an_unfinished_training_is_not_thrown_away(models, corpus):
    with pytest.raises(W2vError, match="was stopped"):
        train(order(corpus), StopsAfter(0.4))
    with pytest.raises(W2vError, match="There is an interrupted training") as caught:
        train(order(corpus))
    assert "--resume tale" in str(caught.value.hint)
    train(replace(order(corpus), force=True))
    assert not Checkpoint(models, "tale").kept()


class Fails(StopsAfter):
    """A listener that fails when training has started."""

    def progress(self, progress):
        if progress.stage == "Training":
            raise W2vError("training fails")


def test_a_training_that_fails_leaves_nothing_behind(models, corpus):
    with pytest.raises(W2vError, match="training fails"):
        train(order(corpus, checkpoint_minutes=5.0), Fails(0.0))
    assert list(models.iterdir()) == []


def test_resumed_from_another_directory(models, corpus, monkeypatch, tmp_path):
    monkeypatch.chdir(corpus.parent)
    with pytest.raises(W2vError, match="was stopped"):
        train(replace(order(corpus), paths=(corpus.name,)), StopsAfter(0.4))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert resume("tale", {}).name == "tale"


@pytest.mark.parametrize("content", ["{}", "[]", '{"request": {"x": 1}, "config": {}}', "1"])
def test_what_was_being_trained_is_damaged(models, content):
    models.mkdir()
    Checkpoint(models, "tale").order_path.write_text(content, encoding="utf-8")
    with pytest.raises(W2vError, match="damaged"):
        resume("tale", {})


WHOLE = {
    "request": {
        "paths": ["a.txt"],
        "name": "tale",
        "force": False,
        "base": None,
        "segmentation": {},
        "options": {},
    },
    "config": {},
    "fingerprint": "",
    "files": {},
}


@pytest.mark.parametrize(
    "request_facts",
    [
        {"paths": "a.txt"},
        {"paths": [3]},
        {"paths": ["a\0b"]},
        {"paths": ["\ud800"]},
        {"name": None},
        {"force": 1},
        {"segmentation": {"colour": 1}},
        {"options": {"dim": "9"}},
    ],
)
def test_a_request_of_another_form_is_damage(models, request_facts):
    models.mkdir()
    content = {**WHOLE, "request": {**WHOLE["request"], **request_facts}}
    Checkpoint(models, "tale").order_path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(W2vError, match="damaged") as caught:
        resume("tale", {})
    assert "--force" in caught.value.hint


def test_a_missing_file_is_called_missing(models, corpus):
    folder = corpus.parent / "texts"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    with pytest.raises(W2vError, match="was stopped"):
        train(order(folder), StopsAfter(0.4))
    (folder / "b.txt").unlink()
    with pytest.raises(W2vError, match=r"b\.txt is missing"):
        resume("tale", {})


MODULE = """
from w2vkit.languages.segmentation.segmenter import Segmenter

OLD = Segmenter("toy", lambda: list, version="1")
NEW = Segmenter("toy", lambda: lambda line: [line[:2], *line[2:]], version="2")
"""


def test_a_training_does_not_go_on_with_another_segmenter(models, corpus, plugin_path):
    def offer(target):
        entries = {"w2vkit.segmenters": {"toy": f"toy_versions:{target}"}}
        project = {"name": "toy-versions", "version": "1", "entry-points": entries}
        shutil.rmtree(plugin_path)
        install(plugin_path, project, {"toy_versions.py": MODULE})
        forget_packages()

    offer("OLD")
    job = new_job(replace(order(corpus), segmentation={"segmenter": "toy"}), SILENT)
    Checkpoint(models, "tale").begin(job.order())
    offer("NEW")
    with pytest.raises(W2vError) as error:
        resume("tale", {})
    assert error.value.message == (
        "The corpus of “tale” has changed since the training was started: the segmenter."
    )
