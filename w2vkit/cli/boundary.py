"""Converts errors into messages for the user and an exit code."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from w2vkit.base.errors import COMMAND_LINE, INTERRUPTED, PIPE_CLOSED, W2vError
from w2vkit.base.messages import Message, msg, printable, reason, remedy
from w2vkit.base.translation.translate import is_chinese, labeled, translated
from w2vkit.cli.interrupts import INTERRUPTS
from w2vkit.cli.streams import drop_output, flush_or_drop_output

_QUOTED = re.compile(r" ?'([^']*)' ?")
LIBRARY_NOT_MAPPED = "failed to map segment"
"""Part of the message of the loader of shared libraries if it cannot allocate memory."""


def show_error(message: str, hint: str | None = None) -> None:
    """Print an error and its hint to stderr."""
    click.echo(labeled("Error", printable(translated(message))), err=True)
    if hint:
        click.echo(labeled("Hint", printable(translated(hint))), err=True)


@contextmanager
def shown_errors() -> Iterator[None]:
    """Print recoverable errors and exit with their code; bugs propagate."""
    token = COMMAND_LINE.set(True)
    try:
        with INTERRUPTS.raising(), _flushed_output():
            yield
    except click.exceptions.Exit:
        raise
    except (Exception, KeyboardInterrupt) as error:
        raise click.exceptions.Exit(_shown(error)) from error
    finally:
        COMMAND_LINE.reset(token)


@contextmanager
def _flushed_output() -> Iterator[None]:
    """Flush stdout at the end of the block, so that a failure is handled before the exit."""
    try:
        yield
    except click.exceptions.Exit:
        sys.stdout.flush()
        raise
    sys.stdout.flush()


def _shown(error: BaseException) -> int:
    """Show an error and return the exit code; a bug is raised again."""
    if isinstance(error, KeyboardInterrupt) or INTERRUPTS.came:
        show_error(
            msg("Stopped before completion."),
            msg("No partial results remain; run the command again."),
        )
        return INTERRUPTED
    if isinstance(error, W2vError):
        show_error(error.message, error.hint)
        return error.exit_code
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    if isinstance(error, click.NoSuchOption):
        from w2vkit.cli.other_names import said_of

        error = click.UsageError(said_of(error), error.ctx)
    if isinstance(error, click.ClickException) and is_chinese():
        return _show_usage_error(error)
    if reader_is_gone(error):
        drop_output()
        return PIPE_CLOSED
    if _is_library_without_memory(error):
        show_error(
            msg("There is too little memory to load the libraries that this command needs."),
            msg("Free some memory or raise the limit that `ulimit -v` shows, then run it again."),
        )
        return 1
    if isinstance(error, OSError):
        return _show_os_error(error)
    if isinstance(error, MemoryError):
        show_error(
            msg("The machine ran out of memory."),
            msg("Reduce the request: fewer words, a smaller --dim or a smaller picture."),
        )
        return 1
    raise error


def reader_is_gone(error: BaseException, platform: str = sys.platform) -> bool:
    """Return whether the reader of stdout closed it; Windows reports an invalid argument."""
    if isinstance(error, BrokenPipeError):
        return True
    is_invalid = isinstance(error, OSError) and error.errno == errno.EINVAL
    return platform == "win32" and is_invalid and getattr(error, "filename", None) is None


def _show_usage_error(error: click.ClickException) -> int:
    """Show an error of click as click does, in the language of the reader."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        click.echo(context.get_usage(), err=True)
        if context.help_option_names:
            option = context.help_option_names[-1]
            click.echo(
                translated(
                    msg(
                        "Try '{command_path} {option}' for help.",
                        command_path=context.command_path,
                        option=option,
                    )
                ),
                err=True,
            )
            click.echo(err=True)
    text = error.format_message()
    if isinstance(error.message, Message):
        text = text.replace(error.message, translated(error.message))
    message = " ".join(text.split())
    click.echo(labeled("Error", printable(chinese_quotes(translated(message)))), err=True)
    return error.exit_code


def chinese_quotes(text: str) -> str:
    """Return a text with the quotation marks that Chinese messages have.

    >>> chinese_quotes("没有命令 'foo'。")
    '没有命令“foo”。'
    """
    return _QUOTED.sub(r"“\1”", text)


def _is_library_without_memory(error: BaseException | None) -> bool:
    """Return whether an error, or one of its causes, is that a library found too little memory."""
    while error is not None and LIBRARY_NOT_MAPPED not in str(error):
        error = error.__cause__ or error.__context__
    return error is not None


def _show_os_error(error: OSError) -> int:
    why = reason(error)
    show_error(
        msg("{path}: {reason}.", path=error.filename, reason=why)
        if error.filename
        else msg("{reason}.", reason=why),
        remedy(error, msg("choose another location")),
    )
    flush_or_drop_output()
    return 1
