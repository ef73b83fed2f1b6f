"""What can go wrong: each kind has an exit code, each case two sentences."""

import ast
from pathlib import Path

import pytest

import w2vkit
from w2vkit.base.errors import MissingWordError, UsageError, W2vError
from w2vkit.engines.state import StoppedError

KINDS = {"W2vError", "UsageError", "NotTextError", "StoppedError"}
PACKAGE = Path(w2vkit.__file__).parent


def raised():
    """Give file, line and arguments of every place that makes an error for the user."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS:
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node.args


def end_of(node):
    """Return the last characters of a text in the source, None if they are not written there."""
    if isinstance(node, ast.JoinedStr):
        node = node.values[-1]
    return node.value[-1:] if isinstance(node, ast.Constant) else None


def test_every_error_says_what_happened_and_what_to_do_in_sentences():
    found = [*raised()]
    assert len(found) > 100
    for place, arguments in found:
        assert len(arguments) >= 2, f"{place} does not say what to do"
        for sentence in arguments[:2]:
            assert end_of(sentence) in (".", None), f"{place}: {ast.unparse(sentence)}"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (W2vError("What.", "Do."), 1),
        (StoppedError("What.", "Do."), 130),
        (UsageError("What.", "Do."), 2),
        (MissingWordError("词", "What.", "Do."), 3),
    ],
)
def test_kinds_have_exit_codes(error, code):
    assert error.exit_code == code
    assert (error.message, error.hint, str(error)) == ("What.", "Do.", "What.")
    assert isinstance(error, W2vError)
