"""`check` as a user runs it."""

import json

import pytest

from tests.texts import SIMPLIFIED, TRADITIONAL
from w2vkit.cli.commands.demo import sample

QUICK = ("--epochs", 1, "--dim", 4, "--workers", 1)


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("\n".join([*SIMPLIFIED, *TRADITIONAL]), encoding="utf-8")
    return path


def test_the_table_shows_files_problems_and_forecast(w2v, text):
    done = w2v("check", text, *QUICK)
    assert done.exit_code == 0, done.output
    assert "UTF-8" in done.stdout
    assert "mixed scripts" in done.stdout
    assert "--script simplified" in done.stdout
    assert "Training takes about" in done.stdout


def test_single_chinese_characters_are_no_fact_of_other_languages(w2v, tmp_path, text):
    assert "of the tokens are single Chinese characters." in w2v("check", text, *QUICK).stdout
    english = tmp_path / "english.txt"
    english.write_text("The cat sat on the mat.\n" * 40, encoding="utf-8")
    assert "\n240 tokens, 5 types.\n" in w2v("check", english, *QUICK).stdout


def test_json_has_everything_and_the_option_mends_the_problem(w2v, text):
    report = json.loads(w2v("check", text, "--format", "json", *QUICK).stdout)
    assert {"files", "problems", "min_counts", "vanishing", "options", "forecast"} <= {*report}
    assert "mixed scripts" in [problem["kind"] for problem in report["problems"]]


def test_other_formats_have_the_problems(w2v, text):
    lines = w2v("check", text, "--format", "tsv", *QUICK).stdout.splitlines()
    assert lines[0] == "kind\tfiles\tmessage\tremedy"
    assert lines[1].startswith("mixed scripts\t")


def test_names_that_min_count_drops_are_shown_with_the_option_that_keeps_them(w2v):
    path = sample("xiyou")
    done = w2v("check", path, *QUICK)
    (said,) = [line for line in done.stdout.splitlines() if "fewer than 5 times" in line]
    assert "铁扇公主 (4)" in said
    assert said.endswith("; --min-count 2 keeps them.")
    kept = json.loads(w2v("check", path, "--min-count", 2, "--format", "json", *QUICK).stdout)
    assert kept["lost_names"] == {}
