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


def entry(function: F) -> F:
    """Compile a function that Python may call, in threads: it releases the interpreter lock."""
    return _jit(function, nogil=True, no_cfunc_wrapper=True)


def part(function: F) -> F:
    """Compile a function that other compiled functions call, which Python cannot call."""
    return _jit(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def _jit(function: F, **options: bool) -> F:
    jit: Any = numba.njit
    result: F = jit(error_model="numpy", boundscheck=False, **options)(function)
    return result


def operation(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function for compiled code, given one that returns signature and code generator."""
    result: Callable[..., Any] = intrinsic(function)
    return result


@operation
def pointers(_typing: Any, record: Any) -> Any:
    """Return a named tuple with its arrays replaced by pointers.

    numba counts the references to each array, which costs an atomic operation for each function
    that receives it. A pointer is just an address.
    """
    parts = [
        types.CPointer(part.dtype) if isinstance(part, types.Array) else part
        for part in record.types
    ]

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        members = cgutils.unpack_tuple(builder, values[0])
        taken = [
            context.make_array(old)(context, builder, member).data
            if isinstance(old, types.Array)
            else member
            for old, member in zip(record.types, members, strict=True)
        ]
        return context.make_tuple(builder, signature.return_type, taken)

    return types.NamedTuple(parts, record.instance_class)(record), generate


@compiled
def mix(x: Any) -> Any:
    """Return a hash of 64 bits; `engines.sampling.mix` is the same function in plain Python."""
    x ^= x >> np.uint64(30)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    x ^= x >> np.uint64(27)
    x *= np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return x
