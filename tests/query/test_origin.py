"""The text of a model, and the command that trains on it again."""

import re
import shlex
import shutil
from dataclasses import asdict

import pytest

import w2vkit
from w2vkit.base.config import SegmentConfig
from w2vkit.corpus import cache
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.model.manifest import ModelInfo
from w2vkit.query.origin import Origin, origin_of
from w2vkit.training.defaults import resolve

LINES = ("且说双鞭将呼延灼来到阵前。", "呼延灼听了大怒。", "众人都道呼延灼好武艺！")


@pytest.fixture
def novel(tmp_path):
    path = tmp_path / "my novel.txt"
    path.write_text("\n".join(LINES * 30), encoding="utf-8")
    return path


def test_the_command_that_is_advised_keeps_the_word_whole(w2v, models, novel):
    options = ("--epochs", 2, "--dim", 8, "--min-count", 1, "--seed", 7, "--keep-whole", "武艺")
    options += ("--algorithm", "cbow", "--words", "none")
    assert w2v("train", novel, "--name", "水浒", *options).exit_code == 0
    done = w2v("similar", "呼延灼")
    assert done.exit_code == 3
    assert "In the text without punctuation, it occurs 90 times" in done.stderr
    advised = re.search(r"Keep it whole with: w2vkit (.*)", done.stderr)[1]
    assert w2v(*shlex.split(advised)).exit_code == 0
    assert w2v("similar", "呼延灼", "-n", 1).exit_code == 0
    model = w2vkit.open("水浒")
    assert "武艺" in model
    assert model.embeddings.dim == 8


def test_without_the_cache_nothing_is_claimed(w2v, models, novel):
    options = ("--algorithm", "cbow", "--epochs", 1, "--dim", 8, "--min-count", 1)
    options += ("--words", "none")
    assert w2v("train", novel, "--name", "水浒", *options).exit_code == 0
    shutil.rmtree(cache.corpora_home())
    done = w2v("similar", "呼延灼")
    assert done.exit_code == 3
    assert "does not occur" not in done.stderr
    assert "unknown" in done.stderr


def origin(paths, lists=("auto",), language=ENGLISH, **options):
    config = asdict(resolve(options, 30_000, language=language))
    segmentation = SegmentConfig(words=lists, keep_case=True)
    return Origin(
        "my", segmentation, config, {"paths": paths, "chinese": language is CHINESE}, 30_000
    )


def test_options_that_were_chosen_by_hand_are_in_the_command(tmp_path):
    path, words = tmp_path / "a.txt", tmp_path / "my list.txt"
    for file in (path, words):
        file.write_text("a", encoding="utf-8")
    lists = ("auto", str(words))
    segmentation = f"--words auto --words '{words}' --keep-case"
    end = "--keep-whole 'New York' --name my --force"
    assert origin([str(path)], lists).command_keeping(["New York"]) == (
        f"w2vkit train {path} {segmentation} {end}"
    )
    given = origin([str(path)], lists, algorithm="skipgram", alpha=0.01, dim=70, workers=3)
    assert given.command_keeping(["New York"]) == (
        f"w2vkit train {path} {segmentation} --algorithm skipgram --dim 70 --alpha 0.01 {end}"
    )


def test_options_of_a_fused_model_are_in_the_command_unless_they_are_defaults(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("a", encoding="utf-8")
    begin, end = (
        f"w2vkit train {path} --words auto --keep-case",
        "--keep-whole 甲 --name my --force",
    )
    fused = origin([str(path)], language=CHINESE)
    assert fused.command_keeping(["甲"]) == f"{begin} {end}"
    fused.corpus = {"paths": [str(path)]}  # an earlier version did not record the language
    assert " --members cbow=1,fasttext=1,ppmi=1 " in fused.command_keeping(["甲"])
    cbow = origin([str(path)], language=CHINESE, algorithm="cbow", window=7)
    assert cbow.command_keeping(["甲"]) == f"{begin} --algorithm cbow --window 7 {end}"


def test_there_is_no_command_without_the_files(tmp_path):
    assert origin([str(tmp_path / "gone.txt")]).command_keeping(["甲"]) is None
    assert origin([]).command_keeping(["甲"]) is None
    assert origin(["-"]).command_keeping(["甲"]) is None
    path = tmp_path / "a.txt"
    path.touch()
    assert origin([str(path)]).command_keeping(["甲"])
    assert origin([str(path)], ("gone.txt",)).command_keeping(["甲"]) is None
    continued = origin([str(path)])
    continued.corpus = {"paths": [str(path)], "continues": "old"}
    assert continued.command_keeping(["甲"]) is None


def test_older_models_name_their_files_only(tmp_path):
    files = [tmp_path / f"{number}.txt" for number in range(4)]
    for file in files:
        file.touch()
    some = origin([])
    some.corpus = {"files": [{"name": str(file)} for file in files[:2]]}
    assert f"train {files[0]} {files[1]} " in some.command_keeping(["甲"])
    some.corpus = {"files": [{"name": str(file)} for file in files]}
    assert some.command_keeping(["甲"]) is None


@pytest.mark.parametrize(
    ("options", "corpus"),
    [
        ({}, {}),
        ({"training": {"dim": 5}, "segmentation": {"words": None}}, {}),
        ({"training": {"dim": 5}, "segmentation": {"unheard": 1}}, {"fingerprint": "x"}),
    ],
)
def test_models_that_were_not_trained_here_have_no_origin(options, corpus):
    info = ModelInfo("m", 1, 1, "toy", options=options, corpus=corpus)
    assert origin_of(info) is None


def test_a_composed_word_that_is_split_is_explained_as_well(w2v, models, novel):
    options = ("--epochs", 1, "--dim", 8, "--min-count", 1, "--algorithm", "fused")
    options += ("--buckets", 500, "--words", "none")
    assert w2v("train", novel, "--name", "水浒", *options).exit_code == 0
    refused = w2v("similar", "呼延灼")
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "Keep it whole with: w2vkit train " in refused.stderr
    assert "--compose answers with a vector composed" in refused.stderr
    done = w2v("similar", "呼延灼", "--compose")
    assert done.exit_code == 0
    composed = "its vector is composed of its character n-grams. In the text without punctuation"
    assert composed in done.stderr
    assert "Keep it whole with: w2vkit train " in done.stderr
    many = w2v("similar", *(f"灼{sign}" for sign in "甲乙丙丁戊己庚"), "--compose")
    assert many.stderr.count("composed of its character n-grams.\n") == 2  # not all are explained
