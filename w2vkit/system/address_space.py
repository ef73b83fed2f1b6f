"""The limit on the address space of this process, as `ulimit -v` sets it."""

from __future__ import annotations

import mmap
import sys
from pathlib import Path

STATM = Path("/proc/self/statm")


def free_address_space() -> int | None:
    """Return how many bytes this process may still map; None if that is unlimited or unknown."""
    limit = _limit() if STATM.exists() else None
    if limit is None:
        return None
    pages = int(STATM.read_text(encoding="ascii").split()[0])
    return max(0, limit - pages * mmap.PAGESIZE)


def _limit() -> int | None:
    """Return the limit in bytes; None if there is none."""
    if sys.platform != "win32":
        import resource

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        if limit != resource.RLIM_INFINITY:
            return limit
    return None
