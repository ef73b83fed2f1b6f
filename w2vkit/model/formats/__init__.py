"""Vector files of other tools: the table of formats, one module for each format.

Reading order:

- `vector_file`: an untrusted input file, decompressed within limits; faults and refusals.
- `vector_stream`: what a reader returns, blocks of words and vectors; validates and collects them.
- `word_encoding`: the encoding of the words of a file.
- `row_buffer`: vectors of unknown number, in memory or in a temporary file.
- `reading`: detects the format of a file and reads it.
- `export_target`: where a writer writes, compressed by suffix, moved into place when complete.
- `archive_paths`, `matrix`: what several formats share: zip archives, matrices with a separate word
  list, rows in batches for databases.
- `word2vec_text`, `word2vec_binary`, `glove`, `fasttext`, `gensim`, `gensim_word2vec`, `npz`,
  `npy`, `safetensors`, `sentence_transformers`, `parquet`, `projector`, `csv_table`, `faiss`,
  `chroma`, `qdrant`, `milvus`, `pinecone`, `pgvector`: one format each, its reader and writer
  together; `binary_records` has the records of `word2vec_binary`.

This module imports none of them: `--help` is generated from `FORMATS` and must stay fast.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from w2vkit.base.errors import UsageError
from w2vkit.base.messages import joined, msg
from w2vkit.base.system.compression import COMPRESSED_SUFFIXES

COMPRESSED = (*COMPRESSED_SUFFIXES, ".zip")
"""Compression suffixes, which may follow the suffix of any single-file format."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format for words with vectors.

    Attributes:
        name: the value of `--to` and `--from`.
        title: its description in `--help`.
        suffixes: suffixes of its files, the usual one first.
        module: its module in this package, with `matches` and `read` if it can be read and `write`
            if it can be written.
        reads: whether w2vkit reads it.
        writes: whether w2vkit writes it.
        subwords: whether it can store vectors of character n-grams.
        packs: whether it is a single byte stream, which can be compressed while it is written.

    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    module: str
    reads: bool = True
    writes: bool = True
    subwords: bool = False
    packs: bool = True

    def load(self) -> Any:
        """Import and return the module."""
        return importlib.import_module(f"w2vkit.model.formats.{self.module}")


FORMATS = (
    Format("npz", "NumPy archive with arrays words, vectors, counts", (".npz",), "npz"),
    Format("npy", "NumPy matrix, words in .words.txt beside it", (".npy",), "npy"),
    Format(
        "safetensors",
        "safetensors with tensors vectors, words, counts",
        (".safetensors",),
        "safetensors",
    ),
    Format("parquet", "Parquet with columns word, count, vector", (".parquet",), "parquet"),
    Format(
        "sentence-transformers",
        "directory of static embeddings",
        (),
        "sentence_transformers",
        packs=False,
    ),
    Format("gensim", "gensim KeyedVectors (reading requires --trust-pickle)", (".kv",), "gensim"),
    Format(
        "gensim-word2vec",
        "gensim Word2Vec, to continue training in gensim",
        (".model",),
        "gensim_word2vec",
        reads=False,
    ),
    Format("word2vec-bin", "word2vec.c binary; gensim, spaCy", (".bin",), "word2vec_binary"),
    Format("fasttext", "fastText model with subwords", (".bin",), "fasttext", subwords=True),
    Format(
        "word2vec", "word2vec.c text with header; fastText .vec", (".txt", ".vec"), "word2vec_text"
    ),
    Format(
        "projector",
        "TensorFlow Embedding Projector, words in .metadata.tsv",
        (".tsv",),
        "projector",
    ),
    Format("csv", "CSV or TSV table, as of pandas and R", (".csv",), "csv_table"),
    Format("glove", "GloVe text, no header", (".glove",), "glove"),
    Format("faiss", "faiss index, words in .words.txt beside it", (".faiss",), "faiss", False),
    Format("chroma", "directory for Chroma's PersistentClient", (), "chroma", False, packs=False),
    Format("qdrant", "directory for Qdrant's local mode", (), "qdrant", False, packs=False),
    Format("milvus", "file for Milvus Lite", (".db",), "milvus", False, packs=False),
    Format("pinecone", "Parquet for Pinecone's bulk import", (), "pinecone", False),
    Format("pgvector-sql", "SQL script for PostgreSQL with pgvector", (".sql",), "pgvector", False),
)
"""All formats, in the order in which detection tries them."""


def format_named(name: str) -> Format:
    """Return the format called `name`.

    Raises:
        UsageError: the name is unknown.

    """
    for known in FORMATS:
        if known.name == name:
            return known
    names = joined(", ", (known.name for known in FORMATS))
    raise UsageError(
        msg("There is no format “{name}”.", name=name), msg("Choose one of: {names}.", names=names)
    )


def format_for(path: Path) -> Format:
    """Return the format to write, chosen by the suffix of the file name.

    Raises:
        UsageError: no format has this suffix.

    """
    plain = path.with_suffix("") if path.suffix.lower() in COMPRESSED else path
    for known in FORMATS:
        if known.writes and plain.suffix.lower() in known.suffixes:
            return known
    raise UsageError(
        msg("The format to write cannot be inferred from the file name {name}.", name=path.name),
        msg("Specify it with --to; w2vkit export --help lists the formats."),
    )
