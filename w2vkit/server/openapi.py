"""The description of the interface as an OpenAPI 3.1 document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from w2vkit.base.version import __version__
from w2vkit.server.embeddings import EmbeddingRequest
from w2vkit.server.questions import QUESTIONS, Question
from w2vkit.server.requests import Asked
from w2vkit.server.schemas import (
    INTEGER,
    NUMBER,
    PROBLEM,
    STRING,
    properties,
    reply_schema,
    request_schema,
)

Document = dict[str, Any]
PLAIN: Mapping[str, tuple[str, str]] = {
    "/models": ("The models that can be asked", "application/json"),
    "/v1/models": ("The same, as OpenAI's interface lists them", "application/json"),
    "/info": ("What a model says of itself", "application/json"),
    "/health": ("Whether the server runs", "application/json"),
    "/metrics": ("Counters and times for Prometheus", "text/plain"),
    "/openapi.json": ("This document", "application/json"),
    "/": ("The map of a model to explore, for all of its words", "text/html"),
}
"""Addresses without a question: what they return, and in which format."""
WITH_MODEL = ("/info", "/")
EMBEDDINGS: Document = {
    "type": "object",
    "properties": {
        "object": STRING,
        "model": STRING,
        "data": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "object": STRING,
                    "index": INTEGER,
                    "embedding": {"type": ["array", "string"], "items": NUMBER},
                },
                "required": ["object", "index", "embedding"],
            },
        },
        "usage": {
            "type": "object",
            "properties": {"prompt_tokens": INTEGER, "total_tokens": INTEGER},
            "required": ["prompt_tokens", "total_tokens"],
        },
    },
    "required": ["object", "model", "data", "usage"],
}


def openapi() -> Document:
    """Return the document."""
    paths: Document = {f"/{one.name}": _of_question(one) for one in QUESTIONS.values()}
    texts = properties([(EmbeddingRequest, ())])
    texts["input"] = {
        "anyOf": [STRING, {"type": "array", "items": STRING}],
        "description": texts["input"]["description"],
    }
    asked = {"type": "object", "properties": texts, "required": ["input"]}
    paths["/v1/embeddings"] = {
        "post": {
            "summary": "Vectors of texts, as OpenAI's interface returns them",
            "requestBody": _body(asked),
            "responses": _responses(EMBEDDINGS),
        }
    }
    for path, (summary, kind) in PLAIN.items():
        model = _query(properties([(Asked, ())])) if path in WITH_MODEL else []
        content: Document = {kind: {}}
        responses = {"200": {"description": summary, "content": content}}
        paths[path] = {"get": {"summary": summary, "parameters": model, "responses": responses}}
    info = {"title": "w2vkit", "version": __version__, "description": "Questions to word vectors"}
    return {"openapi": "3.1.0", "info": info, "paths": paths}


def _of_question(question: Question) -> Document:
    facts = {"summary": question.title, "description": question.says}
    responses = _responses(reply_schema(question.name))
    asked = request_schema(question)
    parameters = _query(asked["properties"], asked["required"])
    return {
        "get": {**facts, "parameters": parameters, "responses": responses},
        "post": {**facts, "requestBody": _body(asked), "responses": responses},
    }


def _query(fields: Mapping[str, Any], required: Any = ()) -> list[Document]:
    """Return parameters of a query string; a list is the same name several times."""
    return [
        {"name": name, "in": "query", "required": name in required, "schema": schema}
        for name, schema in fields.items()
    ]


def _body(schema: Document) -> Document:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _responses(schema: Document) -> Document:
    answer = {"description": "The answer", "content": {"application/json": {"schema": schema}}}
    failure = {"description": "An error", "content": {"application/json": {"schema": PROBLEM}}}
    return {"200": answer, "default": failure}
