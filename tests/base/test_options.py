"""`base/options.py` is generated from `base/config`: run `python tests/base/test_options.py`."""

import sys
from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

import pytest

from w2vkit.base import config, options

FILE = Path(options.__file__)
HEAD = '''"""Keyword arguments of the Python interface, one for each option in `config`.

Generated: `python tests/base/test_options.py` writes this file again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from w2vkit.base.config import (
{imports}
)
'''
GROUPS = (
    "Segment",
    "Train",
    "Search",
    "Plot",
    "Explore",
    "Eval",
    "Export",
    "Walk",
    "Cluster",
    "Axis",
    "Items",
    "Change",
    "Vectorize",
)
LINE = 96
WIDER = {
    "tuple[str, ...]": "str | Sequence[str]",
    "str | tuple[str, ...] | None": "str | Sequence[str] | None",
    "tuple[Kind, ...]": "Kind | Sequence[Kind]",
    "tuple[LinkKind, ...]": "LinkKind | Sequence[LinkKind]",
}
"""Types of fields that accept more than they keep."""


def source():
    """Return what `w2vkit/base/options.py` must contain."""
    classes = [typed_dict(name) for name in GROUPS]
    classes.append(
        "class TextOptions(SegmentOptions, TrainOptions, total=False):\n"
        '    """Options of segmentation and of training."""\n'
    )
    classes.append(
        "class CorpusOptions(TextOptions, ItemsOptions, total=False):\n"
        '    """Options of segmentation, of training and of logs of items."""\n'
    )
    body = "\n\n".join(classes)
    types = [n for n in vars(config) if f": {n}\n" in body or f": {n} |" in body]
    imports = "\n".join(f"    {name}," for name in sorted(types))
    return HEAD.format(imports=imports) + "\n\n" + body


def typed_dict(name):
    own = config_of(name)
    lines = [f"class {name}Options(TypedDict, total=False):"]
    lines.append(f'    """Fields of `w2vkit.base.config.{own.__name__}`."""\n')
    for field in wanted(own):
        kind = WIDER.get(field.type, field.type)
        lines += [f"    {field.name}: {kind}", *documented(field.metadata["help"])]
    return "\n".join(lines) + "\n"


def config_of(name):
    return getattr(config, f"{ {'Search': 'Query'}.get(name, name) }Config")


def wanted(own):
    """Leave out `topn`, which is an argument of its own."""
    return [field for field in fields(own) if field.name != "topn"]


def documented(text):
    """Return a docstring, which editors show, wrapped."""
    import textwrap

    quotes = 'r"""' if "\\" in text else '"""'
    first, *rest = textwrap.wrap(f'{quotes}{text}"""', LINE - 4, break_long_words=False)
    return [f"    {first}", *(f"    {line}" for line in rest)]


def test_the_keyword_arguments_are_those_of_config():
    assert FILE.read_text(encoding="utf-8") == source(), "run python tests/base/test_options.py"


@pytest.mark.parametrize("name", GROUPS)
def test_every_option_is_a_keyword_argument(name):
    typed = get_type_hints(getattr(options, f"{name}Options"))
    own = {field.name: field.type for field in fields(config_of(name))}
    expected = get_type_hints(config_of(name))
    typed = {n: expected[n] if own[n] in WIDER else kind for n, kind in typed.items()}
    assert typed == {field.name: expected[field.name] for field in wanted(config_of(name))}


if __name__ == "__main__":
    FILE.write_text(source(), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{FILE}\n")
