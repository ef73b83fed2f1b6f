"""Counters and times in the text format of Prometheus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

BOUNDS = (0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0)
"""Upper limits of the classes of times, in seconds."""


class Metrics:
    """What was asked, how it ended, and how long it took."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, int]] = Counter()
        self.seconds: dict[str, float] = {}
        self.classes: Counter[tuple[str, float]] = Counter()

    def add(self, path: str, status: int, seconds: float) -> None:
        """Count a request."""
        self.requests[path, status] += 1
        self.seconds[path] = self.seconds.get(path, 0.0) + seconds
        for bound in BOUNDS:
            if seconds <= bound:
                self.classes[path, bound] += 1

    def text(self, counts: Mapping[str, int]) -> str:
        """Return all of it, with further counters by name."""
        return "\n".join([*self._lines(counts), ""])

    def _lines(self, counts: Mapping[str, int]) -> Iterator[str]:
        yield "# TYPE w2vkit_requests_total counter"
        for (path, status), number in sorted(self.requests.items()):
            yield f'w2vkit_requests_total{{path="{path}",status="{status}"}} {number}'
        yield "# TYPE w2vkit_request_seconds histogram"
        for path, seconds in sorted(self.seconds.items()):
            total = sum(number for (own, _), number in self.requests.items() if own == path)
            for bound in BOUNDS:
                number = self.classes[path, bound]
                yield f'w2vkit_request_seconds_bucket{{path="{path}",le="{bound:g}"}} {number}'
            yield f'w2vkit_request_seconds_bucket{{path="{path}",le="+Inf"}} {total}'
            yield f'w2vkit_request_seconds_sum{{path="{path}"}} {seconds:.6f}'
            yield f'w2vkit_request_seconds_count{{path="{path}"}} {total}'
        for name, number in counts.items():
            kind = "counter" if name.endswith("_total") else "gauge"
            yield f"# TYPE w2vkit_{name} {kind}"
            yield f"w2vkit_{name} {number}"
