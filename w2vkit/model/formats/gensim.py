"""gensim `KeyedVectors` files: written for gensim, read only with `--trust-pickle`.

They are Python pickles: loading one can run any code that its author put into it.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from w2vkit.base.messages import msg
from w2vkit.base.system.optional import require_gensim
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats import COMPRESSED
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import matrix_stream, require_float32
from w2vkit.model.formats.vector_file import VectorFile
from w2vkit.model.formats.vector_stream import VectorStream
from w2vkit.model.subwords import Subwords

PROTOCOLS = tuple(b"\x80" + bytes([protocol]) for protocol in range(2, 6))


def matches(head: bytes, path: Path) -> bool:
    """Return whether a file is in this format, judged by its first bytes."""
    return head.startswith(PROTOCOLS)


def read(source: VectorFile) -> VectorStream:
    """Read the `KeyedVectors` of gensim 3 or 4, also from a Word2Vec or FastText model."""
    if not source.config.trust_pickle:
        source.refuse(
            msg("it is a Python pickle, which can run any code when it is loaded"),
            msg(
                "If you trust its author, read it with w2vkit import --trust-pickle; "
                "otherwise save the vectors in gensim with save_word2vec_format."
            ),
        )
    require_gensim("--trust-pickle", msg("Save the vectors in gensim with save_word2vec_format"))
    from gensim.utils import SaveLoad

    try:
        loaded = SaveLoad.load(str(source.plain_path()))
    except (
        pickle.UnpicklingError,
        EOFError,
        AttributeError,
        ImportError,
        IndexError,
        TypeError,
        ValueError,
    ) as error:
        source.refuse(msg("gensim cannot load it ({error})", error=error))
    vectors = getattr(loaded, "wv", loaded)
    words = getattr(vectors, "index_to_key", None) or getattr(vectors, "index2word", None)
    matrix = getattr(vectors, "vectors", None)
    if words is None or matrix is None:
        source.refuse(msg("it contains a {name}, not word vectors", name=type(loaded).__name__))
    encoded = [str(word).encode("utf-8", "surrogatepass") for word in words]
    stream = matrix_stream(source, encoded, np.asarray(matrix), _counts(vectors))
    return replace(stream, subwords=_subwords(vectors))


def _subwords(vectors: Any) -> Subwords | None:
    """Return the n-grams of a FastText model, or None if it has none."""
    ngrams = getattr(vectors, "vectors_ngrams", None)
    if ngrams is None or not len(ngrams) or not vectors.max_n:
        return None
    ids = np.arange(vectors.bucket)
    matrix = np.asarray(ngrams, np.float32)
    return Subwords(int(vectors.min_n), int(vectors.max_n), int(vectors.bucket), ids, matrix)


def _counts(vectors: Any) -> list[int] | None:
    counts = getattr(vectors, "expandos", {}).get("count")
    return None if counts is None else [int(count) for count in counts]


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write `KeyedVectors`, for `KeyedVectors.load(FILE, mmap="r")`.

    Raises:
        W2vError: gensim is not installed.

    """
    require_float32(target.config.dtype, "gensim")
    require_gensim("--to gensim", msg("Use --to word2vec-bin, which gensim reads too"))
    save_object(keyed_vectors(embeddings), target)


def save_object(model: Any, target: ExportTarget) -> None:
    """Save a gensim model; unless compressed, large arrays go to separate files beside it."""
    if target.path.suffix.lower() not in COMPRESSED:
        model.save(str(target.path))
        return
    with target.open() as file:
        model.save(file)


def keyed_vectors(embeddings: Embeddings) -> Any:
    """Return gensim's `KeyedVectors` with the words, vectors and counts."""
    from gensim.models import KeyedVectors

    keyed = KeyedVectors(embeddings.dim)
    keyed.add_vectors([*embeddings.vocabulary], np.asarray(embeddings.vectors))
    keyed.expandos["count"] = embeddings.vocabulary.counts()
    return keyed
