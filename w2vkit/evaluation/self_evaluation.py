"""Evaluation of a model from its own text: pseudo-synonyms, and aliases that the user gave."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from w2vkit.analysis.opening import text_of_model
from w2vkit.base.config import LEXICON, WITHOUT_EFFECT, SegmentConfig, TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.shown_tables import ShownTable, Tabular
from w2vkit.evaluation.word_groups import (
    GROUP_COLUMNS,
    SAMPLED_WORDS,
    GroupScore,
    halved_words,
    score_groups,
    score_halves,
    train_on,
)
from w2vkit.languages.segmentation.word_lists import read_aliases
from w2vkit.model import store
from w2vkit.model.manifest import INFO
from w2vkit.model.store import stored_options
from w2vkit.query.model import Model


@dataclass(frozen=True, slots=True)
class SelfEvaluation(Tabular):
    """The evaluation of a model from its own text.

    The pseudo-synonyms score a second model, trained with the same options on the same text; so
    their score is one of options and text, not of the vectors that are stored.

    Attributes:
        pseudo_synonyms: the score of the second model; each group has the two halves of a word.
        renamed: the number of tokens that were renamed.
        tokens: the number of all tokens of the text.
        vocabulary: the number of words of the second model.
        seconds: how long its training took.
        aliases: the score of the model itself; each group has the names of a person. None if the
            user gave no aliases.

    """

    pseudo_synonyms: GroupScore
    renamed: int
    tokens: int
    vocabulary: int
    seconds: float
    aliases: GroupScore | None = None

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The values of `GROUP_COLUMNS` for each score."""
        rows = self.pseudo_synonyms.rows("pseudo-synonyms")
        return rows if self.aliases is None else [*rows, *self.aliases.rows("aliases")]

    def tables(self) -> list[ShownTable]:
        """Return the table of the scores."""
        return [ShownTable(GROUP_COLUMNS, self.rows, prose=("set", "kind"))]


def evaluate_self(
    model: Model, listener: Listener = SILENT, words: int = SAMPLED_WORDS, seed: int = 1
) -> SelfEvaluation:
    """Evaluate a model with pseudo-synonyms from its own text, and with the user's aliases.

    A second model is trained, with the options in `model.json`, on a copy of the text in which half
    of the occurrences of some words are renamed.

    Args:
        model: a model that w2vkit has trained.
        listener: receives messages and progress.
        words: the number of words to rename, fewer in short texts.
        seed: determines the words, and which occurrences are renamed.

    Raises:
        W2vError: the model was not trained by w2vkit from files, its text is missing or changed,
            or has too few frequent words.

    """
    config, segmentation = _options(model)
    if (origin := model.origin) is not None:  # its package knows the language
        origin.check_segmenters(listener.note)
    try:
        text = text_of_model(model, listener)
    except W2vError as error:
        raise W2vError(
            error.message, msg("Put its files back, or train the model again.")
        ) from error
    for said in text.changed_files.notes():
        listener.note(said)
    with halved_words(text.corpus, config, words, seed) as halved:
        embeddings, seconds = train_on(halved.corpus, config, listener)
        score = score_halves(embeddings, halved)
        renamed, tokens = halved.renamed, halved.corpus.tokens
    groups = alias_groups(model, confirmed_aliases(model, segmentation))
    return SelfEvaluation(
        pseudo_synonyms=score,
        renamed=renamed,
        tokens=tokens,
        vocabulary=len(embeddings),
        seconds=seconds,
        aliases=score_groups(model.embeddings, groups) if groups else None,
    )


def _options(model: Model) -> tuple[TrainConfig, SegmentConfig]:
    """Return the options that a model was trained with."""
    origin = model.origin
    if origin is None or not (model.path / INFO).is_file():
        raise W2vError(
            msg("“{name}” was not trained by w2vkit.", name=model.name),
            msg("Name a model that w2vkit has trained."),
        )
    if not origin.is_whole:
        raise W2vError(
            msg(
                "“{name}” continues another model, which model.json does not contain.",
                name=model.name,
            ),
            msg("Evaluate a model that was trained from the start."),
        )
    options = stored_options(store.load(model.path), "training", TrainConfig)
    usual = TrainConfig()
    used = {name: value for name, value in options.items() if name not in WITHOUT_EFFECT}
    return replace(usual, **used), origin.segmentation


def confirmed_aliases(model: Model, segmentation: SegmentConfig) -> Mapping[str, str]:
    """Return words mapped to the names they are aliases of, from the lists in `--words`.

    Aliases that were found in the text are left out, because nobody has confirmed them. There are
    none if the aliases were merged.
    """
    if segmentation.merge_aliases or not segmentation.word_files:
        return {}
    lexicon = model.path / LEXICON
    if not segmentation.finds_words:
        return read_aliases(str(lexicon)) if lexicon.is_file() else {}
    files = filter(os.path.exists, segmentation.word_files)
    return {word: name for file in files for word, name in read_aliases(file).items()}


def alias_groups(model: Model, aliases: Mapping[str, str]) -> list[list[int]]:
    """Return for each name with an alias the rows of all its words in the model."""
    groups: dict[str, list[str]] = {}
    for word, name in aliases.items():
        groups.setdefault(name, [name]).append(word)
    find = model.embeddings.vocabulary.find
    rows = [
        [row for member in words if (row := find(member)) is not None] for words in groups.values()
    ]
    return [group for group in rows if len(group) > 1]
