"""Commands and options as other tools call them."""

import click
import pytest

from w2vkit.cli.main import COMMANDS, main
from w2vkit.cli.other_names import COMMANDS as OF_OTHERS
from w2vkit.cli.other_names import OPTIONS, own_options


def test_only_commands_and_options_that_exist_are_named():
    context = click.Context(main)
    assert {own.split()[0] for own in OF_OTHERS} <= {*COMMANDS}
    assert not {other for others in OF_OTHERS.values() for other in others} & {*COMMANDS}
    known = {
        option
        for name in COMMANDS
        for param in main.get_command(context, name).params
        for option in param.opts
    }
    assert {own.split()[0] for own in OPTIONS} <= known


def test_an_option_is_named_if_the_command_has_it():
    context = click.Context(main)
    train, plot = (main.get_command(context, name) for name in ("train", "plot"))
    assert own_options("--vector_size", train) == ["--dim"]
    assert own_options("-n", plot) == ["--top"]
    assert own_options("-n", train) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("doesnt_match", "a", "b"), "No such command 'doesnt_match'. Did you mean odd?"),
        (("train", "x.txt", "--iter", "5"), "No such option '--iter'. Did you mean --epochs?"),
        (("similar", "a", "--json"), "No such option '--json'. Did you mean --format json?"),
        (("plot", "-n", "5"), "No such option '-n'. Did you mean --top?"),
    ],
)
def test_the_error_names_what_w2vkit_calls_it(w2v, arguments, said):
    done = w2v(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
