"""The command without its packages; `tests/serving` talks to it."""

import sys


def test_what_to_install_is_said(w2v, toy, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    done = w2v("mcp")
    assert done.exit_code == 1
    assert done.stderr.endswith("Hint: Install it: pip install 'w2vkit[serve]'.\n")
    assert done.stdout == ""
