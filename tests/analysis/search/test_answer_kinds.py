"""What a description asks for, by its head."""

from dataclasses import replace

import pytest

import w2vkit
from tests.toys import Notes
from w2vkit.analysis.search.answer_kinds import asked_kind

SMALL = {"dim": 8, "epochs": 4, "workers": 1, "min_count": 1, "algorithm": "cbow"}
KINDS = {"悟空": "person", "国王": "title", "花果山": "place", "铁棒": "thing", "猴子": "thing"}
TALE = "悟空在花果山举起铁棒。\n国王看见猴子举起铁棒。\n天亮了。\n" * 30


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tale")
    (folder / "tale.txt").write_text(TALE, encoding="utf-8")
    return replace(w2vkit.train(folder / "tale.txt", **SMALL), read_kinds=lambda: KINDS)


@pytest.mark.parametrize(
    ("description", "asked", "head"),
    [
        ("举起铁棒的少年", "person", "少年"),
        ("看见猴子的国王", "person", "国王"),
        ("悟空住的地方", "place", "地方"),
        ("悟空举起的东西", "thing", "东西"),
        ("像花果山的花果山", "place", "花果山"),
        ("A person who lifts a rod", "person", "person"),
        ("the old city of a king", "place", "city"),
        ("an animal that climbs", "thing", "animal"),
    ],
)
def test_the_head_says_what_is_asked_for(model, description, asked, head):
    found = asked_kind(model, description)
    assert (found.asked, found.head) == (asked, head)


@pytest.mark.parametrize(
    "description", ["举起铁棒的猴子", "少年", "举起铁棒", "的", "天亮了的", "lifts a rod"]
)
def test_otherwise_nothing_is_known(model, description):
    assert asked_kind(model, description) is None


def test_a_kind_without_words_is_not_asked_for(model):
    places = replace(model, read_kinds=lambda: {"花果山": "place"})
    assert asked_kind(places, "举起铁棒的人") is None
    assert asked_kind(replace(model, read_kinds=dict), "某人的人") is None


def test_words_of_this_kind_come_first_and_it_is_said(model):
    notes = Notes()
    found = [one.word for one in w2vkit.define(model, "举起铁棒的人", listener=notes)]
    assert {*found[:2]} == {"悟空", "国王"}
    assert notes.said == ["“人” asks for a person: persons come first. --kind chooses others."]
    places = [one.word for one in w2vkit.define(model, "举起铁棒的人", kind=("place",))]
    assert places == ["花果山"]
