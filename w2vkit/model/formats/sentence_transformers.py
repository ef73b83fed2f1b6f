"""Directory that sentence-transformers loads as a `StaticEmbedding`: the mean of word vectors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from w2vkit.base.errors import InvalidFileError
from w2vkit.base.messages import msg
from w2vkit.base.system import jsonfile
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats.export_target import ExportTarget
from w2vkit.model.formats.matrix import Numbers, matrix_stream, require_float32
from w2vkit.model.formats.safetensors import open_tensors, write_tensors
from w2vkit.model.formats.vector_file import VectorFile
from w2vkit.model.formats.vector_stream import VectorStream

TOKENIZER, TENSORS, WEIGHT = "tokenizer.json", "model.safetensors", "embedding.weight"
MODULE = "0_StaticEmbedding"
UNKNOWN = "[UNK]"
"""The unknown word. Its vector is zero, which changes the length of a mean but no angle."""


def matches(head: bytes, path: Path) -> bool:
    """Return whether a directory is in this format."""
    return path.is_dir() and _folder(path) is not None


def _folder(path: Path) -> Path | None:
    """Return the directory with the tokenizer and the vectors: `path` or a direct subdirectory."""
    places = [path, *sorted(place for place in path.iterdir() if place.is_dir())]
    return next(
        (at for at in places if (at / TOKENIZER).is_file() and (at / TENSORS).is_file()), None
    )


def read(source: VectorFile) -> VectorStream:
    """Read the words from the tokenizer, and their vectors."""
    folder = _folder(source.path) if source.path.is_dir() else None
    if folder is None:
        source.refuse(
            msg(
                "it is not a directory with {tokenizer} and {tensors}",
                tokenizer=TOKENIZER,
                tensors=TENSORS,
            )
        )
    tensors = open_tensors(source, folder / TENSORS)
    names = [name for name in (WEIGHT, "embeddings") if name in tensors]
    if not names:
        source.refuse(msg("{tensors} has no tensor {weight}", tensors=TENSORS, weight=WEIGHT))
    matrix = tensors.tensor(names[0])
    words, unknown = _words(source, folder / TOKENIZER)
    if matrix.ndim and 0 < len(words) == len(matrix) and _is_unknown(words[-1], unknown, matrix):
        words, matrix = words[:-1], matrix[:-1]
    return matrix_stream(source, words, matrix)


def _is_unknown(word: bytes, unknown: bytes, matrix: Numbers) -> bool:
    return word == unknown and not matrix[-1].any()


def _words(source: VectorFile, path: Path) -> tuple[list[bytes], bytes]:
    """Return the vocabulary of a tokenizer in the order of the ids, and its unknown word."""
    try:
        model = jsonfile.group(jsonfile.read_json(path), "model")
        words = _in_order(model.get("vocab"))
    except InvalidFileError as error:
        source.refuse(msg("{name} is damaged: {error}", name=path.name, error=error))
    unknown = str(model.get("unk_token") or UNKNOWN)
    encoded = [word.encode("utf-8", "surrogatepass") for word in (*words, unknown)]
    return encoded[:-1], encoded[-1]


def _in_order(vocabulary: Any) -> list[str]:
    """Return the words by id, from `{word: id}` or from a list of `[word, score]`."""
    if isinstance(vocabulary, dict) and all(map(jsonfile.is_whole, vocabulary.values())):
        words = {row: word for word, row in vocabulary.items()}
        if sorted(words) != list(range(len(vocabulary))):
            raise InvalidFileError(msg("the ids in “vocab” are not 0, 1, 2, …"))
        return [words[row] for row in range(len(words))]
    if isinstance(vocabulary, list) and all(map(_starts_with_word, vocabulary)):
        return [entry[0] for entry in vocabulary]
    raise InvalidFileError(msg("“vocab” is not a list of words"))


def _starts_with_word(entry: Any) -> bool:
    return isinstance(entry, list) and bool(entry) and isinstance(entry[0], str)


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write the tokenizer, the vectors and the list of modules."""
    require_float32(target.config.dtype, "sentence-transformers")
    folder = target.path / MODULE
    folder.mkdir(parents=True)
    unknown = UNKNOWN
    while unknown in embeddings.vocabulary:
        unknown = f"[{unknown}]"
    words = [*embeddings.vocabulary, unknown]
    vectors = np.vstack((embeddings.vectors, np.zeros((1, embeddings.dim), np.float32)))
    write_tensors(target, folder / TENSORS, {WEIGHT: vectors})
    _write_json(folder / TOKENIZER, _tokenizer(words))
    module = {
        "idx": 0,
        "name": "0",
        "path": MODULE,
        "type": "sentence_transformers.models.StaticEmbedding",
    }
    _write_json(target.path / "modules.json", [module])
    _write_json(target.path / "config_sentence_transformers.json", {"similarity_fn_name": "cosine"})


def _tokenizer(words: list[str]) -> dict[str, Any]:
    """Return a tokenizer that splits at whitespace; the last word is the unknown word."""
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "WordLevel",
            "vocab": {word: row for row, word in enumerate(words)},
            "unk_token": words[-1],
        },
    }


def _write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
