"""The units of a text that are searched: sentences, lines or paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from w2vkit.base.config import SegmentConfig, TextUnit
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.source_sentences import SourceSentence, aligned_sentences
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.line_numbers import text_lines


@dataclass(frozen=True, slots=True)
class SearchUnit:
    """A sentence, line or paragraph.

    Attributes:
        text: as it is written in the file, or the tokens of the encoded corpus.
        first: the number of its first sentence in the encoded corpus.
        last: the number of the sentence after its last one.
        file: the name of the file, "" if the files are gone.
        line: the line on which it starts, 0 if unknown.

    """

    text: str
    first: int
    last: int
    file: str = ""
    line: int = 0


def units_as_written(
    corpus: EncodedCorpus, sources: Sequence[TextFile], unit: TextUnit, config: SegmentConfig
) -> Iterator[SearchUnit]:
    """Yield the units of text files in the order of the text.

    A paragraph ends at a blank line; in a file without blank lines, every line is one. `config` has
    the options with which the text was segmented.

    Raises:
        TextDiffersError: the files differ from the corpus.
        W2vError: a file cannot be read.

    """
    sentences = aligned_sentences(corpus, sources, config=config)
    if unit == "sentence":
        yield from (_joined([sentence]) for sentence in sentences)
        return
    by_name = {source.name: source for source in sources}
    for name, of_file in groupby(sentences, lambda sentence: sentence.file):
        numbers = paragraph_numbers(by_name[name]) if unit == "paragraph" else None

        def place(sentence: SourceSentence, numbers: Sequence[int] | None = numbers) -> int:
            return sentence.line if numbers is None else numbers[sentence.line - 1]

        yield from (_joined([*members]) for _, members in groupby(of_file, place))


def encoded_sentences(corpus: EncodedCorpus) -> Iterator[SearchUnit]:
    """Yield the sentences of an encoded corpus as tokens separated by spaces."""
    words = [*corpus.vocabulary]
    for number, ids in enumerate(corpus.sentences()):
        yield SearchUnit(" ".join(words[row] for row in ids.tolist()), number, number + 1)


def paragraph_numbers(source: TextFile) -> Sequence[int]:
    """Return the number of the paragraph of each line of a file.

    Raises:
        W2vError: the file cannot be read.

    """
    blank = np.array([not line.strip() for line in text_lines(source)], np.bool_)
    # An edition with a blank line after its title only has no paragraphs of several lines.
    inside = np.flatnonzero(blank)
    if len(inside) < 2:
        return range(len(blank))
    return [*np.cumsum(blank).tolist()]


def _joined(members: Sequence[SourceSentence]) -> SearchUnit:
    text = members[0].text
    for sentence in members[1:]:
        text += (" " if text[-1:].isascii() else "") + sentence.text
    start = members[0]
    return SearchUnit(text, start.number, members[-1].number + 1, start.file, start.line)
