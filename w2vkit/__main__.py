"""Run the command line: `python -m w2vkit`."""

from w2vkit.cli.main import run

run()
