"""What all functions of the Python interface have in common, added by the decorator `public`.

Their signatures and docstrings list the options one by one, their arguments are checked against
their annotations, and the hints of their errors are notes of the exceptions, in Python's words.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import MISSING, fields
from difflib import get_close_matches
from functools import wraps
from itertools import chain, repeat
from types import FunctionType, GeneratorType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin

from w2vkit.base.automatic_progress import AUTOMATIC
from w2vkit.base.config.declaration import fitted_option, is_file
from w2vkit.base.errors import COMMAND_LINE, W2vError
from w2vkit.base.messages import msg

Function = TypeVar("Function", bound=Callable[..., Any])
KEYWORD_ONLY, VAR_KEYWORD = inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD
WIDTH = 96
"""Columns of a docstring."""
WIDEST_LIMIT = 1e8
"""Limits beyond this only keep numbers from overflowing; the documentation omits them."""


class BySize:
    """Stands in a signature for a default that depends on the size of the corpus."""

    def __repr__(self) -> str:
        return "<by size of the corpus>"


BY_SIZE = BySize()


def public(*configs: type[Any]) -> Callable[[Function], Function]:
    """Return a decorator for a function of the Python interface.

    Args:
        configs: the dataclasses of options whose fields `**options` takes; a parameter of the
            function with the same name comes first.

    """

    def decorate(function: Function) -> Function:
        own = inspect.signature(function)
        name, names = function.__name__, _Names(own)
        checks = _Checks(cast("FunctionType", function), own, configs)
        watches = "listener" in own.parameters

        @wraps(function)
        def checked(*args: Any, **options: Any) -> Any:
            try:
                if not options.keys() <= checks.names:
                    raise _unexpected(name, options, checks.names)
                args = tuple(map(checks.fitted, names, args))
                options = {one: checks.fitted(one, value) for one, value in options.items()}
                with AUTOMATIC.watching() if watches else nullcontext():
                    result = function(*args, **options)
            except W2vError as error:
                _explain(error)
                raise
            return _explained(result) if isinstance(result, GeneratorType) else result

        def describe() -> None:
            checked.__signature__ = _expanded(own, configs)  # type: ignore[attr-defined]
            checked.__doc__ = _documented(function.__doc__ or "", own, configs)

        _UNDESCRIBED.append(describe)
        return cast("Function", checked)

    return decorate


_UNDESCRIBED: list[Callable[[], None]] = []


def describe_options() -> None:
    """List the options in the signatures and docstrings of all public functions.

    The package does this when its functions are first used; the command line needs none of it.
    """
    while _UNDESCRIBED:
        _UNDESCRIBED.pop()()


class _Names:
    """The names of positional arguments, as often as `*names` takes some."""

    def __init__(self, signature: inspect.Signature) -> None:
        self.names = [*signature.parameters]
        kinds = [one.kind for one in signature.parameters.values()]
        self.repeats = inspect.Parameter.VAR_POSITIONAL in kinds
        self.fixed = kinds.index(inspect.Parameter.VAR_POSITIONAL) if self.repeats else len(kinds)

    def __iter__(self) -> Iterator[str]:
        fixed = iter(self.names[: self.fixed])
        return chain(fixed, repeat(self.names[self.fixed] if self.repeats else ""))


class _Checks:
    """Checks the arguments of a function; the types are resolved when the first one is given."""

    def __init__(
        self,
        function: FunctionType,
        signature: inspect.Signature,
        configs: tuple[type[Any], ...],
    ) -> None:
        self.namespace = function.__globals__
        parameters = signature.parameters
        self.options = {
            option.name: (config, option)
            for config in configs
            for option in fields(config)
            if option.name not in parameters
        }
        self.annotations = {
            name: one.annotation
            for name, one in parameters.items()
            if one.annotation is not one.empty and one.kind is not VAR_KEYWORD
        }
        self.names = frozenset({*self.options, *self.annotations})
        self.defaults = {name: one.default for name, one in parameters.items()}
        self.kinds: dict[str, Any] = {}
        self.exact: dict[str, set[type]] = {}

    def fitted(self, name: str, value: Any) -> Any:
        """Return the value as the annotation of the parameter, or the option, requires."""
        if name in self.options:
            return None if value is None else fitted_option(*self.options[name], value)
        if name not in self.annotations or value is self.defaults.get(name, MISSING):
            return value
        if name not in self.kinds:
            self._resolve(name)
        if type(value) in self.exact[name]:
            return value
        from w2vkit.base.arguments import fitted

        return fitted(name, value, self.kinds[name], str(self.annotations[name]))

    def _resolve(self, name: str) -> None:
        """Find the type of a parameter, whose annotation is a text of the source."""
        kind = self.annotations[name]
        if isinstance(kind, str):
            kind = eval(kind, self.namespace)
        members = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
        self.kinds[name] = kind
        self.exact[name] = {one for one in members if isinstance(one, type)}


def _explain(error: W2vError) -> None:
    """Put an error into Python's words, with its hint as a note, unless that has been done."""
    if COMMAND_LINE.get():
        return
    from w2vkit.base.python_words import in_python

    error.message = in_python(error.message)
    error.args = (error.message, *error.args[1:])
    if error.hint:
        error.hint = in_python(error.hint)
        if error.hint not in getattr(error, "__notes__", ()):
            error.add_note(error.hint)


