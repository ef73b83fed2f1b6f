"""The number of threads that train."""

from __future__ import annotations

from w2vkit.progress import Listener
from w2vkit.system.parallel import available_cores


def choose_workers(wanted: int | None, listener: Listener) -> int:
    """Return the number of threads: as requested, or one per core available to this process."""
    cores = available_cores()
    if wanted is not None and wanted > cores:
        listener.note(
            f"{wanted} workers share {cores} cores; more than {cores} workers are not faster."
        )
    return wanted or cores
