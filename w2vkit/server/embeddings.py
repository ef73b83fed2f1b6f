"""Vectors of texts, as OpenAI's interface takes and returns them.

A text that is a word of the model has the vector of that word; the vector of any other is the
weighted mean of its words (SIF, Arora et al. 2017), as `vectorize` computes it.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from w2vkit.base.config.declaration import check_ranges, setting
from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.base.messages import counted, joined, msg, shortened
from w2vkit.model.embeddings import Matrix, normalized_rows
from w2vkit.server.open_models import OpenModel
from w2vkit.server.parameters import check_names

MAX_INPUTS = 2_048
"""Texts of a request, as in OpenAI's interface."""
MAX_CHARACTERS = 100_000
MAX_NAMED = 10
"""Texts without a known word that an error names."""
Encoding = Literal["float", "base64"]


@dataclass(frozen=True, slots=True)
class EmbeddingRequest:
    """What `/v1/embeddings` takes."""

    input: tuple[str, ...] = setting((), "A text, or a list of up to 2,048 texts.")
    model: str | None = setting(None, "Name of the model.")
    encoding_format: Encoding = setting(
        "float", "Numbers, or base64 of 32-bit numbers, little-endian."
    )
    dimensions: int | None = setting(
        None,
        "Reduce the vectors to so many dimensions: those of the principal axes of the model.",
        low=1,
    )
    normalize: bool = setting(
        True, "Scale vectors to length 1, as OpenAI's are; otherwise they are as in the model."
    )
    user: str | None = setting(None, "Ignored.")

    def __post_init__(self) -> None:
        check_ranges(self)


def embedding_request(values: Mapping[str, Any]) -> EmbeddingRequest:
    """Return the request that a JSON object is.

    Raises:
        UsageError: it is not valid.

    """
    check_names(values, EmbeddingRequest.__dataclass_fields__)
    given = values.get("input")
    several = [given] if isinstance(given, str) else given
    if not isinstance(several, list) or not several:
        raise UsageError(msg("There is no input."), msg("Pass a text or a list of texts."))
    if not all(isinstance(text, str) for text in several):
        raise UsageError(
            msg("The input contains something else than texts; tokens are not accepted."),
            msg("Pass a text or a list of texts."),
        )
    if len(several) > MAX_INPUTS:
        raise UsageError(
            msg(
                "The input has {number:,} texts; {most:,} are allowed.",
                number=len(several),
                most=MAX_INPUTS,
            ),
            msg("Send several requests."),
        )
    longest = max(map(len, several))
    if longest > MAX_CHARACTERS:
        raise UsageError(
            msg(
                "The input has a text of {longest:,} characters; {most:,} are allowed.",
                longest=longest,
                most=MAX_CHARACTERS,
            ),
            msg("Divide it into paragraphs."),
        )
    others = {name: value for name, value in values.items() if name != "input"}
    known = {name: value for name, value in others.items() if value is not None}
    return EmbeddingRequest(tuple(several), **known)


def is_quick(opened: OpenModel, request: EmbeddingRequest) -> bool:
    """Return whether all texts are words of the model, so that their vectors are only read."""
    return request.dimensions is None and all(text in opened.model for text in request.input)


def embeddings(opened: OpenModel, request: EmbeddingRequest) -> dict[str, Any]:
    """Return the vectors of the texts of a request.

    Raises:
        MissingWordError: a text contains no word of the model.
        UsageError: the model has fewer dimensions.

    """
    vectors, tokens = text_vectors(opened, request.input)
    if request.dimensions is not None:
        vectors = _reduced(opened, vectors, request.dimensions)
    if request.normalize:
        vectors = np.asarray(normalized_rows(vectors))
    data = [
        {"object": "embedding", "index": place, "embedding": written}
        for place, written in enumerate(_written(vectors, request.encoding_format))
    ]
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return {"object": "list", "data": data, "model": opened.name, "usage": usage}


def text_vectors(opened: OpenModel, texts: Sequence[str]) -> tuple[Matrix, int]:
    """Return the vectors of texts, float32 (n, D), and the number of their tokens.

    Raises:
        MissingWordError: a text contains no word of the model.

    """
    from w2vkit.analysis.model_segmentation import tokenized

    embeddings = opened.model.embeddings
    known = {place: row for place, text in enumerate(texts) if (row := _row(opened, text)) >= 0}
    others = [place for place in range(len(texts)) if place not in known]
    vectors = np.zeros((len(texts), embeddings.dim), np.float32)
    vectors[[*known]] = embeddings.vectors[[*known.values()]]
    tokens = len(known)
    if others:
        encoder = opened.encoder
        lists = [*tokenized([texts[place] for place in others], encoder.segmentation)]
        vectors[others] = encoder.means(lists)
        tokens += sum(map(len, lists))
    _check_known(vectors, texts)
    return vectors, tokens


def _row(opened: OpenModel, text: str) -> int:
    row = opened.model.embeddings.vocabulary.find(text)
    return -1 if row is None else row


def _check_known(vectors: Matrix, texts: Sequence[str]) -> None:
    """Raise MissingWordError if a vector is zero."""
    without = np.flatnonzero(~vectors.any(axis=1)).tolist()
    if not without:
        return
    named = joined(
        ", ", (f"{place} (“{shortened(texts[place], 20)}”)" for place in without[:MAX_NAMED])
    )
    raise MissingWordError(
        texts[without[0]],
        counted(
            len(without),
            "{number} text of the input contains no word of the model: {places}.",
            "{number} texts of the input contain no word of the model: {places}.",
            places=named,
        ),
        msg("Leave it out; it has no vector.")
        if len(without) == 1
        else msg("Leave them out; they have no vector."),
        [texts[place] for place in without[1:]],
    )


def _reduced(opened: OpenModel, vectors: Matrix, dimensions: int) -> Matrix:
    """Return the coordinates of vectors along the first principal axes, float32 (n, d)."""
    dim = opened.model.embeddings.dim
    if dimensions > dim:
        raise UsageError(
            msg(
                "The model “{name}” has {dim} dimensions, fewer than {wanted:,}.",
                name=opened.name,
                dim=dim,
                wanted=dimensions,
            ),
            msg("Ask for fewer, or omit the number."),
        )
    return np.asarray(vectors @ opened.axes[:, :dimensions], np.float32)


def _written(vectors: Matrix, encoding: Encoding) -> list[Any]:
    if encoding == "base64":
        rows = vectors.astype("<f4")
        return [base64.b64encode(row.tobytes()).decode("ascii") for row in rows]
    return [[float(str(number)) for number in row] for row in vectors]
