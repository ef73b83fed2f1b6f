"""Run the command line: `w2vkit`, or `python -m w2vkit`."""

from __future__ import annotations

import os
import signal

from w2vkit.errors import INTERRUPTED


def main() -> None:
    """Load the command line and run it; Ctrl-C while it loads ends the process without a word."""
    loading = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if loading:  # it may also be ignored, as in the background
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    from w2vkit.cli.main import run

    if loading:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":
    main()
