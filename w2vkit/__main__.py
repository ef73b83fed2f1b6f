"""Run the command line: `w2vkit`, or `python -m w2vkit`."""

from __future__ import annotations

import gc

from w2vkit.cli.interrupts import INTERRUPTS


def main() -> None:
    """Load the command line and run it; Ctrl-C while it loads ends the process silently."""
    INTERRUPTS.install()
    # Imports create hardly any garbage; collecting would take a quarter of a short command's time.
    gc.set_threshold(50_000)
    from w2vkit.cli.main import run

    run()


if __name__ == "__main__":
    main()
