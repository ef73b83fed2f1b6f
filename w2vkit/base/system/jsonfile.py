"""JSON from untrusted files: strict parsing, and values checked for type and range.

The functions raise `InvalidFileError` with a message that names the field.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn, TypeGuard

from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.base.system.regular import read_regular

MAX_JSON_BYTES = 1 << 28
MAX_NUMBER_DIGITS = 20
INT64_MAX = 2**63 - 1

JsonObject = Mapping[str, Any]


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a JSON file of at most `MAX_JSON_BYTES`.

    Raises:
        InvalidFileError: it is not a regular file, or not a JSON object.
        OSError: it is missing or cannot be read.

    """
    return parse_object(read_regular(path, MAX_JSON_BYTES))


def parse_object(data: bytes) -> dict[str, Any]:
    """Return the object in UTF-8 JSON; numbers must be finite and have at most 20 digits."""
    try:
        content = json.loads(
            data.decode("utf-8"), parse_int=_int, parse_float=_float, parse_constant=_constant
        )
    except RecursionError:
        raise InvalidFileError(msg("its JSON is nested too deeply")) from None
    except InvalidFileError:
        raise
    except ValueError as error:
        raise InvalidFileError(msg("its JSON is damaged: {error}", error=error)) from error
    if not isinstance(content, dict):
        raise InvalidFileError(msg("its JSON is not an object"))
    return content


def whole(facts: JsonObject, name: str, low: int = 0, high: int = INT64_MAX) -> int:
    """Return the integer `name`, which must be between `low` and `high`, inclusive."""
    value = _value(facts, name)
    if not is_whole(value) or not low <= value <= high:
        raise InvalidFileError(
            msg(
                "“{name}” is not an integer from {low:,} to {high:,}", name=name, low=low, high=high
            )
        )
    return value


def is_whole(value: object) -> TypeGuard[int]:
    """Return whether a value is an integer and not a Boolean."""
    return isinstance(value, int) and not isinstance(value, bool)


def wholes(facts: JsonObject, name: str) -> list[int]:
    """Return the list of nonnegative 64-bit integers `name`."""
    values = _value(facts, name)
    if not isinstance(values, list):
        raise InvalidFileError(msg("“{name}” is not a list of integers", name=name))
    if not all(is_whole(value) and 0 <= value <= INT64_MAX for value in values):
        raise InvalidFileError(
            msg(
                "“{name}” is not a list of integers from 0 to {int64_max:,}",
                name=name,
                int64_max=INT64_MAX,
            )
        )
    return values


def number(facts: JsonObject, name: str) -> float:
    """Return the number `name`."""
    value = _value(facts, name)
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise InvalidFileError(msg("“{name}” is not a number", name=name))
    return float(value)


def text(facts: JsonObject, name: str) -> str:
    """Return the string `name`."""
    value = _value(facts, name)
    if not isinstance(value, str):
        raise InvalidFileError(msg("“{name}” is not a string", name=name))
    return value


def group(facts: JsonObject, name: str) -> dict[str, Any]:
    """Return the object `name`."""
    value = _value(facts, name)
    if not isinstance(value, dict):
        raise InvalidFileError(msg("“{name}” is not an object", name=name))
    return value


def _value(facts: JsonObject, name: str) -> Any:
    if not isinstance(facts, Mapping):
        raise InvalidFileError(msg("the parent of “{name}” is not an object", name=name))
    return facts.get(name)


def _int(digits: str) -> int:
    if len(digits) > MAX_NUMBER_DIGITS:
        raise InvalidFileError(
            msg("the number {digits}… is too large", digits=digits[:MAX_NUMBER_DIGITS])
        )
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise InvalidFileError(
            msg("the number {digits} is too large", digits=digits[:MAX_NUMBER_DIGITS])
        )
    return number


def _constant(name: str) -> NoReturn:
    raise InvalidFileError(msg("{name} is not a JSON number", name=name))
