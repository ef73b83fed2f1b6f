"""What lemmas change: size of the vocabulary, time, and quality beside the words as written.

    pip install 'w2vkit[lemmas]'
    python benchmarks/lemmas.py de goethe.txt keller.txt
    python benchmarks/lemmas.py en en_3m.txt.gz --sets wordsim353 simlex999

Encodes each text as it is written, with lemmas, and with the lemmas of its lower-cased words, and
trains on each with the same options. The score `nearest` is that of `w2vkit eval --self` for the
same words: lemmas that are frequent words of the text as written, too. Of a test set: how many of
its pairs are known, and Spearman's ρ on these, and on those that are known without lemmas.
"""

from __future__ import annotations

import argparse
import gzip
import random
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from scipy.stats import spearmanr

from w2vkit.base.config import SegmentConfig, TrainConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.halving import halve_words
from w2vkit.corpus.prepare import prepare
from w2vkit.evaluation.test_sets import read_test_set
from w2vkit.evaluation.word_groups import score_halves, train_on
from w2vkit.languages.recognition import language_of
from w2vkit.languages.segmentation.lemmas import possible_lemmas
from w2vkit.model.embeddings import Embeddings
from w2vkit.training.defaults import resolve

FEWEST, WORDS = 40, 200
"""Occurrences of a word whose two halves are compared, and the number of such words."""
COLUMNS = ("text", "words are", "seconds", "tokens", "types", "trained", "nearest", "rank")


def main() -> None:
    """Print a row for each text and each kind of words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language")
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--sets", nargs="*", default=[])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    given = parser.parse_args()
    print(*COLUMNS, *(f"{name} pairs, ρ, ρ of the same" for name in given.sets), sep="\t")
    for text in given.texts:
        compare(text, given.language, given.sets, given.seeds)


def compare(text: str, language: str, sets: list[str], seeds: list[int]) -> None:
    """Print the rows of a text."""
    with TemporaryDirectory() as folder:
        lower = Path(folder, "lower.txt")
        lower.write_text(content(text).lower(), encoding="utf-8")
        kinds = {
            "as written": (text, SegmentConfig(language=language)),
            "lemmas": (text, SegmentConfig(language=language, lemmas=True)),
            "lemmas of lower case": (str(lower), SegmentConfig(language=language, lemmas=True)),
        }
        corpora, seconds = {}, {}
        for kind, (path, config) in kinds.items():
            start = time.perf_counter()
            corpora[kind], _ = prepare([path], config, SILENT)
            seconds[kind] = time.perf_counter() - start
        words = shared_words([*corpora.values()])
        known: dict[str, set[tuple[str, str]]] = {}
        for kind, corpus in corpora.items():
            train = resolve({}, corpus.tokens, language=language_of(corpus.vocabulary, language))
            nearest, rank = halves(corpus, train, words, seeds)
            facts = (f"{seconds[kind]:.1f}", corpus.tokens, len(corpus.vocabulary))
            kept = corpus.vocabulary.kept(train.min_count)
            scores = []
            if sets:
                embeddings, _ = train_on(corpus, train)
                form = lemma_in(embeddings, kinds[kind][1])
                scores = [judged(name, embeddings, form, known) for name in sets]
            row = (Path(text).name, kind, *facts, kept, f"{nearest:.3f}", f"{rank:.3f}", *scores)
            print(*row, sep="\t", flush=True)


def content(text: str) -> str:
    """Return the content of a text file, which may be compressed."""
    data = Path(text).read_bytes()
    return (gzip.decompress(data) if text.endswith(".gz") else data).decode("utf-8")


def shared_words(corpora: list[EncodedCorpus]) -> list[str]:
    """Return words that are frequent in all of some corpora, drawn evenly from their ranks."""
    vocabularies = [corpus.vocabulary for corpus in corpora]
    words = [
        word
        for row, word in enumerate(vocabularies[0])
        if vocabularies[0].count(row) >= FEWEST
        and all(vocabulary.count_of(word) >= FEWEST for vocabulary in vocabularies)
    ]
    size = min(WORDS, len(words) // 4)
    chance = random.Random(1)
    return [
        chance.choice(words[n * len(words) // size :][: len(words) // size]) for n in range(size)
    ]


def halves(
    corpus: EncodedCorpus, train: TrainConfig, words: list[str], seeds: list[int]
) -> tuple[float, float]:
    """Return the share of words whose halves are nearest neighbors, and their reciprocal rank."""
    rows = [row for word in words if (row := corpus.vocabulary.find(word)) is not None]
    found = []
    for seed in seeds:
        with TemporaryDirectory() as folder:
            halved = halve_words(corpus, rows, Path(folder), seed)
            embeddings, _ = train_on(halved.corpus, train)
            found.append(score_halves(embeddings, halved))
    size = len(found)
    return sum(x.nearest for x in found) / size, sum(x.reciprocal_rank for x in found) / size


def lemma_in(embeddings: Embeddings, config: SegmentConfig) -> Callable[[str], str | None]:
    """Return the function that returns the word of a model under which a word is counted."""

    def form(word: str) -> str | None:
        candidates = [word.lower(), *(possible_lemmas(word, config) if config.lemmas else ())]
        return next((one for one in candidates if one in embeddings.vocabulary), None)

    return form


def judged(
    name: str,
    embeddings: Embeddings,
    form: Callable[[str], str | None],
    known: dict[str, set[tuple[str, str]]],
) -> str:
    """Return the number of known pairs, and the correlations with human judgments in percent."""
    rated = {}
    for item in read_test_set(name).questions:
        first, second = map(form, item.words[:2])
        if first is not None and second is not None:
            rated[item.words[0], item.words[1]] = (cosine(embeddings, first, second), item.value)
    same = known.setdefault(name, {*rated})
    shared = [value for pair, value in rated.items() if pair in same]
    rho, rho_same = (
        100 * spearmanr(*zip(*part, strict=True))[0] for part in (rated.values(), shared)
    )
    return f"{len(rated)}, {rho:.1f}, {rho_same:.1f}"


def cosine(embeddings: Embeddings, first: str, second: str) -> float:
    """Return the cosine of the vectors of two words."""
    rows = [embeddings.vocabulary.find(word) for word in (first, second)]
    one, other = (embeddings.vectors[row] / embeddings.norms[row] for row in rows)
    return float(one @ other)


if __name__ == "__main__":
    main()
