"""Vectors of 16 float32 inside numba functions, with every rounding fixed.

numba has no vector type, and the code that its compiler generates for a plain loop differs between
machines. This module adds a vector type; each function below is a short piece of LLVM code on it.
LLVM maps 16 lanes to one register of AVX-512, two of AVX2 or four of NEON. The lanes, the fused
multiply-adds and the order of all sums are explicit, so all of these return the same bits.

The functions can be called only from compiled code. `array` is a pointer to the elements of a
contiguous array, of float32 unless noted; `index` is the index of the first element. There are no
bounds checks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils as numba_cgutils
from numba.core import types as numba_types
from numba.extending import models, register_model

from w2vkit.base.system.jit import compiled as compiled
from w2vkit.base.system.jit import entry as entry
from w2vkit.base.system.jit import merged as merged
from w2vkit.base.system.jit import operation as _operation
from w2vkit.base.system.jit import pointers as pointers

# numba is typed in part only.
cgutils: Any = numba_cgutils
types: Any = numba_types

LANES = 16
_FLOATS = ir.VectorType(ir.FloatType(), LANES)
_INTS = ir.VectorType(ir.IntType(32), LANES)
_DOUBLES = ir.VectorType(ir.DoubleType(), LANES)
_YIELD = "SwitchToThread" if sys.platform == "win32" else "sched_yield"

Emit = Callable[..., Any]


class VectorType(numba_types.Type):
    """The numba type of one vector of 16 float32, or of several one after the other: a strip."""

    def __init__(self, vectors: int = 1) -> None:
        initialise: Any = super().__init__
        initialise(name=f"float32x{vectors * LANES}")
        self.vectors = vectors


@register_model(VectorType)
class _VectorModel(models.PrimitiveModel):
    def __init__(self, manager: Any, numba_type: Any) -> None:
        initialise: Any = super().__init__
        count = numba_type.vectors
        initialise(manager, numba_type, _FLOATS if count == 1 else ir.ArrayType(_FLOATS, count))


vector = VectorType()


def _joined(builder: Any, kind: VectorType, vectors: Sequence[Any]) -> Any:
    """Return vectors as one value of their type."""
    if kind.vectors == 1:
        return vectors[0]
    strip = ir.Constant(ir.ArrayType(_FLOATS, kind.vectors), ir.Undefined)
    for place, lanes in enumerate(vectors):
        strip = builder.insert_value(strip, lanes, place)
    return strip


def _parted(builder: Any, kind: VectorType, value: Any) -> list[Any]:
    """Return the vectors of a value."""
    if kind.vectors == 1:
        return [value]
    return [builder.extract_value(value, place) for place in range(kind.vectors)]


def _lanewise(count: int, emit: Emit, kind: VectorType = vector) -> tuple[Any, Emit]:
    """Return signature and code generator of a function from `count` vectors to a vector."""

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        parts = [_parted(builder, kind, value) for value in values]
        return _joined(
            builder,
            kind,
            [emit(builder, *(part[i] for part in parts)) for i in range(kind.vectors)],
        )

    return kind(*[kind] * count), generate


def _call(builder: Any, name: str, *values: Any) -> Any:
    signature = ir.FunctionType(_FLOATS, [_FLOATS] * len(values))
    function = cgutils.get_or_insert_function(builder.module, signature, f"llvm.{name}.v16f32")
    return builder.call(function, values)


def _constant(value: float) -> Any:
    return ir.Constant(_FLOATS, [value] * LANES)


def _address(builder: Any, pointer: Any, index: Any) -> Any:
    return builder.gep(pointer, [index])


def _shuffle(builder: Any, a: Any, b: Any, lanes: Sequence[int]) -> Any:
    mask = ir.Constant(ir.VectorType(ir.IntType(32), len(lanes)), list(lanes))
    return builder.shuffle_vector(a, b, mask)


def _vector_at(builder: Any, array: Any, index: Any, place: int) -> Any:
    """Return a pointer to the vector that is so many vectors behind an index of an array."""
    index = builder.add(index, ir.Constant(index.type, place * LANES))
    return builder.bitcast(_address(builder, array, index), _FLOATS.as_pointer())


def _strip_operations(vectors: int) -> tuple[Any, Any, Any]:
    """Return the operations `zeros`, `splat` and `load` for strips of this many vectors."""
    kind = VectorType(vectors)

    @_operation
    def zeros(_typing: Any) -> Any:
        """Return zeros."""
        return _lanewise(0, lambda builder: _constant(0.0), kind)

    @_operation
    def splat(_typing: Any, number: Any) -> Any:
        """Return the same float32 in all lanes."""

        def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
            first = builder.insert_element(
                ir.Constant(_FLOATS, ir.Undefined), values[0], ir.Constant(ir.IntType(32), 0)
            )
            return _joined(builder, kind, [_shuffle(builder, first, first, [0] * LANES)] * vectors)

        return kind(types.float32), generate

    @_operation
    def load(_typing: Any, array: Any, index: Any) -> Any:
        """Return the elements of `array` from `index`."""

        def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
            array, index = values
            places = [_vector_at(builder, array, index, place) for place in range(vectors)]
            loaded = [builder.load(place) for place in places]
            for instruction in loaded:
                instruction.align = 4
            return _joined(builder, kind, loaded)

        return kind(array, types.intp), generate

    return zeros, splat, load


STRIPS = (7, 2, 1)
"""The numbers of vectors in a strip; seven are a row of 100 dimensions."""
STRIP_OPERATIONS = tuple(_strip_operations(vectors) for vectors in STRIPS)
zeros, splat, load = STRIP_OPERATIONS[-1]


@_operation
def store(_typing: Any, array: Any, index: Any, values: Any) -> Any:
    """Write a vector or a strip to the elements of `array` from `index`."""

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        array, index, strip = values
        for place, lanes in enumerate(_parted(builder, signature.args[2], strip)):
            builder.store(lanes, _vector_at(builder, array, index, place)).align = 4
        return context.get_dummy_value()

    return types.void(array, types.intp, values), generate


@_operation
def get(_typing: Any, array: Any, index: Any) -> Any:
    """Return an element of an array of any type; a negative index does not count from the end."""

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        address = _address(builder, *values)
        return context.unpack_value(builder, signature.return_type, address)

    return array.dtype(array, types.intp), generate


@_operation
def put(_typing: Any, array: Any, index: Any, value: Any) -> Any:
    """Write an element of an array of any type, like `get`."""

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        address = _address(builder, values[0], values[1])
        context.pack_value(builder, signature.args[2], values[2], address)
        return context.get_dummy_value()

    return types.void(array, types.intp, array.dtype), generate


@_operation
def fma(_typing: Any, a: Any, b: Any, c: Any) -> Any:
    """Return a·b + c, rounded once."""
    return _lanewise(3, lambda builder, *values: _call(builder, "fma", *values), a)


@_operation
def add(_typing: Any, a: Any, b: Any) -> Any:
    """Return a + b."""
    return _lanewise(2, lambda builder, a, b: builder.fadd(a, b), a)


@_operation
def multiply(_typing: Any, a: Any, b: Any) -> Any:
    """Return a·b."""
    return _lanewise(2, lambda builder, a, b: builder.fmul(a, b), a)


@_operation
def divide(_typing: Any, a: Any, b: Any) -> Any:
    """Return a / b."""
    return _lanewise(2, lambda builder, a, b: builder.fdiv(a, b))


@_operation
def maximum(_typing: Any, a: Any, b: Any) -> Any:
    """Return the greater of a and b; b where one of them is NaN."""
    return _lanewise(2, lambda builder, a, b: builder.select(builder.fcmp_ordered(">", a, b), a, b))


@_operation
def minus_magnitude(_typing: Any, a: Any) -> Any:
    """Return -|a|."""

    def emit(builder: Any, a: Any) -> Any:
        bits = builder.or_(builder.bitcast(a, _INTS), ir.Constant(_INTS, [-(2**31)] * LANES))
        return builder.bitcast(bits, _FLOATS)

    return _lanewise(1, emit)


@_operation
def nearest(_typing: Any, a: Any) -> Any:
    """Return the nearest integer; of two, the even one."""
    return _lanewise(1, lambda builder, a: _call(builder, "rint", a))


@_operation
def power_of_two(_typing: Any, a: Any) -> Any:
    """Return 2^a for integers a from -126 to 127."""

    def emit(builder: Any, a: Any) -> Any:
        biased = builder.add(builder.fptosi(a, _INTS), ir.Constant(_INTS, [127] * LANES))
        return builder.bitcast(builder.shl(biased, ir.Constant(_INTS, [23] * LANES)), _FLOATS)

    return _lanewise(1, emit)


def polynomial(coefficients: Sequence[float]) -> Any:
    """Return an operation that evaluates c0 + c1·x + c2·x² … by Horner's rule."""

    def emit(builder: Any, x: Any) -> Any:
        value = _constant(coefficients[-1])
        for coefficient in coefficients[-2::-1]:
            value = _call(builder, "fma", value, x, _constant(coefficient))
        return value

    @_operation
    def evaluate(_typing: Any, x: Any) -> Any:
        return _lanewise(1, emit)

    return evaluate


