"""Measure the processor time that compiling the training kernels takes at first use.

    python benchmarks/compiling.py --runs 2 . ../an-older-checkout

Each run trains the same sentences in two processes, the first with an empty cache; what it takes
longer than the second is compiling. Checkouts take turns.
"""

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAM = """
import sys, time
from pathlib import Path
import w2vkit

assert Path(sys.argv[1]) in Path(w2vkit.__file__).resolve().parents
options = dict(algorithm="cbow", dim=4, epochs=1, min_count=1, sample=0, workers=1, force=True)
w2vkit.train([["a", "b", "c"]] * 9, name="compiling", **options)
print(time.process_time())
"""


def compiling_seconds(checkout: Path) -> float:
    """Return the processor seconds of compiling."""
    with TemporaryDirectory() as folder:
        places = {"W2VKIT_CACHE": f"{folder}/cache", "W2VKIT_MODELS": f"{folder}/models"}
        first, second = (training_seconds(checkout, places) for _ in range(2))
    return first - second


def training_seconds(checkout: Path, places: dict[str, str]) -> float:
    """Return the processor seconds of a process that trains."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(checkout.resolve())],
        cwd=checkout,
        env={**os.environ, **places},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[-1])


def main() -> None:
    """Print the seconds of each checkout and their median."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkouts", nargs="*", type=Path, default=[Path(__file__).parent.parent])
    parser.add_argument("--runs", type=int, default=2)
    arguments = parser.parse_args()
    seconds: dict[Path, list[float]] = {checkout: [] for checkout in arguments.checkouts}
    for _ in range(arguments.runs):
        for checkout, taken in seconds.items():
            taken.append(compiling_seconds(checkout))
    for checkout, taken in seconds.items():
        shown = ", ".join(f"{one:.1f}" for one in taken)
        print(f"{checkout}: {shown} s, median {statistics.median(taken):.1f} s")


if __name__ == "__main__":
    main()