def _explained(results: Iterator[Any]) -> Iterator[Any]:
    """Yield the results of a generator, whose errors are explained as well."""
    try:
        yield from results
    except W2vError as error:
        _explain(error)
        raise


def _unexpected(name: str, options: Iterable[str], known: Collection[str]) -> TypeError:
    """Return the error of a keyword argument that does not exist."""
    unknown = next(one for one in options if one not in known)
    error = TypeError(
        msg("{function}() got an unexpected keyword argument {name!r}", function=name, name=unknown)
    )
    if near := get_close_matches(unknown, sorted(known), 1):
        error.add_note(msg("Did you mean {near}?", near=near[0]))
    return error


def _expanded(own: inspect.Signature, configs: tuple[type[Any], ...]) -> inspect.Signature:
    """Return a signature with a keyword argument for each option in place of `**options`."""
    parameters = [one for one in own.parameters.values() if one.kind is not VAR_KEYWORD]
    known = {*own.parameters}
    for config in configs:
        for option in fields(config):
            if option.name not in known:
                known.add(option.name)
                default = BY_SIZE if option.metadata.get("sized") else option.default
                parameters.append(
                    inspect.Parameter(
                        option.name, KEYWORD_ONLY, default=default, annotation=option.type
                    )
                )
    return own.replace(parameters=parameters)


def _documented(text: str, own: inspect.Signature, configs: tuple[type[Any], ...]) -> str:
    """Return a docstring with a section that lists the options, their defaults and ranges."""
    if not configs:
        return text
    lines = [
        line
        for config in configs
        for option in fields(config)
        if option.name not in own.parameters
        for line in _option_lines(option)
    ]
    return f"{inspect.cleandoc(text)}\n\nOptions:\n" + "\n".join(lines) + "\n"


def _kind(annotation: str) -> str:
    """Return the words for a type: those of one of several values, without None.

    >>> _kind("int | None"), _kind("Loss")
    ('int', "'negative' | 'hierarchical'")
    """
    from w2vkit.base.config import choices

    name = re.sub(r" \| None$", "", annotation)
    values = getattr(getattr(choices, name, None), "__args__", ())
    is_choice = values and all(isinstance(value, str) for value in values)
    return " | ".join(map(repr, values)) if is_choice else name


def _option_lines(option: Any) -> list[str]:
    """Return the lines on an option, as those on an argument."""
    from w2vkit.base.python_words import in_python

    low, high = option.metadata.get("low"), option.metadata.get("high")
    default = BY_SIZE if option.metadata.get("sized") else repr(option.default)
    kind = "path" if is_file(option) else _kind(option.type)
    limits = ""
    if low is not None and abs(low) < WIDEST_LIMIT:
        is_wide = high is None or high >= WIDEST_LIMIT
        limits = f" (at least {low:g})" if is_wide else f" ({low:g} … {high:g})"
    said = f"{option.name}: {kind} = {default}. {in_python(option.metadata['help'])}{limits}"
    return textwrap.wrap(
        said, WIDTH, initial_indent="    ", subsequent_indent="        ", break_long_words=False
    )
