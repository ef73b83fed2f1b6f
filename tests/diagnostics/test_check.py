"""A corpus with one defect of each kind, and the samples, which have none."""

import sys

import pytest

from tests.defects import DEFECTS, STORY, numbered
from tests.plugin_packages import install
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.cli.commands.demo import sample
from w2vkit.diagnostics.check import check_corpus, inspect_all
from w2vkit.diagnostics.problem import commands_for
from w2vkit.text.files.finding import find_files

OPTIONS = {"epochs": 1, "dim": 4, "workers": 1}


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    for number, content in enumerate([STORY, *DEFECTS.values()]):
        content = content if isinstance(content, bytes) else content.encode()
        (folder / f"{number:02}.txt").write_bytes(content)
    (folder / "empty.txt").write_bytes(b"")
    return check_corpus([str(folder)], SegmentConfig(), OPTIONS, SILENT)


@pytest.mark.parametrize("kind", DEFECTS)
def test_every_planted_defect_is_reported_where_it_is(planted, kind):
    found = [problem for problem in planted.problems if problem.kind == kind]
    assert found
    assert all(problem.message.endswith(".") and problem.remedy for problem in found)
    file = f"{[*DEFECTS].index(kind) + 1:02}.txt"
    assert any(name.endswith(file) for problem in found for name in problem.files)


def test_nothing_else_is_reported(planted):
    assert {problem.kind for problem in planted.problems} == {*DEFECTS}
    for kind in ("uncertain encoding", "wrapped lines", "endless sentence", "equal files"):
        assert sum(problem.kind == kind for problem in planted.problems) == 1


def test_a_file_that_cannot_be_decoded_is_left_out_of_the_figures(planted):
    assert len(planted.files) == len(DEFECTS)  # the clean one is there, the one with bad bytes not
    bad = f"{[*DEFECTS].index('bad bytes') + 1:02}.txt"
    assert not any(file.name.endswith(bad) for file in planted.files)
    assert planted.notes
    assert "empty (empty.txt)" in planted.notes[0]


@pytest.mark.parametrize("name", ["xiyou", "kingdom"])
def test_the_samples_are_clean(name):
    folder = sample("xiyou").parent / name
    texts = [str(path) for path in sorted(folder.glob("*.txt"))]
    _, reports, problems = inspect_all(find_files(texts), SILENT, commands_for(texts))
    assert len(reports) == len(texts)
    assert problems == []


def test_figures_of_a_small_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(numbered("悟空打妖怪。八戒也打妖怪。", 60), encoding="utf-8")
    report = check_corpus(
        [str(path)], SegmentConfig(), {**OPTIONS, "sample": 0, "min_count": 3}, SILENT
    )
    [file] = report.files
    assert (file.lines, file.sentences, file.longest_line) == (60, 120, 17)
    assert (file.simplified, file.traditional) == (0, 0)
    kept = {row.min_count: row for row in report.min_counts}
    assert kept[1].tokens == report.tokens
    assert kept[1].types == report.types
    assert 0 < kept[20].types < kept[1].types
    assert report.options["min_count"] == 3
    assert all(count < 3 for count in report.vanishing.values())
    assert report.forecast is not None
    expected = report.forecast
    assert expected.most_seconds >= expected.seconds >= expected.least_seconds
    assert expected.seconds >= expected.training_seconds >= 0


def test_a_corpus_that_keeps_no_word_has_no_forecast(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("悟空打妖怪。", encoding="utf-8")
    report = check_corpus([str(path)], SegmentConfig(segmenter="chars"), {"min_count": 9}, SILENT)
    assert report.forecast is None
    kinds = {problem.kind for problem in report.problems}
    assert kinds == {"small corpus", "cannot be trained", "characters, not words"}


def test_a_corpus_without_any_readable_file_is_one_sentence(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(STORY.encode() + b"\xff")
    with pytest.raises(W2vError, match="byte 0xFF"):
        check_corpus([str(path)], SegmentConfig(), {}, SILENT)


def test_too_little_memory_is_said(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf-8")
    report = check_corpus([str(path)], SegmentConfig(), OPTIONS, SILENT, lambda: 1000)
    told = report.forecast is not None and report.forecast.memory_bytes is not None
    assert told == (sys.platform != "win32")
    assert ("too little memory" in {problem.kind for problem in report.problems}) == told


MODULE = """
from w2vkit.languages.segmentation.segmenter import Segmenter

LETTERS = Segmenter("letters", lambda: list, version="1", languages=("ja",))
"""


def test_characters_of_another_language_are_no_problem(tmp_path, plugin_path):
    entries = {"w2vkit.segmenters": {"letters": "toy_check:LETTERS"}}
    project = {"name": "toy-check", "version": "1", "entry-points": entries}
    install(plugin_path, project, {"toy_check.py": MODULE})
    path = tmp_path / "a.txt"
    path.write_text("天地人。\n国土木。\n" * 20, encoding="utf-8")
    problems = [
        {
            problem.kind
            for problem in check_corpus([str(path)], config, {"min_count": 99}, SILENT).problems
        }
        for config in (SegmentConfig(segmenter="chars"), SegmentConfig(segmenter="letters"))
    ]
    assert problems[0] - problems[1] == {"characters, not words"}
