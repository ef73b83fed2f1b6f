"""`train`: from raw text to a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from w2vkit.base.config import ItemsConfig, OutputFormat, SegmentConfig, TrainConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg, quoted
from w2vkit.base.system.stage_times import STAGES
from w2vkit.cli.command_classes import GroupedCommand
from w2vkit.cli.commands.completion import complete_models
from w2vkit.cli.listener import listening
from w2vkit.cli.messages import say
from w2vkit.cli.options import force_option, format_option, loss_report_option, settings
from w2vkit.cli.output import JSON, print_record
from w2vkit.cli.pipes import InputFile, Text

if TYPE_CHECKING:
    from w2vkit.training.saving import TrainSummary

USUAL_OPTIONS = (
    *("name", "force", "algorithm", "dim", "window", "epochs", "min_count", "workers", "seed"),
    *("segmenter", "words", "resume", "base", "init", "prior", "items", "output_format"),
)
"""The options that `--help` lists first."""


@click.command("train", cls=GroupedCommand, usual=USUAL_OPTIONS)
@click.argument("corpus", nargs=-1, metavar="[CORPUS...]")
@click.option("--name", help="Name of the model; by default the name of the first file.")
@click.option("--resume", help="Resume the interrupted training of this name.")
@click.option(
    "--continue",
    "base",
    type=Text(),
    shell_complete=complete_models,
    help="Continue training this model with new text; it stays as it is, unless --force is set.",
)
@click.option(
    "--init",
    metavar="FILE|MODEL",
    type=InputFile(),
    help="Start from these vectors: a file in any format that import reads, or a model.",
)
@click.option(
    "--prior",
    metavar="NAME|FILE|MODEL|none",
    type=Text(),
    help="Vectors of the language beside those of the text: the name of a bundled prior, a file in "
    "any format that import reads, a model, or none.",
)
@click.option("--freeze", is_flag=True, help="With --init: keep the initial vectors unchanged.")
@loss_report_option
@force_option
@format_option
@settings(SegmentConfig, "segmentation")
@settings(TrainConfig, "options")
@settings(ItemsConfig, "items")
def train_command(
    corpus: tuple[str, ...],
    name: str | None,
    resume: str | None,
    base: str | None,
    init: str | None,
    prior: str | None,
    freeze: bool,
    report: Path | None,
    force: bool,
    output_format: OutputFormat,
    segmentation: dict[str, Any],
    options: dict[str, Any],
    items: dict[str, Any],
) -> None:
    """Train word vectors on files, directories or stdin (-).

    A file is text, a document (HTML, EPUB, PDF, Word, …), a table (CSV, JSON, …), subtitles, or an
    archive of these. Encodings are detected, Chinese is segmented, and defaults depend on the size
    of the corpus; explicit options take precedence. After Ctrl-C, training continues with
    --resume. With --items, CORPUS is a log of sessions or baskets; the order within a session has
    no effect.

    \b
    Examples:
      w2vkit train novel.txt
      w2vkit train corpus/ --name news --algorithm skipgram --dim 200
      zcat wiki.gz | w2vkit train - --name wiki
      w2vkit train --resume wiki
      w2vkit train --continue news more/
      w2vkit train orders.csv --items --item-names products.tsv
      w2vkit train novel.txt --init glove.txt --freeze
      w2vkit train novel.txt --prior zh-fiction
    """
    from w2vkit.training import train as verb
    from w2vkit.training.request import TrainRequest

    with listening() as listener:
        if resume:
            _refuse(
                corpus or base or name or segmentation or items or init or prior or freeze,
                msg("--resume uses the text and options of the interrupted training."),
                msg("Omit the files and all other options."),
            )
            summary = verb.resume(resume, options, listener, report, force=force)
        else:
            _refuse(
                not corpus,
                msg("There is no text."),
                msg("Name files or directories, or - for stdin."),
            )
            name = name if name is not None else _default_name(corpus[0], base, force)
            request = TrainRequest(
                corpus,
                name,
                force,
                segmentation,
                options,
                base,
                items,
                init=init,
                freeze=freeze,
                prior=prior,
            )
            summary = verb.train(request, listener, report)
    print_summary(summary, output_format)
    say(stages_sentence(summary.stages))
    say_what_to_try(summary)


def say_what_to_try(summary: TrainSummary) -> None:
    """Print a question to the new model, about the most characteristic word of its text."""
    from w2vkit.corpus.characteristic import characteristic_rows
    from w2vkit.query.opening import open_model

    vocabulary = open_model(summary.path).embeddings.vocabulary
    [row] = characteristic_rows(vocabulary, 1)
    word = quoted(vocabulary.word(row))
    say(msg("Now try: w2vkit similar {word} -m {name}", word=word, name=quoted(summary.name)))


def print_summary(summary: TrainSummary, output_format: OutputFormat) -> None:
    """Print what was trained; the seconds of each stage in JSON only."""
    record = asdict(summary)
    if output_format not in JSON:
        del record["stages"]
    print_record(record, output_format)


def _default_name(path: str, base: str | None, force: bool) -> str:
    """Return the name of the model: that of the text, or the next one after a continued model."""
    from w2vkit.model.registry import next_name
    from w2vkit.training.train import model_name_for

    if base is None:
        return model_name_for(path)
    name = Path(base).name
    return name if force else next_name(name)


def stages_sentence(seconds: Mapping[str, float]) -> str:
    """Return the message about the time of each stage."""
    reading, segmenting, encoding, compiling, training, saving = map(seconds.__getitem__, STAGES)
    return msg(
        "Reading took {reading:.1f} s, segmenting {segmenting:.1f} s, encoding "
        "{encoding:.1f} s, compiling {compiling:.1f} s, training {training:.1f} s and "
        "saving {saving:.1f} s.",
        reading=reading,
        segmenting=segmenting,
        encoding=encoding,
        compiling=compiling,
        training=training,
        saving=saving,
    )


def _refuse(is_wrong: object, what: str, hint: str) -> None:
    if is_wrong:
        raise UsageError(what, hint)
