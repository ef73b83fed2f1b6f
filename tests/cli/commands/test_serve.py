"""The command without its packages, and with wrong arguments; `tests/serving` starts it."""

import sys


def test_what_to_install_is_said(w2v, toy, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    done = w2v("serve")
    assert done.exit_code == 1
    assert done.stderr == (
        "Error: uvicorn is required for this and is not installed.\n"
        "Hint: Install it: pip install 'w2vkit[serve]'.\n"
    )


def test_a_port_is_a_number_in_range(w2v):
    done = w2v("serve", "--port", "70000")
    assert done.exit_code == 2
    assert "70000 is not in the range 0<=x<=65535" in done.stderr
