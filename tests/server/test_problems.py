"""Errors as replies."""

import pytest

from w2vkit.base.errors import MissingWordError, UsageError, W2vError
from w2vkit.server.problems import in_parameters, problem, status_and_code


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MissingWordError("a", "“a” is missing."), (404, "missing_word")),
        (UsageError("Wrong."), (400, "invalid")),
        (W2vError("Gone."), (422, "unanswerable")),
    ],
)
def test_kinds_of_errors_have_their_status(error, expected):
    assert status_and_code(error) == expected


def test_an_error_has_openai_s_form_and_its_hint_the_words_of_requests():
    error = MissingWordError("a", "“a” is missing.", "Omit --fuzzy, or use --min-count 5.", ["b"])
    assert problem(error) == {
        "error": {
            "message": "“a” is missing.",
            "hint": "Omit fuzzy=true, or use min_count=5.",
            "type": "invalid_request_error",
            "param": None,
            "code": "missing_word",
            "missing": ["a", "b"],
        }
    }


def test_parameters_are_called_as_in_requests():
    said = "encoding-format is 'hex'; lower --min-count, or add --compose."
    expected = "encoding_format is 'hex'; lower min_count, or add compose=true."
    assert in_parameters(said) == expected
