"""The memory of this machine."""

from __future__ import annotations


def available_memory() -> int | None:
    """Return the free memory in bytes, or None if this system does not report it."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            facts = dict(line.split(":", 1) for line in file)
    except OSError:
        return None
    return int(facts["MemAvailable"].split()[0]) * 1024
