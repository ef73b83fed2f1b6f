"""Nouns and names of an English text, by the function words around them; the typical ones first.

No list says what a noun is. A noun or a name ends a phrase, so a function word or the end of the
sentence follows; no pronoun and no auxiliary precedes it, as they precede verbs, and no article
follows it, as it follows verbs and prepositions. Lower case does not hide a name from this. Words
that the text concentrates in some of its parts are typical of it; those that are spread evenly,
such as time and way, come later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from w2vkit.corpus.concentrated_words import (
    MAX_RANKED,
    MAX_TOKENS,
    MIN_COUNT,
    concentrated_words,
    concentrations,
)
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.model.vocabulary import Vocabulary

SHORTEST = 3
LEAST_FUNCTION_WORDS = 0.25
"""The share of function words in tokens from which a text is taken to be English."""
MOST_AFTER_VERBAL, MOST_AFTER_TO, MOST_BEFORE_OBJECT, MOST_BEFORE_TO = 0.12, 0.25, 0.08, 0.4
LEAST_LED, MOST_IF_LED = 0.5, 0.33
"""What mostly follows determiners and prepositions is no verb: “in France the …”."""
LEAST_AT_PHRASE_END, LEAST_OF_SUBJECT = 0.45, 0.3
"""The share of phrases that end with a noun; less if it is a subject, as names before surnames."""
LEAST_BEFORE_AUXILIARY = 0.05
"""The share of its occurrences that makes a word a subject."""
LEAST_AFTER_DETERMINER, LEAST_OF_NAME, LEAST_OF_PLACE = 0.06, 0.03, 0.3
"""A noun follows determiners; a name does not, but it precedes auxiliaries or follows prepositions,
unlike an adverb."""

OTHER, EDGE, FUNCTION, VERBAL, AUXILIARY, DETERMINER, OBJECT, TO, SAID, PREPOSITION = range(10)
"""What a token is for its neighbors: a content word, an edge of the sentence, a function word."""
_OF_CLASS = {
    VERBAL: "i,he,she,it,we,they,you,there,not,been,be,am,being,also,never,ever",
    AUXILIARY: "was,is,were,are,had,has,have,did,do,does,would,will,could,can,should,might,may,"
    "must,shall",
    DETERMINER: "the,a,an,his,her,my,their,its,our,your,this,these,every,each,no",
    OBJECT: "him,me,them,us,himself,herself,itself,themselves",
    TO: "to",
    SAID: "said",
    PREPOSITION: "of,in,from,at,by,with,for,on,into,through,over,under,between,against,near,toward,"
    "towards,across,around,within,without",
}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
Shares = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Contexts:
    """The classes of the tokens beside the first R types of a text.

    Attributes:
        counts: float64 (R,).
        before: float64 (R, 10), the shares of the classes of the token before.
        after: float64 (R, 10), the same for the token after.
        concentration: float64 (R,), the variance of the counts of parts, 1 if a word is as likely
            everywhere.

    """

    counts: Shares
    before: Shares
    after: Shares
    concentration: Shares


def characteristic_words(corpus: EncodedCorpus, vocabulary: Vocabulary) -> list[str]:
    """Return the nouns and names among the words of an English text, the most typical first.

    The score is √count · log concentration. Of other languages, it is the words that the text
    concentrates in some of its parts; Chinese has none.
    """
    types = corpus.vocabulary
    ids = np.asarray(corpus.ids()[:MAX_TOKENS], np.int64)
    size = min(MAX_RANKED, types.kept(MIN_COUNT))
    words = types.head(size).words()
    classes = np.full(len(types), OTHER, np.int8)
    classes[:size] = _classes(words)
    if not len(ids) or np.isin(classes[ids], (OTHER, EDGE)).mean() > 1 - LEAST_FUNCTION_WORDS:
        return concentrated_words(corpus, vocabulary)
    contexts = _contexts(corpus, ids, classes, size)
    is_word = [bool(_WORD.fullmatch(word)) and len(word) >= SHORTEST for word in words]
    rows = np.flatnonzero(_are_nouns(contexts) & (classes[:size] == OTHER) & np.array(is_word))
    scores = np.sqrt(contexts.counts) * np.log(np.maximum(contexts.concentration, 1.0))
    order = np.lexsort((rows, -scores[rows].round(9)))
    return [word for word in (words[row] for row in rows[order]) if word in vocabulary]


def _classes(words: list[str]) -> NDArray[np.int8]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    known = dict.fromkeys(ENGLISH_STOP_WORDS, FUNCTION)
    for number, names in _OF_CLASS.items():
        known |= dict.fromkeys(names.split(","), number)
    return np.array([known.get(word.lower(), _class_of_other(word)) for word in words], np.int8)


def _class_of_other(word: str) -> int:
    """Return the class of a word that is no function word: punctuation is an edge."""
    return OTHER if any(sign.isalnum() for sign in word) else EDGE


def _contexts(
    corpus: EncodedCorpus, ids: NDArray[np.int64], classes: NDArray[np.int8], size: int
) -> _Contexts:
    number = len(_OF_CLASS) + 3
    of_tokens = classes[ids].astype(np.int64)
    starts = np.asarray(corpus.starts)
    starts = starts[(starts > 0) & (starts < len(ids))]
    before, after = np.full(len(ids), EDGE), np.full(len(ids), EDGE)
    before[1:], after[:-1] = of_tokens[:-1], of_tokens[1:]
    before[starts], after[starts - 1] = EDGE, EDGE
    kept = ids < size
    rows = ids[kept]

    def table(columns: NDArray[np.int64]) -> Shares:
        places = np.bincount(rows * number + columns, minlength=size * number)
        return places.reshape(size, number).astype(np.float64)

    counts, concentration = concentrations(ids, size)
    shares = counts[:, np.newaxis]
    return _Contexts(
        counts, table(before[kept]) / shares, table(after[kept]) / shares, concentration
    )


def _are_nouns(contexts: _Contexts) -> NDArray[np.bool_]:
    """Return which types stand where nouns and names stand, bool (R,)."""

    def before(*classes: int) -> Shares:
        return np.asarray(contexts.before[:, classes].sum(axis=1))

    def after(*classes: int) -> Shares:
        return np.asarray(contexts.after[:, classes].sum(axis=1))

    phrase_ends = after(EDGE, FUNCTION, PREPOSITION, VERBAL, AUXILIARY, TO, SAID)
    acts = after(AUXILIARY, SAID)
    is_subject = (phrase_ends >= LEAST_OF_SUBJECT) & (acts >= LEAST_BEFORE_AUXILIARY)
    is_led = before(DETERMINER, PREPOSITION) >= LEAST_LED
    is_nominal: NDArray[np.bool_] = (
        (before(VERBAL, AUXILIARY) < MOST_AFTER_VERBAL)
        & (before(TO) < np.maximum(MOST_AFTER_TO, before(PREPOSITION)))
        & (after(DETERMINER, OBJECT) < np.where(is_led, MOST_IF_LED, MOST_BEFORE_OBJECT))
        & (after(TO) < MOST_BEFORE_TO)
        & ((phrase_ends >= LEAST_AT_PHRASE_END) | is_subject)
        & (
            (before(DETERMINER) >= LEAST_AFTER_DETERMINER)
            | (acts >= LEAST_OF_NAME)
            | (before(PREPOSITION) >= LEAST_OF_PLACE)
        )
    )
    return is_nominal
