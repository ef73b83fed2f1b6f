"""`explain`: the contexts that two words share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import Basis, OutputFormat, SegmentConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg, printable, sentences
from w2vkit.cli.counted_text import COUNTED_TEXT_OPTIONS, counted_text
from w2vkit.cli.listener import listening
from w2vkit.cli.options import Integer, format_option, model_option, settings, text_option
from w2vkit.cli.output import print_rows

if TYPE_CHECKING:
    from w2vkit.analysis.explanation import Explanation


@click.command("explain")
@click.argument("given", nargs=-1, required=True, metavar="WORD...")
@text_option("read")
@model_option
@click.option(
    "--by",
    type=click.Choice(("counts", "vectors")),
    default="counts",
    show_default=True,
    help="Associations with contexts: counted in the text, or predicted by the vectors.",
)
@click.option(
    "--window",
    type=Integer(1, 100),
    default=5,
    show_default=True,
    help="Words on each side that are contexts, within the sentence.",
)
@click.option(
    "-n", "--topn", type=Integer(1), default=10, show_default=True, help="Number of contexts."
)
@format_option
@settings(SegmentConfig, "options", only=COUNTED_TEXT_OPTIONS)
def explain_command(
    given: tuple[str, ...],
    paths: tuple[str, ...],
    model: str | None,
    by: Basis,
    window: int,
    topn: int,
    output_format: OutputFormat,
    options: dict[str, Any],
) -> None:
    """Show the contexts that make two words similar, with examples.

    The score is the cosine of the associations of the two words with their contexts: positive
    pointwise mutual information (PPMI). The contributions of all shared contexts add up to it. The
    vectors of a model follow from the same contexts, but their cosine is another number; it is
    shown beside the score. For one word, the contexts that are most typical of it are shown.

    With --by vectors, the associations are those that the model predicts: the product of the vector
    of a word and the output weights of a context, plus the logarithm of the number of negative
    samples (Levy & Goldberg 2014), if it is positive.

    \b
    Examples:
      w2vkit explain 孙悟空 八戒
      w2vkit explain 孙悟空 八戒 --by vectors -m novel
      w2vkit explain 孙悟空
      w2vkit explain 孙悟空 八戒 --corpus novel.txt --format json
    """
    from w2vkit.analysis.explanation import explain

    with listening() as listener:
        text = counted_text(paths, model, options, listener)
        words = text.separated(given)
        if len(words) > 2:
            raise UsageError(
                msg("explain takes one or two words."), msg("Name the two words to compare.")
            )
        if text.model is not None and text.model.prior is not None:
            listener.note(text.model.prior.left_out)
        explanation = explain(text, words, by=by, window=window, topn=topn, listener=listener)
        print_explanation(explanation, output_format, listener.note)


def print_explanation(explanation: Explanation, output_format: OutputFormat, note: Any) -> None:
    """Print the contexts and, in a table, an example for each word below it."""
    if output_format != "table":
        print_rows(explanation.rows(), output_format, (*explanation.columns, "examples"))
        return
    print_rows(explanation.rows(), output_format, explanation.columns)
    for explained in explanation.contexts:
        click.echo(f"\n{printable(explained.context.context)}")
        for example in explained.examples:
            click.echo(f"  {printable(example.text)}")
            if example.place:
                click.echo(f"    {printable(example.place)}")
    for said in filter(None, [sentences(*explanation.notes)]):
        note(said)
