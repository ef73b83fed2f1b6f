"""A language with its own tokenizer, brought by a package: Japanese, by runs of characters."""

import json
import os
import random
import subprocess
import sys

import pytest

from tests.plugin_packages import install

MODULE = """
import re
import sys
from pathlib import Path

from w2vkit.languages.language import Language, sized
from w2vkit.languages.segmentation.segmenter import Segmenter

print("The package is imported.", file=sys.stderr)
RUNS = re.compile(r"[一-龯々]+|[ァ-ヴー]+|[ぁ-ん]|[^\\W一-龯々ァ-ヴーぁ-ん]+|[^\\w\\s]")


def load():
    return RUNS.findall


SEGMENTER = Segmenter("kana", load, version="{version}", languages=("ja",))
JAPANESE = Language(
    "ja",
    "Japanese",
    ngram_lengths=(1, 3),
    segmenters=("kana",),
    defaults=(
        sized(900, "ppmi", 1, 1, dim=8, window=2),
        sized(float("inf"), "ppmi", 1, 2, dim=12, window=3),
    ),
)
"""
PROJECT = {
    "name": "w2vkit-toy-japanese",
    "version": "0.1",
    "entry-points": {
        "w2vkit.segmenters": {"kana": "toy_japanese:SEGMENTER"},
        "w2vkit.languages": {"ja": "toy_japanese:JAPANESE"},
    },
}
IMPORTED = "The package is imported."
WHO = ("王様", "王女", "犬", "猫", "ロボット", "先生")
WHAT = ("林檎", "パン", "魚", "本", "手紙", "花")
DONE = ("食べました", "見つけました", "買いました", "落としました")
WHERE = ("城で", "森で", "海で", "町で")


def text(sentences):
    chance = random.Random(7)
    parts = ((WHERE, "", WHO, "は", WHAT, "を", DONE, "。") for _ in range(sentences))
    lines = (
        "".join(part if isinstance(part, str) else chance.choice(part) for part in one)
        for one in parts
    )
    return "\n".join(lines) + "\n"


@pytest.fixture
def package(tmp_path):
    """Give the folder with the package."""
    folder = tmp_path / "site"
    install(folder, PROJECT, {"toy_japanese.py": MODULE.replace("{version}", "1.0")})
    return folder


@pytest.fixture
def run(tmp_path, models, package):
    """Return a function that runs a command line in a new process, with or without the package."""
    (tmp_path / "short.txt").write_text(text(40), encoding="utf-8")
    (tmp_path / "long.txt").write_text(text(400), encoding="utf-8")

    def start(*arguments, without=False, exit_code=0, **variables):
        paths = os.environ.get("PYTHONPATH", "")
        done = subprocess.run(
            [sys.executable, "-m", "w2vkit", *arguments],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": paths if without else f"{package}{os.pathsep}{paths}",
                "COLUMNS": "100",
                **variables,
            },
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == exit_code, done.stderr
        return done

    return start


def update(package):
    """Install another version of the package, which divides runs of Chinese characters."""
    module = MODULE.replace("{version}", "1.1").replace("[一-龯々]+|[ァ", "[一-龯々]|[ァ")
    (package / "toy_japanese.py").write_text(module, encoding="utf-8")


def rows(done):
    return json.loads(done.stdout)


def test_the_text_is_segmented_by_its_own_tokenizer(run):
    done = run("segment", "short.txt", "--segmenter", "kana")
    assert done.stdout.splitlines()[0].split(" ")[1::2] == ["で", "は", "を", "べ", "し"]
    assert done.stdout.replace(" ", "") == text(40).replace("。", "")


def test_names_are_listed_without_importing_the_package(run):
    for command in ("segment", "train"):
        done = run(command, "--help")
        assert "icu|kana]" in done.stdout
        assert IMPORTED not in done.stderr
    completed = {"COMP_WORDS": "w2vkit train --segmenter ", "COMP_CWORD": "3"}
    done = run(_W2VKIT_COMPLETE="bash_complete", **completed)
    assert [line.partition(",")[2] for line in done.stdout.split()][-2:] == ["icu", "kana"]
    assert done.stderr == ""


def test_an_unknown_name_gets_the_names_there_are(run):
    done = run("segment", "short.txt", "--segmenter", "kanji", exit_code=2)
    assert "'kanji' is not one of 'auto', 'rjieba'" in done.stderr
    assert "'icu', 'kana'." in done.stderr
    assert IMPORTED not in done.stderr


