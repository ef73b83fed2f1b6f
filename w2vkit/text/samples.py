"""The sample texts of the project."""

from __future__ import annotations

from pathlib import Path

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg


def sample(name: str) -> Path:
    """Return the directory of a sample corpus, such as `xiyou`.

    An installed package contains it; in a checkout it is in `corpora`.

    Raises:
        W2vError: this installation has no such sample.

    """
    package = Path(__file__).parents[1]
    for folder in (package / "samples" / name, package.parent / "corpora" / name):
        if folder.is_dir():
            return folder
    raise W2vError(
        msg("The sample “{name}” is not part of this installation.", name=name),
        msg("Reinstall w2vkit."),
    )
