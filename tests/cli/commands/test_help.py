"""`help`: what `--help` shows."""

import pytest


@pytest.mark.parametrize("command", [(), ("train",), ("models",), ("models", "rm"), ("help",)])
def test_help_is_what_the_option_shows(w2v, command):
    done = w2v("help", *command)
    assert done.exit_code == 0
    assert done.stdout == w2v(*command, "--help").stdout


@pytest.mark.parametrize(
    ("command", "part"),
    [
        (("trian",), "Did you mean train?"),
        (("train", "more"), "has no subcommands"),
        (("models", "list"), "No such command 'list'"),
    ],
)
def test_help_of_what_is_no_command(w2v, command, part):
    done = w2v("help", *command)
    assert done.exit_code == 2
    assert part in done.stderr
