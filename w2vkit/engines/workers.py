"""The number of threads that train: at most as many as requested, and as many as are fastest."""

from __future__ import annotations

from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.parallel import available_cores

TRIAL_INTERVAL = 32
"""Parts of the work between two trials of another number of threads."""


def choose_workers(wanted: int | None, listener: Listener) -> int:
    """Return the number of threads: as requested, or one per core available to this process."""
    cores = available_cores()
    if wanted is not None and wanted > cores:
        listener.note(
            msg(
                "{wanted} workers share {cores} cores; more than {cores} workers are not faster.",
                wanted=wanted,
                cores=cores,
            )
        )
    return wanted or cores


class ThreadCount:
    """Chooses how many threads do the next part of the work, by the speed of previous parts.

    More threads are not always faster: where their processors share no cache, or other programs
    keep them waiting for each other, one thread can be twice as fast as two. This depends on the
    machine and changes from second to second, so it is measured: each part of the work is done by
    the number of threads that was fastest last, and every `interval` parts another one is tried.

    Args:
        most: the most threads; a half, a quarter … of them, and one, are tried as well.
        interval: parts of the work between two trials.

    """

    def __init__(self, most: int, interval: int = TRIAL_INTERVAL) -> None:
        self.most = most
        self.counts = _halves(most)
        self.interval = interval
        self.speeds: dict[int, float] = {}
        self.parts = 0

    def next(self) -> int:
        """Return the number of threads for the next part of the work."""
        for count in self.counts:
            if count not in self.speeds:
                return count
        trial, place = divmod(self.parts, self.interval)
        fastest = max(self.counts, key=self.speeds.__getitem__)
        others = [count for count in self.counts if count != fastest]
        return others[trial % len(others)] if others and place == 0 else fastest

    def record(self, count: int, speed: float) -> None:
        """Record the speed of a part of the work; its mean with the previous ones decides."""
        known = self.speeds.get(count, speed)
        self.speeds[count] = (known + speed) / 2
        self.parts += 1


def _halves(most: int) -> list[int]:
    """Return a number, its half, its quarter … and 1, rounded down."""
    counts = [most]
    while counts[-1] > 1:
        counts.append(counts[-1] // 2)
    return counts
