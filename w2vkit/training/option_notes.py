"""What is said of the options of a training: those chosen, and given ones without effect."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from w2vkit.base.config import MemberName, TrainConfig, parse_members
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import Listener
from w2vkit.languages.recognition import language_of
from w2vkit.training.algorithms import (
    ALGORITHMS,
    algorithms_with,
    uses_loss_option,
)
from w2vkit.training.defaults import size_defaults
from w2vkit.training.job import Job
from w2vkit.training.used_options import narrowed_lines, training_lines

NAMED_OPTIONS = ("algorithm", "dim", "window", "epochs", "min_count")
"""The options that the message before training names for every algorithm."""


def choice(job: Job) -> list[str]:
    """Return messages about the text, the options used, and how they were chosen."""
    config = job.config
    language = language_of(job.vocabulary, job.corpus.language)
    lines = [
        msg(
            "{tokens:,} tokens, {types:,} types, {words:,} words kept.",
            tokens=job.corpus.tokens,
            types=len(job.corpus.vocabulary),
            words=len(job.vocabulary),
        ),
        *training_lines(config, language=language),
    ]
    if sized := _sized_options(job):
        names = joined(", ", (name.replace("_", "-") for name in sized))
        lines.append(msg("Chosen by corpus size and language: {names}.", names=names))
    usual = size_defaults(job.tokens, config.algorithm, language=language)
    given = {name: x for name, x in job.request.options.items() if usual.get(name) != x}
    return [*lines, *narrowed_lines(config, given, language=language)]


def _sized_options(job: Job) -> list[str]:
    """Return the options whose values depend on the corpus; those of a continued model do not."""
    if job.continuation is not None and job.continuation.old is not None:
        return []
    config, language = job.config, job.language
    return [
        name
        for name, value in size_defaults(job.tokens, config.algorithm, language=language).items()
        if name not in job.request.options
        and getattr(config, name) == value
        and uses_loss_option(config.loss, name)
        and name in (*NAMED_OPTIONS, *ALGORITHMS[config.algorithm].reported)
    ]


def note_options(job: Job, listener: Listener) -> None:
    """Report the options used, and the given ones that have no effect."""
    for line in choice(job):
        listener.note(line)
    for name in unused_options(job):
        needed = " or ".join(algorithms_with(name, get_args(MemberName)))
        listener.note(
            msg(
                "--{name} has no effect: it needs {needed} in --members, which is {members}.",
                name=name.replace("_", "-"),
                needed=needed,
                members=job.config.members,
            )
        )


def unused_options(job: Job) -> list[str]:
    """Return the given options that no member of a fused model uses, unless they are defaults."""
    config = job.config
    if config.algorithm != "fused":
        return []
    members = parse_members(config.members)
    usual = replace(
        TrainConfig(), **size_defaults(job.corpus.tokens, "fused", language=job.language)
    )
    return [
        name
        for name, value in job.request.options.items()
        if name != "members"
        and not algorithms_with(name, members)
        and value != getattr(usual, name)
    ]
