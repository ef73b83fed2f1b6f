"""PostgreSQL with pgvector: a script for `psql` that creates and fills the table `words`."""

from __future__ import annotations

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import COLLECTION, batches, require_float32

ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
MAX_INDEXED_DIM = 2_000
"""pgvector indexes vectors of at most this many dimensions."""


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write CREATE TABLE, COPY and CREATE INDEX, in one transaction."""
    require_float32(target.config.dtype, "pgvector-sql")
    with target.open() as file:
        file.write(_head(embeddings.dim).encode("utf-8"))
        for batch in batches(embeddings):
            rows = zip(batch.ids, batch.words, batch.counts, batch.vectors.tolist(), strict=True)
            for row, word, count, vector in rows:
                numbers = ",".join(f"{number:.9g}" for number in vector)
                file.write(f"{row}\t{_escaped(word)}\t{count}\t[{numbers}]\n".encode())
        file.write(_foot(embeddings.dim).encode("utf-8"))


def _escaped(word: str) -> str:
    r"""Return a word escaped for the text format of COPY; it cannot end the row or the data.

    >>> _escaped("a\\.")
    'a\\\\.'
    """
    if "\0" in word:
        raise W2vError(
            msg(
                "The word {word!r} contains a zero byte, which PostgreSQL cannot store.",
                word=word[:40],
            ),
            msg("Choose another format with --to."),
        )
    return word.translate(ESCAPES)


def _head(dim: int) -> str:
    return f"""BEGIN;
SET client_encoding = 'UTF8';
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE {COLLECTION} (
  id integer PRIMARY KEY,
  word text NOT NULL UNIQUE,
  count bigint NOT NULL,
  embedding vector({dim}) NOT NULL
);
COPY {COLLECTION} (id, word, count, embedding) FROM stdin;
"""


def _foot(dim: int) -> str:
    index = f"CREATE INDEX ON {COLLECTION} USING hnsw (embedding vector_cosine_ops);\n"
    return "\\.\n" + (index if dim <= MAX_INDEXED_DIM else "") + "COMMIT;\n"