@_operation
def where_positive(_typing: Any, condition: Any, yes: Any, no: Any) -> Any:
    """Return `yes` where `condition` is above zero, else `no`."""

    def emit(builder: Any, condition: Any, yes: Any, no: Any) -> Any:
        return builder.select(builder.fcmp_ordered(">", condition, _constant(0.0)), yes, no)

    return _lanewise(3, emit)


@_operation
def total(_typing: Any, a: Any) -> Any:
    """Return the sum of the lanes, in float64."""

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        wide = builder.fpext(values[0], _DOUBLES)
        count = LANES
        while count > 1:
            count //= 2
            low = _shuffle(builder, wide, wide, range(count))
            high = _shuffle(builder, wide, wide, range(count, 2 * count))
            wide = builder.fadd(low, high)
        return builder.extract_element(wide, ir.Constant(ir.IntType(32), 0))

    return types.float64(vector), generate


_HALVES = (
    ([*range(8), *range(16, 24)], 8),
    ([lane for half in range(0, 32, 8) for lane in range(half, half + 4)], 4),
    ([lane for four in range(0, 16, 4) for lane in (four, four + 1, four + 16, four + 17)], 2),
    ([lane for four in range(0, 16, 4) for lane in (four, four + 2, four + 16, four + 18)], 1),
)
"""For each step of a sum: the lanes of two vectors that are kept, and the distance of those that
are added to them. The last steps stay within four lanes, where processors shuffle fastest."""


