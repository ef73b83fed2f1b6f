"""`eval`: scores of a model on test sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import EvalConfig, ItemsConfig, OutputFormat
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import counted, joined, msg, quoted, sentences
from w2vkit.base.progress import Listener
from w2vkit.cli.listener import listening
from w2vkit.cli.options import format_option, model_option, prior_option, settings
from w2vkit.cli.output import JSON, print_rows
from w2vkit.cli.pipes import InputFile
from w2vkit.cli.query_runner import open_shown

if TYPE_CHECKING:
    from w2vkit.evaluation.compared_sets import ComparedSet
    from w2vkit.evaluation.evaluate import Evaluation
    from w2vkit.evaluation.items import ItemEvaluation
    from w2vkit.evaluation.scoring import EvaluatedWords
    from w2vkit.evaluation.test_sets import TestSet


KIND_NAMES = {
    "analogies": "analogies",
    "pairs": msg("scored pairs"),
    "categories": "categories",
    "odd": msg("odd-one-out sets"),
}
MAX_LISTED = 5


@click.command("eval")
@click.argument("sets", nargs=-1, metavar="[SET...]", type=InputFile())
@model_option
@click.option(
    "--self",
    "from_text",
    is_flag=True,
    help="Evaluate with pseudo-synonyms from the model's own text instead of test sets; trains "
    "again.",
)
@format_option
@click.option(
    "--items",
    "logs",
    multiple=True,
    metavar="LOG",
    help="Score recommendations for the sessions of this log, as train --items reads it, instead "
    "of test sets. Repeatable.",
)
@settings(ItemsConfig, "reading", only=("group_column", "item_column"))
@settings(EvalConfig, "options")
@prior_option
def eval_command(
    sets: tuple[str, ...],
    model: str | None,
    from_text: bool,
    output_format: OutputFormat,
    logs: tuple[str, ...],
    reading: dict[str, Any],
    options: dict[str, Any],
    query: dict[str, Any],
) -> None:
    """Score a model on test sets.

    The output includes the coverage: how many questions the model can answer. A SET is a file, a
    directory, or one of google, wordsim353 and simlex999, which are the default. The kind of a set
    is detected from its content:

    \b
      analogies      a b c d on each line, with optional “: section” lines; accuracy. If
                     sections are named gram…, totals of syntactic and semantic sections
      word pairs     word ⇥ answer/answer/…, in a file or a directory (BATS); analogies
                     between all pairs of a file, in which every answer is correct
      pairs          a ⇥ b ⇥ score; Spearman's and Pearson's correlation with human ratings
      categories     word ⇥ category; share of correctly ordered triplets, and of words whose
                     nearest word is in the same category
      odd one out    a b c | odd; accuracy

    Pairs can have further columns, as in the published files of SimLex-999, SimVerb, RW, COS960,
    MEN and WordSim-353. The words are the first two text columns that are not parts of speech; the
    score is the first numeric column after them that varies and does not just number the lines. A
    message names the columns used.

    With --self, no test set is needed: half of the occurrences of up to 200 words are renamed, and
    a model is trained again with the recorded options. The score is the share of words whose other
    half is the nearest word, and the mean reciprocal rank. It is a score of the options and the
    text, not of the stored vectors. Aliases in the lists of --words are scored with the stored
    vectors.

    With --items, one random item of each session is hidden. It should be among k recommendations
    from the other items: the items most similar to their mean. hit_rate and ndcg are compared with
    those of the most popular items; the intervals are 95% bootstrap intervals over sessions. Use
    sessions that the model was not trained on.

    \b
    Examples:
      w2vkit eval google -m news
      w2vkit eval SimLex-999.txt BATS_3.0/ -m news
      w2vkit eval my-pairs.tsv my-categories.tsv --format json
      w2vkit eval --self -m novel
      w2vkit eval --items later-orders.csv -m orders
    """
    if query and (from_text or logs):
        raise UsageError(
            msg("--prior has no effect with --self and --items."), msg("Omit one of them.")
        )
    if from_text:
        _eval_self(sets, logs, model, output_format)
        return
    if logs or reading:
        _eval_items(sets, logs, reading, model, output_format, options)
        return
    from w2vkit.evaluation.evaluate import EVALUATION_COLUMNS, evaluate
    from w2vkit.evaluation.scoring import evaluated_words
    from w2vkit.evaluation.test_sets import BUILT_IN_SETS, read_test_set

    config = EvalConfig(**options)
    opened = open_shown(model, **query)
    test_sets = [read_test_set(name) for name in sets or BUILT_IN_SETS]
    with listening() as listener:
        known = evaluated_words(opened.embeddings, config, opened.missing_words.lemma_of)
        if not sets:
            check_english(known, test_sets, opened.name)
        results = []
        for test_set in test_sets:
            if test_set.layout:
                listener.note(msg("{name}: {layout}.", name=test_set.name, layout=test_set.layout))
            results.append(evaluate(known, test_set, config, listener))
        for result in results:
            note_unused(result, listener)
    columns = EVALUATION_COLUMNS if output_format == "table" else (*EVALUATION_COLUMNS, "section")
    print_rows(rows(results, output_format), output_format, columns, prose=("kind", "score"))


def check_english(known: EvaluatedWords, test_sets: Iterable[TestSet], model: str) -> None:
    """Raise W2vError if no question of the default test sets, which are English, can be answered.

    Args:
        known: the words of the model.
        test_sets: the default test sets.
        model: the name of the model.

    """
    questions = (question for test_set in test_sets for question in test_set.questions)
    if all(None in known.find(question.words) for question in questions):
        raise W2vError(
            msg("The default test sets are English, and the model can answer none of them."),
            msg(
                "Evaluate it by its own text with: w2vkit eval --self -m {model}; or name a test "
                "set.",
                model=quoted(model),
            ),
        )


def _eval_items(
    sets: Sequence[str],
    logs: Sequence[str],
    reading: dict[str, Any],
    model: str | None,
    output_format: OutputFormat,
    options: dict[str, Any],
) -> None:
    """Score recommendations for sessions, and print a row for the model and one for popularity."""
    from w2vkit.corpus.session_logs import find_logs, read_sessions, report_columns
    from w2vkit.evaluation.items import ITEM_COLUMNS, evaluate_items

    columns = ItemsConfig(items=bool(logs), **reading)
    if sets or {*options} - {"k", "seed"}:
        raise UsageError(
            msg("--items takes no test sets and none of their options."),
            msg("Omit them, or --items."),
        )
    config, opened = EvalConfig(**options), open_shown(model)
    with listening() as listener:
        sources = find_logs(logs, None, listener)
        report_columns(sources, columns, listener)
        sessions = read_sessions(sources, columns, listener)
        result = evaluate_items(opened.embeddings, sessions, config.k, config.seed, listener)
        explain_items(result, listener)
    print_rows(
        [recommender.row for recommender in result.recommenders], output_format, ITEM_COLUMNS
    )


def explain_items(result: ItemEvaluation, listener: Listener) -> None:
    """Report the sessions used and how the model compares with popularity."""
    sessions = msg(
        "{sessions}, {skipped:,} skipped for having fewer than two items of the model",
        sessions=counted(result.sessions, "{number} session", "{number} sessions"),
        skipped=result.skipped,
    )
    unknown = counted(
        result.unknown, "{number} item not in the model", "{number} items not in the model"
    )
    facts = joined("; ", [sessions, unknown] if result.unknown else [sessions])
    listener.note(msg("{facts}.", facts=facts))
    if result.ratio is not None:
        ratio = result.ratio
        listener.note(
            msg(
                "The hit rate of the model at {k} is {ratio:.2f} times that of popularity "
                "(95% interval {low:.2f} to {high:.2f}).",
                k=result.k,
                ratio=ratio.value,
                low=ratio.low,
                high=ratio.high,
            )
        )


def _eval_self(
    sets: Sequence[str], logs: Sequence[str], model: str | None, output_format: OutputFormat
) -> None:
    """Evaluate a model from its own text; a single argument names the model."""
    if logs or len(sets) + bool(model) > 1:
        raise UsageError(msg("--self takes no test sets."), msg("Name only the model."))
    print_self_evaluation(model or next(iter(sets), None), output_format)


def note_unused(result: Evaluation, listener: Listener) -> None:
    """Report the lines that could not be used and the questions that were skipped."""
    note_malformed(result, listener)
    note_lemmas(result, listener)
    if result.skipped > result.merged:
        words = joined(", ", result.missing[:MAX_LISTED])
        listener.note(
            msg(
                "{set}: {skipped:,} of {asked:,} questions skipped because of missing words: "
                "{words}.",
                set=result.set,
                skipped=result.skipped - result.merged,
                asked=result.asked,
                words=msg("{words} …", words=words) if len(result.missing) > MAX_LISTED else words,
            )
        )

    if result.composed:
        listener.note(
            msg(
                "{set}: {composed:,} of the skipped questions are scored apart, in the row "
                "“composed”: the vectors of their missing words are composed of subwords.",
                set=result.set,
                composed=result.composed,
            )
        )


def note_lemmas(result: Evaluation | ComparedSet, listener: Listener) -> None:
    """Report the words that were looked up by their lemmas, and the questions that this merged."""
    if not result.lemmas:
        return
    first = [
        msg("{word} as {lemma}", word=word, lemma=lemma)
        for word, lemma in [*result.lemmas.items()][:MAX_LISTED]
    ]
    words = joined(", ", first)
    said = counted(
        len(result.lemmas),
        "{set}: {number} word is looked up by its lemma: {words}.",
        "{set}: {number} words are looked up by their lemmas: {words}.",
        set=result.set,
        words=msg("{words} …", words=words) if len(result.lemmas) > MAX_LISTED else words,
    )
    merged = counted(
        result.merged,
        "{number} question is skipped, since its words are the same as lemmas.",
        "{number} questions are skipped, since their words are the same as lemmas.",
    )
    listener.note(sentences(said, merged) if result.merged else said)


def note_malformed(result: Evaluation | ComparedSet, listener: Listener) -> None:
    """Report the lines of a test set that could not be used, if there are any."""
    if result.malformed:
        count = len(result.malformed)
        first = joined(", ", map(str, result.malformed[:MAX_LISTED]))
        listener.note(
            counted(
                count,
                "{set}: line {lines} left out: not {kind}.",
                "{set}: lines {lines} left out: not {kind}.",
                set=result.set,
                lines=msg("{numbers} … ({count:,} in all)", numbers=first, count=count)
                if count > MAX_LISTED
                else first,
                kind=KIND_NAMES[result.kind],
            )
        )


def rows(results: Sequence[Evaluation], output_format: OutputFormat) -> Iterator[dict[str, Any]]:
    """Yield a row per set, followed by its sections: indented in tables, nested in JSON."""
    from w2vkit.evaluation.evaluate import indented_rows

    for result in results:
        if output_format in JSON:
            yield result.record
        elif output_format == "table":
            yield from indented_rows(result)
        else:
            yield from result.rows


def print_self_evaluation(model: str | None, output_format: OutputFormat) -> None:
    """Evaluate a model from its own text; print the scores and say what was done."""
    from w2vkit.evaluation.self_evaluation import evaluate_self
    from w2vkit.evaluation.word_groups import GROUP_COLUMNS

    opened = open_shown(model, alone=True)
    with listening() as listener:
        evaluation = evaluate_self(opened, listener)
        listener.note(
            msg(
                "{groups:,} words were split into halves by renaming {renamed:,} of "
                "{tokens:,} tokens, and a model of {vocabulary:,} words was trained with the "
                "options of “{name}” ({seconds:.1f} s). The score measures these options on "
                "this text.",
                groups=evaluation.pseudo_synonyms.groups,
                renamed=evaluation.renamed,
                tokens=evaluation.tokens,
                vocabulary=evaluation.vocabulary,
                name=opened.name,
                seconds=evaluation.seconds,
            )
        )
    print_rows(evaluation.rows, output_format, GROUP_COLUMNS, prose=("set", "kind"))
