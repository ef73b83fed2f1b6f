"""Query speed: whole processes, in turn, medians.

    python benchmarks/query.py cold MODEL WORD      compared with `import numpy, click` and gensim
    python benchmarks/query.py big FOLDER           3,000,000 words × 300; needs 8 GB of disk
    python benchmarks/query.py eval                 19,544 analogies among 75,000 words

`cold` uses an existing model. `big` creates a model in FOLDER and keeps it for further runs. `eval`
creates its vectors in memory.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from w2vkit.base.config import EvalConfig
from w2vkit.evaluation.evaluate import evaluate
from w2vkit.evaluation.scoring import evaluated_words
from w2vkit.evaluation.test_sets import read_test_set
from w2vkit.model import manifest, registry, store, writer
from w2vkit.model.embeddings import Embeddings, row_norms
from w2vkit.model.vocabulary import Vocabulary

PYTHON = sys.executable
WORDS, DIM, ASKED = 3_000_000, 300, 1_000
GENSIM = """\
from gensim.models import KeyedVectors
for word, score in KeyedVectors.load({path!r}).most_similar({word!r}):
    print(word, score)
"""
ONE_PASS = """\
import numpy as np
vectors = np.load({vectors!r}, mmap_mode="r")
norms = np.load({norms!r})
scores = np.asarray(vectors) @ np.asarray(vectors[7]) / norms
print(np.argpartition(-scores, 10)[:10])
"""


def seconds(command: Sequence[str], stdin: bytes = b"") -> float:
    """Return the duration of a process in seconds."""
    start = time.perf_counter()
    subprocess.run(command, input=stdin, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def paired(commands: dict[str, Sequence[str]], runs: int) -> dict[str, float]:
    """Run all commands in turn; print and return their medians, and print ratios to the first."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(seconds(command))
    first = times[next(iter(commands))]
    for name, taken in times.items():
        ratio = statistics.median(a / b for a, b in zip(taken, first, strict=True))
        print(f"{name:40} {statistics.median(taken):9.3f} s   {ratio:7.2f} ×")
    return {name: statistics.median(taken) for name, taken in times.items()}


def save_for_gensim(embeddings: Embeddings, path: Path) -> None:
    """Save the vectors in the format of gensim, without a copy in memory."""
    from gensim.models import KeyedVectors

    vectors = KeyedVectors(embeddings.dim)
    vectors.index_to_key = [*embeddings.vocabulary]
    vectors.key_to_index = {word: row for row, word in enumerate(vectors.index_to_key)}
    vectors.vectors = embeddings.vectors
    vectors.save(str(path))


def cold(model: str, word: str, runs: int = 15) -> None:
    """Measure one query as a whole process."""
    embeddings = store.load(registry.locate_model(model)).embeddings
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vectors.kv"
        save_for_gensim(embeddings, path)
        commands = {
            "import numpy, click": [PYTHON, "-c", "import numpy, click"],
            "w2vkit similar": [PYTHON, "-m", "w2vkit", "similar", word, "-m", model],
            "gensim": [PYTHON, "-c", GENSIM.format(path=str(path), word=word)],
        }
        taken = paired(commands, runs)
    print(f"gensim takes {taken['gensim'] / taken['w2vkit similar']:.1f} times as long")


def make_big(folder: Path) -> Path:
    """Write a model of random vectors block by block."""
    target = folder / "big"
    if target.exists():
        return target
    numbers = np.random.default_rng(1)
    with writer.new_model("big", home=folder) as draft:
        shape = (WORDS, DIM)
        path = draft / store.VECTORS
        vectors = np.lib.format.open_memmap(path, mode="w+", dtype=np.float32, shape=shape)
        for start in range(0, WORDS, 100_000):
            vectors[start : start + 100_000] = numbers.standard_normal((100_000, DIM), np.float32)
        vectors.flush()
        vocabulary = Vocabulary.from_counts((f"w{row:07}", WORDS - row) for row in range(WORDS))
        (draft / store.VOCAB).write_bytes(bytes(vocabulary.buffer))
        np.save(draft / store.INDEX, vocabulary.index)
        np.save(draft / store.NORMS, row_norms(vectors))
        writer.seal(draft, manifest.ModelInfo("big", WORDS, DIM, "random"))
    return target


