"""Files broken by one who knows their formats: lengths, counts and types in headers, and the rest.

Every mutation follows from a seed and the number of the turn, so that it can be repeated alone.
"""

import io
import json
import os
import re
import shutil
import zipfile

import numpy as np

VALUES = (
    None,
    True,
    -1,
    0,
    1,
    2**31,
    2**53 + 1,
    2**63,
    2**70,
    10**400,
    0.5,
    float("inf"),
    float("nan"),
    1e308,
    "",
    "1",
    "\x00\x1b[31m",
    "\ud800",
    "../x",
    "x" * 2_000,
    [],
    [[]],
    [1, "a"],
    {},
    {"a": {"b": None}},
)
"""Values that replace others in JSON."""
NUMBERS = (
    b"-1",
    b"0",
    b"1",
    b"7",
    b"99999999999999999999",
    b"2147483648",
    b"1e3",
    b"nan",
    b"x",
    b"",
)
WORDS = (0, 1, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**63, 2**64 - 1, 300, 65_536)
DESCRS = ("<f8", "<f2", ">f4", "<i4", "|O", "<U9", "|S0", "<c8", "<M8[s]", "[('a', '<f4')]", "zz")
SHAPES = ("()", "(3,)", "(1, 2, 3)", "(0, 4)", "(-1, 4)", "(12.0, 4)", "(999999999, 999999999)")
SHAPES = (*SHAPES, "(9223372036854775808,)", "'12'", "True", "(12, 5)", "(4, 12)", "(11, 4)")


def flipped(data, rng):
    """Return bytes with bits flipped, or chunks removed, doubled, overwritten or truncated."""
    data = bytearray(data)
    for _ in range(rng.integers(1, 5)):
        place, kind = int(rng.integers(len(data) or 1)), rng.integers(6)
        if kind == 0 and data:
            data[place] ^= 1 << int(rng.integers(8))
        elif kind == 1:
            del data[place : place + int(rng.integers(1, 9))]
        elif kind == 2:
            data[place:place] = data[place : place + int(rng.integers(1, 40))]
        elif kind == 3:
            width = int(rng.choice([2, 4, 8]))
            word = int(WORDS[rng.integers(len(WORDS))]) % 2 ** (8 * width)
            data[place : place + width] = word.to_bytes(width, "little")
        elif kind == 4:
            del data[place:]
        else:
            data[place : place + 4] = np.float32(rng.choice([np.nan, np.inf, 3e38])).tobytes()
    return bytes(data)


def json_mutated(data, rng):
    """Return JSON in which one value has another type or range, or a key is removed or added."""
    content = json.loads(data)
    places = [*_places(content)]
    holder, key = places[rng.integers(len(places))]
    kind = rng.integers(8)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, dict):
        holder["unknown"] = holder.pop(key)
    elif kind == 2:
        other, name = places[rng.integers(len(places))]
        holder[key] = other.get(name) if isinstance(other, dict) else other[0] if other else None
    else:
        holder[key] = VALUES[rng.integers(len(VALUES))]
    try:
        return json.dumps(content).encode()
    except ValueError:  # a value that came to hold itself
        return flipped(data, rng)


def _places(content):
    """Yield every (dict or list, key) in a JSON value."""
    items = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in items:
        yield content, key
        if isinstance(value, (dict, list)):
            yield from _places(value)


def npy_mutated(data, rng):
    """Return an NPY file with a changed header, with or without the correct length."""
    length = int.from_bytes(data[8:10], "little")
    header, rest = data[10 : 10 + length].decode("latin-1"), data[10 + length :]
    kind = rng.integers(6)
    if kind == 0:
        descr = DESCRS[rng.integers(len(DESCRS))]
        descr = descr if descr.startswith("[") else repr(descr)
        header = re.sub(r"'descr': [^,]+", f"'descr': {descr}", header)
    elif kind == 1:
        shape = SHAPES[rng.integers(len(SHAPES))]
        header = re.sub(r"'shape': \([^)]*\)", f"'shape': {shape}", header)
    elif kind == 2:
        header = header.replace("False", str(rng.choice(["True", "None", "0", "'x"])))
    elif kind == 3:
        header = header[: rng.integers(len(header))]
    elif kind == 4:
        header = flipped(header.encode("latin-1"), rng).decode("latin-1")
    else:
        return flipped(data, rng)
    said = len(header) if rng.integers(4) else int(rng.choice(WORDS[:4])) % 65_536
    version = bytes([int(rng.choice([1, 1, 1, 2, 9]))])
    return data[:6] + version + b"\0" + said.to_bytes(2, "little") + header.encode("latin-1") + rest


