"""What the tasks of a training share with the driver in files: the progress, and a checkpoint."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from typing import Any
from zipfile import BadZipFile

import numpy as np

from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener, Progress
from w2vkit.base.system.folders import Folder
from w2vkit.base.system.jsonfile import read_json, whole
from w2vkit.engines.state import State

PROGRESS, STATE = "progress.json", "state.npz"
SECONDS_BETWEEN_REPORTS = 1.0


class FileProgress:
    """Reports the progress that rank 0 has written last, see `FileListener`."""

    def __init__(self, folder: Folder, listener: Listener) -> None:
        self.folder, self.listener, self.last = folder, listener, 0.0

    def __call__(self) -> None:
        """Read the file and report what it says, at most once a second."""
        now = time.monotonic()
        if now - self.last < SECONDS_BETWEEN_REPORTS:
            return
        self.last = now
        with (
            suppress(OSError, InvalidFileError, KeyError, TypeError, W2vError),
            self.folder.fetched(PROGRESS) as path,
        ):
            facts = read_json(path)
            done, total = whole(facts, "done"), whole(facts, "total")
            self.listener.progress(Progress("Training", done, total, "words", facts["details"]))


class FileListener:
    """Writes the progress to a file, from which the driver reads it."""

    def __init__(self, folder: Folder) -> None:
        self.folder, self.last = folder, 0.0

    def note(self, message: str) -> None:
        """Ignore the message."""

    def progress(self, progress: Progress) -> None:
        """Write the progress, at most once a second."""
        now = time.monotonic()
        if now - self.last < SECONDS_BETWEEN_REPORTS:
            return
        self.last = now
        facts = {"done": progress.done, "total": progress.total, "details": {**progress.details}}
        with suppress(W2vError), self.folder.replacing(PROGRESS) as draft:
            draft.write_text(json.dumps(facts), encoding="utf-8")


def write_state(folder: Folder, state: State) -> None:
    """Write the state of a training; it replaces the previous one when it is complete."""
    arrays: dict[str, Any] = {f"more.{name}": array for name, array in state.more.items()}
    place = {"epoch": state.epoch, "position": state.position, "figures": dict(state.figures)}
    with folder.replacing(STATE) as draft, draft.open("wb") as file:
        np.savez(
            file,
            vectors=state.vectors,
            context=state.context,
            place=np.frombuffer(json.dumps(place).encode(), np.uint8),
            **arrays,
        )
        file.flush()
        os.fsync(file.fileno())


def read_state(folder: Folder) -> State:
    """Return the state that was written last."""
    with (
        folder.fetched(STATE) as path,
        path.open("rb") as file,
        np.load(file) as arrays,
    ):
        place = json.loads(arrays["place"].tobytes())
        more = {
            name.removeprefix("more."): arrays[name]
            for name in arrays.files
            if name.startswith("more.")
        }
        return State(arrays["vectors"], arrays["context"], **place, more=more)


def has_state(folder: Folder, listener: Listener) -> bool:
    """Return whether a training goes on from a checkpoint; delete a damaged one, and say so."""
    if not folder.exists(STATE):
        return False
    try:
        read_state(folder)
    except (BadZipFile, EOFError, KeyError, TypeError, ValueError, OSError):
        listener.note(
            msg("The checkpoint in {folder} is damaged; the training begins again.", folder=folder)
        )
        folder.delete()
        return False
    return True
