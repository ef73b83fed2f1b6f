"""The sentences of text files beside those of their encoded corpus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.written_forms import written_tokens
from w2vkit.languages.segmentation.protected_words import fold
from w2vkit.text.files.reading import read_sentences
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.line_numbers import numbered_sentences
from w2vkit.text.marks import without_optional_marks

COMPARED = 6
"""Tokens that are compared with a sentence."""
_ONE_I = {ord(sign): "i" for sign in "İı"}
MAX_SKIPPED = 200
"""Sentences without tokens that may follow one another; more mean that the text differs."""


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence of a text file.

    Attributes:
        number: of the sentence in the encoded corpus, from 0.
        text: as it is written in the file, with normalized characters.
        tokens: its tokens in the encoded corpus.
        written: the same as the file has them, which differ if the tokens are lemmas.
        file: the name of the file.
        line: the line on which it starts, from 1.

    """

    number: int
    text: str
    tokens: Sequence[str]
    written: Sequence[str]
    file: str
    line: int


class TextDiffersError(W2vError):
    """The files differ from the encoded corpus."""


def aligned_sentences(
    corpus: EncodedCorpus,
    sources: Sequence[TextFile],
    last: int | None = None,
    *,
    config: SegmentConfig,
    numbered: bool = True,
) -> Iterator[SourceSentence]:
    """Yield the sentences of the text in the order of the corpus, up to the sentence `last`.

    Sentences of the text without tokens are left out.

    Args:
        corpus: the encoded corpus.
        sources: the files that it was made from.
        last: the number of a sentence; the last one of the corpus if None.
        config: the options of segmentation.
        numbered: find the lines, which reads each file twice; otherwise all are 0.

    Raises:
        TextDiffersError: the files contain another text.
        W2vError: a file cannot be read.

    """
    words = [*corpus.vocabulary]
    end = len(corpus.starts) - 1 if last is None else last + 1
    encoded = enumerate([words[row] for row in ids] for ids in corpus.sentences(0, end))
    number, tokens = next(encoded, (0, None))
    skipped = 0
    for source in sources:
        for line, text in numbered_sentences(source) if numbered else unnumbered_sentences(source):
            if tokens is None:
                return
            written = written_tokens(text, tokens, config)
            if not agrees(text, written[:COMPARED]):
                skipped += 1
                if skipped > MAX_SKIPPED:
                    raise _differing(source)
                continue
            yield SourceSentence(number, text, tokens, written, source.name, line)
            number, tokens = next(encoded, (number, None))
            skipped = 0
    if tokens is not None:
        raise _differing(sources[-1])


def unnumbered_sentences(source: TextFile) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a file, each with 0 instead of its line."""
    return ((0, sentence) for sentence in read_sentences(source))


def _differing(source: TextFile) -> TextDiffersError:
    return TextDiffersError(
        msg(
            "The sentences of {name} are not those that the model was trained on.", name=source.name
        ),
        msg("Train the model again, or name the files of the text with --corpus."),
    )


def agrees(text: str, tokens: Sequence[str]) -> bool:
    """Return whether most of the tokens are in a text; aliases that were merged are not.

    >>> agrees("行者道：“走！”", ["行者", "道", "走"]), agrees("。", ["行者"])
    (True, False)
    """
    searched = _comparable(text)[0]
    matching = sum(
        all(part in searched for part in _comparable(token)[0].split("_")) for token in tokens
    )
    return 2 * matching > len(tokens)


def locate_tokens(text: str, tokens: Sequence[str], wanted: Sequence[int]) -> list[tuple[int, int]]:
    """Return where tokens are in the text of their sentence; those that cannot be found are absent.

    Args:
        text: the sentence.
        tokens: all of its tokens, as they are written.
        wanted: the numbers of the tokens to locate.

    >>> locate_tokens("悟空见了空，道：“空！”", ["悟空", "见", "了", "空", "道", "空"], [3, 5])
    [(4, 5), (9, 10)]

    """
    searched, places = _comparable(text)
    place, spans = 0, []
    for number, token in enumerate(tokens):
        span = _next(searched, _comparable(token)[0], place)
        if span:
            place = span[1]
            if number in wanted:
                spans.append((places[span[0]], places[place]))
    return spans


def _comparable(text: str) -> tuple[str, Sequence[int]]:
    """Return a text in the form in which tokens are searched in it, and the place of each sign.

    It has one case, without what writers may leave out, and one i for the two of Turkish. The last
    place is the end of the text.
    """
    folded = fold(text).translate(_ONE_I)
    places: Sequence[int] = range(len(text) + 1)
    if (bare := without_optional_marks(folded)) != folded:
        kept = (place for place, sign in enumerate(folded) if without_optional_marks(sign))
        places = [*kept, len(text)]
    return bare, places


def _next(text: str, token: str, place: int) -> tuple[int, int] | None:
    """Return where a token is in the text from `place` on; `_` stands for white space."""
    if "_" in token:
        match = re.compile(r"\s+".join(map(re.escape, token.split("_")))).search(text, place)
        return match.span() if match else None
    start = text.find(token, place)
    return None if start < 0 else (start, start + len(token))
