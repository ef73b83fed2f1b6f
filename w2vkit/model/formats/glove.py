"""GloVe text (Pennington et al. 2014): `word number … number`, without a header."""

from __future__ import annotations

from pathlib import Path

from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats import word2vec_text
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import require_float32
from w2vkit.model.formats.vector_file import VectorFile
from w2vkit.model.formats.vector_stream import VectorStream

MIN_DIM = 2


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    return dimension(head.partition(b"\n")[0]) >= MIN_DIM


def dimension(line: bytes) -> int:
    """Return the number of numbers at the end of a line, after the word.

    >>> dimension(b"king 0.5 -1 2e-3")
    3
    """
    fields = line.split()[1:]
    wrong = [place for place, field in enumerate(fields) if not word2vec_text.is_numbers([field])]
    return len(fields) - (wrong[-1] + 1 if wrong else 0)


def read(source: VectorFile) -> VectorStream:
    """Read a file with a word and its vector on each line."""
    dim = dimension(source.text_stream().readline(word2vec_text.MAX_LINE_BYTES))
    if dim < MIN_DIM:
        source.refuse(msg("its first line is not a word followed by numbers"))
    return VectorStream(
        source, dim, None, word2vec_text.read_vector_lines(source, source.text_stream(), dim, 1)
    )


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write a line for each word."""
    require_float32(target.config.dtype, "GloVe")
    with target.open() as file:
        file.writelines(word2vec_text.lines(embeddings, target))
