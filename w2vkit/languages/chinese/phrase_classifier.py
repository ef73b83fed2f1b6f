"""Whether found words are nouns or phrases, learned from the dictionary words of the same text.

A verb phrase (挺枪骤马) is as cohesive as a name. But it stands where verbs stand: after names and
adverbs, before the end of a clause. A logistic regression learns from the dictionary words of the
text, whose parts of speech are known, which neighbours, which characters at the edges, and which
endings distinguish nouns from other words. Nothing in it is specific to a book.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.chinese.name_heuristics import NAME_ENDINGS, SURNAMES
from w2vkit.languages.chinese.titles import OFFICES, RANKS
from w2vkit.languages.terms.text_occurrences import EDGE, TextOccurrences

NOUN_TAGS, PHRASE_TAGS = "n", "vadizlcpurq"
"""The first letters of the tags of both classes in jieba's dictionary."""
NUMERALS = frozenset("一二三四五六七八九十百千万")
"""First characters of names and of counted things alike."""
MIN_EXAMPLES = 30
"""With fewer examples of a class, no word is taken for a phrase."""
GREATEST_WEIGHT = 10.0
WeightedFeatures = Iterator[tuple[str, float]]


def phrase_probabilities(
    found: Sequence[str],
    known: Mapping[str, int],
    contexts: TextOccurrences,
    dictionary: WordDictionary,
) -> dict[str, float]:
    """Return for each found word the probability that it is a verb or other phrase, not a noun.

    Args:
        found: the words to judge.
        known: the dictionary words in the text, with their counts.
        contexts: the occurrences of all these words.
        dictionary: the dictionary of the segmenter.

    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    examples, labels = _examples(known, set(found), dictionary)
    if not found or min(labels.count(True), labels.count(False)) < MIN_EXAMPLES:
        return dict.fromkeys(found, 0.0)
    numbers: dict[str, int] = {}
    rows, columns, values = [], [], []
    for row, word in enumerate([*examples, *found]):
        for name, value in _features(word, contexts, dictionary):
            rows.append(row)
            columns.append(numbers.setdefault(name, len(numbers)))
            values.append(value)
    matrix = csr_matrix((values, (rows, columns)))
    weights = np.minimum(np.sqrt([known[word] for word in examples]), GREATEST_WEIGHT)
    model = LogisticRegression(solver="liblinear", tol=0.01)
    model.fit(matrix[: len(examples)], labels, sample_weight=weights / weights.mean())
    column = [*model.classes_].index(True)
    probabilities: NDArray[np.float64] = model.predict_proba(matrix[len(examples) :])[:, column]
    return dict(zip(found, probabilities.tolist(), strict=True))


def _examples(
    known: Mapping[str, int], found: set[str], dictionary: WordDictionary
) -> tuple[list[str], list[bool]]:
    """Return dictionary words of the text, and for each whether it is a phrase."""
    words, labels = [], []
    for word in known:
        tags = dictionary.tag(word)
        if len(word) == 1 or word in found or len(tags) > 1:
            continue
        letter = tags[0][1][0]
        if letter in NOUN_TAGS + PHRASE_TAGS:
            words.append(word)
            labels.append(letter in PHRASE_TAGS)
    return words, labels


def _features(word: str, contexts: TextOccurrences, dictionary: WordDictionary) -> WeightedFeatures:
    yield from _features_of_side("before", contexts.before(word), dictionary)
    yield from _features_of_side("after", contexts.after(word), dictionary)
    yield f"first {word[0]}", 1.0
    yield f"last {word[-1]}", 1.0
    yield f"last tag {dictionary.first_tag(word[-1])}", 1.0
    if word[0] not in NUMERALS:
        yield f"first tag {dictionary.first_tag(word[0])}", 1.0
    if len(word) == 4:
        tags = dictionary.first_tag(word[0]) + dictionary.first_tag(word[2])
        yield f"first and third tag {tags}", 0.5
    if word[0] in SURNAMES and len(word) < 4:
        yield "surname", 1.0
    if word[-1] in NAME_ENDINGS:
        yield "ending", 1.0
    if word[-2:] in OFFICES or word[-2:] in RANKS:
        yield "title", 1.0


def _features_of_side(
    side: str, signs: Counter[str], dictionary: WordDictionary
) -> WeightedFeatures:
    total = signs.total()
    tags: Counter[str] = Counter()
    for sign, count in signs.items():
        yield f"{side} {sign}", math.sqrt(count / total)
        tags["edge" if sign == EDGE else dictionary.first_tag(sign)] += count
    for tag, count in tags.items():
        yield f"{side} tag {tag}", count / total
