"""The words of a Chinese text that the dictionary lacks: names with their aliases, and terms."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from w2vkit.languages.chinese.aliases import suggest_aliases
from w2vkit.languages.chinese.courtesy_names import find_courtesy_names
from w2vkit.languages.chinese.dictionary import WordDictionary, words_to_guard
from w2vkit.languages.chinese.extraction import find_terms
from w2vkit.languages.chinese.found_kinds import with_kinds
from w2vkit.languages.chinese.nicknames import Nickname, find_nicknames
from w2vkit.languages.chinese.persons import MIN_NAME_COUNT, full_names, joins_a_name
from w2vkit.languages.chinese.phrase_classifier import phrase_probabilities
from w2vkit.languages.segmentation.word_lists import FoundWord
from w2vkit.languages.terms.text_occurrences import find_occurrences

MAX_PHRASE = 0.8
"""A word is left out if it is a phrase with a higher probability."""
NICKNAME_SCORE = 5.0
"""The score of a nickname for each doubling of its count."""


def find_chinese_words(
    pieces: Sequence[str], dictionary: WordDictionary, min_count: int | None = None
) -> list[FoundWord]:
    """Return the names and terms of a Chinese text, with aliases.

    Args:
        pieces: the text; words do not extend over pieces.
        dictionary: the dictionary of the segmenter.
        min_count: the minimum count of a word; by the length of the text if None.

    """
    terms, known = find_terms(pieces, dictionary, min_count)
    counts = {
        word: count for word, count in known.items() if count >= MIN_NAME_COUNT and len(word) > 1
    }
    counts |= {term.word: term.count for term in terms}
    contexts = find_occurrences(counts, "\n".join(pieces))
    names = full_names(counts, contexts, dictionary)
    nicknames = find_nicknames(names, contexts, dictionary)
    apart = [term for term in terms if not joins_a_name(term.word, term.count, names, counts)]
    phrases = phrase_probabilities([term.word for term in apart], counts, contexts, dictionary)
    words = {word.word: word for word in _judged(apart, phrases)}
    words |= {word.word: word for word in _nickname_words(nicknames, contexts.text, dictionary)}
    courtesy_names = find_courtesy_names(names, contexts, dictionary)
    named = suggest_aliases(
        [*words.values()], counts, nicknames, courtesy_names, contexts, dictionary
    )
    with_guards = [*named, *words_to_guard(named, known)]
    return [*with_kinds(with_guards, names, nicknames, phrases, contexts, dictionary)]


def _judged(terms: Iterable[FoundWord], phrases: Mapping[str, float]) -> Iterator[FoundWord]:
    """Yield the terms that are not phrases; those that resemble phrases have lower scores."""
    for term in terms:
        probability = phrases[term.word]
        if probability <= MAX_PHRASE:
            yield replace(term, score=round(term.score * (1 - probability) ** 2, 2))


def _nickname_words(
    nicknames: Iterable[Nickname], text: str, dictionary: WordDictionary
) -> Iterator[FoundWord]:
    for one in nicknames:
        count = text.count(one.word)
        cut = " ".join(piece for piece, _ in dictionary.tag(one.word))
        yield FoundWord(one.word, count, round(NICKNAME_SCORE * math.log2(count), 2), cut)
