"""Commands and options as other tools call them, so that an error names those of w2vkit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from w2vkit.base.messages import Message, foreign, msg

COMMANDS: Mapping[str, Sequence[str]] = {
    "similar": ("most-similar", "nearest", "neighbors", "neighbours", "nn", "distance"),
    "odd": ("doesnt-match", "odd-one-out", "outlier", "outliers"),
    "analogy": ("analogies", "word-analogy"),
    "words": ("names", "terms", "phrases", "persons", "people", "entities"),
    "frequencies": ("keywords", "keyness", "count", "counts", "freq"),
    "concordance": ("kwic", "collocates", "collocations", "find", "grep"),
    "segment": ("tokenize", "tokens", "cut"),
    "eval": ("evaluate", "accuracy", "benchmark", "test"),
    "plot": ("map", "visualize", "draw", "tsne", "umap"),
    "export": ("convert", "save"),
    "models": ("list", "ls"),
    "models rm": ("rm", "delete", "remove"),
    "shell": ("interactive", "repl"),
    "serve": ("server", "api"),
    "change": ("drift", "diachronic"),
    "search": ("query",),
    "train": ("fit", "build", "skipgram", "cbow", "fasttext", "word2vec"),
}
"""Each command with names that users of gensim, word2vec, fastText and of corpus tools may try."""
OPTIONS: Mapping[str, Sequence[str]] = {
    "--dim": ("--size", "--vector-size", "--dimension", "--dimensions"),
    "--window": ("--ws", "--context"),
    "--epochs": ("--iter", "--iterations", "--epoch"),
    "--alpha": ("--lr", "--learning-rate"),
    "--negative": ("--neg", "--negatives"),
    "--sample": ("--subsample", "--subsampling"),
    "--min-count": ("--mincount", "--min-freq", "--minimum-count"),
    "--workers": ("--threads", "--thread", "--jobs", "--cores", "--processes"),
    "--algorithm": ("--sg", "--cbow", "--skipgram", "--fasttext", "--glove", "--type"),
    "--segmenter": ("--tokenizer", "--cutter"),
    "--dictionary": ("--userdict", "--user-dict", "--dict"),
    "--language": ("--lang",),
    "--topn": ("--top", "--top-k", "--topk", "--limit", "--number"),
    "--top": ("-n", "--topn", "--limit", "--number", "--max-words"),
    "--name": ("--model-name", "--save", "--output", "-o"),
    "--model": ("--load",),
    "--output": ("--out", "--save"),
    "--force": ("--overwrite", "--yes", "-f", "-y"),
    "--seed": ("--random-state", "--random-seed"),
    "--format json": ("--json",),
    "--format jsonl": ("--jsonl",),
    "--format csv": ("--csv",),
    "--format tsv": ("--tsv",),
}
"""Each option likewise, without regard to `-`, `_` and case; a command may have several of them."""


def own_command(name: str) -> str | None:
    """Return the command that another tool calls `name`, None if there is none.

    >>> own_command("doesnt_match"), own_command("xyzzy")
    ('odd', None)
    """
    return next((own for own, others in COMMANDS.items() if _plain(name) in others), None)


def own_options(name: str, command: click.Command) -> list[str]:
    """Return the options of a command that other tools call `name`."""
    known = {option for param in command.params for option in param.opts}
    return [
        own
        for own, others in OPTIONS.items()
        if own.split()[0] in known and (_plain(name) in others or name in others)
    ]


def said_of(error: click.NoSuchOption) -> Message:
    """Return the message on an unknown option: with what w2vkit calls it, or similar spellings."""
    own = own_options(error.option_name, error.ctx.command) if error.ctx is not None else []
    if not own:
        return foreign(error.format_message())
    return msg("{message} Did you mean {near}?", message=foreign(error.message), near=own[0])


def _plain(name: str) -> str:
    """Return a name in lower case, with `-` for `_`."""
    return name.replace("_", "-").lower()