def private_peak(command: Sequence[str], stdin: bytes = b"") -> float:
    """Return the peak private memory (not mapped from files) of a process in MB."""
    peak = 0
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    feeder = threading.Thread(target=process.communicate, args=(stdin,))
    feeder.start()
    while feeder.is_alive():
        try:
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
        except OSError:
            break
        peak = max([peak, *(int(x.split()[1]) for x in status.splitlines() if "RssAnon" in x)])
        time.sleep(0.005)
    feeder.join()
    return peak / 1024


def big(folder: Path, runs: int = 3) -> None:
    """Measure first queries, a batch, and memory on a large model."""
    path = make_big(folder)
    ask = [PYTHON, "-m", "w2vkit", "similar", "-m", str(path)]
    vectors, norms = str(path / store.VECTORS), str(path / store.NORMS)
    one_pass = ONE_PASS.format(vectors=vectors, norms=norms)
    seconds([PYTHON, "-c", one_pass])  # into the page cache
    commands = {
        "one NumPy pass over the mapped matrix": [PYTHON, "-c", one_pass],
        "w2vkit similar": [*ask, "w0000007"],
    }
    single = paired(commands, runs)["w2vkit similar"]
    words = "\n".join(f"w{row:07}" for row in range(0, WORDS, WORDS // ASKED)).encode()
    batch = seconds([*ask, "--format", "tsv"], words)
    print(f"{ASKED} words from stdin: {batch:.1f} s; {ASKED * single / batch:.0f} times faster")
    print(f"private memory, one word: {private_peak([*ask, 'w0000007']):.0f} MB")
    print(f"private memory, {ASKED} words: {private_peak([*ask], words):.0f} MB")
    saved = folder / "big.kv"
    if not saved.exists():
        save_for_gensim(store.load(path).embeddings, saved)
    load_and_ask = [PYTHON, "-c", GENSIM.format(path=str(saved), word="w0000007")]
    print(
        f"gensim, load and ask: {seconds(load_and_ask):.1f} s, {private_peak(load_and_ask):.0f} MB"
    )


def evaluation(size: int = 75_000, dim: int = 300, share: int = 20) -> None:
    """Measure the Google analogies; gensim answers one in `share`, scaled up."""
    from gensim.models import KeyedVectors

    google = read_test_set("google")
    named = dict.fromkeys(word for question in google.questions for word in question.words)
    words = [*named, *(f"w{row}" for row in range(size - len(named)))]
    vectors = np.random.default_rng(1).standard_normal((size, dim), np.float32)
    embeddings = Embeddings.from_vectors(((word, 1) for word in words), vectors)
    start = time.perf_counter()
    result = evaluate(evaluated_words(embeddings, EvalConfig()), google, EvalConfig())
    mine = time.perf_counter() - start
    theirs = KeyedVectors(dim)
    theirs.add_vectors(words, vectors)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "part.txt"
        lines = [" ".join(question.words) for question in google.questions[::share]]
        path.write_text("\n".join([": part", *lines]), encoding="utf-8")
        start = time.perf_counter()
        theirs.evaluate_word_analogies(str(path))
        gensim = (time.perf_counter() - start) * len(google.questions) / len(lines)
    print(f"{result.answered:,} questions: {mine:.1f} s; gensim (scaled up): {gensim:.0f} s")
    print(f"{gensim / mine:.1f} times faster")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).parents[1]))
    match sys.argv[1:]:
        case ["cold", model, word]:
            cold(model, word)
        case ["big", folder]:
            big(Path(folder))
        case ["eval"]:
            evaluation()
        case _:
            sys.exit(__doc__)
