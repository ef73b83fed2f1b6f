"""Answers that are kept, by an ETag that changes with the model and with what is asked."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

MAX_KEPT, MAX_KEPT_BYTES = 10_000, 32 * 2**20
"""Answers that are kept, and their bytes in all."""


class KeptAnswers:
    """The answers that were asked for last; those of a model that was replaced never fit."""

    def __init__(self, most: int = MAX_KEPT, most_bytes: int = MAX_KEPT_BYTES) -> None:
        self.most, self.most_bytes, self.bytes = most, most_bytes, 0
        self._answers: OrderedDict[str, bytes] = OrderedDict()

    def get(self, tag: str) -> bytes | None:
        """Return an answer, or None."""
        if tag in self._answers:
            self._answers.move_to_end(tag)
        return self._answers.get(tag)

    def add(self, tag: str, answer: bytes) -> None:
        """Keep an answer, unless it is a large one; forget those that were not asked for long."""
        if len(answer) > self.most_bytes // 100 or tag in self._answers:
            return
        self._answers[tag] = answer
        self.bytes += len(answer)
        while len(self._answers) > self.most or self.bytes > self.most_bytes:
            _, forgotten = self._answers.popitem(last=False)
            self.bytes -= len(forgotten)


def tag_of(checksum: str, name: str, values: Mapping[str, Any]) -> str:
    """Return the ETag of an answer of the model with a checksum to a question with these values."""
    asked = json.dumps([checksum, name, sorted(values.items())], default=str)
    return (
        f'"{hashlib.blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()}"'
    )
