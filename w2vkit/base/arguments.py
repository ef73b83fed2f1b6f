"""Arguments of functions and values of options, checked against the types that are declared.

A value of another library that fits is converted: numbers of NumPy, a Series or an array where a
list is expected.
"""

from __future__ import annotations

import collections.abc
import types
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from os import PathLike
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import Message, joined, msg

LONGEST_SHOWN = 60
"""Characters of a value that an error shows."""
_UNFIT = object()
"""Stands for a value that does not fit a type."""
_LISTS = (collections.abc.Sequence, collections.abc.Iterable, collections.abc.Collection, list)
_DESCRIBED: Mapping[str, Message] = {
    "Corpus": msg("a path, several paths or lists of tokens"),
    "Edges": msg("a file of edges, a list of edges or a graph"),
    "File": msg("a path"),
    "Listener": msg("an object with the methods note and progress"),
    "Model": msg("a model"),
    "ModelOrFile": msg("a model, its name or its path"),
    "Query": msg("a word, a formula, a list of words or a vector"),
    "Sequence[Query]": msg("a list of words or formulas"),
    "Texts": msg("a list of strings, or another collection of them"),
    "Words": msg("a list of words"),
}
"""What a declared type means, by the words of the annotation."""
_OF_TYPES: Mapping[Any, Message] = {
    bool: msg("True or False"),
    int: msg("a whole number"),
    float: msg("a number"),
    str: msg("a text"),
    PathLike: msg("a path"),
    collections.abc.Mapping: msg("a dictionary"),
    collections.abc.Callable: msg("a function"),
}
_OF_ELEMENTS: Mapping[Any, Message] = {
    int: msg("a list of whole numbers"),
    float: msg("a list of numbers"),
    str: msg("a list of texts"),
}


def fitted(name: str, value: Any, kind: Any, annotation: str = "") -> Any:
    """Return a value as its declared type, converted if it is an equivalent of another library.

    Args:
        name: of the argument or option.
        value: what was given.
        kind: the type.
        annotation: the words of the type in the source.

    Raises:
        UsageError: the value does not fit.

    """
    result = _fitting(value, kind)
    if result is not _UNFIT:
        return result
    wanted = _described(kind, annotation)
    raise UsageError(
        msg(
            "{name} is {value}, but it must be {kind}.", name=name, value=shown(value), kind=wanted
        ),
        _advice(name, value, kind),
    )


def fits(value: Any, kind: Any) -> bool:
    """Return whether a value is of a type, or of an equivalent one of another library."""
    return _fitting(value, kind) is not _UNFIT


def shown(value: Any) -> str:
    """Return a value as an error shows it, on one line.

    >>> shown([1.5, "a"])
    "[1.5, 'a']"
    """
    text = " ".join(repr(value).split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def alternatives(kind: Any) -> tuple[Any, ...]:
    """Return the members of a union, those of a union in it as well; else the type alone.

    A name for a type (PEP 695), as NumPy has on newer Pythons, stands for its value.
    """
    if (named := getattr(kind, "__value__", None)) is not None:
        return alternatives(named)
    if isinstance(kind, TypeVar):
        return alternatives(kind.__bound__ or Any)
    if get_origin(kind) in (Union, types.UnionType):
        return tuple(one for part in get_args(kind) for one in alternatives(part))
    return (kind,)


def _fitting(value: Any, kind: Any) -> Any:
    """Return the value as this type, or `_UNFIT`."""
    members = alternatives(kind)
    if len(members) > 1:
        results = (_fitting(value, member) for member in members)
        return next((result for result in results if result is not _UNFIT), _UNFIT)
    (kind,) = members
    if kind is Any or kind is object:
        return value
    if kind is None or kind is type(None):
        return None if value is None else _UNFIT
    origin = get_origin(kind) or kind
    if origin is Literal:
        is_choice = isinstance(value, str) and value in get_args(kind)
        return str(value) if is_choice else _UNFIT
    if origin in (bool, int, float, str):
        return _scalar(value, origin)
    if origin is tuple:
        return _tuple(value, get_args(kind))
    if origin is collections.abc.Iterable:
        is_several = isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)
        return value if is_several else _UNFIT
    if origin in _LISTS:
        return _list(value, get_args(kind))
    if origin is collections.abc.Callable:
        return value if callable(value) else _UNFIT
    return value if isinstance(value, origin) else _UNFIT


