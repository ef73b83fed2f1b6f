import pytest

import w2vkit
from tests.toys import KINGDOM
from w2vkit.api.counted_text import counted_text
from w2vkit.base.progress import SILENT


def test_strings_are_segmented_and_named_as_texts_in_memory():
    text = counted_text("frequencies", None, None, ["The king. A king."], {}, SILENT)
    assert text.name == "these texts"
    assert text.corpus.vocabulary.count_of("king") == 2


def test_lists_of_tokens_are_taken_as_they_are():
    text = counted_text("frequencies", None, KINGDOM, None, {}, SILENT)
    assert text.corpus.tokens == sum(map(len, KINGDOM))


def test_tokens_and_the_text_of_a_model_have_no_options_of_segmentation(toy_model):
    for model, corpus in [(toy_model, None), (None, KINGDOM)]:
        with pytest.raises(
            w2vkit.UsageError, match="no effect: the text of a model, or one of tokens"
        ):
            counted_text("frequencies", model, corpus, None, {"keep_case": True}, SILENT)
