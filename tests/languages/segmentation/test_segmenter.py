"""The contract of segmenters of other packages: what they return is checked."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.plugin_packages import install
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.languages.segmentation.segment import TextBlock, segment_block
from w2vkit.languages.segmentation.segmenter import checked_tokens
from w2vkit.languages.segmentation.segmenters import segmenter_named

TEXT = "la hundo kuras en la ĝardeno de la patro"


def fail(text):
    raise KeyError("dictionary")


VIOLATIONS = {
    "it leaves out a letter": (
        lambda text: text.replace("ĝ", "").split(),
        "The segmenter toy changes the text: of “…ras en la ĝardeno de la patro” it makes "
        "“…ras en la ardeno de la patro”.",
    ),
    "it adds a letter": (
        lambda text: [*text.split(), "x"],
        "The segmenter toy changes the text: of “…e la patro” it makes “… la patro x”.",
    ),
    "it returns lemmas": (
        lambda text: ["la", "hundo", "kuri"],
        "The segmenter toy changes the text: of “… hundo kuras en la ĝardeno de …” it "
        "makes “… hundo kuri”.",
    ),
    "it returns a string": (
        str.upper,
        "The segmenter toy fails at “la hundo kuras en la ĝardeno d…”: TypeError: it returns str "
        "instead of a list of tokens.",
    ),
    "it returns nothing": (
        print,
        "The segmenter toy fails at “la hundo kuras en la ĝardeno d…”: TypeError: it returns "
        "NoneType instead of a list of tokens.",
    ),
    "it returns numbers": (
        lambda text: [1, 2],
        "The segmenter toy fails at “la hundo kuras en la ĝardeno d…”: TypeError: sequence item "
        "0: expected str instance, int found.",
    ),
    "it fails": (
        fail,
        "The segmenter toy fails at “la hundo kuras en la ĝardeno d…”: KeyError: 'dictionary'.",
    ),
}


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_a_violation_names_the_segmenter_and_the_place(violation):
    split, message = VIOLATIONS[violation]
    with pytest.raises(W2vError) as error:
        checked_tokens("toy", split, TEXT)
    assert error.value.message == message
    assert error.value.hint == "Choose another --segmenter, and tell the authors of toy."


def test_white_space_does_not_count():
    assert checked_tokens("toy", lambda text: ["a b", " ", "", "\tc"], "a b\u3000c") == [
        "a b",
        "\tc",
    ]


@given(st.text(max_size=40), st.sets(st.integers(0, 40)))
def test_any_division_of_a_text_is_accepted(text, cuts):
    ends = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    parts = [text[start:end] for start, end in pairwise(ends)]
    kept = checked_tokens("toy", lambda line: parts, text)
    assert kept == [part for part in parts if part.strip()]


@given(st.text(min_size=1, max_size=40), st.integers(0, 39), st.sampled_from(["", "x\u0301"]))
def test_no_change_of_a_text_is_accepted(text, place, instead):
    place %= len(text)
    changed = text[:place] + instead + text[place + 1 :]
    assume("".join(changed.split()) != "".join(text.split()))
    with pytest.raises(W2vError, match="The segmenter toy changes the text: of “"):
        checked_tokens("toy", lambda line: [changed], text)


MODULE = """
from w2vkit.base.errors import W2vError
from w2vkit.languages.segmentation.segmenter import Segmenter


def split(line):
    assert line.strip() and "\\n" not in line and "\\ue000" not in line
    return line.split()


def broken():
    import no_such_module


def refusing():
    raise W2vError("There is no dictionary.", "Install one.")


GOOD = Segmenter("good", lambda: split, version="1")
BROKEN = Segmenter("broken", broken, version="1")
REFUSING = Segmenter("refusing", refusing, version="1")
UNNAMED = Segmenter("another", lambda: split, version="1")
UNVERSIONED = Segmenter("unversioned", lambda: split)
"""
ENTRIES = {
    "good": "toy_segmenters:GOOD",
    "broken": "toy_segmenters:BROKEN",
    "refusing": "toy_segmenters:REFUSING",
    "unnamed": "toy_segmenters:UNNAMED",
    "unversioned": "toy_segmenters:UNVERSIONED",
    "words": "toy_segmenters:GOOD",
}


@pytest.fixture
def package(tmp_path, plugin_path):
    project = {
        "name": "toy-segmenters",
        "version": "1.0",
        "entry-points": {"w2vkit.segmenters": ENTRIES},
    }
    install(plugin_path, project, {"toy_segmenters.py": MODULE})


def test_it_receives_lines_without_what_is_kept_whole(package):
    block = TextBlock("la hundo kuras\n\n \nen new york city https://a.org/b", "good")
    assert segment_block(block, SegmentConfig(segmenter="good", keep_whole=["New York"])) == [
        ["la", "hundo", "kuras"],
        ["en", "new_york", "city", "https://a.org/b"],
    ]


ERRORS = {
    "broken": "The segmenter broken cannot be loaded: ModuleNotFoundError: No module named "
    "'no_such_module'.",
    "refusing": "There is no dictionary.",
    "unnamed": "The segmenter unnamed of the package toy-segmenters declares the name “another” "
    "and the version “1”.",
    "unversioned": "The segmenter unversioned of the package toy-segmenters declares the name "
    "“unversioned” and the version “”.",
    "unknown": "There is no segmenter “unknown”; there are auto, rjieba, jieba, words, whitespace, "
    "chars, sudachi, sudachi-a, kiwi, pythainlp, icu, broken, good, refusing, unnamed, "
    "unversioned.",
}


@pytest.mark.parametrize("name", ERRORS)
def test_what_cannot_be_used_is_said_in_one_sentence(package, name):
    with pytest.raises(W2vError) as error:
        segment_block(TextBlock("la hundo", name), SegmentConfig(segmenter=name))
    assert error.value.message == ERRORS[name]


def test_the_names_of_w2vkit_are_its_own(package):
    assert segmenter_named("words").package == ""
