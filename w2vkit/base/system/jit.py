"""Decorators for compiled functions, pointers for their arguments, and a hash of numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numba
import numpy as np
from numba.core import cgutils as numba_cgutils
from numba.core import types as numba_types
from numba.extending import intrinsic

# numba is typed in part only.
cgutils: Any = numba_cgutils
types: Any = numba_types

F = TypeVar("F", bound=Callable[..., Any])
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
"""2^64 divided by the golden ratio: its multiples are spread evenly."""


def compiled(function: F) -> F:
    """Compile a function that is inlined into its callers and cannot be called from Python."""
    return _jit(function, forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def merged(function: F) -> F:
    """Compile a function as a part of its caller, before types are known.

    For a function with one caller that mostly calls others, compiled code that is long already: it
    is not also compiled alone, which takes as long as in its caller.
    """
    return _jit(function, inline="always")


def entry(function: F) -> F:
    """Compile a function that Python may call, in threads: it releases the interpreter lock."""
    return _jit(function, nogil=True, no_cfunc_wrapper=True)


def part(function: F) -> F:
    """Compile a function that other compiled functions call, which Python cannot call."""
    return _jit(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def _jit(function: F, **options: bool | str) -> F:
    jit: Any = numba.njit
    result: F = jit(error_model="numpy", boundscheck=False, **options)(function)
    return result


def operation(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function for compiled code, given one that returns signature and code generator."""
    result: Callable[..., Any] = intrinsic(function)
    return result


@operation
def pointers(_typing: Any, record: Any) -> Any:
    """Return a named tuple, also of named tuples, with its arrays replaced by pointers.

    numba counts the references to each array, which costs an atomic operation for each function
    that receives it. A pointer is just an address.
    """

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        return _with_pointers(context, builder, record, values[0])

    return _type_with_pointers(record)(record), generate


def _type_with_pointers(kind: Any) -> Any:
    """Return the type of a value after its arrays are replaced by pointers."""
    if isinstance(kind, types.Array):
        return types.CPointer(kind.dtype)
    if isinstance(kind, types.BaseNamedTuple):
        parts = [_type_with_pointers(part) for part in kind.types]
        return types.NamedTuple(parts, kind.instance_class)
    return kind


def _with_pointers(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    """Generate the code that replaces the arrays in a value of a type by pointers."""
    if isinstance(kind, types.Array):
        return context.make_array(kind)(context, builder, value).data
    if isinstance(kind, types.BaseNamedTuple):
        members = cgutils.unpack_tuple(builder, value)
        parts = [
            _with_pointers(context, builder, part, member)
            for part, member in zip(kind.types, members, strict=True)
        ]
        return context.make_tuple(builder, _type_with_pointers(kind), parts)
    return value


@compiled
def mix(x: Any) -> Any:
    """Return a hash of 64 bits; `engines.sampling.mix` is the same function in plain Python."""
    x ^= x >> np.uint64(30)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    x ^= x >> np.uint64(27)
    x *= np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return x
