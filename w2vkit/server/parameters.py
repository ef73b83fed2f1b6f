"""The parameters of a request: from a query string or JSON to checked values.

Parameters are fields of dataclasses, declared as options are, so that they have the same names,
ranges and messages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import Field, fields
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from w2vkit.base.arguments import alternatives
from w2vkit.base.config.declaration import option_types
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import joined, msg, shortened
from w2vkit.server.problems import BAD_REQUEST, RequestError, in_parameters

MAX_CHARACTERS = 500
"""Characters of a word or a formula."""
TRUTHS: Mapping[str, bool] = {"true": True, "1": True, "false": False, "0": False}
Group = tuple[type[Any], Sequence[str]]
"""A dataclass, and the names of its fields that are parameters; all if there are none."""


def parameters(groups: Iterable[Group]) -> dict[str, tuple[Field[Any], Any]]:
    """Return the fields that are parameters with their types, by name."""
    return {
        field.name: (field, option_types(kind)[field.name])  # type: ignore[arg-type]
        for kind, names in groups
        for field in fields(kind)
        if not names or field.name in names
    }


def from_query_string(pairs: Iterable[tuple[str, str]], groups: Sequence[Group]) -> dict[str, Any]:
    """Return the values of a query string, in which numbers are texts.

    Raises:
        UsageError: there is no such parameter, or its value is no number.

    """
    known = parameters(groups)
    texts: dict[str, list[str]] = {}
    for name, text in pairs:
        texts.setdefault(name, []).append(text)
    check_names(texts, known)
    return {name: _value(name, given, known[name][1]) for name, given in texts.items()}


def from_json(body: bytes, groups: Sequence[Group]) -> dict[str, Any]:
    """Return the values of a JSON object.

    Raises:
        RequestError: the body is not a JSON object.
        UsageError: there is no such parameter.

    """
    values = json_object(body)
    check_names(values, parameters(groups))
    return values


def json_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object that a body is; raise RequestError if it is none."""
    try:
        values = json.loads(body)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise RequestError(
            BAD_REQUEST,
            "malformed",
            msg("The body is not a JSON object."),
            msg("Send one in UTF-8, such as {example}.", example='{"words": ["king"]}'),
        )
    return values


def built(kind: type[Any], values: Mapping[str, Any]) -> Any:
    """Return the dataclass with those of the values that are its fields.

    Raises:
        UsageError: a value is of another type or out of range, or a text is too long.

    """
    names = {field.name for field in fields(kind)}
    own = {name: value for name, value in values.items() if name in names and value is not None}
    for name, value in own.items():
        _check_length(name, value)
    return kind(**own)


def check_names(given: Iterable[str], known: Iterable[str]) -> None:
    """Raise UsageError if a parameter does not exist."""
    every = [*known]
    for name in given:
        if name not in every:
            near = get_close_matches(name, every, 1)
            raise UsageError(
                msg("There is no parameter “{name}”.", name=shortened(name, 40)),
                msg("Did you mean {near}?", near=near[0])
                if near
                else msg("The parameters are {names}.", names=joined(", ", every)),
            )


def _check_length(name: str, value: Any) -> None:
    texts = value if isinstance(value, list | tuple) else (value,)
    longest = max((len(text) for text in texts if isinstance(text, str)), default=0)
    if longest > MAX_CHARACTERS:
        raise UsageError(
            msg(
                "{name} has a text of {longest:,} characters; {most} are allowed.",
                name=name,
                longest=longest,
                most=MAX_CHARACTERS,
            ),
            msg("Ask for a word or a short formula."),
        )


def _value(name: str, texts: Sequence[str], kind: Any) -> Any:
    """Return the value of a parameter from its texts in a query string."""
    members = [one for one in alternatives(kind) if one is not type(None)]
    if any(get_origin(one) is tuple for one in members):
        return tuple(texts)
    if len(texts) > 1:
        raise UsageError(
            msg("{name} is given {number} times.", name=name, number=len(texts)),
            msg("Give it once."),
        )
    (text,) = texts
    if bool in members:
        return TRUTHS.get(text.lower(), text)
    for number in (int, float):
        if number in members:
            try:
                return number(text)
            except ValueError:
                continue
    return text


def schema(field: Field[Any], kind: Any) -> dict[str, Any]:
    """Return the JSON Schema of a parameter."""
    members = [one for one in alternatives(kind) if one is not type(None)]
    facts = _schema_of(members[0])
    low, high = field.metadata.get("low"), field.metadata.get("high")
    limits = {"minimum": low, "maximum": high} if facts["type"] in ("integer", "number") else {}
    usual = {} if field.default in (None, ()) else {"default": field.default}
    shown = {name: limit for name, limit in limits.items() if limit is not None}
    return {**facts, **shown, "description": in_parameters(field.metadata["help"]), **usual}


def _schema_of(kind: Any) -> dict[str, Any]:
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _schema_of(get_args(kind)[0])}
    if choices := get_args(kind):
        return {"type": "string", "enum": [*choices]}
    names = {bool: "boolean", int: "integer", float: "number"}
    return {"type": names.get(kind, "string")}
