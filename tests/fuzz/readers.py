"""Feed every reader with files that libFuzzer makes up: only sentences may come out.

    python tests/fuzz/readers.py [--seconds 5] [NAME ...]
    python tests/fuzz/readers.py NAME --again FILE

NAME is a file or folder of `tests/data/toy`; all of them if none is given. Each is read for so many
seconds in a process of its own. What went wrong lies in the folder `--kept`, to be read again.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOY = ROOT / "tests" / "data" / "toy"
BESIDE = {"toy.npy": "toy.words.txt", "toy.tsv": "toy.metadata.tsv"}
"""Where a matrix has its words."""
PICKLES = {"toy.kv"}
NAMES = sorted({path.name for path in TOY.iterdir()} - {*BESIDE.values()} - PICKLES)
SEPARATOR = b"\n====\n"
"""Between the parts of an input that becomes several files."""
REPAIRS, CHOOSES = 1, 2
"""Bits of the first byte of an input: how the rest is read."""
TIMEOUT, MEGABYTES, LONGEST = 5, 2_048, 8_192


def parts(name):
    """Return the files that a toy consists of, relative to where it lies."""
    if (TOY / name).is_dir():
        folder = Path(name) / "0_StaticEmbedding"
        return [folder / "tokenizer.json", folder / "model.safetensors"]
    return [Path(one) for one in (name, BESIDE.get(name)) if one]


def write_seeds(name, folder):
    """Write what to start from: the toy itself, read in each of the ways."""
    content = SEPARATOR.join((TOY / part).read_bytes() for part in parts(name))
    for way in range(4):
        (folder / str(way)).write_bytes(bytes([way]) + content)


def feed(name, folder):
    """Return a function that reads an input as the toy called `name` is read."""
    from tests.formats.test_faults import survives
    from tests.toys import STORED
    from w2vkit.config import ImportConfig
    from w2vkit.formats import format_named

    places = [folder / part for part in parts(name)]
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)

    def one(data):
        way, rest = data[0] if data else 0, data[1:]
        contents = rest.split(SEPARATOR, len(places) - 1)
        contents += [b""] * (len(places) - len(contents))
        for place, content in zip(places, contents, strict=True):
            place.write_bytes(content)
        chosen = format_named(STORED[name]) if way & CHOOSES else None
        assert survives(folder / name, chosen, ImportConfig(repair=bool(way & REPAIRS)))

    return one


def fuzz(name, arguments):
    """Hand this process over to libFuzzer, which ends it."""
    import atheris

    with atheris.instrument_imports(include=["w2vkit", "zipfile"]):
        from w2vkit.formats import FORMATS

        for known in FORMATS:
            if known.reads:
                known.load()
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        write_seeds(name, seeds)
        atheris.Setup([sys.argv[0], *arguments, str(seeds)], feed(name, Path(folder)))
        atheris.Fuzz()


def run(name, seconds, kept):
    """Read inputs in a process of its own; return how many, and whether all went well."""
    limits = [f"-timeout={TIMEOUT}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={LONGEST}"]
    command = [sys.executable, __file__, "--child", name, f"-max_total_time={seconds}", *limits]
    command += ["-print_final_stats=1", f"-artifact_prefix={kept}/{name}-"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    fed = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    if done.returncode:
        said = f"{done.stdout}{done.stderr}".splitlines()
        print(*(line for line in said if not line.startswith(("INFO", "#"))), sep="\n")
    return int(fed[1]) if fed else 0, done.returncode == 0 and fed is not None


def main():
    """Read what was named; exit with 1 if a reader did anything but read or refuse."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--kept", type=Path, default=Path("fuzzed"))
    parser.add_argument("--again", type=Path)
    options = parser.parse_args()
    names = options.names or NAMES
    if options.again:
        with tempfile.TemporaryDirectory() as folder:
            feed(names[0], Path(folder))(options.again.read_bytes())
        return
    options.kept.mkdir(exist_ok=True)
    results = []
    for name in names:
        fed, well = run(name, options.seconds, options.kept)
        print(f"{name:20} {fed:9,} inputs  {'ok' if well else 'FAILED'}", flush=True)
        results.append(well)
    sys.exit(not all(results))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if sys.argv[1:2] == ["--child"]:
        fuzz(sys.argv[2], sys.argv[3:])
    else:
        main()
