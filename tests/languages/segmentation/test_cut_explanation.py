"""The cuts that compete."""

import math

import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.languages.segmentation.cut_explanation import explain_cut, likeliest_paths
from w2vkit.languages.segmentation.segmenters import jieba_tokenizer


@pytest.fixture
def words(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("马温\n", encoding="utf-8")
    return str(path)


def chosen(text, **options):
    rows = explain_cut(text, SegmentConfig(**options))
    assert [row.chosen for row in rows] == [True] + [False] * (len(rows) - 1)
    return rows[0].cut, rows[0].decided_by


def test_who_decides(words):
    assert chosen("孙行者") == ("孙行者", "dictionary")
    assert chosen("弼马温")[1].startswith("HMM")
    assert chosen("弼马温", words=words) == ("弼 马温", "protected word 马温")
    assert chosen("弼马温", dictionary=words) == ("弼 马温", "user dictionary")
    assert chosen("the king") == ("the king", "segmenter words")


def test_probabilities_are_those_of_the_dictionary():
    tokenizer = jieba_tokenizer()
    paths = likeliest_paths("孙行者", tokenizer)
    assert [path for _, path in paths] == [["孙行者"], ["孙", "行者"], ["孙", "行", "者"]]
    expected = math.log(tokenizer.FREQ["孙行者"] / tokenizer.total)
    assert paths[0][0] == pytest.approx(expected)
    assert "".join(paths[1][1]) == "孙行者"


@pytest.mark.parametrize("text", ["", " ", "长" * 201, "a\udc80"])
def test_texts_that_cannot_be_explained(text):
    with pytest.raises(UsageError):
        explain_cut(text, SegmentConfig())