@pytest.mark.parametrize(("name", "dim", "window"), [("short", 8, 2), ("long", 12, 3)])
def test_a_model_has_the_defaults_of_the_language_and_records_the_segmenter(
    run, models, name, dim, window
):
    done = run("train", f"{name}.txt", "--segmenter", "kana")
    assert "Language: Japanese, as the segmenter declares. Segmenter: kana." in done.stderr
    info = json.loads((models / name / "model.json").read_text(encoding="utf-8"))
    trained = info["options"]["training"]
    assert (trained["algorithm"], trained["dim"], trained["window"]) == ("ppmi", dim, window)
    assert info["corpus"]["language"] == "ja"
    record = {"kana": {"version": "1.0", "package": "w2vkit-toy-japanese"}}
    assert info["corpus"]["segmenters"] == record
    assert "corpus.segmenters.kana.version" in run("info", name).stdout


def test_it_answers_and_is_found_again(run):
    run("train", "long.txt", "--segmenter", "kana")
    nearest = rows(run("similar", "王様", "-n", "4", "--format", "json"))
    assert {row["word"] for row in nearest} <= {*WHO, *WHAT}
    found = rows(run("concordance", "ロボット", "--lines", "--format", "json"))
    assert len(found) == text(400).count("ロボット")
    assert all(row["word"] == "ロボット" for row in found)
    best, *_ = rows(run("search", "海で猫", "-n", "1", "--format", "json"))
    assert best["text"].startswith("海で猫は")
    assert run("reproduce").stderr.endswith("All bytes are equal.\n")


def test_words_to_keep_whole_are_taken_out_first(run):
    done = run("segment", "short.txt", "--segmenter", "kana", "--keep-whole", "食べました")
    assert "食べました" in done.stdout.split()
    done = run("words", "short.txt", "--segmenter", "kana")
    assert "In text without spaces, only Chinese words can be found." in done.stderr


MISSING = "“short” was segmented by kana 1.0, which is not installed."


def test_without_the_package_a_model_answers_and_only_new_text_is_refused(run):
    run("train", "short.txt", "--segmenter", "kana", "--name", "short")
    nearest = run("similar", "王様", "-n", "1")
    assert run("similar", "王様", "-n", "1", without=True).stdout == nearest.stdout
    assert run("concordance", "王様", "-n", "1", without=True).stdout
    for command in (
        ("search", "王様", "-m", "short"),
        ("vectorize", "short.txt", "-m", "short"),
        ("concordance", "王様", "-m", "short", "--corpus", "long.txt"),
        ("train", "long.txt", "--continue", "short", "--name", "more"),
        ("reproduce", "short"),
    ):
        done = run(*command, without=True, exit_code=1)
        assert f"Error: {MISSING}\nHint: Install the package w2vkit-toy-japanese.\n" in done.stderr
    done = run("train", "short.txt", "--segmenter", "kana", without=True, exit_code=2)
    assert "'pythainlp', 'icu'." in done.stderr


OTHER = (
    "“short” was segmented by kana 1.0; now 1.1 is installed, which may divide text differently."
)


def test_another_version_is_said_where_text_is_segmented(run, package):
    run("train", "short.txt", "--segmenter", "kana", "--name", "short")
    update(package)
    for command in (
        ("search", "犬", "-m", "short"),
        ("search", "犬", "long.txt", "-m", "short"),
        ("vectorize", "short.txt", "-m", "short"),
        ("concordance", "犬", "-m", "short", "--corpus", "long.txt", "--segmenter", "chars"),
        ("concordance", "犬", "-m", "short", "--corpus", "long.txt"),
        ("train", "long.txt", "--continue", "short", "--name", "more"),
    ):
        said = run(*command).stderr.splitlines().count(OTHER)
        assert said == ("chars" not in command), command
    assert OTHER not in run("similar", "犬", "-m", "short").stderr
    assert OTHER not in run("concordance", "犬", "-m", "short").stderr


def test_another_version_divides_the_text_again_instead_of_using_the_cache(run, models, package):
    run("train", "short.txt", "--segmenter", "kana", "--name", "short")
    update(package)
    done = run("reproduce", "short", exit_code=1)
    assert "The version of the segmenter kana differs: 1.0 then, 1.1 now." in done.stderr
    run("train", "short.txt", "--segmenter", "kana", "--name", "again")
    words = (models / "again" / "vocab.tsv").read_text(encoding="utf-8")
    assert "生\t" in words
    assert "先生\t" not in words
