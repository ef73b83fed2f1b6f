"""What a few languages write otherwise."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import w2vkit
from tests.toys import Notes
from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoding import chunk_to_text, scan_to_chunk
from w2vkit.languages.recognition import language_named
from w2vkit.languages.segmentation import scanner
from w2vkit.languages.segmentation.segment import TextBlock, segment_lines
from w2vkit.languages.segmentation.spelling import (
    RULED_LANGUAGES,
    forms_by_rules,
    language_rules,
    rules_line,
    spelled,
)

TEXTS = {
    "tr": (
        "IŞIK ve IRMAK çok güzeldi, İSTANBUL'DA bir kış vardı. O gün ırmak çok soğuk olarak kaldı "
        "ama bu ışık daha sonra söndü ve kral için hiçbir şey yoktu. Kraliçe ile kral bir bahçede "
        "bu kadar çok çiçek olan her yer için daha güzel bir gün ve daha çok ışık istediler. "
    ),
    "az": (
        "Kral və kraliça bir bağda idi, amma bu gün daha çox soyuq oldu. IŞIQ və İŞ üçün hər "
        "kəs çox böyük bir ev istədi, çünki o ev ilə bütün kənd var idi. Kral dedi ki, həmin "
        "ev ən gözəl evdir və belə ev yox idi, heç kimin öz evi də deyil. "
    ),
    "fr": (
        "L'homme qu'il aime n'est pas ici, c'est-à-dire qu’aujourd'hui l’eau est dans le jardin "
        "avec les fleurs et la reine. Le roi était dans son palais et la reine ne l'avait pas vu "
        "depuis qu'elle était sortie d'une maison. Il n'y a rien eu pour un homme sur la route. "
    ),
    "it": (
        "L'amico dell'uomo era nella casa e non c'era più un po' d'acqua per gli uomini che erano "
        "con lui alla fine della guerra. Il re e la regina sono al castello, ma anche una donna è "
        "nel giardino con il cane. Quest'anno la guerra è finita per lui. "
    ),
    "": (
        "D'Urberville was the name of the house that l'Estrange had seen, and the I of the story "
        "was not in it. He was at the door with his sister for an hour, and they had not been "
        "there before. That is all that I know of the man who was king of this land. "
    ),
}


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_of_a_file_is_told_by_its_beginning(code):
    assert language_rules(TEXTS[code], "words", SegmentConfig()) == code
    assert language_rules(TEXTS[code], "whitespace", SegmentConfig()) == ""
    assert language_rules("", "whitespace", SegmentConfig(language=code or "en")) == code


SPELLED = {
    "tr": {
        "IŞIK, İstanbul Iğdır": "ışık istanbul ığdır",
        "I\u0307stanbul": "istanbul",
        "I. Murat II. Bayezid": "i murat ıı bayezid",
    },
    "fr": {
        "L'homme qu’il n'aime, c'est-à-dire": "l homme qu il n aime c est à dire",
        "aujourd'hui quelqu'un D'ARTAGNAN": "aujourd'hui quelqu'un d artagnan",
        "l' d'1 'l'": "l d'1 l",
    },
    "it": {"dell'uomo un po' c'è": "dell uomo un po c è"},
    "de": {"l'homme IS": "l'homme is"},
}


@pytest.mark.parametrize("code", SPELLED)
def test_words_are_spelled_by_the_rules_of_their_language(code):
    config = SegmentConfig(language=code)
    rules = language_rules("", "words", config)
    for text, expected in SPELLED[code].items():
        block = TextBlock(text, "words", "raw", rules=rules)
        assert segment_lines(block, config).split() == expected.split()


def test_case_is_kept_and_tokens_stay_on_request():
    def words(segmenter="words", **options):
        block = TextBlock("Iğdır l'homme", segmenter, "raw", rules=options.pop("rules"))
        return segment_lines(block, SegmentConfig(**options)).split()

    assert words(rules="tr", keep_case=True) == ["Iğdır", "l'homme"]
    assert words(rules="fr", segmenter="whitespace") == ["iğdır", "l'homme"]
    assert words(rules="fr", token_pattern=r"\S+") == ["iğdır", "l'homme"]
    assert words(rules="tr", keep_whole=("IĞDIR",)) == ["ığdır", "l'homme"]
    assert words(rules="fr", keep_whole=("l'homme",)) == ["iğdır", "l'_homme"]


@settings(max_examples=40)
@given(st.text("Iİıi\u0307.l'’dn ha!\n"), st.sampled_from([one.code for one in RULED_LANGUAGES]))
def test_the_rules_move_no_end_of_a_sentence_and_the_scanner_knows_them(text, code):
    language = language_named(code)
    assert scanner.load_scanner(SILENT)
    block, config = TextBlock(text, "words", "raw", rules=code), SegmentConfig()
    assert chunk_to_text(scan_to_chunk(block, config)) == segment_lines(block, config)
    ruled = spelled(text, language, keep_case=False, divides=True)
    before, after = (
        [
            len(line.replace(" ", ""))
            for line in TextBlock(one, "words", "raw").as_sentences().text.split("\n")
        ]
        for one in (text.replace("I\u0307", "İ"), ruled)
    )
    assert before == after


def test_a_word_is_asked_for_as_the_text_has_it():
    def forms(word, code):
        return [form for form, _ in forms_by_rules(word, language_named(code))]

    assert forms("IŞIK", "tr") == ["ışık"]
    assert forms("qu'il", "fr") == ["il"]
    assert forms("aujourd'hui", "fr") == []
    assert forms("IT's", "en") == []


def test_what_was_decided_is_said():
    assert rules_line(["", "fr", "it", "tr"], SegmentConfig()) == (
        "İ and I become i and ı in lower case. Elided words are set off: c', d', j' and 26 more."
    )
    assert rules_line(["tr", ""], SegmentConfig(keep_case=True)) == ""
    assert rules_line([], SegmentConfig()) == ""


@pytest.mark.parametrize(
    ("code", "asked", "found", "written"),
    [("tr", "IŞIK", "ışık", "IŞIK"), ("fr", "l’homme", "homme", "homme")],
)
def test_files_of_several_languages_have_their_own_rules(tmp_path, code, asked, found, written):
    for name, text in TEXTS.items():
        (tmp_path / f"{name or 'en'}.txt").write_text(text * 3, encoding="utf-8")
    notes = Notes()
    only = tmp_path / f"{code}.txt"
    lines = [*w2vkit.concordance(None, asked, corpus=only, lines=True, listener=notes)]
    assert {one.word for one in lines} >= {written}
    assert f"“{asked}” is counted as {found}" in notes.said[-1]
    for word in ("ışık", "homme", "d'urberville"):
        assert len(w2vkit.concordance(None, word, corpus=tmp_path)) >= 3
