"""`eval`: how well a model does on test sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from w2vkit.cli.asker import open_shown
from w2vkit.cli.listener import listening
from w2vkit.cli.options import format_option, model_option, settings
from w2vkit.cli.output import print_rows
from w2vkit.config import EvalConfig, Format
from w2vkit.progress import Listener

if TYPE_CHECKING:
    from w2vkit.judging.evaluate import Evaluation

COLUMNS = ("set", "kind", "score", "asked", "answered", "skipped")
LOOKS = {
    "analogies": "analogies",
    "pairs": "scored pairs",
    "categories": "categories",
    "odd": "odd-one-out sets",
}
DIGITS = 6
FEW = 5


@click.command("eval")
@click.argument("sets", nargs=-1, metavar="[SET...]")
@model_option
@format_option
@settings(EvalConfig, "options")
def eval_command(
    sets: tuple[str, ...], model: str | None, output_format: Format, options: dict[str, Any]
) -> None:
    """Score a model on test sets.

    Also says how much of each it could answer. A SET is a file or one of the names google,
    wordsim353, simlex999; all three if none is given. The kind of a file is found out:

    \b
      analogies      a b c d on a line, with “: section” lines between; share of right answers
      pairs          a ⇥ b ⇥ score; Spearman's correlation with people, and Pearson's
      categories     word ⇥ category; share of triplets in order, and of words whose nearest
                     word is of their own category
      odd one out    a b c | odd; share of right answers

    \b
    Examples:
      w2vkit eval google -m news
      w2vkit eval my-pairs.tsv my-categories.tsv --format json
    """
    from w2vkit.judging.evaluate import evaluate
    from w2vkit.judging.judges import known_words
    from w2vkit.judging.testsets import KNOWN, read_test_set

    config = EvalConfig(**options)
    opened = open_shown(model)
    test_sets = [read_test_set(name) for name in sets or KNOWN]
    with listening() as listener:
        known = known_words(opened.embeddings, config)
        results = [evaluate(known, one, config, listener) for one in test_sets]
        for result in results:
            explain(result, listener)
    print_rows(rows(results, output_format), output_format, COLUMNS)


def explain(result: Evaluation, listener: Listener) -> None:
    """Say which lines could not be used, and why questions were skipped."""
    if result.malformed:
        count = len(result.malformed)
        numbers = ", ".join(map(str, result.malformed[:FEW]))
        more = f" … ({count:,} in all)" if count > FEW else ""
        lines = "line" if count == 1 else "lines"
        listener.note(
            f"{result.set}: left out, since not {LOOKS[result.kind]}: {lines} {numbers}{more}."
        )
    if result.skipped:
        words = ", ".join(result.missing[:FEW])
        listener.note(
            f"{result.set}: {result.skipped:,} of {result.asked:,} skipped, since words are not "
            f"in the model: {words}{' …' if len(result.missing) > FEW else ''}."
        )


def rows(results: list[Evaluation], output_format: Format) -> Iterator[dict[str, Any]]:
    """Give a row for each set; in tables the sections follow, in JSON they lie inside."""
    for result in results:
        nested = output_format in ("json", "jsonl")
        row = {name: getattr(result, name) for name in COLUMNS}
        row["score"] = _rounded(result.score) if nested else _shown(result.score)
        if nested:
            row |= {name: _rounded(value) for name, value in result.details.items()}
            row |= {"missing": result.missing, "malformed": result.malformed}
            if result.sections:
                row["sections"] = [
                    {**asdict(one), "score": _rounded(one.score)} for one in result.sections
                ]
            yield row
            continue
        yield row
        for name, value in result.details.items():
            yield {"set": result.set, "kind": name, "score": _shown(value)}
        for one in result.sections:
            counts = {"asked": one.asked, "answered": one.answered}
            skipped = one.asked - one.answered
            score = _shown(one.score)
            yield {"set": f"  {one.section}", "score": score, **counts, "skipped": skipped}


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, DIGITS)


def _shown(score: float | None) -> str | float:
    return "none" if score is None else round(score, DIGITS)
