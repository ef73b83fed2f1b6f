"""`eval`: how well a model does on test sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from w2vkit.cli.listener import listening
from w2vkit.cli.options import format_option, model_option, settings
from w2vkit.cli.output import print_rows
from w2vkit.cli.query_runner import open_shown
from w2vkit.config import EvalConfig, Format
from w2vkit.progress import Listener

if TYPE_CHECKING:
    from w2vkit.evaluation.evaluate import Evaluation, Section

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

    Also says how much of each it could answer. A SET is a file, a folder, or one of the names
    google, wordsim353, simlex999; all three if none is given. The kind is detected by content:

    \b
      analogies      a b c d on a line, with “: section” lines between; share of right answers.
                     With sections gram…, totals of syntactic and semantic ones
      word pairs     word ⇥ answer/answer/…, in a file or a folder of them (BATS): analogies
                     between all pairs of a file; any of the answers is right
      pairs          a ⇥ b ⇥ score; Spearman's correlation with people, and Pearson's
      categories     word ⇥ category; share of triplets in order, and of words whose nearest
                     word is of their own category
      odd one out    a b c | odd; share of right answers

    Pairs may have other columns (SimLex-999, SimVerb, RW, COS960, MEN, WordSim-353 as published):
    words are the first two columns of text that are not parts of speech, the score is the first
    column of numbers after them that varies and does not just number the lines. It says which.

    \b
    Examples:
      w2vkit eval google -m news
      w2vkit eval SimLex-999.txt BATS_3.0/ -m news
      w2vkit eval my-pairs.tsv my-categories.tsv --format json
    """
    from w2vkit.evaluation.evaluate import evaluate
    from w2vkit.evaluation.scoring import known_words
    from w2vkit.evaluation.test_sets import BUILT_IN_SETS, read_test_set

    config = EvalConfig(**options)
    opened = open_shown(model)
    test_sets = [read_test_set(name) for name in sets or BUILT_IN_SETS]
    with listening() as listener:
        known = known_words(opened.embeddings, config)
        results = []
        for test_set in test_sets:
            if test_set.layout:
                listener.note(f"{test_set.name}: {test_set.layout}.")
            results.append(evaluate(known, test_set, config, listener))
        for result in results:
            explain(result, listener)
    columns = COLUMNS if output_format == "table" else (*COLUMNS, "section")
    print_rows(rows(results, output_format), output_format, columns)


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

    if result.composed:
        listener.note(
            f"{result.set}: {result.composed:,} of {result.asked:,} hold a word that is not in the "
            "model; its vector is composed of its subwords."
        )


def rows(results: list[Evaluation], output_format: Format) -> Iterator[dict[str, Any]]:
    """Give a row for each set; sections follow it, indented in tables; in JSON they lie inside."""
    for result in results:
        if output_format in ("json", "jsonl"):
            yield _nested(result)
            continue
        is_table = output_format == "table"
        yield {**_figures(result), "set": result.set, "kind": result.kind, "section": ""}
        for name, value in result.details.items():
            yield {"set": result.set, "kind": name, "score": _shown(value), "section": ""}
        for one in result.totals:
            yield _part(result, "total", one, is_table=is_table)
        for one in result.sections:
            yield _part(result, "section", one, is_table=is_table)


def _part(result: Evaluation, kind: str, one: Section, *, is_table: bool) -> dict[str, Any]:
    """Return the row of a section or of a total."""
    if is_table:
        prefix = "total: " if kind == "total" else ""
        return {"set": f"  {prefix}{one.section}", **_figures(one)}
    return {"set": result.set, "kind": kind, **_figures(one), "section": one.section}


def _figures(one: Evaluation | Section) -> dict[str, Any]:
    counts = {"asked": one.asked, "answered": one.answered, "skipped": one.asked - one.answered}
    return {"score": _shown(one.score), **counts}


def _nested(result: Evaluation) -> dict[str, Any]:
    row = {name: getattr(result, name) for name in COLUMNS}
    row["score"] = _rounded(result.score)
    row |= {name: _rounded(value) for name, value in result.details.items()}
    row |= {"missing": result.missing, "malformed": result.malformed}
    if result.composed:
        row["composed"] = result.composed
    for name in ("totals", "sections"):
        if found := getattr(result, name):
            row[name] = [{**asdict(one), "score": _rounded(one.score)} for one in found]
    return row


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, DIGITS)


def _shown(score: float | None) -> str | float:
    return "none" if score is None else round(score, DIGITS)
