"""The list of formats below the help of `import` and `export`."""

from __future__ import annotations

from collections.abc import Container

from w2vkit.model.formats import FORMATS


def format_table(names: Container[str]) -> str:
    """Return the list of formats for `--help`."""
    rows = [f"  {known.name:<22}{known.title}" for known in FORMATS if known.name in names]
    return "\b\nFormats:\n" + "\n".join(rows)
