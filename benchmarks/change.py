"""Evidence for `change`: uniform p-values, coverage of intervals, power, and a shared task.

    python benchmarks/change.py shuffled NOVEL.txt… [--times 20]
    python benchmarks/change.py planted NOVEL.txt…
    python benchmarks/change.py graded FOLDER [--tokens 150000]

`shuffled` puts the chapters of a novel into two halves at random: nothing changes, so p-values must
be uniform (Kolmogorov-Smirnov over 200 words), and 95 % of the intervals must contain 0. `planted`
exchanges pairs of words of like frequency in the text of the second of two random halves, in whole
or in part: what share of them each method finds, and how many others. `graded` ranks the targets of
a folder of SemEval-2020 Task 1: two texts of a sentence per line, `targets.txt`,
`truth/graded.txt`.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import numpy as np
from scipy.stats import kstest, spearmanr

from w2vkit.analysis.change.changes import WordChange
from w2vkit.analysis.change.compared_text import ComparedText, compared_text
from w2vkit.analysis.change.comparison import changes
from w2vkit.analysis.change.difference import WordContexts, difference
from w2vkit.analysis.change.part_rules import parts_of
from w2vkit.analysis.change.parts import made_parts
from w2vkit.analysis.change.units import TextUnits
from w2vkit.analysis.counted_text import CountedText
from w2vkit.analysis.opening import text_of_files, text_of_sentences
from w2vkit.base.config import ChangeConfig, ChangeMethod, SegmentConfig
from w2vkit.model.vocabulary import Vocabulary

WORDS = 200
LEAST_BLOCKS = 3
BANDS = ((20, 60), (60, 200), (200, 1_000))
"""Occurrences of the words that are exchanged."""
PAIRS = 20
LEAST_COUNT = 8
"""Occurrences in both halves of the words that are compared."""
SHARES = (1.0, 0.5)
"""The share of the second half in which they are exchanged."""
SAMPLES = 20
"""Samples of a text of which the spread is given."""


def opened(path: str, config: ChangeConfig) -> ComparedText:
    """Return the contexts of a novel by chapter."""
    text = text_of_files([path], SegmentConfig())
    return compared_text(text, parts_of(text, "2"), (), config)


def halves(compared: ComparedText, rng: np.random.Generator) -> np.ndarray:
    """Return a random half for each block, int64 (B,)."""
    return rng.permuted(np.arange(len(compared.blocks)) % 2)


def contexts(compared: ComparedText, place: int, of_block: np.ndarray) -> WordContexts:
    """Return the contexts of a word in halves."""
    rows = slice(compared.sums.starts[place], compared.sums.starts[place + 1])
    blocks = compared.sums.blocks[rows]
    return WordContexts(compared.sums.sums[rows], compared.sums.counts[rows], of_block[blocks], 2)


def is_spread(word: WordContexts) -> bool:
    """Return whether a word is in three blocks of both halves."""
    return bool(np.bincount(word.labels, minlength=2).min() >= LEAST_BLOCKS)


def shuffled(paths: Sequence[str], times: int, config: ChangeConfig) -> None:
    """Print how uniform p-values are, and how often intervals contain 0."""
    for path in paths:
        compared = opened(path, config)
        rng = np.random.default_rng(config.seed)
        chosen = rng.choice(len(compared.rows), WORDS, replace=False).tolist()
        uniform, covered, small, tested = 0, 0, 0, 0
        for number in range(times):
            of_block = halves(compared, rng)
            words = [contexts(compared, place, of_block) for place in chosen]
            found = [
                difference(word, config.permutations, (number, place))
                for place, word in enumerate(words)
                if is_spread(word)
            ]
            values = np.array([one.p_value for one in found])
            uniform += kstest(values, "uniform").pvalue > 0.05
            small += int((values < 0.05).sum())
            intervals = [(one.low, one.high) for one in found if one.change is not None]
            covered += sum(low <= 0 <= high for low, high in intervals)
            tested += len(intervals)
        print(
            f"{path}: uniform in {uniform} of {times} shufflings; p < .05: {small / tested:.3f}; "
            f"intervals with 0: {covered / tested:.3f} of {tested:,}",
            flush=True,
        )


def exchanged(
    compared: ComparedText,
    of_block: np.ndarray,
    pairs: Sequence[tuple[int, int]],
    share: float,
    rng: np.random.Generator,
) -> CountedText:
    """Return a text in which pairs of words have changed places in a share of the second half."""
    corpus = compared.text.corpus
    words = [*corpus.vocabulary]
    moved = np.append(of_block == 1, False) & (rng.random(len(of_block) + 1) < share)
    others = {one: other for a, b in pairs for one, other in ((a, b), (b, a))}
    sentences = (
        [words[others.get(row, row) if is_moved else row] for row in ids]
        for ids, is_moved in zip(
            map(np.ndarray.tolist, corpus.sentences()),
            moved[compared.blocks.of_sentence].tolist(),
            strict=True,
        )
    )
    return text_of_sentences(None, sentences)


def pairs_by_band(
    compared: ComparedText, of_block: np.ndarray, rng: np.random.Generator
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Return up to 20 pairs of words of like frequency in each band, by their ids."""
    every = [contexts(compared, place, of_block) for place in range(len(compared.rows))]
    counts = np.array([word.counts.sum() for word in every])
    found = {}
    for low, high in BANDS:
        band = [
            place
            for place in np.flatnonzero((counts >= low) & (counts < high)).tolist()
            if is_spread(every[place]) and len(compared.word(place)) > 1
        ]
        chosen = rng.permutation(band)[: 2 * PAIRS].tolist()
        chosen = compared.rows[sorted(chosen, key=lambda place: counts[place])].tolist()
        found[low, high] = [*zip(chosen[::2], chosen[1::2], strict=False)]
    return found


