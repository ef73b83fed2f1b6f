"""The sample texts that come with the project."""

from __future__ import annotations

from pathlib import Path

from w2vkit.errors import W2vError


def sample(name: str) -> Path:
    """Return the directory of a sample corpus: `xiyou`.

    An installed package carries it inside; in a checkout it lies in `corpora`.

    Raises:
        W2vError: this installation has no such sample.

    """
    package = Path(__file__).parents[1]
    for folder in (package / "samples" / name, package.parent / "corpora" / name):
        if folder.is_dir():
            return folder
    raise W2vError(
        f"The sample “{name}” is not part of this installation.", "Install w2vkit again."
    )
