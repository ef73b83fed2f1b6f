"""The command `doctor`: checks the installation."""

from __future__ import annotations

from dataclasses import asdict

import click

from w2vkit.base.config import OutputFormat
from w2vkit.base.messages import msg
from w2vkit.cli.messages import say
from w2vkit.cli.options import format_option
from w2vkit.cli.output import print_rows


@click.command("doctor")
@click.option("--clear-cache", is_flag=True, help="Delete the encoded corpora.")
@format_option
def doctor_command(clear_cache: bool, output_format: OutputFormat) -> None:
    """Check the installation, the models and the cache.

    \b
    Examples:
      w2vkit doctor
      w2vkit doctor --clear-cache
    """
    from w2vkit.corpus import cache
    from w2vkit.diagnostics import doctor

    if clear_cache:
        say(msg("Freed {clear_corpora:,.1f} MB.", clear_corpora=cache.clear_corpora() / 1000000.0))
    findings = [asdict(finding) for finding in doctor.examine()]
    columns = ("subject", "value", "ok")
    print_rows(findings, output_format, columns, prose=("subject", "value"))
    if not all(finding["ok"] for finding in findings):
        raise click.exceptions.Exit(1)
