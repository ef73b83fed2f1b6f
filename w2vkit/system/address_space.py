"""The limit on the address space of this process, as `ulimit -v` sets it."""

from __future__ import annotations

import sys
from pathlib import Path

STATM = Path("/proc/self/statm")


def free_address_space() -> int | None:
    """Return how many bytes this process may still map; None if that is unlimited or unknown."""
    if sys.platform == "win32" or not STATM.exists():
        return None
    import resource

    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if limit == resource.RLIM_INFINITY:
        return None
    pages = int(STATM.read_text(encoding="ascii").split()[0])
    return max(0, limit - pages * resource.getpagesize())