def _scalar(value: Any, kind: type) -> Any:
    """Return a text, a number or a truth value; numbers of NumPy become Python's."""
    if kind is str:
        return value if isinstance(value, str) else _UNFIT
    name = type(value).__name__
    if isinstance(value, bool) or name in ("bool_", "bool"):
        return bool(value) if kind is bool else _UNFIT
    is_number = kind is not bool and not isinstance(value, str | bytes)
    if is_number and hasattr(value, "__index__") and not getattr(value, "shape", ()):
        return kind(value)
    if (
        kind is float
        and is_number
        and hasattr(value, "__float__")
        and not hasattr(value, "__len__")
    ):
        return float(value)
    return _UNFIT


def _tuple(value: Any, parts: tuple[Any, ...]) -> Any:
    """Return a tuple; options with several values also take a single one."""
    if len(parts) == 2 and parts[1] is Ellipsis:
        if isinstance(value, str):
            return _single(value, parts[0]) if value else ()
        several = () if value is None else _list(value, parts[:1])
        return several if several is _UNFIT else tuple(several)
    values = _list(value, ())
    if values is _UNFIT or len(values) != len(parts):
        return _UNFIT
    fit = tuple(_fitting(one, part) for one, part in zip(values, parts, strict=True))
    return _UNFIT if _UNFIT in fit else fit


def _single(value: str, kind: Any) -> Any:
    """Return the single value of an option that may have several."""
    result = _fitting(value, kind)
    return result if result is _UNFIT else (result,)


def _list(value: Any, parts: tuple[Any, ...]) -> Any:
    """Return a list as it is, any other collection as a list; texts and mappings are none."""
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
        return _UNFIT
    values = value if isinstance(value, list | tuple) else [*value]
    if not parts or parts[0] in (Any, object):
        return values
    fit = [_fitting(one, parts[0]) for one in values]
    if any(one is _UNFIT for one in fit):
        return _UNFIT
    return values if isinstance(value, list | tuple) else fit


def _described(kind: Any, annotation: str) -> Message:
    """Return the words for a type: `a whole number`, `one of negative, hierarchical`."""
    known = [part for part in _parts(annotation) if part != "None"]
    if annotation.replace(" | None", "") in ("Model | File", "File | Model"):
        return _DESCRIBED["ModelOrFile"]
    if known and all(part in _DESCRIBED for part in known):
        return _either([_DESCRIBED[part] for part in known])
    members = [one for one in alternatives(kind) if one not in (None, type(None))]
    return _either([*dict.fromkeys(map(_word, members))])


def _parts(annotation: str) -> list[str]:
    return [part.strip() for part in annotation.split(" | ")] if annotation else []


def _either(words: list[Message]) -> Message:
    if len(words) == 1:
        return words[0]
    return msg("{first} or {second}", first=joined(", ", words[:-1]), second=words[-1])


def _word(kind: Any) -> Message:
    """Return the words for a type that is no union."""
    origin = get_origin(kind) or kind
    if origin is Literal:
        return msg("one of {choices}", choices=joined(", ", get_args(kind)))
    if origin is tuple and get_args(kind)[-1] is not Ellipsis:
        return msg("a pair") if len(get_args(kind)) == 2 else msg("a tuple")
    if origin is tuple or origin in _LISTS:
        part = next(iter(alternatives(next(iter(get_args(kind)), Any))), Any)
        if get_origin(part) is Literal:
            return msg("one or several of {choices}", choices=joined(", ", get_args(part)))
        return _OF_ELEMENTS.get(part, msg("a list"))
    return _OF_TYPES.get(origin, msg("a {kind}", kind=getattr(origin, "__name__", str(origin))))


def _advice(name: str, value: Any, kind: Any) -> Message:
    """Return what to do about a value that does not fit."""
    members = alternatives(kind)
    choices = [c for one in members if get_origin(one) is Literal for c in get_args(one)]
    if isinstance(value, str) and (near := get_close_matches(value, choices, 1)):
        return msg("Did you mean {near}?", near=near[0])
    takes_list = any((get_origin(one) or one) in _LISTS for one in members)
    if isinstance(value, str) and takes_list:
        return msg("Pass a list: {name}={value}.", name=name, value=shown(value.split()))
    if isinstance(value, str) and _fitting(_number(value), kind) is not _UNFIT:
        return msg("Pass {name}={value}.", name=name, value=value.strip())
    return msg("Pass another value, or omit {name}.", name=name)


def _number(text: str) -> Any:
    """Return the number that a text is, or the text."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
