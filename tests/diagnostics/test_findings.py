"""What is wrong with a corpus: from which figure on, in which files, and that the remedy works."""

import dataclasses

import pytest

from w2vkit.diagnostics.findings import (
    MAX_SENTENCE_CHARACTERS,
    MIN_CONFIDENCE,
    MIN_SIGNS,
    problems_of_files,
)
from w2vkit.diagnostics.inspection import SUSPECT_CHARACTERS, FileReport, Lines
from w2vkit.diagnostics.problem import commands_for
from w2vkit.diagnostics.repeated import MIN_HEADERS

CLEAN = FileReport(
    name="a.txt",
    encoding="UTF-8",
    confidence=1.0,
    characters=10_000,
    lines=100,
    sentences=300,
    longest_line=200,
    longest_sentence=100,
    mean_sentence=30.0,
    wrapped=0,
    simplified=1_000,
    traditional=0,
    han=8_000,
    latin=0,
    is_japanese=False,
    signs=dict.fromkeys(SUSPECT_CHARACTERS, 0),
    digest="0",
)
LONG = "很久很久以前，在一座很高很高的山上住着一个老人。"


def found(*files):
    """Return the problems of files; each is what differs from a clean one, and its lines."""
    reports, lines = [], []
    for number, (facts, counts) in enumerate(files):
        name = f"{'abc'[number]}.txt"
        reports.append(dataclasses.replace(CLEAN, **{"name": name, "digest": name, **facts}))
        lines.append(Lines())
        lines[-1].count(counts)
    return [*problems_of_files(reports, lines, commands_for(["corpus.txt"]))]


def kinds(*files):
    return [problem.kind for problem in found(*files)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"confidence": MIN_CONFIDENCE}, []),
        ({"confidence": MIN_CONFIDENCE - 0.01}, ["uncertain encoding"]),
        ({"wrapped": 66}, ["wrapped lines"]),
        ({"longest_sentence": MAX_SENTENCE_CHARACTERS}, []),
        ({"longest_sentence": MAX_SENTENCE_CHARACTERS + 1}, ["endless sentence"]),
        ({"traditional": 19}, []),  # too few to tell
        ({"traditional": 52}, []),  # names and quotations
        ({"traditional": 53}, ["mixed scripts"]),
        ({"simplified": 53, "traditional": 1_000}, ["mixed scripts"]),
        ({"simplified": 19, "traditional": 30}, []),
        ({"simplified": 20, "traditional": 30}, ["mixed scripts"]),
    ],
)
def test_from_which_figure_on(facts, expected):
    assert kinds((facts, {})) == expected


@pytest.mark.parametrize("kind", SUSPECT_CHARACTERS)
def test_how_many_signs_are_too_many(kind):
    for more, expected in ((-1, []), (0, [kind])):
        signs = {**CLEAN.signs, kind: MIN_SIGNS[kind] + more}
        assert kinds(({"signs": signs}, {})) == expected


def test_the_files_of_the_other_script_are_named():
    old, new = {"simplified": 0, "traditional": 100}, {"simplified": 900}
    [problem] = found((new, {}), (old, {}), (new, {}))
    assert problem.files == ["b.txt"]
    assert problem.message.startswith("5% of the text is in traditional characters")
    [problem] = found(({"simplified": 100, "traditional": 0}, {}), (dict(old, traditional=900), {}))
    assert problem.files == ["a.txt"]
    [problem] = found((new, {}), ({"simplified": 100, "traditional": 100}, {}), (old, {}))
    assert problem.files == ["b.txt"]  # one that is mixed in itself comes first


def test_equal_files_are_one_problem_and_their_lines_count_once():
    lines = {LONG: 2, "a short one": 5}
    facts = {"digest": "same"}
    [problem] = found((facts, lines), (facts, lines), (facts, lines))
    assert (problem.kind, problem.files) == ("equal files", ["a.txt", "b.txt", "c.txt"])
    assert problem.message == "The same text is in 3 files."
    assert problem.remedy == "Keep one of them with: w2vkit clean corpus.txt -o corpus.clean.txt"


@pytest.mark.parametrize(
    ("line", "count", "expected"),
    [
        ("请记住本站", 3, ["advertisement"]),
        ("请记住本站", 2, []),
        ("visit www.example.com", 3, ["advertisement"]),
        ("the wanderer", MIN_HEADERS - 1, []),
        ("the wanderer", MIN_HEADERS, ["page header"]),
        ("*** START OF THE PROJECT GUTENBERG EBOOK X ***", 1, ["e-book header"]),
        ("END OF THIS PROJECT GUTENBERG EBOOK", 2, ["e-book header"]),
        ("This eBook is for the use of anyone anywhere", 1, ["e-book header"]),
        ("She said: this ebook is dull", 1, []),
        (LONG, 9, ["repeated lines"]),  # 24 characters eight times too often, of 10,000: 2 %
        (LONG, 8, []),
        (LONG[:19], 11, []),  # too short to count
    ],
)
def test_lines_that_return(line, count, expected):
    facts = {"characters": 9_600}
    assert kinds((facts, {line: count})) == expected


def test_lines_are_added_up_over_all_files_and_found_in_each():
    [problem] = found(({}, {"请记住本站": 1}), ({}, {}), ({}, {"请记住本站": 2}))
    assert problem.files == ["a.txt", "c.txt"]
    assert problem.message == "This line occurs 3 times: “请记住本站”."


def test_findings_of_one_kind_are_one():
    [problem] = found(({}, {f"www.a{number}.com": 10 + number for number in range(20)}))
    assert problem.message == "20 such lines occur 390 times, for example: “www.a19.com”."
    [problem] = found(*[({"signs": {**CLEAN.signs, "ligatures": 3}}, {})] * 2)
    assert (problem.files, problem.message) == (
        ["a.txt", "b.txt"],
        "The text contains 6 ligatures.",
    )
    [problem] = found(*[({"wrapped": 66}, {})] * 3)
    assert problem.files == ["a.txt", "b.txt", "c.txt"]
    [problem] = found(({"longest_sentence": 6_000}, {}), ({"longest_sentence": 7_000}, {}))
    assert problem.message == "A part of 7,000 characters has no full stop or line break."


def test_long_lines_are_shown_short():
    [problem] = found(({}, {"www.x.com" + "啊" * 80: 3}))
    assert problem.message == "This line occurs 3 times: “www.x.com" + "啊" * 30 + "…”."
