"""The compiled inner loops of the native engine: skip-gram and CBOW with negative sampling.

`engines.reference` says what is computed; here is how it becomes fast, and free of races.

The corpus is cut into blocks of some hundred tokens, and each block into tasks. In the forward
pass a task reads both matrices and writes only into scratch memory of its own: the input rows of
its tokens, the gradient with respect to these rows, and one factor for each pair of a context and
an output. When all tasks of the block are done, the backward pass adds up: each share of the
words is one task of its own, which applies all updates of its rows in the order of the text.
So no row is ever read while it is written, and the result does not depend on how many threads
there are or which of them does what. Random numbers are a hash of the seed, the epoch and the
position in the corpus, for the same reason.

Rows are padded with zeros to a multiple of sixteen; zeros stay zeros.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from w2vkit.engines import simd
from w2vkit.engines.sampling import KEEP_ALWAYS
from w2vkit.engines.simd import LANES, compiled

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

TILE = 3
"""Outputs are handled three at a time."""
SHARES = 256
"""A word belongs to the share `id % 256`."""
WORD = 2**31 - 1
"""The bits of a token that are its word; the sign bit says that it starts a sentence."""
TICKET, DONE = 0, 8
"""Places of the two counters of `Plan`: on cache lines of their own."""
NO_MORE = 2**62
"""A ticket beyond all tasks: written into the counter, it makes the threads stop."""
IMPOSSIBLE = np.float32(-80.0)
"""A logit whose sigmoid is as good as zero."""
PATIENCE = 200
"""How often to look whether the others are done before the processor is offered to them."""

_exp2 = simd.polynomial(
    (
        1.0,
        0.6931472067028329,
        0.24022650922289554,
        0.05550327226669895,
        0.00961805667843204,
        0.0013400428177711937,
        0.00015461444724808513,
    )
)
"""2^x for |x| <= 1/2, interpolated at Chebyshev points; absolute error 2e-9."""
_log1p_ratio = simd.polynomial(
    (
        0.9999997807585044,
        -0.4999717452300584,
        0.332719283833915,
        -0.24474774178478675,
        0.17687476700423233,
        -0.1068500286374956,
        0.04349389981533136,
        -0.00837115254944365,
    )
)
"""log(1 + x) / x for 0 <= x <= 1, likewise; absolute error 2e-7."""
_LOG2_E = np.float32(1.4426950408889634)


class Text(NamedTuple):
    """A stretch of the corpus.

    Attributes:
        tokens: int32, with the tokens around the stretch; see `WORD`.
        origin: the position of tokens[0] in the corpus.
        first, last: the stretch itself is tokens[first:last].
        key: of the random numbers of this epoch.
        alpha: learning rate at `first`.
        slope: its change from one token to the next.

    """

    tokens: Ints
    origin: int
    first: int
    last: int
    key: int
    alpha: float
    slope: float


class Plan(NamedTuple):
    """What does not change during a training.

    Attributes:
        cbow: CBOW rather than skip-gram.
        dim: the length of a padded row.
        window: the greatest distance of a context word.
        outputs: one more than the negative samples.
        stride: `outputs`, rounded up to a multiple of `TILE`.
        room: how many factors a centre may have, and some to spare.
        block, task: their lengths in tokens.
        slots: rows of scratch memory for a task.
        keep: uint32 (V,), see `sampling.keep_thresholds`.
        noise: uint64 (V,), see `sampling.alias_table`.
        parts: float32 (2 · window + 1,), the part of the gradient that each of m contexts takes.
        signs: float32, -1 for the true output and +1 for the others, over and over.
        owner: uint8 (SHARES,), the backward task that each share of the words belongs to.
        backward_tasks: how many of these there are.

    """

    cbow: bool
    dim: int
    window: int
    outputs: int
    stride: int
    room: int
    block: int
    task: int
    slots: int
    keep: NDArray[np.uint32]
    noise: NDArray[np.uint64]
    parts: Floats
    signs: Floats
    owner: NDArray[np.uint8]
    backward_tasks: int


class Scratch(NamedTuple):
    """What the tasks of a block note for the backward pass; the first axis is the task.

    Attributes:
        words: int32 (tasks, slots), the word of each row.
        begins, ends: int32 (tasks, slots), the rows of its sentence.
        places: int64 (tasks, slots), its position in the text.
        rows: float32 (tasks · slots · dim), copies of the input rows.
        updates: float32 (tasks · slots · dim), what is to be added to them.
        outputs: int32 (tasks, task · stride), the output words of each centre.
        lows, gaps, sizes: int32 (tasks, task), where the contexts of a centre start, how many
            lie before it, and how many there are.
        factors: float32 (tasks · task · room), for each context and output.
        means: float32 (tasks · task · dim), CBOW's input of each centre.
        row_lists: int32 (tasks, backward tasks, slots), rows by owner.
        output_lists: int32 (tasks, backward tasks, task · outputs), places in `outputs` by owner.
        list_sizes: int64 (tasks, backward tasks, 2), their lengths.
        losses: float64 (tasks, 8), the sum of the loss.
        pairs: int64 (tasks, 8), the number of its terms.
        counters: int64 (16,), see `TICKET` and `DONE`.

    """

    words: Ints
    begins: Ints
    ends: Ints
    places: NDArray[np.int64]
    rows: Floats
    updates: Floats
    outputs: Ints
    lows: Ints
    gaps: Ints
    sizes: Ints
    factors: Floats
    means: Floats
    row_lists: Ints
    output_lists: Ints
    list_sizes: NDArray[np.int64]
    losses: NDArray[np.float64]
    pairs: NDArray[np.int64]
    counters: NDArray[np.int64]


@compiled
def mix(x: np.uint64) -> np.uint64:
    """Return a hash of 64 bits (the finaliser of SplitMix64, Steele et al. 2014)."""
    x ^= x >> np.uint64(30)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    x ^= x >> np.uint64(27)
    x *= np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return x


@compiled
def draw(position: int, key: np.uint64) -> np.uint64:
    """Return the random number of a position in the corpus."""
    return mix(np.uint64(position) * np.uint64(0x9E3779B97F4A7C15) + key)


@compiled
def below(number: np.uint64, bound: int) -> int:
    """Map the upper half of a random number to 0 … bound - 1 (Lemire 2019)."""
    return np.int64(((number >> np.uint64(32)) * np.uint64(bound)) >> np.uint64(32))


@compiled
def sample_word(number: np.uint64, alias: NDArray[np.uint64]) -> int:
    """Return a word by the alias method: one random number, one access to memory."""
    word = below(number, alias.shape[0])
    entry = alias[word]
    if (number & np.uint64(0xFFFFFFFF)) < (entry >> np.uint64(32)):
        return word
    return np.int64(entry & np.uint64(0xFFFFFFFF))


@compiled
def kept(token: int, position: int, key: np.uint64, keep: NDArray[np.uint32]) -> bool:
    """Say whether a token is in the vocabulary and survives subsampling in this epoch."""
    word = token & WORD
    if word >= keep.shape[0]:
        return False
    chance = keep[word]
    if chance == KEEP_ALWAYS:
        return True
    return (draw(position, ~key) >> np.uint64(32)) < np.uint64(chance)


@compiled
def context_start(text: Text, first: int, plan: Plan) -> int:
    """Return where the left context of tokens[first] starts, at most `window` kept tokens off."""
    found = 0
    while first > 0 and found < plan.window and text.tokens[first] >= 0:
        first -= 1
        if kept(text.tokens[first], text.origin + first, np.uint64(text.key), plan.keep):
            found += 1
    return first


@compiled
def collect(
    text: Text, first: int, last: int, z: int, plan: Plan, s: Scratch
) -> tuple[int, int, int]:
    """Note the kept tokens of tokens[first:last] and of their context in the rows of task z.

    Returns how many rows there are, and which of them are centres.
    """
    rows = 0
    from_row = 0
    to_row = 0
    begin = 0
    found = 0
    key = np.uint64(text.key)
    p = context_start(text, first, plan)
    while p < text.tokens.shape[0]:
        token = text.tokens[p]
        if p == first:
            from_row = rows
        if p >= last:
            if p == last:
                to_row = rows
            if found == plan.window or token < 0:
                break
        if token < 0:
            begin = rows
        if kept(token, text.origin + p, key, plan.keep):
            s.words[z, rows] = token & WORD
            s.begins[z, rows] = begin
            s.places[z, rows] = p
            rows += 1
            if p >= last:
                found += 1
        p += 1
    if p <= last:
        to_row = rows
    end = rows
    for row in range(rows - 1, -1, -1):
        s.ends[z, row] = end
        if s.begins[z, row] == row:
            end = row
    return rows, from_row, to_row


@compiled
def copy_rows(rows: int, z: int, inputs: Floats, plan: Plan, s: Scratch) -> None:
    """Copy the input rows of a task, set their updates to zero, and list them by owner."""
    d = plan.dim
    for row in range(rows):
        word = np.int64(s.words[z, row])
        owner = plan.owner[word & (SHARES - 1)]
        s.row_lists[z, owner, s.list_sizes[z, owner, 0]] = row
        s.list_sizes[z, owner, 0] += 1
        source = word * d
        target = (z * plan.slots + row) * d
        for x in range(0, d, LANES):
            simd.store(s.rows, target + x, simd.load(inputs, source + x))
            simd.store(s.updates, target + x, simd.zeros())


@compiled
def choose_outputs(text: Text, c: int, row: int, z: int, plan: Plan, s: Scratch) -> bool:
    """Choose the window and the negative samples of centre c of task z; False if it is alone."""
    h = draw(text.origin + s.places[z, row], np.uint64(text.key))
    reach = plan.window - below(h, plan.window)
    low = max(row - reach, np.int64(s.begins[z, row]))
    high = min(row + reach + 1, np.int64(s.ends[z, row]))
    if high - low < 2:
        return False
    s.lows[z, c] = low
    s.gaps[z, c] = row - low
    s.sizes[z, c] = high - low - 1
    centre = np.int64(s.words[z, row])
    for k in range(plan.stride):
        word = centre
        if 0 < k < plan.outputs:
            h = mix(h + np.uint64(0x9E3779B97F4A7C15))
            word = sample_word(h, plan.noise)
        s.outputs[z, c * plan.stride + k] = word
        if k < plan.outputs and (k == 0 or word != centre):
            owner = plan.owner[word & (SHARES - 1)]
            s.output_lists[z, owner, s.list_sizes[z, owner, 1]] = c * plan.stride + k
            s.list_sizes[z, owner, 1] += 1
    return True


@compiled
def prefetch_outputs(c: int, z: int, outputs: Floats, plan: Plan, s: Scratch) -> None:
    """Ask for the output rows of a centre."""
    for k in range(plan.outputs):
        row = np.int64(s.outputs[z, c * plan.stride + k]) * plan.dim
        for x in range(0, plan.dim, LANES):
            simd.prefetch(outputs, row + x)


@compiled
def dot_tile(
    s_rows: Floats,
    a: int,
    b: int,
    outputs: Floats,
    o: int,
    p: int,
    q: int,
    d: int,
    factors: Floats,
    to_a: int,
    to_b: int,
) -> None:
    """Write the inner products of rows a and b with the outputs o, p and q."""
    ao = simd.zeros()
    ap = simd.zeros()
    aq = simd.zeros()
    bo = simd.zeros()
    bp = simd.zeros()
    bq = simd.zeros()
    for x in range(0, d, LANES):
        va = simd.load(s_rows, a + x)
        vb = simd.load(s_rows, b + x)
        vo = simd.load(outputs, o + x)
        vp = simd.load(outputs, p + x)
        vq = simd.load(outputs, q + x)
        ao = simd.fma(va, vo, ao)
        ap = simd.fma(va, vp, ap)
        aq = simd.fma(va, vq, aq)
        bo = simd.fma(vb, vo, bo)
        bp = simd.fma(vb, vp, bp)
        bq = simd.fma(vb, vq, bq)
    simd.store_sums_twice(factors, to_a, to_b, ao, ap, aq, bo, bp, bq)


@compiled
def update_tile(
    updates: Floats,
    a: int,
    b: int,
    outputs: Floats,
    o: int,
    p: int,
    q: int,
    d: int,
    factors: Floats,
    of_a: int,
    of_b: int,
) -> None:
    """Add to the updates of rows a and b the outputs o, p and q, times their factors."""
    ao = simd.splat(factors[of_a])
    ap = simd.splat(factors[of_a + 1])
    aq = simd.splat(factors[of_a + 2])
    bo = simd.splat(factors[of_b])
    bp = simd.splat(factors[of_b + 1])
    bq = simd.splat(factors[of_b + 2])
    for x in range(0, d, LANES):
        vo = simd.load(outputs, o + x)
        vp = simd.load(outputs, p + x)
        vq = simd.load(outputs, q + x)
        va = simd.load(updates, a + x)
        vb = simd.load(updates, b + x)
        va = simd.fma(ao, vo, simd.fma(ap, vp, simd.fma(aq, vq, va)))
        vb = simd.fma(bo, vo, simd.fma(bp, vp, simd.fma(bq, vq, vb)))
        simd.store(updates, a + x, va)
        simd.store(updates, b + x, vb)


@compiled
def gradients(factors: Floats, start: int, count: int, signs: Floats, alpha: np.float32) -> float:
    """Turn the logits factors[start:start + count] into factors of the update; return the loss.

    With z = -logit for the true output and z = logit for a negative sample, the loss is
    log(1 + e^z), and its derivative with respect to z is the sigmoid of z.
    """
    rate = simd.splat(-alpha)
    one = simd.splat(np.float32(1))
    loss = simd.zeros()
    for i in range(0, count, LANES):
        sign = simd.load(signs, i)
        z = simd.multiply(sign, simd.load(factors, start + i))
        y = simd.multiply(simd.minus_magnitude(z), simd.splat(_LOG2_E))
        y = simd.maximum(y, simd.splat(np.float32(-126)))
        whole = simd.nearest(y)
        rest = simd.fma(whole, simd.splat(np.float32(-1)), y)
        t = simd.multiply(_exp2(rest), simd.power_of_two(whole))
        sigmoid = simd.divide(simd.where_positive(z, one, t), simd.add(one, t))
        simd.store(factors, start + i, simd.multiply(simd.multiply(rate, sign), sigmoid))
        loss = simd.add(loss, simd.maximum(simd.zeros(), z))
        loss = simd.fma(t, _log1p_ratio(t), loss)
    return simd.total(loss)


@compiled
def mask(c: int, z: int, start: int, size: int, logit: np.float32, plan: Plan, s: Scratch) -> None:
    """Give the outputs that do not count, and what lies behind the last one, the value `logit`."""
    first = c * plan.stride
    centre = s.outputs[z, first]
    for k in range(1, plan.stride):
        if s.outputs[z, first + k] == centre:
            for j in range(size):
                s.factors[start + j * plan.stride + k] = logit
    for i in range(size * plan.stride, (size + 1) * plan.stride + LANES):
        s.factors[start + i] = logit * plan.signs[i]


@compiled
def skipgram(c: int, z: int, outputs: Floats, alpha: np.float32, plan: Plan, s: Scratch) -> float:
    """Predict the centre from each of its contexts; return the loss."""
    d = plan.dim
    stride = plan.stride
    first = (z * plan.slots + np.int64(s.lows[z, c])) * d
    spare = ((z + 1) * plan.slots - 1) * d
    gap = np.int64(s.gaps[z, c])
    size = np.int64(s.sizes[z, c])
    start = (z * plan.task + c) * plan.room
    for j in range(0, size, 2):
        a = first + (j + (j >= gap)) * d
        b = first + (j + 1 + (j + 1 >= gap)) * d if j + 1 < size else spare
        for k in range(0, stride, TILE):
            o = np.int64(s.outputs[z, c * stride + k]) * d
            p = np.int64(s.outputs[z, c * stride + k + 1]) * d
            q = np.int64(s.outputs[z, c * stride + k + 2]) * d
            to = start + j * stride + k
            dot_tile(s.rows, a, b, outputs, o, p, q, d, s.factors, to, to + stride)
    mask(c, z, start, size, IMPOSSIBLE, plan, s)
    loss = gradients(s.factors, start, size * stride, plan.signs, alpha)
    mask(c, z, start, size, np.float32(0), plan, s)
    for j in range(0, size, 2):
        a = first + (j + (j >= gap)) * d
        b = first + (j + 1 + (j + 1 >= gap)) * d if j + 1 < size else spare
        for k in range(0, stride, TILE):
            o = np.int64(s.outputs[z, c * stride + k]) * d
            p = np.int64(s.outputs[z, c * stride + k + 1]) * d
            q = np.int64(s.outputs[z, c * stride + k + 2]) * d
            of = start + j * stride + k
            update_tile(s.updates, a, b, outputs, o, p, q, d, s.factors, of, of + stride)
    return loss


@compiled
def cbow(c: int, z: int, outputs: Floats, alpha: np.float32, plan: Plan, s: Scratch) -> float:
    """Predict the centre from the mean of its contexts; return the loss."""
    d = plan.dim
    stride = plan.stride
    low = z * plan.slots + np.int64(s.lows[z, c])
    centre = low + np.int64(s.gaps[z, c])
    size = np.int64(s.sizes[z, c])
    start = (z * plan.task + c) * plan.room
    mean = (z * plan.task + c) * d
    share = simd.splat(np.float32(1) / np.float32(size))
    part = simd.splat(plan.parts[size])
    for x in range(0, d, LANES):
        v = simd.zeros()
        for row in range(low, centre):
            v = simd.add(v, simd.load(s.rows, row * d + x))
        for row in range(centre + 1, low + size + 1):
            v = simd.add(v, simd.load(s.rows, row * d + x))
        simd.store(s.means, mean + x, simd.multiply(share, v))
    for k in range(0, stride, TILE):
        o = np.int64(s.outputs[z, c * stride + k]) * d
        p = np.int64(s.outputs[z, c * stride + k + 1]) * d
        q = np.int64(s.outputs[z, c * stride + k + 2]) * d
        vo = simd.zeros()
        vp = simd.zeros()
        vq = simd.zeros()
        for x in range(0, d, LANES):
            v = simd.load(s.means, mean + x)
            vo = simd.fma(v, simd.load(outputs, o + x), vo)
            vp = simd.fma(v, simd.load(outputs, p + x), vp)
            vq = simd.fma(v, simd.load(outputs, q + x), vq)
        simd.store_sums(s.factors, start + k, vo, vp, vq)
    mask(c, z, start, 1, IMPOSSIBLE, plan, s)
    loss = gradients(s.factors, start, stride, plan.signs, alpha)
    mask(c, z, start, 1, np.float32(0), plan, s)
    for x in range(0, d, LANES):
        v = simd.zeros()
        for k in range(plan.outputs):
            o = np.int64(s.outputs[z, c * stride + k]) * d
            v = simd.fma(simd.splat(s.factors[start + k]), simd.load(outputs, o + x), v)
        v = simd.multiply(part, v)
        for row in range(low, centre):
            simd.store(s.updates, row * d + x, simd.add(v, simd.load(s.updates, row * d + x)))
        for row in range(centre + 1, low + size + 1):
            simd.store(s.updates, row * d + x, simd.add(v, simd.load(s.updates, row * d + x)))
    return loss


@compiled
def add_mean(c: int, k: int, z: int, outputs: Floats, plan: Plan, s: Scratch) -> None:
    """Add to the output row k of a centre the mean of its contexts, times its factor."""
    mean = (z * plan.task + c) * plan.dim
    factor = simd.splat(s.factors[(z * plan.task + c) * plan.room + k])
    target = np.int64(s.outputs[z, c * plan.stride + k]) * plan.dim
    for x in range(0, plan.dim, LANES):
        v = simd.fma(factor, simd.load(s.means, mean + x), simd.load(outputs, target + x))
        simd.store(outputs, target + x, v)


@compiled
def forward(
    text: Text,
    first: int,
    last: int,
    z: int,
    inputs: Floats,
    outputs: Floats,
    plan: Plan,
    s: Scratch,
) -> None:
    """Do the forward pass of the task z, which is tokens[first:last]."""
    for owner in range(plan.backward_tasks):
        s.list_sizes[z, owner, 0] = 0
        s.list_sizes[z, owner, 1] = 0
    if first >= last:
        return
    rows, from_row, to_row = collect(text, first, last, z, plan, s)
    copy_rows(rows, z, inputs, plan, s)
    centres = 0
    for row in range(from_row, to_row):
        centres += choose_outputs(text, centres, row, z, plan, s)
    alpha = np.float32(text.alpha + text.slope * (first // plan.block * plan.block - text.first))
    loss = 0.0
    pairs = 0
    for c in range(centres):
        if c + 1 < centres:
            prefetch_outputs(c + 1, z, outputs, plan, s)
        if plan.cbow:
            loss += cbow(c, z, outputs, alpha, plan, s)
            pairs += 1
        else:
            loss += skipgram(c, z, outputs, alpha, plan, s)
            pairs += s.sizes[z, c]
    s.losses[z, 0] += loss
    s.pairs[z, 0] += pairs


@compiled
def backward(t: int, tasks: int, inputs: Floats, outputs: Floats, plan: Plan, s: Scratch) -> None:
    """Apply all updates to the rows that the backward task t owns."""
    d = plan.dim
    for z in range(tasks):
        for i in range(s.list_sizes[z, t, 0]):
            row = np.int64(s.row_lists[z, t, i])
            source = (z * plan.slots + row) * d
            target = np.int64(s.words[z, row]) * d
            for x in range(0, d, LANES):
                sum_ = simd.add(simd.load(inputs, target + x), simd.load(s.updates, source + x))
                simd.store(inputs, target + x, sum_)
        for i in range(s.list_sizes[z, t, 1]):
            place = np.int64(s.output_lists[z, t, i])
            if i + 3 < s.list_sizes[z, t, 1]:
                ahead = np.int64(s.outputs[z, np.int64(s.output_lists[z, t, i + 3])]) * d
                for x in range(0, d, LANES):
                    simd.prefetch(outputs, ahead + x)
            c = place // plan.stride
            if plan.cbow:
                add_mean(c, place - c * plan.stride, z, outputs, plan, s)
            else:
                add_contexts(c, place - c * plan.stride, z, outputs, plan, s)


@compiled
def add_contexts(c: int, k: int, z: int, outputs: Floats, plan: Plan, s: Scratch) -> None:
    """Add to the output row k of a centre all its contexts, times their factors."""
    d = plan.dim
    stride = plan.stride
    first = (z * plan.slots + np.int64(s.lows[z, c])) * d
    spare = ((z + 1) * plan.slots - 1) * d
    gap = np.int64(s.gaps[z, c])
    size = np.int64(s.sizes[z, c])
    factor = (z * plan.task + c) * plan.room + k
    target = np.int64(s.outputs[z, c * stride + k]) * d
    j = 0
    while j + 2 < size:
        i0 = first + (j + (j >= gap)) * d
        i1 = first + (j + 1 + (j + 1 >= gap)) * d
        i2 = first + (j + 2 + (j + 2 >= gap)) * d
        i3 = first + (j + 3 + (j + 3 >= gap)) * d if j + 3 < size else spare
        g0 = simd.splat(s.factors[factor + j * stride])
        g1 = simd.splat(s.factors[factor + (j + 1) * stride])
        g2 = simd.splat(s.factors[factor + (j + 2) * stride])
        g3 = simd.splat(s.factors[factor + (j + 3) * stride])
        for x in range(0, d, LANES):
            v = simd.load(outputs, target + x)
            v = simd.fma(g0, simd.load(s.rows, i0 + x), v)
            v = simd.fma(g1, simd.load(s.rows, i1 + x), v)
            v = simd.fma(g2, simd.load(s.rows, i2 + x), v)
            v = simd.fma(g3, simd.load(s.rows, i3 + x), v)
            simd.store(outputs, target + x, v)
        j += 4
    if j < size:
        i0 = first + (j + (j >= gap)) * d
        i1 = first + (j + 1 + (j + 1 >= gap)) * d if j + 1 < size else spare
        g0 = simd.splat(s.factors[factor + j * stride])
        g1 = simd.splat(s.factors[factor + (j + 1) * stride])
        for x in range(0, d, LANES):
            v = simd.load(outputs, target + x)
            v = simd.fma(g0, simd.load(s.rows, i0 + x), v)
            v = simd.fma(g1, simd.load(s.rows, i1 + x), v)
            simd.store(outputs, target + x, v)


@simd.entry
def run(text: Text, inputs: Floats, outputs: Floats, plan: Plan, s: Scratch) -> None:
    """Do tasks of the text, together with all other threads that run this, until none is left.

    Tasks are numbered: those of the first block's forward pass, of its backward pass, of the
    second block's forward pass … A thread takes the next number and waits until all tasks of the
    pass before are done.
    """
    tasks = -(-plan.block // plan.task)
    blocks = -(-(text.last - text.first) // plan.block)
    each = tasks + plan.backward_tasks
    while True:
        ticket = simd.fetch_add(s.counters, TICKET, 1)
        if ticket >= blocks * each:
            return
        number = ticket // each
        part = ticket - number * each
        needed = number * each + (tasks if part >= tasks else 0)
        looks = 0
        while simd.observe(s.counters, DONE) < needed:
            looks += 1
            if looks > PATIENCE:
                simd.step_aside()
        if part < tasks:
            start = text.first + number * plan.block
            first = start + part * plan.task
            last = min(first + plan.task, start + plan.block, text.last)
            forward(text, first, last, part, inputs, outputs, plan, s)
        else:
            backward(part - tasks, tasks, inputs, outputs, plan, s)
        simd.fetch_add(s.counters, DONE, 1)
