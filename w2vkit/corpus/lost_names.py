"""Names that are too rare to get vectors."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from w2vkit.base.config import LEXICON, Kind, SegmentConfig
from w2vkit.base.messages import counted, joined, msg
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.vocabulary_kinds import kinds_of_words
from w2vkit.languages.chinese.dictionary import WordDictionary
from w2vkit.languages.chinese.kind_rules import ends_in_title
from w2vkit.languages.chinese.name_heuristics import (
    NEVER_LAST,
    NUMERALS,
    may_be_name,
    surname_of,
)
from w2vkit.languages.chinese.persons import ACTING
from w2vkit.languages.segmentation.word_lists import read_word_kinds
from w2vkit.languages.terms.discovery import dictionary_of
from w2vkit.model.vocabulary import Vocabulary

NAMES_SHOWN = 8
LONGEST_NAME = 3
"""Characters of a surname and a given name; one more after a compound surname."""
TAGS_OF_PERSONS = ("nrfg", "nrt")
"""Tags of jieba's dictionary for persons in general, while `nr` often is a guess."""


def lost_names_of(corpus: EncodedCorpus, min_count: int) -> Mapping[str, int]:
    """Return the result of `lost_names` with the kinds of words that are stored with a corpus."""
    lexicon = corpus.folder / LEXICON
    known = read_word_kinds(str(lexicon)) if lexicon.is_file() else {}
    return lost_names(corpus, min_count, known)


def lost_names(
    corpus: EncodedCorpus, min_count: int, known: Mapping[str, Kind]
) -> Mapping[str, int]:
    """Return likely names of persons with fewer than `min_count` times, the most frequent first.

    Args:
        corpus: the text.
        min_count: the least count of a word with a vector. Names that occur less than half as
            often, or only once, are left out.
        known: the kinds of the words that were found in the text, or named by the user.

    """
    vocabulary = corpus.vocabulary
    dictionary = dictionary_of(SegmentConfig())
    first, end = vocabulary.kept(min_count), vocabulary.kept(max(2, min_count // 2))
    counts = {
        word: vocabulary.count(row)
        for row, word in enumerate(vocabulary.words()[first:end], first)
        if (known.get(word) == "person" and may_be_name(word))
        or _may_be_rare_name(word, vocabulary, dictionary)
    }
    if not counts:
        return {}
    parts = {part for word in counts for part in _parts(word) if part in vocabulary}
    kinds = kinds_of_words(corpus, [*counts, *sorted(parts - counts.keys())], known)
    persons = {word for word, kind in kinds.items() if kind == "person"}
    return {
        word: count
        for word, count in counts.items()
        if word in persons and (word in known or not _is_glued(word, persons))
    }


def _may_be_rare_name(word: str, vocabulary: Vocabulary, dictionary: WordDictionary) -> bool:
    """Return whether a rare word looks like a surname and a given name, or a name and a title."""
    if word[-1] == word[-2:-1]:  # 规规矩矩
        return False
    if len(word) > LONGEST_NAME and ends_in_title(word):
        return True
    surname = surname_of(word)
    given = word.removeprefix(surname)
    if not surname or not 0 < len(given) < LONGEST_NAME:
        return False
    if len(word) == len("沙弥"):
        return given not in ACTING and not _is_usual(word, dictionary)
    if given[0] in NUMERALS or given[-1] in NEVER_LAST:
        return False
    if word[:-1] in vocabulary and not ends_in_title(word):
        return False
    return not (len(given) > 1 and dictionary.tag(given)[0][1].startswith("v"))


def _is_usual(word: str, dictionary: WordDictionary) -> bool:
    """Return whether a dictionary has a word, but not as the name of a known person."""
    return dictionary.knows(word) and dictionary.tag(word)[0][1] not in TAGS_OF_PERSONS


def _is_glued(word: str, persons: Collection[str]) -> bool:
    """Return whether a part of a word is a name: 孔明奏, 封孙权, but not 刘伯钦, who is 伯钦."""
    given = word.removeprefix(surname_of(word))
    parts = (part for part in _parts(word) if part != given or surname_of(part))
    is_titled = len(word) > LONGEST_NAME and ends_in_title(word)
    return not is_titled and any(part in persons for part in parts)


def _parts(word: str) -> Iterator[str]:
    """Yield the beginnings and ends of a word, of two characters or more."""
    for place in range(1, len(word)):
        yield from (part for part in (word[:place], word[place:]) if len(part) > 1)


def names_note(names: Mapping[str, int], min_count: int) -> str:
    """Return the sentence on names that get no vectors, and the option that keeps them."""
    shown: list[str] = [
        msg("{name} ({count})", name=name, count=count)
        for name, count in [*names.items()][:NAMES_SHOWN]
    ]
    shown += ["…"] * (len(names) > NAMES_SHOWN)
    return counted(
        len(names),
        "{number} likely name occurs fewer than {min_count} times and gets no vector: {shown}; "
        "--min-count {least} keeps it.",
        "{number} likely names occur fewer than {min_count} times and get no vectors: {shown}; "
        "--min-count {least} keeps them.",
        min_count=min_count,
        shown=joined(", ", shown),
        least=min(names.values()),
    )
