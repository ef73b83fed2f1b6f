"""How long tests wait for what a busy machine does late."""

import time

PATIENCE = 300
"""Seconds after which something is taken for failed."""


def wait_until(is_so, pause=0.02):
    """Wait until a condition holds, asking after each pause."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(pause)
