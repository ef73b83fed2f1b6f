"""A language is one value: Esperanto, recognized by its endings, with defaults of its own."""

import re

import pytest

from w2vkit.engines.fused.members import members_of
from w2vkit.languages.language import LARGE_SKIPGRAM, Language, fusing, sized
from w2vkit.languages.recognition import LANGUAGES, language_of
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.training.defaults import resolve

ENDINGS = re.compile(r"\w*\w(?:[oae]j?n?|[aiou]s|i)|la|kaj|de|en|al|ne|ke|pri")
ESPERANTO = Language(
    code="eo",
    name="Esperanto",
    owns=lambda word: ENDINGS.fullmatch(word) is not None,
    ngram_lengths=(2, 5),
    segmenters=("words",),
    ppmi_window=4,
    finds_names=False,
    defaults=(
        fusing(
            sized(float("inf"), "skipgram", 7, 3, dim=60, window=6), LARGE_SKIPGRAM, default=True
        ),
    ),
)
TEXTS = {
    "eo": "la hundo kuras en la granda ĝardeno kaj la kato vidas la hundon de la patro",
    "en": "the hound runs in the big garden and the cat sees the hound of the father",
    "zh": "狗 在 大 花园 里 跑 猫 看见 父亲 的 狗",
}


def vocabulary(text):
    words = text.split()
    return Vocabulary.from_counts([(word, words.count(word)) for word in dict.fromkeys(words)])


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_is_in_the_language_that_owns_most_words(code):
    assert language_of(vocabulary(TEXTS[code]), languages=(ESPERANTO, *LANGUAGES)).code == code


def test_its_defaults_are_those_of_training():
    config = resolve({}, 50_000, language=ESPERANTO)
    assert (config.algorithm, config.dim, config.epochs, config.min_count) == ("fused", 60, 7, 3)
    windows = {one.name: one.config.window for one in members_of(config, language=ESPERANTO)}
    assert windows == {"fasttext": 6, "ppmi": 4}
