"""The rows are those of the command line, with counts, marks and notes."""

import json

import pytest

from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.server.questions import MAX_IN_ALL, MAX_ROWS, MAX_WORDS, QUESTIONS


def asked(run, name, *models, **values):
    async def work(asker):
        opened = await asker.opened(values)
        reply = await asker.ask(QUESTIONS[name], opened, values)
        return json.loads(json.dumps(reply.record(opened.name)))

    return run(work, *models)


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


def test_a_phrase_is_counted_and_marked_too(tale, run):
    reply = asked(run, "concordance", words=["举起金箍棒"], limit=1)
    assert reply["asked"] == [{"word": "举起金箍棒", "count": 12, "rare": True}]
    assert reply["total"] == 12


def test_a_rare_word_is_marked(toy, run):
    known = asked(run, "similarity", words=["孙悟空", "woman"])["asked"]
    assert [one["rare"] for one in known] == [False, True]


def test_one_missing_word_is_an_error_and_several_are_rows(toy, run):
    with pytest.raises(MissingWordError) as caught:
        asked(run, "neighbors", words=["absent"])
    reply = asked(run, "neighbors", words=["absent", "king"], topn=1)
    assert reply["rows"][0]["error"] == caught.value.message
    assert reply["rows"][0]["missing"] == ["absent"]
    assert reply["rows"][1]["word"] == "man"


def test_what_was_decided_is_a_note(toy, run):
    reply = asked(run, "neighbors", words=["KING"], topn=1)
    assert reply["rows"][0]["replaced"] == {"KING": "king"}
    assert "using king instead" in reply["notes"][0]
    none = asked(run, "neighbors", words=["king"], threshold=0.99)
    assert none["rows"] == []
    assert none["notes"] == ["No word matches “king” within the given limits."]


def test_all_pairs_of_several_words(toy, run):
    rows = asked(run, "similarity", words=["king", "queen", "man"])["rows"]
    assert [(row["a"], row["b"]) for row in rows] == [
        ("king", "queen"),
        ("king", "man"),
        ("queen", "man"),
    ]


def test_pages_of_a_concordance_join_without_gap_or_overlap(tale, run):
    whole = asked(run, "concordance", words=["唐僧"], limit=MAX_ROWS)
    assert (whole["total"], whole["next"]) == (24, None)
    pages, offset = [], 0
    while offset is not None:
        page = asked(run, "concordance", words=["唐僧"], limit=7, offset=offset)
        pages += page["rows"]
        offset = page["next"]
    assert pages == whole["rows"]
    beyond = asked(run, "concordance", words=["唐僧"], offset=100)
    assert (beyond["rows"], beyond["next"], beyond["total"]) == ([], None, 24)


@pytest.mark.parametrize(
    ("name", "values", "part"),
    [
        ("neighbors", {}, "There are no words."),
        ("neighbors", {"words": ["a"] * (MAX_WORDS + 1)}, "1,001 words; 1,000 are allowed"),
        ("neighbors", {"words": ["king"], "topn": MAX_ROWS + 1}, "at most 1,000 are returned"),
        ("neighbors", {"words": ["king"] * 500, "topn": 500}, f"more than {MAX_IN_ALL:,} rows"),
        ("neighbors", {"words": ["king"], "topn": 0}, "topn is 0"),
        ("neighbors", {"words": ["king"], "metric": "bogus"}, "metric is 'bogus'"),
        ("neighbors", {"words": [1]}, "words is [1]"),
        ("neighbors", {"words": ["k" * 1_000_000]}, "1,000,000 characters"),
        ("neighbors", {"words": ["king +"]}, "a word is expected here"),
        ("neighbors", {"words": ["king"], "prior": 2.0}, "usual weight of the prior"),
        ("similarity", {"words": ["king"]}, "A similarity takes two words"),
        ("similarity", {"words": ["king"] * 51}, "51 words; 50 are allowed"),
        ("analogy", {"words": ["king", "man"]}, "An analogy takes three words"),
        ("odd", {"words": ["king", "man"]}, "takes at least three words"),
        ("explain", {"words": ["a", "b", "c"]}, "explain takes one or two words."),
        ("search", {"query": " "}, "The query is empty."),
        ("concordance", {"words": [], "limit": 0}, "limit is 0"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(toy, run, name, values, part):
    with pytest.raises(UsageError) as caught:
        asked(run, name, **values)
    assert part in caught.value.message
    assert caught.value.hint


def test_a_model_without_its_text_says_so(toy, run):
    with pytest.raises(Exception, match="no longer in the cache") as caught:
        asked(run, "concordance", words=["king"])
    assert caught.value.hint == "Ask a question that needs no text, or train the model again."
