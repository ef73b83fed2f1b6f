"""Fixed phrases of English text."""

from itertools import product

import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.languages.segmentation.segment import TextBlock
from w2vkit.languages.terms.discovery import discover_words
from w2vkit.languages.terms.phrases import find_collocations

STARTS = ("we saw", "she left", "nobody knows", "trains reach", "he praised", "rain over")
ENDS = ("in may", "too late", "with joy", "by night", "", "again")
FILLER = " ".join(f"{a}{b}" for a, b in product("bcdfghk", ("at", "en", "ig", "ost", "ull", "ame")))


def tokens(phrase):
    lines = [f"{start} {phrase} {end} . {FILLER}" for start, end in product(STARTS, ENDS)]
    return [line.split() for line in lines]


@pytest.mark.parametrize("phrase", ["new zork", "rock and bowl", "zeppo marx brothers"])
def test_a_phrase_is_found(phrase):
    found = find_collocations(tokens(phrase))
    assert found[0].word == phrase or phrase in {word.word for word in found}


def test_no_phrase_begins_or_ends_with_a_word_of_grammar():
    for word in find_collocations(tokens("the zork of")):
        first, *_, last = word.word.split()
        assert not {first, last} & {"the", "of"}


FRENCH = (
    "{} le mot de passe est dans la base",
    "{} un mot de passe pour les serveurs du réseau",
    "{} ce mot de passe qui ne sont pas avec vous",
    "{} des mot de passe et il est sur la table",
)


def test_function_words_of_other_languages_are_known_by_its_frequent_words():
    places = [
        "partout",
        "ailleurs",
        "souvent",
        "jamais",
        "toujours",
        "demain",
        "hier",
        "encore",
        "bientôt",
        "enfin",
    ]
    lines = [line.format(place).split() for place in places for line in FRENCH]
    found = {word.word for word in find_collocations(lines)}
    assert "mot de passe" in found
    grammar = {"de", "la", "le", "les", "est", "sur", "pas", "des", "pour", "il", "un", "qui"}
    assert not [word for word in found if {word.split()[0], word.split()[-1]} & grammar]


def test_a_function_word_beside_a_phrase_does_not_bind_it():
    found = {word.word for word in find_collocations(tokens("the united zorks of"))}
    assert "united zorks" in found


def test_a_word_beside_a_phrase_binds_it():
    found = {word.word for word in find_collocations(tokens("great united zorks republic"))}
    assert not {"united zorks", "great united zorks", "united zorks republic"} & found


def test_a_range_of_years_is_no_phrase():
    assert "1950s and 1960s" not in {
        word.word for word in find_collocations(tokens("1950s and 1960s"))
    }


def test_signs_and_pieces_separate():
    assert find_collocations([["new", ",", "zork"], ["new"], ["zork"]] * 50) == []


@pytest.mark.parametrize("pieces", [[], [[]], [["."]], [["one"]], [["a", "b"]]])
def test_little_text(pieces):
    assert find_collocations(pieces) == []


@pytest.mark.parametrize("keep_case", [True, False])
def test_case_follows_the_option(keep_case):
    text = "\n".join(" ".join(line) for line in tokens("New Zork"))
    block = TextBlock(text, "words")
    found = {
        word.word for word in discover_words([block], SegmentConfig(keep_case=keep_case), SILENT)
    }
    assert ("New Zork" in found) is keep_case
    assert ("new zork" in found) is not keep_case
