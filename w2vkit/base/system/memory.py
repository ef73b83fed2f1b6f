"""The free memory of this machine, and the free address space of this process."""

from __future__ import annotations

import mmap
import sys
from pathlib import Path

STATM = Path("/proc/self/statm")


def available_memory() -> int | None:
    """Return the free memory in bytes, or None if this system does not report it."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            facts = dict(line.split(":", 1) for line in file)
    except OSError:
        return None
    return int(facts["MemAvailable"].split()[0]) * 1024


def free_address_space() -> int | None:
    """Return how many bytes this process may still map; None if that is unlimited or unknown.

    `ulimit -v` sets the limit.
    """
    limit = _address_space_limit() if STATM.exists() else None
    if limit is None:
        return None
    pages = int(STATM.read_text(encoding="ascii").split()[0])
    return max(0, limit - pages * mmap.PAGESIZE)


def _address_space_limit() -> int | None:
    """Return the limit in bytes; None if there is none."""
    if sys.platform != "win32":
        import resource

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        if limit != resource.RLIM_INFINITY:
            return limit
    return None
