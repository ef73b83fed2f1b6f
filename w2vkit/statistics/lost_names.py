"""Names that are too rare to get vectors."""

from __future__ import annotations

from collections.abc import Mapping

from w2vkit.config import Kind
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.messages import counted
from w2vkit.statistics.word_kinds import kinds_of_words

NAMES_SHOWN = 8


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
    counts = {
        word: corpus.vocabulary.count(row)
        for row, word in enumerate(corpus.vocabulary)
        if max(2, min_count // 2) <= corpus.vocabulary.count(row) < min_count
    }
    if not counts:
        return {}
    kinds = kinds_of_words(corpus, corpus.vocabulary, known)
    return {word: count for word, count in counts.items() if kinds.get(word) == "person"}


def names_note(names: Mapping[str, int], min_count: int) -> str:
    """Return the sentence on names that get no vectors, and the option that keeps them."""
    shown = ", ".join(f"{name} ({count})" for name, count in [*names.items()][:NAMES_SHOWN])
    more = "…" if len(names) > NAMES_SHOWN else ""
    verb = "occurs" if len(names) == 1 else "occur"
    pronoun = "it" if len(names) == 1 else "them"
    return (
        f"{counted(len(names), 'likely name')} {verb} fewer than {min_count} times and would get "
        f"no vectors: {shown}{more}; --min-count {min(names.values())} keeps {pronoun}."
    )