def _sums(builder: Any, vectors: Sequence[Any]) -> Any:
    """Return a vector with the sum of each of up to eight vectors: the i-th in `_lane(i)`."""
    level = [*vectors, *[ir.Constant(_FLOATS, ir.Undefined)] * (8 - len(vectors))]
    for lanes, offset in _HALVES:
        if len(level) == 1:
            level *= 2
        level = [
            builder.fadd(
                _shuffle(builder, a, b, lanes),
                _shuffle(builder, a, b, [lane + offset for lane in lanes]),
            )
            for a, b in zip(level[::2], level[1::2], strict=True)
        ]
    return level[0]


def _lane(number: int) -> int:
    return 4 * (number % 4) + number // 4


def _store_sums(context: Any, builder: Any, array: Any, places: Sequence[Any], vectors: Any) -> Any:
    """Write the sums of the vectors, three to each of the places."""
    sums = _sums(builder, vectors)
    for row, place in enumerate(places):
        three = _shuffle(builder, sums, sums, [_lane(3 * row + column) for column in range(3)])
        address = _address(builder, array, place)
        stored = builder.store(three, builder.bitcast(address, three.type.as_pointer()))
        stored.align = 4
    return context.get_dummy_value()


@_operation
def store_sums(_typing: Any, array: Any, place: Any, a: Any, b: Any, c: Any) -> Any:
    """Write the sums over the lanes of three vectors to three elements of `array`."""

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        return _store_sums(context, builder, values[0], values[1:2], values[2:])

    return types.void(array, types.intp, *[vector] * 3), generate


@_operation
def store_sums_twice(
    _typing: Any, array: Any, place: Any, other: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any
) -> Any:
    """Write the sums of a, b, c to three elements from `place`, those of d, e, f from `other`."""

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        return _store_sums(context, builder, values[0], values[1:3], values[3:])

    return types.void(array, types.intp, types.intp, *[vector] * 6), generate


def _prefetching(array: Any, intent: int) -> tuple[Any, Emit]:
    """Return signature and code generator of a prefetch, to read (0) or to write (1)."""

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        address = _address(builder, *values)
        address = builder.bitcast(address, ir.IntType(8).as_pointer())
        number = ir.IntType(32)
        function = cgutils.get_or_insert_function(
            builder.module,
            ir.FunctionType(ir.VoidType(), [address.type, number, number, number]),
            "llvm.prefetch.p0",
        )
        builder.call(function, [address, number(intent), number(3), number(1)])
        return context.get_dummy_value()

    return types.void(array, types.intp), generate


@_operation
def prefetch(_typing: Any, array: Any, index: Any) -> Any:
    """Hint to the processor that the cache line of an element is needed soon."""
    return _prefetching(array, 0)


@_operation
def prefetch_to_write(_typing: Any, array: Any, index: Any) -> Any:
    """Hint to the processor that the cache line of an element is written soon."""
    return _prefetching(array, 1)


@_operation
def fetch_add(_typing: Any, array: Any, index: Any, amount: Any) -> Any:
    """Add atomically to an element of an int64 array; return its previous value."""

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        address = _address(builder, *values[:2])
        return builder.atomic_rmw("add", address, values[2], "acq_rel")

    return types.int64(array, types.intp, types.int64), generate


@_operation
def observe(_typing: Any, array: Any, index: Any) -> Any:
    """Return an element of an int64 array that other threads write."""

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        address = _address(builder, *values)
        return builder.load_atomic(address, "acquire", 8)

    return types.int64(array, types.intp), generate


@_operation
def claim(_typing: Any, array: Any, index: Any, expected: Any, new: Any) -> Any:
    """Replace an element of an int64 array, atomically, if it is `expected`; return whether so."""

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        address = _address(builder, *values[:2])
        pair = builder.cmpxchg(address, values[2], values[3], "acq_rel", "acquire")
        return builder.extract_value(pair, 1)

    return types.boolean(array, types.intp, types.int64, types.int64), generate


@_operation
def yield_processor(_typing: Any) -> Any:
    """Yield the processor to another thread."""

    def generate(context: Any, builder: Any, signature: Any, values: Sequence[Any]) -> Any:
        function = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(ir.IntType(32), []), _YIELD
        )
        builder.call(function, [])
        return context.get_dummy_value()

    return types.void(), generate
