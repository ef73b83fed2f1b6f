"""The counts, marks and notes of answers."""

import pytest

from tests.server.conftest import asked
from w2vkit.base.errors import MissingWordError
from w2vkit.server.requests import MAX_ROWS


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


def test_a_model_without_its_text_says_so(toy, run):
    with pytest.raises(Exception, match="no longer in the cache") as caught:
        asked(run, "concordance", words=["king"])
    assert caught.value.hint == "Ask a question that needs no text, or train the model again."
