"""The schemas name what the questions take and return."""

import pytest

from tests.server.test_questions import SAME, asked
from w2vkit.server.questions import QUESTIONS
from w2vkit.server.schemas import reply_schema, request_schema

TYPES = {"string": str, "number": (int, float), "integer": int, "boolean": bool, "array": list}


def fits(value, schema):
    """Return whether a value fits a schema of types, arrays, and objects with required fields."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if value is None:
        return "null" in kinds
    if "object" in kinds:
        fields = schema["properties"]
        return all(name in value for name in schema["required"]) and all(
            fits(value[name], fields[name]) for name in value if name in fields
        )
    if "array" in kinds:
        return isinstance(value, list) and all(fits(one, schema["items"]) for one in value)
    return isinstance(value, tuple(TYPES[kind] for kind in kinds if kind in TYPES)) or (
        "number" in kinds and isinstance(value, int)
    )


@pytest.mark.parametrize("name", QUESTIONS)
def test_replies_fit_their_schemas(tale, run, name):
    reply = asked(run, name, **SAME[name][0])
    schema = reply_schema(name)
    assert fits(reply, schema)
    assert reply.keys() == schema["properties"].keys()
    assert all(
        row.keys() <= schema["properties"]["rows"]["items"]["properties"].keys()
        for row in reply["rows"]
    )


@pytest.mark.parametrize("name", QUESTIONS)
def test_requests_name_every_parameter_with_its_meaning(name):
    schema = request_schema(QUESTIONS[name])
    assert {*schema["required"]} <= {*schema["properties"]}
    assert {*SAME[name][0], "model"} <= {*schema["properties"]}
    for facts in schema["properties"].values():
        assert facts["description"]
        assert "--" not in facts["description"]
    assert "restrict" not in schema["properties"]
