"""The description of the interface."""

from w2vkit.server.openapi import openapi
from w2vkit.server.questions import QUESTIONS


def test_every_question_is_described_for_both_methods():
    document = openapi()
    assert document["openapi"] == "3.1.0"
    for name, question in QUESTIONS.items():
        both = document["paths"][f"/{name}"]
        assert both.keys() == {"get", "post"}
        assert both["get"]["summary"] == question.title
        names = [one["name"] for one in both["get"]["parameters"]]
        body = both["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert names == [*body["properties"]]
    assert document["paths"]["/v1/embeddings"].keys() == {"post"}
