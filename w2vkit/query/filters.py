"""Which words are offered: by count, list, kind or pattern; and those that rank first."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, get_args

import numpy as np

from w2vkit.base.config import AxisConfig, ClusterConfig, Kind, PlotConfig, QueryConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import counted, joined, msg
from w2vkit.base.system.patterns import compile_pattern
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.query.formula import Formula, word_formula
from w2vkit.query.formula import words as words_of
from w2vkit.query.search import Rows

MATCH_SECONDS = 10.0
"""Time limit of a regular expression for a whole vocabulary."""


def allowed_rows(
    vocabulary: Vocabulary,
    config: QueryConfig,
    aliases: Mapping[str, str] = MappingProxyType({}),
    note: Callable[[str], None] = lambda said: None,
    kinds: Mapping[str, Kind] = MappingProxyType({}),
    match_seconds: float = MATCH_SECONDS,
) -> Rows | None:
    """Return the ids of the words that pass all filters, ascending; None without a filter.

    Args:
        vocabulary: the words of the model.
        config: the filters.
        aliases: names that the list of words may use for words of the model.
        note: receives a note if lines of the list were split at commas.
        kinds: the kinds of the words, where known.
        match_seconds: time limit of the regular expression.

    Raises:
        UsageError: the regular expression is malformed or takes too long.
        W2vError: the file of words cannot be read, the model has no counts, or no word is of the
            wanted kinds.

    """
    if not is_filtered(config):
        return None
    rows = np.arange(_frequent(vocabulary, config.min_count or 0))
    if config.restrict is not None:
        rows = np.intersect1d(rows, _listed(vocabulary, config.restrict, aliases, note))
    if config.kind:
        rows = np.intersect1d(rows, rows_of_kinds(vocabulary, config.kind, kinds))
    if config.match:
        rows = _matching(vocabulary, config.match, rows, match_seconds)
    return rows


def is_filtered(config: QueryConfig) -> bool:
    """Return whether any words are filtered out."""
    is_listed = config.restrict is not None
    return bool(config.min_count or is_listed or config.match or config.kind)


def rows_of_kinds(
    vocabulary: Vocabulary, wanted: Sequence[Kind], kinds: Mapping[str, Kind]
) -> Rows:
    """Return the ids of the words of one of the wanted kinds, ascending.

    Raises:
        W2vError: there are none.

    """
    ids = (vocabulary.find(word) for word, kind in kinds.items() if kind in wanted)
    rows = np.array(sorted(row for row in ids if row is not None), np.int64)
    if len(rows):
        return rows
    named = _alternatives([f"“{kind}”" for kind in wanted])
    others = joined(", ", (kind for kind in get_args(Kind) if kind in {*kinds.values()}))
    if others:
        hint = msg("Its words are of these kinds: {others}.", others=others)
    else:
        hint = msg(
            "Training stores the kinds of Chinese words; those of other words are read "
            "from the column “kind” of a --words file."
        )
    raise W2vError(msg("The model contains no words of the kind {named}.", named=named), hint)


def _alternatives(names: Sequence[str]) -> str:
    """Return names with “or” between them."""
    text = names[0]
    for name in names[1:]:
        text = msg("{first} or {second}", first=text, second=name)
    return text


def _frequent(vocabulary: Vocabulary, min_count: int) -> int:
    if min_count and len(vocabulary) and vocabulary.count(0) == 0:
        raise W2vError(msg("The model has no word counts."), msg("Omit --min-count."))
    return vocabulary.kept(min_count)


def _listed(
    vocabulary: Vocabulary,
    listed: str | Sequence[str],
    aliases: Mapping[str, str],
    note: Callable[[str], None],
) -> Rows:
    """Return the ids of the words of a file, or of a list; words that are unknown are left out."""
    from w2vkit.languages.segmentation.word_lists import read_known_words

    def is_known(word: str) -> bool:
        return aliases.get(word, word) in vocabulary

    words: Sequence[str] = (
        read_known_words(listed, is_known, note) if isinstance(listed, str) else listed
    )
    ids = (vocabulary.find(aliases.get(word, word)) for word in words)
    rows = np.array([row for row in ids if row is not None], np.int64)
    if len(rows):
        return rows
    if not isinstance(listed, str):
        raise W2vError(
            counted(
                len(words),
                "The {number} word of the list is not in the model.",
                "None of the {number} words of the list is in the model.",
            ),
            msg("Pass words of the model, or omit --restrict."),
        )
    if not words:
        raise W2vError(
            msg("{file} contains no words.", file=listed),
            msg("Pass a file with one word per line, such as w2vkit words writes."),
        )
    raise W2vError(
        counted(
            len(words),
            "The {number} word in {path} is not in the model.",
            "None of the {number} words in {path} is in the model.",
            path=listed,
        ),
        msg("Pass a file with one word per line, such as w2vkit words writes."),
    )


def _matching(vocabulary: Vocabulary, pattern: str, rows: Rows, seconds: float) -> Rows:
    hint = msg("Try ^孙 for words that begin with 孙, or ^\\p{Han}{2}$ for two Chinese characters.")
    compiled = compile_pattern(pattern, "--match", hint)
    deadline = time.monotonic() + seconds
    try:
        kept = [_finds(compiled, vocabulary.word(row), deadline) for row in rows]
    except TimeoutError:
        raise UsageError(
            msg(
                "--match “{pattern}” takes more than {seconds:g} seconds.",
                pattern=pattern,
                seconds=seconds,
            ),
            msg("Avoid nested repetitions, such as (a+)+."),
        ) from None
    matching: Rows = rows[np.array(kept, bool)]
    return matching


def _finds(compiled: Any, word: str, deadline: float) -> bool:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return compiled.search(word, timeout=left) is not None


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
    from w2vkit.corpus.characteristic import characteristic_rows

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
    embeddings: Embeddings,
    config: AxisConfig,
    kinds: Mapping[str, Kind],
    poles: Iterable[Sequence[Formula]],
) -> list[Formula]:
    """Return the first `config.top` words for an axis as formulas; see `first_rows`.

    The words of the poles are left out, and those whose vector is zero.
    """
    vocabulary = embeddings.vocabulary
    without = {word for pole in poles for formula in pole for word in words_of(formula)}
    zero = np.flatnonzero(np.asarray(embeddings.norms) == 0).tolist()
    without |= {vocabulary.word(row) for row in zero}
    more = replace(config, top=config.top + len(without))
    ranked = map(vocabulary.word, first_rows(vocabulary, more, kinds))
    return [word_formula(word) for word in ranked if word not in without][: config.top]