def planted(paths: Sequence[str], config: ChangeConfig) -> None:
    """Print the power and the false discoveries of both methods, by band of frequency."""
    for path in paths:
        compared = opened(path, config)
        rng = np.random.default_rng(config.seed)
        of_block = halves(compared, rng)
        by_band = pairs_by_band(compared, of_block, rng)
        every = [pair for pairs in by_band.values() for pair in pairs]
        words = compared.text.corpus.vocabulary
        for share in SHARES:
            text = exchanged(compared, of_block, every, share, rng)
            units = TextUnits("chapter", [*map(str, of_block)], compared.blocks.of_sentence)
            parts = made_parts(text, "2", units, ["1", "2"], of_block.tolist())
            for method in get_args(ChangeMethod):
                chosen = replace(config, method=method, min_count=LEAST_COUNT)
                found = {word.word: word for word in changes(text, parts, (), chosen)}
                print(f"{path}: share {share}, {method}: {_false(found, every, words)}")
                for band, pairs in by_band.items():
                    print(f"  {band}: {_power(found, pairs, words)}", flush=True)


def _power(
    found: Mapping[str, WordChange], pairs: Sequence[tuple[int, int]], words: Vocabulary
) -> str:
    moved = [found[name] for pair in pairs for row in pair if (name := words.word(row)) in found]
    known = [(word.difference, word.q_value) for word in moved if word.difference]
    sizes = [one.change for one, _ in known if one.change is not None]
    small = np.mean([one.p_value < 0.05 for one, _ in known])
    sure = np.mean([q is not None and q < 0.05 for _, q in known])
    limits = [one.detectable for one, _ in known if one.detectable is not None]
    predicted = f" (predicted for {np.mean(limits <= np.median(sizes)):.2f})" if limits else ""
    return (
        f"change {np.median(sizes):.2f}; p < .05: {small:.2f}{predicted}; q < .05: {sure:.2f} "
        f"of {len(known)}"
    )


def _false(
    found: Mapping[str, WordChange], pairs: Sequence[tuple[int, int]], words: Vocabulary
) -> str:
    moved = {words.word(row) for pair in pairs for row in pair}
    others = [word for name, word in found.items() if name not in moved and word.difference]
    sure = sum(word.q_value is not None and word.q_value < 0.05 for word in others)
    return f"{sure} of {len(others)} other words found"


def graded(folder: Path, tokens: int, config: ChangeConfig) -> None:
    """Print the rank correlation with graded change, for the text and for samples of it."""
    truth = dict(
        line.split("\t")[:2]
        for line in (folder / "truth" / "graded.txt").read_text("utf-8").splitlines()
        if line.strip()
    )
    paths = sorted(path for path in folder.glob("*.txt") if path.name != "targets.txt")
    lines = [path.read_text("utf-8").splitlines() for path in paths]
    rng = np.random.default_rng(config.seed)
    scores = []
    for number in range(SAMPLES):
        with TemporaryDirectory() as place:
            names = []
            for path, every in zip(paths, lines, strict=True):
                sample = _sample(every, tokens, rng) if number else every
                names.append(str(Path(place, path.name)))
                Path(names[-1]).write_text("\n".join(sample), "utf-8")
            scores.append(_correlation(names, truth, config))
        if number == 0:
            print(f"{folder.name}: all of the text: {scores[0]:.3f}", flush=True)
    low, high = np.quantile(scores[1:], (0.025, 0.975))
    print(f"{folder.name}: {tokens:,} tokens: {np.mean(scores[1:]):.3f} ({low:.3f} to {high:.3f})")


def _sample(lines: Sequence[str], tokens: int, rng: np.random.Generator) -> list[str]:
    """Return lines drawn with replacement, up to a number of tokens."""
    taken, total = [], 0
    for row in rng.integers(0, len(lines), len(lines)).tolist():
        if total >= tokens:
            break
        taken.append(lines[row])
        total += len(lines[row].split())
    return taken


def _correlation(names: Sequence[str], truth: dict[str, str], config: ChangeConfig) -> float:
    text = text_of_files(names, SegmentConfig(segmenter="whitespace", keep_case=True, plain=True))
    compared = compared_text(text, parts_of(text, "books"), [*truth], config)
    found = {}
    for place in range(len(compared.rows)):
        if (word := compared.word(place)) in truth:
            one = compared.contexts(place)
            if np.bincount(one.labels, minlength=2).min() >= 2:
                found[word] = difference(one, 20, (1,)).change
    known = {word: size for word, size in found.items() if size is not None}
    return float(spearmanr([*known.values()], [float(truth[word]) for word in known])[0])


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("shuffled", "planted", "graded"))
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--tokens", type=int, default=150_000)
    parser.add_argument("--permutations", type=int, default=1_000)
    arguments = parser.parse_args()
    config = ChangeConfig(permutations=arguments.permutations)
    began = time.perf_counter()
    if arguments.what == "shuffled":
        shuffled(arguments.paths, arguments.times, config)
    elif arguments.what == "planted":
        planted(arguments.paths, config)
    else:
        for path in arguments.paths:
            graded(Path(path), arguments.tokens, config)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{time.perf_counter() - began:.0f} s, {memory:,} MB")


if __name__ == "__main__":
    main()
