"""The words of a corpus that get vectors."""

from __future__ import annotations

from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.model.vocabulary import Vocabulary

FEWEST_WORDS = 2


def kept_vocabulary(corpus: EncodedCorpus, config: TrainConfig) -> Vocabulary:
    """Return the words that occur at least `min_count` times, at most `max_words` of them.

    Raises:
        W2vError: there are fewer than two.

    """
    size = corpus.vocabulary.kept(config.min_count)
    if config.max_words:
        size = min(size, config.max_words)
    if size >= FEWEST_WORDS:
        return corpus.vocabulary.head(size)
    types = len(corpus.vocabulary)
    if not types:
        raise W2vError(
            msg("The corpus has no words, only punctuation and symbols."),
            msg("Provide text, or keep punctuation as tokens with --punctuation."),
        )
    if types < FEWEST_WORDS:
        raise W2vError(
            msg(
                "The corpus has {different_words}; training needs at least {fewest_words}.",
                different_words=counted(
                    types, "{number} different word", "{number} different words"
                ),
                fewest_words=FEWEST_WORDS,
            ),
            msg("Provide more text."),
        )
    if config.max_words and config.max_words < FEWEST_WORDS:
        raise W2vError(
            msg(
                "--max-words is {max_words}, but training needs at least {fewest_words} words.",
                max_words=config.max_words,
                fewest_words=FEWEST_WORDS,
            ),
            msg("Use a larger number or omit --max-words."),
        )
    second = corpus.vocabulary.count(1)
    times = counted(config.min_count, "{number} time", "{number} times")
    facts = {"types": types, "times": times}
    raise W2vError(
        msg("Only {size} of {types:,} words occurs {times} or more.", size=size, **facts)
        if size
        else msg("None of {types:,} words occurs {times} or more.", **facts),
        msg(
            "Lower --min-count: {second} keeps at least two words; or provide more text.",
            second=second,
        ),
    )
