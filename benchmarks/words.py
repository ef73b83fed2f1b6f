"""The number of names in a novel that segmentation keeps whole, with and without found words.

    python benchmarks/words.py NOVEL.txt benchmarks/names/NOVEL.txt [--best 200]

The list contains one name per line; `#` starts a comment, and `+` a longer name that contains
another one and is also correct. A name is kept whole if at least 90 % of its occurrences outside
longer listed names are single tokens.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.segmented import segmented_text
from w2vkit.languages.segmentation.protected_words import compile_protected_words
from w2vkit.languages.segmentation.word_lists import words_table
from w2vkit.languages.terms.corpus_words import found_words
from w2vkit.text.files.finding import find_files

KEPT = 0.9


def main() -> None:
    """Measure one novel."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("novel")
    parser.add_argument("names", type=Path)
    parser.add_argument("--best", type=int, default=0, help="number of best words to print")
    arguments = parser.parse_args()
    sources = find_files([arguments.novel])
    text = sources[0].path.read_text("utf-8")
    names, longer = read_names(arguments.names)
    free = free_occurrences(text, names, longer)
    start = perf_counter()
    words = found_words(sources, SegmentConfig(), SILENT)
    print(f"{len(words)} words found in {perf_counter() - start:.2f} s")
    with TemporaryDirectory() as folder:
        lexicon = Path(folder, "words.tsv")
        lexicon.write_text("".join(words_table(words)), encoding="utf-8")
        for label, config in (
            ("jieba", SegmentConfig(segmenter="jieba")),
            ("w2vkit, --words auto", SegmentConfig(words=str(lexicon))),
        ):
            report(label, tokens_of(sources, config), free)
    for word in words[: arguments.best]:
        print(word.word, word.count, word.score, word.cut, sep="\t")


def read_names(path: Path) -> tuple[list[str], list[str]]:
    """Return the names to keep whole, and longer names that are also correct."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    longer = [line.removeprefix("+") for line in lines if line.startswith("+")]
    return [line for line in lines if not line.startswith("+")], longer


def free_occurrences(text: str, names: Sequence[str], longer: Sequence[str]) -> Counter[str]:
    """Count the occurrences of the names outside longer names."""
    finder = compile_protected_words([*names, *longer], keep_case=True)
    found = Counter(text[start:end] for start, end in finder.find(text))
    return Counter({name: found[name] for name in names})


def tokens_of(sources: Sequence[object], config: SegmentConfig) -> Counter[str]:
    """Count the tokens of the segmented text."""
    counts: Counter[str] = Counter()
    for piece in segmented_text(sources, config, SILENT):
        counts.update(piece.split())
    return counts


def report(label: str, tokens: Mapping[str, int], free: Mapping[str, int]) -> None:
    """Print how many names were kept whole, and the others."""
    broken = {name: (tokens[name], n) for name, n in free.items() if tokens[name] < KEPT * n}
    whole = sum(min(tokens[name], n) for name, n in free.items()) / sum(free.values())
    print(f"{label}: {len(free) - len(broken)} of {len(free)} names kept whole, ", end="")
    print(f"{whole:.1%} of their occurrences")
    print("  not:", ", ".join(f"{name} {now}/{n}" for name, (now, n) in broken.items()))


if __name__ == "__main__":
    main()
