"""Texts of other languages with their real tokenizers: segmented, trained, asked, found again."""

import json
import random
from dataclasses import replace

import pytest

import w2vkit
from w2vkit.languages.segmentation.segmenters import segment_function, segmenter_named, version_of
from w2vkit.languages.segmentation.testing import check_segmenter

OWN = {
    "sudachi": ("吾輩", "王様は林檎を食べました。"),
    "kiwi": ("왕", "왕은 궁전에서 행복했다."),
    "pythainlp": ("วัง", "พระราชาอยู่ในวัง"),
    "icu": ("ស្តេច", "ព្រះមហាក្សត្រ គង់ នៅក្នុងវាំង"),
}
PARTS = {
    "ja": ("城で|森で|海で", "王様は|王女は|犬は", "林檎を|魚を|本を", "買いました。|見ました。"),
    "ko": ("성에서 |숲에서 ", "왕은 |공주는 |개는 ", "사과를 |책을 |물을 ", "샀다. |보았다. "),
    "th": ("พระราชา|เจ้าหญิง|สุนัข", "ซื้อ|เห็น|กิน", "ปลา|หนังสือ|น้ำ", "ในวัง |ในป่า "),
}
ASKED = {"ja": "王様", "ko": "왕", "th": "ปลา"}
NAMES = {"ja": "Japanese", "ko": "Korean", "th": "Thai"}
CHOSEN = {"ja": "sudachi", "ko": "kiwi", "th": "pythainlp"}


def text(code):
    chance = random.Random(3)
    sentences = (
        "".join(chance.choice(part.split("|")) for part in PARTS[code]) for _ in range(300)
    )
    return "\n".join(sentences) + "\n"


@pytest.mark.parametrize("name", ["sudachi", "sudachi-a", "kiwi", "pythainlp", "icu"])
def test_the_contract(name):
    lines = [line for _, line in OWN.values()]
    segmenter = segmenter_named(name)
    check_segmenter(replace(segmenter, version=version_of(segmenter)), lines)


def test_japanese_is_cut_as_sudachipy_cuts_it():
    from sudachipy import Dictionary, SplitMode

    line = "国会議事堂へ行った。吾輩は猫である。"
    for name, mode in (("sudachi", SplitMode.C), ("sudachi-a", SplitMode.A)):
        tokenizer = Dictionary(dict="core").tokenizer(mode=mode)
        wanted = [morpheme.surface() for morpheme in tokenizer.tokenize(line)]
        assert segment_function(name)(line) == wanted
    assert "国会議事堂" in segment_function("sudachi")(line)


def test_thai_is_cut_as_pythainlp_cuts_it():
    from pythainlp import word_tokenize

    line = "พระราชาและพระราชินีอยู่ในวัง"
    assert segment_function("pythainlp")(line) == word_tokenize(line, engine="newmm")


def test_korean_is_cut_where_morphemes_begin():
    assert segment_function("kiwi")("왕은 행복했다") == ["왕", "은", "행복", "했", "다"]


@pytest.mark.parametrize("code", PARTS)
def test_a_text_is_recognized_segmented_trained_asked_and_found_again(code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))
    corpus = tmp_path / "tale.txt"
    corpus.write_text(text(code), encoding="utf-8")
    model = w2vkit.train(str(corpus), algorithm="ppmi", min_count=1, dim=8)
    facts = json.loads((model.path / "model.json").read_text(encoding="utf-8"))["corpus"]
    assert facts["reading"]["language"] == {NAMES[code]: 1}
    assert facts["reading"]["segmenter"] == {CHOSEN[code]: 1}
    assert facts["segmenters"][CHOSEN[code]]["version"]
    assert len(model.similar(ASKED[code], topn=3)) == 3
    found = w2vkit.concordance(model, ASKED[code])
    assert len(found) > 20


def test_a_long_line_is_cut_in_parts():
    line = "吾輩は猫である" * 12_000
    assert "".join(segment_function("sudachi")(line)) == line


def test_words_to_keep_whole_are_kept():
    tokens = [*w2vkit.segment(texts=["国会議事堂へ行った。"], keep_whole=("へ行った",))]
    assert "へ行った" in tokens[0]
