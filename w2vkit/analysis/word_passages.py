"""Passages of the text in which the words of a model occur."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener, Progress
from w2vkit.corpus.sections import chapter_of
from w2vkit.model.manifest import file_names
from w2vkit.query.origin import Origin

if TYPE_CHECKING:
    from w2vkit.corpus.encoded import EncodedCorpus

PASSAGES_PER_WORD = 3
MAX_PASSAGE = 100
"""Characters of a passage; longer sentences are cut around the word."""
MIN_PASSAGE_TOKENS = 5
"""Shorter sentences are taken only if there is no better one nearby."""
COMPARED = 6
"""Consecutive occurrences of which the best sentence is taken."""
MAX_TOKENS = 5_000_000
"""Passages come from the beginning of the text, up to this many tokens."""
REPORTED = 2_000
MOVE_BACK = msg("Move it back, or train again on the text where it is now.")
RETRAIN = msg("Train again on the text as it is now, from files.")


@dataclass(frozen=True, slots=True)
class WordPassage:
    """A sentence with a word.

    Attributes:
        text: the sentence, or a part of it with … where it was cut.
        start, end: where the word is in it.
        place: the file and the chapter, "" if there is only one file without chapters.

    """

    text: str
    start: int
    end: int
    place: str


@dataclass(frozen=True, slots=True)
class TokenPosition:
    """An occurrence of a word: its row, the sentence, and the number of its token there."""

    row: int
    sentence: int
    token: int


def word_passages(
    origin: Origin, words: Sequence[str], listener: Listener
) -> list[list[WordPassage]]:
    """Return for each word up to three passages of the text of its model, in the order of the text.

    Raises:
        W2vError: the text was moved, changed or cannot be read; the message says which.

    """
    from w2vkit.corpus.occurrences import as_encoded
    from w2vkit.corpus.prepare import corpus_of
    from w2vkit.corpus.sections import chapters
    from w2vkit.corpus.source_sentences import TextDiffersError, aligned_sentences, locate_tokens
    from w2vkit.text.files.finding import find_files

    sources = find_files(
        _unchanged(origin), config=origin.segmentation, order=file_names(origin.corpus)
    )
    corpus = origin.cached_corpus()
    if corpus is None:
        origin.check_segmenters(listener.note)
        corpus = corpus_of(sources, origin.segmentation, listener)
    config = origin.segmentation
    chosen = spread_occurrences(
        corpus, [as_encoded(word, config, corpus.vocabulary) for word in words]
    )
    by_sentence: dict[int, list[TokenPosition]] = {}
    for position in chosen:
        by_sentence.setdefault(position.sentence, []).append(position)
    passages: list[list[WordPassage]] = [[] for _ in words]
    sections = chapters(corpus)

    # Where the text no longer agrees with the tokens, it ends.
    with suppress(TextDiffersError):
        last = _last_sentence(corpus)
        for sentence in aligned_sentences(corpus, sources, last, config=config, numbered=False):
            for position in by_sentence.get(sentence.number, ()):
                for span in locate_tokens(
                    sentence.text, sentence.written[: position.token + 1], [position.token]
                ):
                    file = os.path.basename(sentence.file) if len(sources) > 1 else ""
                    chapter = chapter_of(sections, int(corpus.starts[sentence.number]))
                    place = " · ".join(filter(None, (file, chapter)))
                    passages[position.row].append(
                        WordPassage(*excerpt(sentence.text, *span), place)
                    )
            if sentence.number % REPORTED == 0:
                listener.progress(
                    Progress(
                        "Finding passages", sentence.number, len(corpus.starts) - 1, "sentences"
                    )
                )
    return passages


def _unchanged(origin: Origin) -> Sequence[str]:
    """Return the paths of the text; raise W2vError if its files were moved or changed."""
    paths = [*map(str, origin.corpus.get("paths") or origin.files)]
    if not paths or "-" in paths:
        raise W2vError(msg("The text of “{name}” is not in a file.", name=origin.name), RETRAIN)
    for path in paths:
        if not os.path.exists(path):
            raise W2vError(
                msg(
                    "{path}, which “{name}” was trained on, no longer exists.",
                    path=path,
                    name=origin.name,
                ),
                MOVE_BACK,
            )
    for file, size in origin.files.items():
        if file.is_file() and file.stat().st_size != size:
            raise W2vError(
                msg("{file} was changed after “{name}” was trained.", file=file, name=origin.name),
                RETRAIN,
            )
    return paths


def spread_occurrences(corpus: EncodedCorpus, words: Sequence[str]) -> Iterator[TokenPosition]:
    """Yield some occurrences of each word, spread over the text, in different sentences.

    Of consecutive occurrences, a sentence that another word has already is preferred, then a longer
    one.
    """
    ids, starts = np.asarray(corpus.ids()[:MAX_TOKENS]), np.asarray(corpus.starts)
    order = np.argsort(ids, kind="stable")
    ends = np.cumsum(np.bincount(ids, minlength=len(corpus.vocabulary)))
    used: set[int] = set()
    for row, word in enumerate(words):
        type_ = corpus.vocabulary.find(word)
        if type_ is None:
            continue
        at = order[ends[type_ - 1] if type_ else 0 : ends[type_]]
        taken: set[int] = set()
        count = min(PASSAGES_PER_WORD, len(at))
        for part in range(count):
            begin = (len(at) * part) // count
            near = at[begin : begin + COMPARED]
            sentences = np.searchsorted(starts, near, side="right") - 1
            best = _best(sentences.tolist(), starts, used, taken)
            if best is None:
                continue
            sentence = int(sentences[best])
            taken.add(sentence)
            yield TokenPosition(row, sentence, int(near[best] - starts[sentence]))
        used |= taken


def _best(
    sentences: Sequence[int], starts: NDArray[np.int64], used: set[int], taken: set[int]
) -> int | None:
    """Return the position of the best of some sentences, None if all are taken."""
    scored = [
        (starts[sentence + 1] - starts[sentence] >= MIN_PASSAGE_TOKENS, sentence in used, -place)
        for place, sentence in enumerate(sentences)
        if sentence not in taken
    ]
    return -max(scored)[2] if scored else None


def _last_sentence(corpus: EncodedCorpus) -> int:
    """Return the number of the sentence with which the part for passages ends."""
    return int(np.searchsorted(corpus.starts, min(MAX_TOKENS, corpus.tokens), side="left")) - 1


def excerpt(text: str, start: int, end: int, longest: int = MAX_PASSAGE) -> tuple[str, int, int]:
    """Return at most `longest` characters of a text around a word, and where the word is in them.

    >>> excerpt("abcdefghij", 4, 5, 5)
    ('…cdefg…', 3, 4)
    """
    first = max(0, min(start - (longest - (end - start)) // 2, len(text) - longest))
    last = min(len(text), max(first + longest, end))
    before, after = "…" * (first > 0), "…" * (last < len(text))
    moved = len(before) - first
    return before + text[first:last] + after, start + moved, end + moved
