"""Stop commands at random moments with various signals and check that nothing is lost.

python benchmarks/kills.py trainings    resume each training until it ends; compare the bytes
python benchmarks/kills.py commands     two signals in a row: exit code 130 and no traceback

Moments are counted from the first line of our own that runs, that is, from when SIGTERM is handled:
what Python does before that is the same for every program. Needs /proc.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

KINGDOM = Path(__file__).parents[1] / "corpora" / "kingdom"
XIYOU = Path(__file__).parents[1] / "corpora" / "xiyou"
WAYS = ("KILL", "HUP", "TERM", "INT", "INT INT", "STOP CONT KILL", "STOP CONT INT")
"""Signals to send, one after the other."""
TRAININGS = {
    "skip-gram": "--algorithm skipgram --epochs 15 --workers 2",
    "CBOW": "--algorithm cbow --epochs 40 --workers 2",
    "GloVe": "--algorithm glove --epochs 20 --workers 2",
    "fastText": "--algorithm fasttext --epochs 15 --workers 2",
    "fastText (gensim)": (
        "--algorithm fasttext --engine gensim --epochs 3 --workers 1 --buckets 20000"
    ),
    "hierarchical softmax, skip-gram": (
        "--algorithm skipgram --loss hierarchical --epochs 8 --workers 2"
    ),
    "hierarchical softmax, CBOW": "--algorithm cbow --loss hierarchical --epochs 20 --workers 2",
    "PPMI": "--algorithm ppmi",
    "fused": "--algorithm fused --epochs 30 --workers 2",
    "hierarchical softmax (gensim)": (
        "--engine gensim --algorithm skipgram --loss hierarchical --epochs 4 --workers 1"
    ),
}
COMMANDS = {
    "train": f"train {KINGDOM} --name other --force --epochs 40",
    "train, new text": "train fresh.txt --name other --force --epochs 2",
    "segment": f"segment {XIYOU} -o segmented.txt --force",
    "words": f"words {XIYOU} -o words.tsv --force",
    "check": f"check {KINGDOM}",
    "plot": "plot tale -o map.png",
    "explore": "explore -m tale -o page.html",
    "index": "index tale",
    "import": "import tale.vec --name taken --force",
    "export": "export tale out.vec --to word2vec --force",
    "similar": "similar king -m tale",
    "eval": "eval google -m tale",
}
SAVED = ("vectors.npy", "context.npy", "norms.npy", "vocab.tsv", "subwords.npy")


OUR_SIGNAL = 1 << (signal.SIGTERM - 1)
"""Its bit in the mask of signals that a process handles."""


ENDED = (0, 130, -signal.SIGINT)
"""Expected exit codes. If Ctrl-C interrupts `exec`, Python ends by SIGINT; a shell shows 130."""


@dataclass
class KillCounts:
    """The outcomes of the kills."""

    kills: Counter[str] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)
    finished: int = 0
    equal: int = 0
    faults: int = 0

    def fault(self, what: str, output: str) -> None:
        """Count and print a failure."""
        self.faults += 1
        print(f"FAULT {what}\n{output}", flush=True)


def start(line: str) -> subprocess.Popen[str]:
    """Start a command in the working folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "w2vkit", *line.split()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def handles_signals(process: subprocess.Popen[str]) -> bool:
    """Return whether the signal handlers of w2vkit are installed."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    mask = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(mask.split()[1], 16) & OUR_SIGNAL)


def started(line: str) -> subprocess.Popen[str]:
    """Start a command and return once its first line has run."""
    process = start(line)
    while process.poll() is None and not handles_signals(process):
        time.sleep(0.002)
    return process


def strike(line: str, way: str, wait: float, pause: float) -> tuple[int, str, bool]:
    """Send the signals of `way` to a command; return exit code, output, whether it was running."""
    process = started(line)
    time.sleep(wait)
    alive = process.poll() is None
    for name in way.split():
        if process.poll() is None:
            process.send_signal(getattr(signal, f"SIG{name}"))
        time.sleep(pause)
    output, _ = process.communicate(timeout=300)
    return process.returncode, output, alive


def content(name: str) -> dict[str, bytes]:
    """Return the files of a model by name."""
    folder = Path("models") / name
    return {file: (folder / file).read_bytes() for file in SAVED if (folder / file).exists()}


def duration(line: str) -> float:
    """Return the duration of a whole run in seconds, from its first line."""
    process = started(line)
    began = time.monotonic()
    output, _ = process.communicate()
    assert process.returncode == 0, output
    return time.monotonic() - began


def try_training(options: str, kills: int, seconds: float, chance: random.Random) -> KillCounts:
    """Kill a training `kills` times and resume it each time; start another when it ends."""
    counts = KillCounts()
    order = f"train {KINGDOM} {options} --dim 50 --name"
    duration(f"{order} warm --force")  # compiles
    length = duration(f"{order} whole --force")
    print(f"{order}: {length:.1f} s", flush=True)
    resumes, end = False, time.monotonic() + seconds
    while (done := sum(counts.kills.values())) < kills or resumes:
        line = "train --resume killed" if resumes else f"{order} killed --checkpoint-minutes 0.003"
        if time.monotonic() > end:
            kills = done
        way = chance.choice(WAYS) if done < kills else ""
        wait = chance.uniform(0, length) if way else 0
        code, output, alive = strike(line, way, wait, chance.choice((0, 0.01, 0.1, 0.3)))
        counts.codes[code] += 1
        counts.kills[way] += alive and bool(way)
        print(f"{done} {line[:40]}: {way} after {wait:.3f} s: {code}", file=sys.stderr, flush=True)
        if "Traceback" in output or code not in (*ENDED, -signal.SIGKILL):
            counts.fault(f"{code} {way} after {wait:.3f} s: {line}", output)
        resumes = Path("models/.killed.checkpoint.json").exists()
        if code == 0:
            counts.finished += 1
            if content("killed") == content("whole"):
                counts.equal += 1
            else:
                counts.fault("other bytes", output)
        if not resumes:
            subprocess.run(["rm", "-rf", "models/killed"], check=True)
    return counts


def try_command(line: str, kills: int, seconds: float, chance: random.Random) -> KillCounts:
    """Send pairs of signals to a command at random moments."""
    counts = KillCounts()
    length, end = duration(line), time.monotonic() + seconds
    while sum(counts.kills.values()) < kills and time.monotonic() < end:
        if "fresh.txt" in line:  # a new text is segmented each time
            lines = [f"text {chance.random()}", *["the king and the queen rule"] * 30_000]
            Path("fresh.txt").write_text("\n".join(lines), encoding="utf-8")
        way = chance.choice(("INT INT", "TERM TERM", "HUP HUP", "INT TERM", "INT INT INT INT"))
        wait = chance.uniform(0, length)
        code, output, alive = strike(line, way, wait, chance.choice((0, 0.001, 0.01, 0.05, 0.2)))
        if not alive:
            continue
        counts.codes[code] += 1
        counts.kills[way] += 1
        if "Traceback" in output or code not in ENDED:
            counts.fault(f"{code} {way} after {wait:.3f} s: {line}", output)
    return counts


def prepare() -> None:
    """Create the files and models that the commands use."""
    lines = (
        f"train {KINGDOM} --name tale --force",
        f"words {XIYOU}",
        "export tale tale.vec --to word2vec --force",
    )
    Path("fresh.txt").write_text("the king and the queen rule\n" * 30_000, encoding="utf-8")
    for line in lines:
        output, _ = (process := start(line)).communicate()
        assert process.returncode == 0, output


def report(name: str, counts: KillCounts) -> None:
    """Print one line of the table."""
    ways = ", ".join(f"{way} {count}" for way, count in sorted(counts.kills.items()) if count)
    codes = ", ".join(f"{code}: {count}" for code, count in sorted(counts.codes.items()))
    ended = f" | {counts.equal} of {counts.finished}" if counts.finished else ""
    kills = sum(counts.kills.values())
    print(f"| {name} | {kills} ({ways}) | {codes}{ended} | {counts.faults} |", flush=True)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("trainings", "commands"))
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=60, help="per training or command")
    parser.add_argument("--only", default="", help="a training or command, or part of its name")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    # Background jobs ignore SIGINT and nohup ignores SIGHUP; children would inherit both.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ |= {"W2VKIT_CACHE": f"{folder}/cache", "W2VKIT_MODELS": f"{folder}/models"}
        rows = TRAININGS if given.what == "trainings" else COMMANDS
        if given.what == "commands":
            prepare()
        work = try_training if given.what == "trainings" else try_command
        for name, line in rows.items():
            if given.only == name or (given.only not in rows and given.only in name):
                chance = random.Random(given.seed)
                report(name, work(line, given.kills, 60 * given.minutes, chance))


if __name__ == "__main__":
    main()
