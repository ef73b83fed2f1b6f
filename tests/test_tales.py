"""The sample tales of seven languages, and the four that need no tokenizer of a package."""

import importlib.util

import pytest

import w2vkit
from tests.documentation import ROOT

COURT = {
    "de": ("könig", "kaiser prinz kaiserin königin prinzessin"),
    "hi": ("राजा", "राजकुमार सम्राट महारानी राजकुमारी रानी"),
    "ar": ("الملك", "السلطان الأمير السلطانة الأميرة الملكة"),
}


def composer():
    specification = importlib.util.spec_from_file_location("tales", ROOT / "corpora" / "tales.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_files_are_what_is_composed():
    written = {path.stem: path.read_text("utf-8") for path in ROOT.glob("corpora/tales/*.txt")}
    assert written == composer().tales()


@pytest.mark.parametrize("code", COURT)
def test_the_words_of_the_court_are_nearest_to_the_king(code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    king, others = COURT[code]
    file = ROOT / "corpora" / "tales" / f"{code}.txt"
    model = w2vkit.train(str(file))
    assert {row.word for row in model.similar(king, topn=5)} == set(others.split())
    words = [word.strip(".,:।“”„") for word in file.read_text("utf-8").lower().split()]
    assert len(w2vkit.concordance(model, king)) == words.count(king)
