"""Lemmas: what is said without their package and of texts that have none.

`tests/tokenizers/test_lemmas.py` has the rest, with the package.
"""

import sys

import pytest

import w2vkit
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.languages.segmentation.lemmas import (
    lemma_language,
    lemma_line,
    lemma_of,
    lemmas_record,
)

GERMAN = "Er ging in den Wald, und sie war nicht mit ihm, aber sie sah die Frau auf dem Weg. "
OF_SAMPLES = {
    GERMAN * 4: "de",
    "孙悟空大闹天宫。": "zh",
    "国王 和 王后 住 在 城堡 里 。 他们 很 快乐 。": "zh",
    "왕은 궁전에서 행복했다.": "ko",
}


def test_without_the_package_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "simplemma", None)
    monkeypatch.setitem(sys.modules, "simplemma.strategies", None)
    monkeypatch.setitem(sys.modules, "simplemma.strategies.dictionaries.dictionary_factory", None)
    for options in ({"language": "de"}, {}):
        with pytest.raises(UsageError) as error:
            [*w2vkit.segment(texts=[GERMAN * 4], lemmas=True, **options)]
        assert "lemmas" in error.value.message
        assert error.value.message.endswith("needs the package simplemma, which is not installed.")
        assert error.value.hint == "Run pip install 'w2vkit[lemmas]'."


@pytest.mark.parametrize("sample", OF_SAMPLES)
def test_the_language_whose_lemmas_a_text_has(sample):
    assert lemma_language(sample).code == OF_SAMPLES[sample]


def test_chinese_has_none():
    for options in ({"language": "zh"}, {}):
        with pytest.raises(UsageError, match="Chinese: its words have no inflected forms"):
            [*w2vkit.segment(texts=["孙悟空大闹天宫。"], lemmas=True, **options)]


def test_an_unclear_language_has_to_be_named():
    with pytest.raises(UsageError, match="its frequent words do not tell it") as error:
        [*w2vkit.segment(texts=["Das Haus."], lemmas=True)]
    assert error.value.hint is not None
    assert "language" in error.value.hint


def test_a_cluster_has_to_be_told_the_language(tmp_path):
    from w2vkit.base.progress import SILENT
    from w2vkit.corpus.spark_preparation import prepare_on_spark

    with pytest.raises(UsageError, match="which the driver does not read"):
        prepare_on_spark([str(tmp_path)], str(tmp_path / "out"), SegmentConfig(lemmas=True), SILENT)
    assert not (tmp_path / "out").exists()


def test_without_the_option_words_stay_and_nothing_is_recorded():
    config = SegmentConfig(language="de")
    assert lemma_of("ging", config) == "ging"
    assert lemmas_record(config) == {}
    assert lemma_line(config) == ""
