"""The number of well-known phrases found in an English text, compared with gensim's Phrases.

    python benchmarks/phrases.py TEXT.txt benchmarks/phrases/en_3m.txt [--best 200]

The list contains one phrase per line; `#` starts a comment. The odd-numbered phrases, on the first
half of the text, were used to choose the rules; the even-numbered ones and the second half are held
out. gensim joins words twice, so that it also finds phrases of three words.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from time import perf_counter

from w2vkit.languages.segmentation.segmenters import segment_function
from w2vkit.languages.terms.phrases import find_collocations
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.reading import read_sentences

Lines = Sequence[list[str]]


def main() -> None:
    """Measure both tools on the whole text and on its second half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text")
    parser.add_argument("phrases", type=Path)
    parser.add_argument("--best", type=int, default=0, help="number of best phrases to print")
    arguments = parser.parse_args()
    wanted = [
        line
        for line in arguments.phrases.read_text("utf-8").splitlines()
        if line and line[0] != "#"
    ]
    cut = segment_function("words")
    [source] = find_files([arguments.text])
    lines = [cut(sentence.lower()) for sentence in read_sentences(source)]
    for label, part in (("whole text", lines), ("second half", lines[len(lines) // 2 :])):
        ours = timed(f"w2vkit, {label}", part, wanted, with_w2vkit)
        timed(f"gensim, {label}", part, wanted, with_gensim)
        if label == "whole text":
            print("\n".join(ours[: arguments.best]))


def timed(
    label: str, lines: Lines, wanted: Sequence[str], find: Callable[[Lines], list[str]]
) -> list[str]:
    """Find phrases, print how many of the wanted ones are among them, and return all."""
    start = perf_counter()
    found = find(lines)
    seconds = perf_counter() - start
    print(
        f"{label}: {len(found):,} found in {seconds:.1f} s; chosen {found_of(wanted[::2], found)}, "
    )
    print(f"  held out {found_of(wanted[1::2], found)}; missing: ", end="")
    print(", ".join(phrase for phrase in wanted if phrase not in {*found}))
    return found


def found_of(wanted: Sequence[str], found: Collection[str]) -> str:
    """Return how many of the wanted phrases were found."""
    return f"{len({*wanted} & {*found})} of {len(wanted)}"


def with_w2vkit(lines: Lines) -> list[str]:
    """Return the phrases that w2vkit finds, the highest score first."""
    return [phrase.word for phrase in find_collocations(lines)]


def with_gensim(lines: Lines) -> list[str]:
    """Return the phrases that gensim finds with its defaults, the highest score first."""
    from gensim.models.phrases import ENGLISH_CONNECTOR_WORDS, Phrases

    options = {"min_count": 5, "delimiter": " ", "connector_words": ENGLISH_CONNECTOR_WORDS}
    once = Phrases(lines, **options)
    scores = once.export_phrases()
    twice = Phrases(once[lines], **options).export_phrases()
    scores = {**twice, **scores}
    return sorted(scores, key=lambda phrase: -scores[phrase])


if __name__ == "__main__":
    main()
