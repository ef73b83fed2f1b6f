import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.base.errors import MissingWordError, W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.query.missing_words import MissingWords
from w2vkit.query.model import Model
from w2vkit.query.suggestions import only_form, respelled, suggest

SPELLED_WORDS = [
    "king",
    "new_york",
    "new_york_city",
    "Paris",
    "USA",
    "san josé",
    "isn't",
    "Los_Angeles",
]
SPELLED_WORDS += ["york", "new", "cafe\u0301", "don’t", "c++"]
SPELLED_WORDS += ["الملك", "ガード", "\u05e6\u05d4\u05f4\u05dc"]
CASE, SPACES, BOTH = (f"they differ only in {how}" for how in ("case", "spaces", "case and spaces"))
FORM = "they differ only in the form of a character"
MEANT = {
    "King": ("king", CASE),
    "KING": ("king", CASE),
    "new york": ("new_york", SPACES),
    "new  york": ("new_york", SPACES),
    "New York": ("new_york", BOTH),
    "NEW_YORK": ("new_york", CASE),
    "paris": ("Paris", CASE),
    "usa": ("USA", CASE),
    "san_josé": ("san josé", SPACES),
    "san jose\u0301": ("san josé", FORM),
    "los angeles": ("Los_Angeles", BOTH),
    "isn’t": ("isn't", FORM),
    "المَلِكُ": ("الملك", FORM),
    "الـــملك": ("الملك", FORM),
    "ｶﾞｰﾄﾞ": ("ガード", FORM),
    '\u05e6\u05d4"\u05dc': ("\u05e6\u05d4\u05f4\u05dc", FORM),
    "don't": ("don’t", FORM),
    "café": ("cafe\u0301", FORM),
    "C++": ("c++", CASE),
    "queen": None,
    "": None,
    "newyork": None,
}

CHINESE = ["孙悟空", "八戒", "孙悟饭", "銀河", "先", "仙", "绿色", "西安", "现"]
WORDS = Vocabulary.from_counts(
    (word, 100 - place) for place, word in enumerate([*CHINESE, "king", "Paris", "kings"])
)


@pytest.mark.parametrize(
    ("word", "meant", "why"),
    [
        ("孫悟空", ["孙悟空"], "the simplified form"),
        ("银河", ["銀河"], "the traditional form"),
        ("sunwukong", ["孙悟空"], "the same pinyin"),
        ("Sun Wukong", ["孙悟空"], "the same pinyin"),
        ("xian", ["先", "仙", "西安", "现"], "the same pinyin"),
        ("xi'an", ["先", "仙", "西安", "现"], "the same pinyin"),
        ("lvse", ["绿色"], "the same pinyin"),
        ("lüse", ["绿色"], "the same pinyin"),
        ("孙误空", ["孙悟空"], "the same pinyin"),
        ("孙悟室", ["孙悟空", "孙悟饭"], "a near spelling"),
        ("kingz", ["king", "kings"], "a near spelling"),
        ("KING", ["king"], "the same in another case or width"),
        ("ｐａｒｉｓ", ["Paris"], "the same in another case or width"),
    ],
)
def test_what_may_have_been_meant(word, meant, why):
    found = suggest(word, WORDS)
    assert [one.word for one in found][: len(meant)] == meant
    assert found[0].why == why


def test_a_single_character_has_no_homophones():
    assert suggest("先", Vocabulary.from_counts([("仙", 3)])) == []


def test_there_are_no_more_than_asked_for_and_never_the_word_itself():
    assert len(suggest("xian", WORDS, limit=2)) == 2
    assert "king" not in [one.word for one in suggest("king", WORDS)]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_taken(text):
    assert all(one.word in WORDS for one in suggest(text, WORDS))


