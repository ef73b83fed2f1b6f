"""Sentences of files beside those of their encoded corpus."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.toys import Notes
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.corpus.prepare import prepare
from w2vkit.corpus.source_sentences import agrees, aligned_sentences, locate_tokens

USUAL = SegmentConfig()
TEXT = "悟空来了。\n\n……\n八戒走了。沙僧来了！\n"


def write(folder, *texts):
    for number, text in enumerate(texts):
        Path(folder, f"{number}.txt").write_text(text, encoding="utf-8")
    return prepare([str(folder)], USUAL, Notes())


def test_sentences_have_their_file_line_and_tokens(tmp_path):
    found = [*aligned_sentences(*write(tmp_path, TEXT, "他来了。"), config=USUAL)]
    assert [(one.number, Path(one.file).name, one.line, one.text) for one in found] == [
        (0, "0.txt", 1, "悟空来了。"),
        (1, "0.txt", 4, "八戒走了。"),
        (2, "0.txt", 4, "沙僧来了！"),
        (3, "1.txt", 1, "他来了。"),
    ]
    assert "".join(found[0].tokens) == "悟空来了"


def test_it_ends_with_the_last_sentence_that_is_needed(tmp_path):
    found = aligned_sentences(*write(tmp_path, TEXT), 1, config=USUAL)
    assert [one.number for one in found] == [0, 1]


def test_another_text_is_an_error(tmp_path):
    corpus, sources = write(tmp_path, TEXT)
    others = write(tmp_path, "孙权在江东。\n" * 300)[1]
    assert corpus.folder.exists()
    with pytest.raises(W2vError, match="are not those that the model was trained on"):
        [*aligned_sentences(corpus, others, config=USUAL)]
    with pytest.raises(W2vError, match="are not those that the model was trained on"):
        [*aligned_sentences(corpus, write(tmp_path, "悟空来了。\n")[1], config=USUAL)]
    assert sources


def test_a_token_of_several_words_and_repeated_ones_are_located():
    assert locate_tokens("In New  York, new york.", ["in", "new_york", "new_york"], [1, 2]) == [
        (3, 12),
        (14, 22),
    ]
    assert locate_tokens("悟空", ["八戒"], [0]) == []


SPELLED_OTHERWISE = {
    "قالَ المَلِكُ!": ["قال", "الملك"],
    "IŞIK, İstanbul": ["ışık", "istanbul"],
    "Ինչո՞ւ": ["ինչու"],
}


@pytest.mark.parametrize("text", SPELLED_OTHERWISE)
def test_tokens_are_located_in_text_that_is_spelled_otherwise(text):
    tokens = SPELLED_OTHERWISE[text]
    assert agrees(text, tokens)
    spans = locate_tokens(text, tokens, range(len(tokens)))
    assert [text[first:last] for first, last in spans] == re.findall(r"[^\s,!]+", text)


@settings(max_examples=30)
@given(st.lists(st.text("悟空来了。，！\n ", min_size=1, max_size=30), min_size=1, max_size=8))
def test_every_encoded_sentence_is_found_with_all_of_its_tokens(parts):
    with TemporaryDirectory() as folder:
        corpus, sources = write(folder, "悟空。\n" + "\n".join(parts))
        found = [*aligned_sentences(corpus, sources, config=USUAL)]
        assert len(found) == len(corpus.starts) - 1
        for one in found:
            spans = locate_tokens(one.text, one.tokens, range(len(one.tokens)))
            assert [one.text[first:last] for first, last in spans] == one.tokens
