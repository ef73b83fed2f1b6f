"""`eval --self`: a model is evaluated from its own text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from w2vkit.base.config import OutputFormat
from w2vkit.cli.listener import listening
from w2vkit.cli.output import print_rows
from w2vkit.cli.query_runner import open_shown

if TYPE_CHECKING:
    from w2vkit.evaluation.word_groups import GroupScore

COLUMNS = ("set", "kind", "score", "low", "high", "chance", "groups")
DIGITS = 6


def print_self_evaluation(model: str | None, output_format: OutputFormat) -> None:
    """Evaluate a model from its own text; print the scores and say what was done."""
    from w2vkit.evaluation.self_evaluation import evaluate_self

    opened = open_shown(model)
    with listening() as listener:
        found = evaluate_self(opened, listener)
        listener.note(
            f"{found.pseudo_synonyms.groups:,} words were split into halves by renaming "
            f"{found.renamed:,} of {found.tokens:,} tokens, and a model of {found.vocabulary:,} "
            f"words was trained with the options of “{opened.name}” ({found.seconds:.1f} s). The "
            "score measures these options on this text."
        )
    rows = [*_group_rows("pseudo-synonyms", found.pseudo_synonyms)]
    if found.aliases is not None:
        rows += _group_rows("aliases", found.aliases)
    print_rows(rows, output_format, COLUMNS, prose=("set", "kind"))


def _group_rows(name: str, one: GroupScore) -> Iterator[dict[str, Any]]:
    """Yield a row for each score of groups of words."""
    kinds = (
        ("nearest", one.nearest, one.nearest_interval, one.nearest_chance),
        ("mrr", one.reciprocal_rank, one.reciprocal_rank_interval, one.reciprocal_rank_chance),
    )
    for kind, score, interval, chance in kinds:
        low, high = interval or (None, None)
        figures = {"score": score, "low": low, "high": high, "chance": chance}
        rounded = {key: None if x is None else round(x, DIGITS) for key, x in figures.items()}
        yield {"set": name, "kind": kind, **rounded, "groups": one.groups}
