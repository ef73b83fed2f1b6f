"""The words that rank first: shown, drawn or clustered if no words are given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from w2vkit.base.config import AxisConfig, ClusterConfig, Kind, PlotConfig
from w2vkit.corpus.characteristic import characteristic_rows
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.query.filters import rows_of_kinds
from w2vkit.query.formula import Formula, word_formula


def first_rows(
    vocabulary: Vocabulary,
    config: PlotConfig | ClusterConfig | AxisConfig,
    kinds: Mapping[str, Kind],
) -> Sequence[int]:
    """Return the ids of the first `config.top` words in the order of `config.by`.

    Args:
        vocabulary: the words.
        config: how many words, their order, and of which kinds.
        kinds: the kinds of the words, where known.

    Raises:
        W2vError: `config` asks for kinds of which there are no words.

    """
    if not config.kinds:
        if config.by == "characteristic":
            return characteristic_rows(vocabulary, config.top)
        return range(min(config.top, len(vocabulary)))
    allowed = [*map(int, rows_of_kinds(vocabulary, config.kinds, kinds))]
    if config.by == "characteristic":
        among = {*allowed}
        ranked = characteristic_rows(vocabulary, len(vocabulary))
        allowed = [row for row in ranked if row in among]
    return allowed[: config.top]


def first_words(
    vocabulary: Vocabulary, config: AxisConfig, kinds: Mapping[str, Kind], without: Collection[str]
) -> list[Formula]:
    """Return the first `config.top` words as formulas, without some; see `first_rows`."""
    more = replace(config, top=config.top + len(without))
    words = map(vocabulary.word, first_rows(vocabulary, more, kinds))
    return [word_formula(word) for word in words if word not in without][: config.top]
