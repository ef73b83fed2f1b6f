"""The facts that a notebook shows of a model: its words, and how it was trained."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from w2vkit.base.messages import joined
from w2vkit.base.shown_tables import ShownTable, Side
from w2vkit.base.translation.translate import heading
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.manifest import ModelInfo
from w2vkit.model.shown_names import shown

SHOWN_WORDS = 10
"""Words that a notebook shows of a model."""
SHOWN_OPTIONS = ("algorithm", "window", "epochs", "min_count", "sample", "alpha", "seed")
"""Options of training that it shows, as they were given or chosen by the size of the text."""
SHOWN_REPORT = ("tokens", "types", "seconds", "loss")
"""Results of training that it shows."""
FACT = ("name", "value")
"""The columns of a table of facts, which has no head."""
ON_THE_LEFT: Mapping[str, Side] = {"value": "left"}


def facts_of(embeddings: Embeddings, info: ModelInfo, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what is known of a model by name: sizes, most frequent words, text, training.

    Args:
        embeddings: its vocabulary and vectors.
        info: what `model.json` says of it.
        names: the names of items.

    """
    first = map(embeddings.vocabulary.word, range(min(SHOWN_WORDS, len(embeddings))))
    frequent = joined(", ", (shown(word, names) for word in first))
    training = info.options.get("training", {})
    facts = {
        "words": len(embeddings),
        "dim": embeddings.dim,
        "most frequent": frequent + (" …" if len(embeddings) > SHOWN_WORDS else ""),
        "corpus": joined(", ", info.corpus.get("paths", ())),
        **{name: training[name] for name in SHOWN_OPTIONS if training.get(name)},
        **{name: info.report.get(name) for name in SHOWN_REPORT},
    }
    return {name: value for name, value in facts.items() if value not in (None, "")}


def facts_table(facts: Mapping[str, Any]) -> ShownTable:
    """Return facts as a table of two columns without a head."""
    rows = [{"name": heading(name), "value": value} for name, value in facts.items()]
    return ShownTable(FACT, rows, has_head=False, sides=ON_THE_LEFT)
