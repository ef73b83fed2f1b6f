"""Every question is answered with the rows of the command line, and counts its words."""

import json

import pytest

from tests.server.conftest import asked
from w2vkit.server.questions import QUESTIONS

SAME = {
    "neighbors": ({"words": ["孙悟空", "八戒"], "topn": 3}, "similar 孙悟空 八戒 --topn 3"),
    "similarity": ({"words": ["孙悟空", "八戒"]}, "similarity 孙悟空 八戒"),
    "analogy": (
        {"words": ["孙悟空", "八戒", "唐僧"], "topn": 2},
        "analogy 孙悟空 八戒 唐僧 --topn 2",
    ),
    "odd": ({"words": ["孙悟空", "八戒", "唐僧"]}, "odd 孙悟空 八戒 唐僧"),
    "explain": ({"words": ["孙悟空", "八戒"], "topn": 2}, "explain 孙悟空 八戒 -n 2"),
    "search": ({"query": "孙悟空 妖怪", "topn": 2}, "search 孙悟空妖怪 -n 2"),
    "concordance": ({"words": ["唐僧"], "limit": 3, "offset": 2}, "concordance 唐僧"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_rows_are_those_of_the_command_line(tale, run, w2v, name):
    values, line = SAME[name]
    reply = asked(run, name, **values)
    printed = json.loads(w2v(*line.split(), "--format", "json").stdout)
    printed = printed if isinstance(printed, list) else [printed]
    if name == "concordance":
        printed = printed[2:5]
    if name == "search":
        assert [row["text"] for row in reply["rows"]] == [row["text"] for row in printed]
    else:
        assert reply["rows"] == printed
    assert reply["model"] == "tale"


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_answer_counts_its_words_and_marks_rare_ones(tale, run, name):
    known = asked(run, name, **SAME[name][0])["asked"]
    assert {"word": "孙悟空", "count": 24, "rare": False} in known or name == "concordance"
    if name == "concordance":
        assert known == [{"word": "唐僧", "count": 24, "rare": False}]