@pytest.mark.parametrize(
    ("asked", "words", "expected"),
    [
        ("sunwukong", ["孙悟空", "悟空"], "孙悟空"),
        ("wukong", ["悟空", "无空"], None),
        ("wukong", ["行者"], None),
        ("孫悟空", ["孙悟空", "悟空"], "孙悟空"),
        ("孙悟空", ["孫悟空"], "孫悟空"),
        ("后", ["後", "后人"], "後"),
        ("孙武空", ["孙悟空"], None),  # another Chinese word of the same pinyin is only suggested
        ("kng", ["king"], None),
        ("x" * 1000, ["king"], None),
    ],
)
def test_the_only_form_that_fits(asked, words, expected):
    vocabulary = Vocabulary.from_counts([(word, 9) for word in words])
    found = only_form(asked, vocabulary)
    assert (found.word if found else None) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("劉備", "玄德"),  # the traditional form of an alias
        ("liubei", "玄德"),
        ("xuande", "玄德"),
        ("guanyu", None),  # 关羽 is counted as 云长, and 观鱼 has the same pinyin
        ("yunchang", "云长"),
    ],
)
def test_the_forms_of_aliases_count_too(asked, expected):
    vocabulary = Vocabulary.from_counts([("玄德", 9), ("云长", 8), ("观鱼", 7)])
    found = only_form(asked, vocabulary, {"刘备": "玄德", "关羽": "云长"})
    assert (found.word if found else None) == expected


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    vectors = np.random.default_rng(1).normal(size=(len(SPELLED_WORDS), 8)).astype(np.float32)
    embeddings = Embeddings.from_vectors([(word, 9) for word in SPELLED_WORDS], vectors)
    return Model("m", tmp_path_factory.mktemp("m"), embeddings, MissingWords(embeddings.vocabulary))


@pytest.mark.parametrize("word", MEANT)
def test_the_word_that_is_meant(model, word):
    assert respelled(word, model.embeddings.vocabulary) == MEANT[word]


@pytest.mark.parametrize("word", [word for word in MEANT if MEANT[word]])
def test_a_question_is_understood_and_what_replaced_a_word_is_kept(model, word):
    reading = model.parse(word)
    meant, why = MEANT[word]
    assert str(reading.formula).strip('"') == meant
    assert reading.replaced == ((word, meant, why),)


FORMULAS = {
    "new york - usa + paris": "new_york - USA + Paris",
    "King - new york city": "king - new_york_city",
    "2*new york ~ los angeles": "2*new_york ~ Los_Angeles",
    "{new york, los angeles, king}": "{new_york, Los_Angeles, king}",
    "usa:new york::paris:?": "new_york - USA + Paris",
    '"New York" + KING': "new_york + king",
    "(new york + king) - Paris": "(new_york + king) - Paris",
}


@pytest.mark.parametrize("question", FORMULAS)
def test_a_phrase_that_the_model_knows_needs_no_quotes(model, question):
    assert str(model.parse(question).formula) == FORMULAS[question]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("king new", "“king new” is not in the model"),
        ("new york king", "“new york king” is not in the model"),
        ("king - new paris", "a sign such as"),
    ],
)
def test_words_in_a_row_that_are_no_phrase_are_an_error(model, question, said):
    with pytest.raises(W2vError, match=said):
        model.parse(question)


def test_every_question_takes_spellings(model):
    assert model.similarity("New York", "new_york") == pytest.approx(1)
    assert model.similar("King", topn=2) == model.similar("king", topn=2)
    assert model.analogy("KING", "new york", "paris") == model.analogy("king", "new_york", "Paris")
    assert model.odd(["King", "new york", "usa"]) == model.odd(["king", "new_york", "USA"])
    assert (model.vector("New York") == model.vector("new_york")).all()
    with pytest.raises(MissingWordError):
        model.parse("queen")


TURKISH = "ve bir bu da de için ile ne olarak gibi daha çok olan en kadar her veya ki sonra var"
FRENCH = "de la le et les des en un une du que est pour qui dans par plus pas au sur homme"


@pytest.mark.parametrize(
    ("words", "asked", "found", "why"),
    [
        (f"{TURKISH} ışık işik", "IŞIK", "ışık", "they differ only in case"),
        ("ışık", "IŞIK", "ışık", "they differ only in case"),
        (FRENCH, "l’homme", "homme", "what stands before the apostrophe is a word of its own"),
        ("homme", "l'homme", None, ""),
    ],
)
def test_words_are_looked_up_by_the_rules_of_the_language(words, asked, found, why):
    vocabulary = Vocabulary.from_counts([(word, 9) for word in words.split()])
    assert respelled(asked, vocabulary) == ((found, why) if found else None)
