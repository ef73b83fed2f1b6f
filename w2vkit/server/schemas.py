"""The parameters of questions, and the replies, as JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from w2vkit.server.parameters import Group, parameters, schema
from w2vkit.server.questions import Question
from w2vkit.server.requests import MAX_ROWS

Schema = dict[str, Any]
STRING, NUMBER, INTEGER, TRUTH = (
    {"type": "string"},
    {"type": "number"},
    {"type": "integer"},
    {"type": "boolean"},
)
OPTIONAL_INTEGER = {"type": ["integer", "null"]}
OPTIONAL_NUMBER = {"type": ["number", "null"]}


def _object(fields: Mapping[str, Any], required: Sequence[str] | None = None) -> Schema:
    """Return the schema of an object; all fields are required unless those that are are given."""
    names = [*fields] if required is None else [*required]
    return {"type": "object", "properties": dict(fields), "required": names}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


ASKED = _object({"word": STRING, "count": INTEGER, "rare": TRUTH})
FAILED_ROW = {"error": STRING, "hint": {"type": ["string", "null"]}, "missing": _list(STRING)}
NEIGHBOR = _object(
    {
        "query": STRING,
        "word": STRING,
        "score": NUMBER,
        "count": INTEGER,
        "rare": TRUTH,
        "formula": STRING,
        "name": STRING,
        **FAILED_ROW,
    },
    ["query"],
)
EXAMPLE = _object(
    {"word": STRING, "text": STRING, "file": STRING, "line": OPTIONAL_INTEGER, "chapter": STRING}
)
ROWS: Mapping[str, Schema] = {
    "neighbors": NEIGHBOR,
    "analogy": NEIGHBOR,
    "similarity": _object({"a": STRING, "b": STRING, "score": NUMBER}),
    "odd": _object({"query": STRING, "word": STRING, "score": NUMBER, "odd": TRUTH}),
    "explain": _object(
        {
            "context": STRING,
            "contribution": NUMBER,
            "share": NUMBER,
            "with_first": INTEGER,
            "with_second": INTEGER,
            "examples": _list(EXAMPLE),
        },
        ["context", "contribution", "share", "with_first", "examples"],
    ),
    "search": _object(
        {
            "score": NUMBER,
            "file": STRING,
            "line": OPTIONAL_INTEGER,
            "chapter": STRING,
            "text": STRING,
        }
    ),
    "concordance": _object(
        {
            "chapter": STRING,
            "sentence": INTEGER,
            "left": STRING,
            "word": STRING,
            "right": STRING,
            "file": STRING,
            "line": OPTIONAL_INTEGER,
        },
        ["chapter", "left", "word", "right"],
    ),
}
"""The rows of each question."""
MORE: Mapping[str, Mapping[str, Schema]] = {
    "explain": {"score": NUMBER, "similarity": OPTIONAL_NUMBER, "contexts": INTEGER},
    "concordance": {"total": INTEGER, "next": OPTIONAL_INTEGER},
}
"""The further fields of the replies to some questions."""
NEEDED: Mapping[str, Sequence[str]] = {"search": ("query",), "concordance": ()}
"""The parameters that are required, where these are not the words."""
PROBLEM = _object(
    {
        "error": _object(
            {
                "message": STRING,
                "hint": {"type": ["string", "null"]},
                "type": STRING,
                "param": {"type": "null"},
                "code": STRING,
                "missing": _list(STRING),
            },
            ["message", "type", "code"],
        )
    }
)


MODELS = _object({"models": _list(_object({"name": STRING}))})
"""The reply of agents' tool that lists the models."""


def properties(groups: Sequence[Group]) -> dict[str, Schema]:
    """Return the schema of each parameter by name."""
    found = {name: schema(field, kind) for name, (field, kind) in parameters(groups).items()}
    if "topn" in found:
        found["topn"]["maximum"] = MAX_ROWS
    return found


def request_schema(question: Question) -> Schema:
    """Return the schema of the parameters of a question."""
    required = NEEDED.get(question.name, ("words",))
    return {**_object(properties(question.groups), required), "additionalProperties": False}


def reply_schema(name: str) -> Schema:
    """Return the schema of the reply to a question."""
    common = {"model": STRING, "asked": _list(ASKED), "rows": _list(ROWS[name])}
    return _object({**common, **MORE.get(name, {}), "notes": _list(STRING)})
