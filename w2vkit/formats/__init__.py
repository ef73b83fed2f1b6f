"""Vectors of other tools: the one list of formats.

This module stays light, since `--help` is made from the list; each format has a module of its own
with its reader and its writer together.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from w2vkit.errors import UsageError

COMPRESSED = (".gz", ".bz2", ".xz", ".zst", ".zip")
"""Suffixes that any format written as one file may have added to its own."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write words with vectors.

    Attributes:
        name: as given to `--to` and `--from`.
        title: what it is and who reads it.
        suffixes: of its files; the first is the usual one.
        module: in `w2vkit.formats`; has `matches`, `read`, `write` as far as the format has them.
        reads: whether it can be read.
        writes: whether it can be written.
        subwords: whether it has room for the vectors of character n-grams.
        packs: whether it is one stream of bytes, which can be compressed as it is written.

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
        return importlib.import_module(f"w2vkit.formats.{self.module}")


FORMATS = (
    Format("npz", "NumPy archive with arrays words, vectors, counts", (".npz",), "npz"),
    Format("npy", "NumPy matrix, its words in .words.txt beside it", (".npy",), "npy"),
    Format(
        "safetensors",
        "safetensors with tensors vectors, words, counts",
        (".safetensors",),
        "safetensors",
    ),
    Format("parquet", "Parquet with columns word, count, vector", (".parquet",), "parquet"),
    Format(
        "sentence-transformers",
        "folder of static embeddings",
        (),
        "sentence_transformers",
        packs=False,
    ),
    Format("gensim", "gensim KeyedVectors (reading takes --trust-pickle)", (".kv",), "gensim"),
    Format(
        "gensim-word2vec",
        "gensim Word2Vec, to be trained on there",
        (".model",),
        "gensim_word2vec",
        reads=False,
    ),
    Format("word2vec-bin", "word2vec.c binary; gensim, spaCy", (".bin",), "word2vec_binary"),
    Format("fasttext", "fastText model, subwords included", (".bin",), "fasttext", subwords=True),
    Format(
        "word2vec", "word2vec.c text with header; fastText .vec", (".txt", ".vec"), "word2vec_text"
    ),
    Format(
        "projector",
        "TensorFlow Embedding Projector, its words in .metadata.tsv",
        (".tsv",),
        "projector",
    ),
    Format("glove", "GloVe text: no header", (".glove",), "glove"),
    Format("faiss", "faiss index, its words in .words.txt beside it", (".faiss",), "faiss", False),
    Format("chroma", "folder for Chroma's PersistentClient", (), "chroma", False, packs=False),
    Format("qdrant", "folder for Qdrant's local mode", (), "qdrant", False, packs=False),
    Format("milvus", "file for Milvus Lite", (".db",), "milvus", False, packs=False),
    Format("pinecone", "Parquet for Pinecone's bulk import", (), "pinecone", False),
    Format("pgvector-sql", "SQL script for PostgreSQL with pgvector", (".sql",), "pgvector", False),
)
"""Every format; in this order a file is asked whether it is one."""


def format_named(name: str) -> Format:
    """Return the format called `name`.

    Raises:
        UsageError: there is none.

    """
    for known in FORMATS:
        if known.name == name:
            return known
    names = ", ".join(known.name for known in FORMATS)
    raise UsageError(f"There is no format “{name}”.", f"Choose one of: {names}.")


def format_for(path: Path) -> Format:
    """Return the format that is written to a file of this name.

    Raises:
        UsageError: the suffix belongs to none.

    """
    plain = path.with_suffix("") if path.suffix.lower() in COMPRESSED else path
    for known in FORMATS:
        if known.writes and plain.suffix.lower() in known.suffixes:
            return known
    raise UsageError(
        f"It is not clear from the name {path.name} which format to write.",
        "Name it with --to; see w2vkit export --help.",
    )
