"""Shell completion: the command `completion`, and the completion of words and models."""

from __future__ import annotations

from itertools import islice

import click

from w2vkit.base.errors import W2vError

SHELLS = {
    "bash": 'eval "$(w2vkit completion bash)"    in ~/.bashrc',
    "zsh": 'eval "$(w2vkit completion zsh)"    in ~/.zshrc',
    "fish": "w2vkit completion fish | source    in ~/.config/fish/config.fish",
}
MAX_COMPLETED_WORDS = 50


@click.command("completion")
@click.argument("shell", type=click.Choice([*SHELLS]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    It completes commands, options, names of models, and words.

    \b
    Examples:
      eval "$(w2vkit completion bash)"            add this line to ~/.bashrc
      eval "$(w2vkit completion zsh)"             or this one to ~/.zshrc
      w2vkit completion fish | source             or to ~/.config/fish/config.fish
    """
    from click.shell_completion import get_completion_class

    group = ctx.find_root().command
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(group, {}, "w2vkit", "_W2VKIT_COMPLETE").source())


def complete_models(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names of models that begin with `incomplete`."""
    from w2vkit.model.registry import list_models

    return [path.name for path in list_models() if path.name.startswith(incomplete)]


def complete_words(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return words of the model that begin with `incomplete`, most frequent first."""
    from w2vkit.query.opening import open_model

    try:
        vocabulary = open_model(ctx.params.get("model")).embeddings.vocabulary
    except (W2vError, OSError):
        return []
    return [*islice(vocabulary.starting_with(incomplete), MAX_COMPLETED_WORDS)]