def zip_mutated(data, rng):
    """Return an archive with one member changed, or with a damaged archive."""
    if not rng.integers(3):
        return flipped(data, rng)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = [*members][rng.integers(len(members))]
    kind = rng.integers(5)
    if kind == 0:
        del members[name]
    elif kind == 1:
        members[name] = members[[*members][rng.integers(len(members))]]
    elif name.endswith("facts.npy"):
        start = 10 + int.from_bytes(members[name][8:10], "little")
        stream = io.BytesIO()
        np.save(stream, np.frombuffer(json_mutated(members[name][start:], rng), np.uint8))
        members[name] = stream.getvalue()
    elif name.endswith(".npy"):
        members[name] = npy_mutated(members[name], rng)
    else:
        members[name] = flipped(members[name], rng)
    made = io.BytesIO()
    packing = zipfile.ZIP_DEFLATED if rng.integers(2) else zipfile.ZIP_STORED
    with zipfile.ZipFile(made, "w", packing) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return made.getvalue()


def safetensors_mutated(data, rng):
    """Return a file of tensors with a changed header."""
    length = int.from_bytes(data[:8], "little")
    header = json_mutated(data[8 : 8 + length], rng) if rng.integers(5) else data[8:]
    said = len(header) if rng.integers(6) else int(WORDS[rng.integers(len(WORDS))])
    return said.to_bytes(8, "little") + header + data[8 + length :]


def text_mutated(data, rng):
    """Return lines with a changed field, or a line removed, doubled or truncated."""
    lines = data.split(b"\n")
    place = int(rng.integers(min(len(lines), 40)))
    fields = re.split(rb"([ \t,])", lines[place])
    kind = rng.integers(6)
    if kind == 0:
        del lines[place]
    elif kind == 1:
        lines.insert(place, lines[place])
    elif kind == 2:
        lines[place] = lines[place].replace(b"\t", b"").replace(b" ", b"")
    elif kind == 3:
        fields[rng.integers(len(fields))] = bytes(flipped(b"word", rng))
        lines[place] = b"".join(fields)
    else:
        fields[rng.integers(len(fields))] = NUMBERS[rng.integers(len(NUMBERS))]
        lines[place] = b"".join(fields)
    return b"\n".join(lines)


BY_SUFFIX = {
    ".json": json_mutated,
    ".npy": npy_mutated,
    ".npz": zip_mutated,
    ".zip": zip_mutated,
    ".safetensors": safetensors_mutated,
    ".tsv": text_mutated,
    ".txt": text_mutated,
    ".glove": text_mutated,
    ".bin": text_mutated,
}


def mutated(path, data, rng):
    """Return the content of a file broken in a way specific to its format, or in any way."""
    if not data or not rng.integers(3):
        return flipped(data, rng)
    try:
        return BY_SUFFIX.get(path.suffix, flipped)(data, rng)
    except (ValueError, IndexError, KeyError):  # not what its name says, as after a swap
        return flipped(data, rng)


def break_one(files, rng, *, whole, special=True):
    """Break one of some files in place: its content, or what kind of thing it is.

    Args:
        files: paths of regular files.
        rng: where chance comes from.
        whole: their contents.
        special: whether links, pipes and devices may take their places.

    """
    victim = files[rng.integers(len(files))]
    kind = rng.integers(24) if special else 24
    if kind > 4:
        victim.write_bytes(mutated(victim, whole[victim], rng))
        return victim
    victim.unlink()
    if kind == 1:
        victim.symlink_to(victim.name)
    elif kind == 2:
        victim.symlink_to("/dev/zero" if rng.integers(2) else "..")
    elif kind == 3:
        os.mkfifo(victim)
    elif kind == 4:
        victim.write_bytes(whole[files[rng.integers(len(files))]])
    return victim


def mend(files, whole):
    """Restore the contents, whatever replaced them."""
    for path in files:
        if path.is_symlink() or not path.is_dir():
            path.unlink(missing_ok=True)
        else:
            shutil.rmtree(path)
        path.write_bytes(whole[path])
