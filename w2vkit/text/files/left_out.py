"""Files of a directory or an archive that are not read, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from w2vkit.base.messages import counted, joined, listed, msg
from w2vkit.text.decisions import Decision


class LeftOut:
    """Names of files that are not read, by the reason."""

    def __init__(self) -> None:
        self.names: dict[str, list[str]] = defaultdict(list)

    def add(self, name: str, kind: str) -> None:
        """Add a file; `kind` says what it is, such as "binary"."""
        self.names[kind].append(name)

    def decisions(self, place: str) -> Iterator[Decision]:
        """Yield one decision that says which files of `place` are left out and why, if any is."""
        reasons = [
            msg("{kind} ({names})", kind=kind, names=self._names(kind, place))
            for kind in sorted(self.names)
        ]
        if total := sum(map(len, self.names.values())):
            files = counted(total, "{number} file is", "{number} files are")
            said = msg(
                "{place}: {files} left out: {reasons}.",
                place=place,
                files=files,
                reasons=joined("; ", reasons),
            )
            yield Decision("left out", joined(", ", sorted(self.names)), said, number=total)

    def _names(self, kind: str, place: str) -> str:
        return listed([name.removeprefix(place).lstrip("/\\") or name for name in self.names[kind]])
