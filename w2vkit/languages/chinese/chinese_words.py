"""The words of a Chinese text that the dictionary lacks: names with their aliases, and terms."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.parallel import deterministic_threads
from w2vkit.languages.chinese.aliases import suggest_aliases
from w2vkit.languages.chinese.composed_phrases import is_composed
from w2vkit.languages.chinese.courtesy_names import find_courtesy_names
from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.chinese.found_kinds import with_kinds
from w2vkit.languages.chinese.lattice import build_lattice
from w2vkit.languages.chinese.name_heuristics import surname_of
from w2vkit.languages.chinese.nicknames import Nickname, find_nicknames
from w2vkit.languages.chinese.persons import MIN_NAME_COUNT, full_names
from w2vkit.languages.chinese.word_model import LEAST, ModelledText, model_text
from w2vkit.languages.segmentation.segmenters import DICTIONARY_TOTAL
from w2vkit.languages.segmentation.word_lists import NO_WORD, FoundWord
from w2vkit.languages.terms.text_occurrences import TextOccurrences, find_occurrences
from w2vkit.text.samples import sample
from w2vkit.text.script import convert, is_traditional

MIN_COUNT = 5
CHARACTERS_PER_COUNT = 400_000
"""In longer texts the minimum count is one occurrence for every this many characters."""
NICKNAME_SCORE = 0.8
"""The score of a nickname for each doubling of its count."""
MAX_LOST = 0.1
"""A dictionary word is listed if found words would break a larger share of its occurrences."""
PROBABLE = 0.5
"""The probability from which a dictionary word is taken for a noun, which is kept like a name."""
SHORT = 100_000
"""Characters of a text that says too little of what words and nouns look like."""
BACKGROUND = "xiyou"
"""The sample text that is read together with a short one, to learn that."""
_WEIGHABLE = re.compile(r"[\u4e00-\u9fa5]+")
"""What rjieba does not split before it looks up words."""


def find_chinese_words(
    pieces: Sequence[str],
    dictionary: WordDictionary,
    min_count: int | None = None,
    listener: Listener = SILENT,
) -> list[FoundWord]:
    """Return the names and terms of a Chinese text, with aliases.

    Args:
        pieces: the text; words do not extend over pieces.
        dictionary: the dictionary of the segmenter.
        min_count: the minimum count of a word; by the length of the text if None.
        listener: learns when the model of words is compiled, and receives progress.

    """
    from w2vkit.languages.chinese.lattice_kernels import load_lattice_kernels

    original = "\n".join(pieces)
    text = "\n".join(map(_simplified, pieces))
    least = min_count or max(MIN_COUNT, len(text) // CHARACTERS_PER_COUNT)
    load_lattice_kernels(listener)
    background = f"\n{_background()}" if len(text) < SHORT else ""
    with deterministic_threads(len(text)):
        model = model_text(build_lattice(text + background, dictionary, least), listener)
    counted = _Counted(text, model, model.occurrences(len(text)), model.token_counts(len(text)))
    words = _found(counted, dictionary, least)
    named = [_weighed(word, counted) for word in _with_names(words, counted, dictionary)]
    complete = [*named, *_guards_and_phrases(named, counted, dictionary)]
    return [_as_written(word, text, original) for word in complete]


@cache
def _background() -> str:
    files = sorted(sample(BACKGROUND).iterdir())
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@dataclass(frozen=True, eq=False, slots=True)
class _Counted:
    """A text and what the model says of it.

    Attributes:
        text: the text.
        model: the model, whose lattice may have more text at the end.
        occurrences: int64 (W,), how often each candidate occurs in the text.
        tokens: int64 (W,), how often it is a word of the segmentation.

    """

    text: str
    model: ModelledText
    occurrences: NDArray[np.int64]
    tokens: NDArray[np.int64]


def _simplified(text: str) -> str:
    """Return a traditional text in the characters of the dictionary, if its length stays."""
    if not is_traditional(text):
        return text
    simplified = convert(text, "simplified")
    return simplified if len(simplified) == len(text) else text


def _as_written(word: FoundWord, text: str, original: str) -> FoundWord:
    if text == original:
        return word

    def written(name: str) -> str:
        at = text.find(name) if name else -1
        return original[at : at + len(name)] if at >= 0 else name

    return replace(word, word=written(word.word), alias_of=written(word.alias_of))


def _found(counted: _Counted, dictionary: WordDictionary, least: int) -> dict[str, FoundWord]:
    """Return the words that the dictionary lacks, with at least so many occurrences.

    Unless so many of these are words of the segmentation, it must be half of them.
    """
    lattice, chances = counted.model.lattice, counted.model.chances
    is_new = ~lattice.is_known & (lattice.lengths > 1) & (chances >= LEAST)
    is_frequent = (counted.occurrences >= least) & (counted.tokens > 1)
    is_frequent &= (counted.tokens >= least) | (2 * counted.tokens >= counted.occurrences)
    words = {}
    for number in np.flatnonzero(is_new & is_frequent).tolist():
        word = lattice.words[number]
        score = round(float(chances[number]) * math.log2(int(counted.tokens[number])), 2)
        cut = " ".join(piece for piece, _ in dictionary.tag(word))
        words[word] = FoundWord(word, int(counted.occurrences[number]), score, cut)
    return words


def _with_names(
    new_words: Mapping[str, FoundWord], counted: _Counted, dictionary: WordDictionary
) -> list[FoundWord]:
    """Return the words with nicknames, aliases and kinds."""
    model, text = counted.model, counted.text
    is_known = model.lattice.is_known | model.lattice.is_doubtful
    is_known &= counted.tokens >= MIN_NAME_COUNT
    counts = {
        model.lattice.words[number]: int(counted.tokens[number])
        for number in np.flatnonzero(is_known).tolist()
    }
    counts |= {word.word: word.count for word in new_words.values()}
    contexts = find_occurrences(counts, text)
    new_words = {name: x for name, x in new_words.items() if not contexts.is_part(name)}
    names = full_names(counts, contexts, dictionary)
    nicknames = find_nicknames(names, contexts, dictionary)
    words = {**new_words, **dict(_nickname_words(nicknames, text, dictionary))}
    courtesy_names = find_courtesy_names(names, contexts, dictionary)
    named = suggest_aliases(
        [*words.values()], counts, nicknames, courtesy_names, contexts, dictionary
    )
    phrases = {word: 1 - float(model.chances[model.numbers[word]]) for word in new_words}
    return [
        word
        for word in with_kinds(named, names, nicknames, phrases, contexts, dictionary)
        if not _is_composed(word, counted, contexts)
    ]


def _is_composed(word: FoundWord, counted: _Counted, contexts: TextOccurrences) -> bool:
    numbers = counted.model.numbers

    def uses(rest: str) -> int:
        return int(counted.tokens[numbers[rest]]) if rest in numbers else 0

    if word.kind == "nickname" or (word.kind == "person" and surname_of(word.word)):
        return False
    return is_composed(word.word, word.count, uses, contexts.before(word.word))


def _nickname_words(
    nicknames: Sequence[Nickname], text: str, dictionary: WordDictionary
) -> Iterator[tuple[str, FoundWord]]:
    for nickname in nicknames:
        count = text.count(nickname.word)
        cut = " ".join(piece for piece, _ in dictionary.tag(nickname.word))
        score = round(NICKNAME_SCORE * math.log2(count), 2)
        yield nickname.word, FoundWord(nickname.word, count, score, cut)


def _weighed(word: FoundWord, counted: _Counted) -> FoundWord:
    """Return a word with its weight, if the segmenter can weigh it."""
    if not _WEIGHABLE.fullmatch(word.word):
        return word
    number = counted.model.numbers.get(word.word)
    uses = int(counted.tokens[number]) if number is not None else 0
    share = (uses or word.count) / max(1, int(counted.tokens.sum()))
    return replace(word, weight=max(1, round(share * DICTIONARY_TOTAL)))


def _guards_and_phrases(
    words: Sequence[FoundWord], counted: _Counted, dictionary: WordDictionary
) -> Iterator[FoundWord]:
    """Yield the dictionary words that would be lost beside found words, and those that are none."""
    weights = {word.word: word.weight for word in words if word.weight is not None}
    if weights:
        lines = counted.text.splitlines()
        plain = Counter(token for line in lines for token in dictionary.cut(line))
        cut = dictionary.cut_with(weights)
        weighed = Counter(token for line in lines for token in cut(line))
        yield from _guards(counted, weights, plain, weighed)
        yield from _phrases(counted, weights, weighed)


def _guards(
    counted: _Counted,
    weights: Container[str],
    plain: Mapping[str, int],
    weighed: Mapping[str, int],
) -> Iterator[FoundWord]:
    """Yield the dictionary words that found words break, and the nouns that are lost anyway."""
    is_known, is_noun = counted.model.lattice.is_known, counted.model.judgment.is_noun >= PROBABLE
    for number in np.flatnonzero(is_known & (counted.tokens > 1)).tolist():
        word, count = counted.model.lattice.words[number], int(counted.tokens[number])
        least = (1 - MAX_LOST) * (count if is_noun[number] else min(plain[word], count))
        if word not in weights and weighed[word] < least:
            yield _weighed(FoundWord(word, count, 0.0, word), counted)


def _phrases(
    counted: _Counted, weights: Container[str], weighed: Mapping[str, int]
) -> Iterator[FoundWord]:
    """Yield the entries of jieba's dictionary that join a name with a verb, 孔明曰."""
    judgment = counted.model.judgment
    is_phrase = judgment.is_phrase | ((judgment.is_word > 0) & (judgment.is_word < LEAST))
    is_phrase &= counted.model.chances < LEAST
    for number in np.flatnonzero(is_phrase & counted.model.lattice.is_doubtful).tolist():
        word = counted.model.lattice.words[number]
        if word not in weights and weighed[word]:
            yield FoundWord(word, weighed[word], 0.0, word, weight=NO_WORD)
