"""The language of spaced text by its frequent words."""

from collections import Counter

import pytest

from w2vkit.languages.spaced import SPACED_LANGUAGES, frequent_words, likely_languages

SENTENCES = {
    "en": "the king was in his garden and the queen sat by the window that had not been opened",
    "de": "der König war in seinem Garten und die Königin saß an dem Fenster das nicht offen war",
    "fr": "le roi était dans son jardin et la reine était assise à la fenêtre qui ne s'ouvrait pas",
    "es": "el rey estaba en su jardín y la reina se sentaba junto a la ventana que no se abría",
    "it": "il re era nel suo giardino e la regina sedeva alla finestra che non si era mai aperta",
    "pt": "o rei estava no seu jardim e a rainha não se sentava à janela que ele abria para ela",
    "nl": "de koning was in zijn tuin en de koningin zat bij het raam dat niet open was voor hem",
    "sv": "kungen var i sin trädgård och hon satt vid ett fönster som inte var öppet för honom",
    "pl": "król był w swoim ogrodzie i nie było go przy oknie, ale królowa była już od rana w domu",
    "ru": "король был в саду и не знал что она сидела у окна как и все это время с утра",
    "tr": "kral ve kraliçe bir bahçede bu kadar çok çiçek olan her yer için daha güzel bir gün",
    "ar": "كان الملك في الحديقة مع الملكة التي لم تكن على الباب بعد أن ذهب من هذا المكان إلى",
    "hi": "राजा और रानी महल के बाग में थे और यह सब को पता नहीं था कि वह भी वहाँ है",
    "he": "המלך היה עם המלכה והוא לא ידע כי היא של הגן או על כל הארץ אל זה",
}


def likely(text):
    """Return the codes of the languages that a text can be in."""
    counts = Counter(text.lower().replace(",", "").split())
    return [language.code for language in likely_languages(counts)]


@pytest.mark.parametrize("code", SENTENCES)
def test_one_sentence_tells_the_language(code):
    assert likely(SENTENCES[code]) == [code]


@pytest.mark.parametrize("text", ["", "king queen rook bishop"])
def test_without_evidence_no_language_is_named(text):
    assert likely(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"{SENTENCES['de']} {SENTENCES['en']}", ["en", "de"]),
        (f"{SENTENCES['ru']} {SENTENCES['tr']}", ["ru", "tr"]),
        ("der the le el il", ["es", "fr"]),
    ],
)
def test_with_evidence_for_two_languages_both_are_named(text, codes):
    assert sorted(likely(text)) == sorted(codes)


def test_every_language_has_frequent_words_of_its_own():
    table = frequent_words()
    assert table.keys() == {"en", *(language.code for language in SPACED_LANGUAGES)}
    for code, words in table.items():
        others = frozenset[str]().union(*(table[other] for other in table if other != code))
        assert len(words) > 12
        assert words - others
        assert words == {word.lower() for word in words}
