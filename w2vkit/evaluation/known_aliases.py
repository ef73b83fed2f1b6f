"""The aliases that the user gave to a model: names that mean the same person."""

from __future__ import annotations

import os
from collections.abc import Mapping

from w2vkit.base.config import AUTO, LEXICON, SegmentConfig
from w2vkit.languages.segmentation.word_lists import read_aliases
from w2vkit.query.model import Model


def confirmed_aliases(model: Model, segmentation: SegmentConfig) -> Mapping[str, str]:
    """Return words mapped to the names they are aliases of, from the lists in `--words`.

    Aliases that `auto` found are left out, because nobody has confirmed them. There are none if
    the aliases were merged.
    """
    if segmentation.merge_aliases or not segmentation.word_files:
        return {}
    lexicon = model.path / LEXICON
    if AUTO not in segmentation.words:
        return read_aliases(str(lexicon)) if lexicon.is_file() else {}
    files = filter(os.path.exists, segmentation.word_files)
    return {word: name for file in files for word, name in read_aliases(file).items()}


def alias_groups(model: Model, aliases: Mapping[str, str]) -> list[list[int]]:
    """Return for each name with an alias the rows of all its words in the model."""
    groups: dict[str, list[str]] = {}
    for word, name in aliases.items():
        groups.setdefault(name, [name]).append(word)
    find = model.embeddings.vocabulary.find
    rows = [[row for one in words if (row := find(one)) is not None] for words in groups.values()]
    return [group for group in rows if len(group) > 1]
