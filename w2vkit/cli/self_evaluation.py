"""`eval --self`: a model is evaluated from its own text."""

from __future__ import annotations

from w2vkit.base.config import OutputFormat
from w2vkit.base.messages import msg
from w2vkit.cli.listener import listening
from w2vkit.cli.output import print_rows
from w2vkit.cli.query_runner import open_shown


def print_self_evaluation(model: str | None, output_format: OutputFormat) -> None:
    """Evaluate a model from its own text; print the scores and say what was done."""
    from w2vkit.evaluation.self_evaluation import evaluate_self
    from w2vkit.evaluation.word_groups import GROUP_COLUMNS

    opened = open_shown(model)
    with listening() as listener:
        found = evaluate_self(opened, listener)
        listener.note(
            msg(
                "{groups:,} words were split into halves by renaming {renamed:,} of "
                "{tokens:,} tokens, and a model of {vocabulary:,} words was trained with the "
                "options of “{name}” ({seconds:.1f} s). The score measures these options on "
                "this text.",
                groups=found.pseudo_synonyms.groups,
                renamed=found.renamed,
                tokens=found.tokens,
                vocabulary=found.vocabulary,
                name=opened.name,
                seconds=found.seconds,
            )
        )
    rows = found.pseudo_synonyms.rows("pseudo-synonyms")
    if found.aliases is not None:
        rows += found.aliases.rows("aliases")
    print_rows(rows, output_format, GROUP_COLUMNS, prose=("set", "kind"))
