"""Checkpoints: the state of a training on disk, and the signals that request one.

A checkpoint is one file in the directory of the models. It is replaced atomically, so that a
complete one exists at any time. A JSON file beside it, the order, describes the training: corpus,
options and name.
"""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit.base.config import CHECKPOINT_MINUTES
from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import first_step, msg, quoted, reason, remedy
from w2vkit.base.system import jsonfile
from w2vkit.base.system.atomic import atomic_text
from w2vkit.base.system.regular import open_regular
from w2vkit.base.system.signals import STOP_SIGNALS, is_ignored
from w2vkit.engines.state import State, StoppedError
from w2vkit.model.embeddings import Matrix
from w2vkit.model.npyfile import read_member

EXTRA_ARRAY_PREFIX = "more."
UNREADABLE = (
    ValueError,
    KeyError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)
"""The exceptions that `zipfile` raises for damaged archives."""
STATE, ORDER = ".{}.checkpoint.npz", ".{}.checkpoint.json"


class Checkpoint:
    """The checkpoint of the model `name` in the directory `home`.

    Args:
        home: the parent directory of the model directory.
        name: of the model.
        minutes: the time between two checkpoints.

    """

    def __init__(self, home: Path, name: str, minutes: float = CHECKPOINT_MINUTES) -> None:
        self.home = home
        self.state_path, self.order_path = home / STATE.format(name), home / ORDER.format(name)
        self.name, self.seconds = name, minutes * 60
        self.last = time.monotonic()
        self.stop = threading.Event()

    def due(self) -> bool:
        """Return whether the interval has passed, or a signal has requested to stop."""
        return self.stop.is_set() or time.monotonic() - self.last >= self.seconds

    def keep(self, state: State) -> None:
        """Write the state; raise StoppedError if a signal has requested to stop."""
        try:
            _write(self.state_path, state)
        except OSError as error:
            raise self._unwritable(error) from error
        self.last = time.monotonic()
        if self.stop.is_set():
            raise StoppedError(
                msg(
                    "Training of “{name}” was stopped after {place}; its state is kept.",
                    name=self.name,
                    place=state.place(),
                ),
                msg("Resume it: w2vkit train --resume {name}", name=quoted(self.name)),
            )

    def keep_end(self, order: Mapping[str, Any], state: State) -> bool:
        """Write the final state of a training that could not be saved; return success."""
        try:
            if not self.order_path.exists():
                self.begin(order)
            _write(self.state_path, state)
        except (OSError, W2vError):
            return False
        return True

    def _unwritable(self, error: OSError) -> W2vError:
        """Return the error that says why the state could not be written, and what to do."""
        what = msg(
            "The checkpoint {state_path} could not be written: {reason}.",
            state_path=self.state_path,
            reason=reason(error),
        )
        if not self.kept():
            return W2vError(
                what, remedy(error, msg("disable checkpoints with --checkpoint-minutes 0"))
            )
        return W2vError(
            msg("{problem} The previous one is kept.", problem=what),
            msg(
                "{first_step}, then resume: w2vkit train --resume {name}",
                first_step=first_step(error),
                name=quoted(self.name),
            ),
        )

    def begin(self, order: Mapping[str, Any]) -> None:
        """Write the description of a new training, and delete any older state.

        Raises:
            W2vError: it could not be written.

        """
        self.order_path.parent.mkdir(parents=True, exist_ok=True)
        self.state_path.unlink(missing_ok=True)
        with atomic_text(self.order_path) as file:
            json.dump(order, file, indent=1)

    def order(self) -> dict[str, Any]:
        """Return the description of the unfinished training.

        Raises:
            W2vError: there is none, or the file is damaged.

        """
        try:
            return jsonfile.read_json(self.order_path)
        except FileNotFoundError:
            raise W2vError(
                msg("There is no unfinished training of “{name}”.", name=self.name),
                msg("Start one: w2vkit train CORPUS --name NAME."),
            ) from None
        except OSError as error:
            raise W2vError(
                msg(
                    "{order_path} could not be read: {reason}.",
                    order_path=self.order_path,
                    reason=reason(error),
                ),
                msg(
                    "{first_step}, or train again from the start, with --force.",
                    first_step=first_step(error),
                ),
            ) from error
        except InvalidFileError as error:
            raise W2vError(
                msg("{order_path} is damaged: {error}.", order_path=self.order_path, error=error),
                msg("Train again from the start, with --force."),
            ) from error

    def state(self) -> State | None:
        """Return the saved state, or None if there is none.

        Raises:
            InvalidFileError: it is damaged.

        """
        if not self.state_path.exists():
            return None
        try:
            return _read(self.state_path)
        except (OSError, *UNREADABLE) as error:
            raise InvalidFileError(str(error) or msg("it ends too early")) from error

    def kept(self) -> bool:
        """Return whether there is a state to resume from."""
        return self.state_path.exists() and self.order_path.exists()

    def forget(self) -> None:
        """Delete the checkpoint."""
        self.state_path.unlink(missing_ok=True)
        self.order_path.unlink(missing_ok=True)

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Stop at the next checkpoint on Ctrl-C, SIGTERM or SIGHUP; a second signal acts at once.

        Ignored signals, as under nohup, stay ignored.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def request_stop(number: int, frame: FrameType | None) -> None:
            if not self.stop.is_set():
                self.stop.set()
            elif callable(handler := old[number]):
                handler(number, frame)
            else:
                raise KeyboardInterrupt

        heeded = [number for number in STOP_SIGNALS if not is_ignored(number)]
        old = {number: signal.getsignal(number) for number in heeded}
        for number in old:
            signal.signal(number, request_stop)
        try:
            yield
        finally:
            for number, handler in old.items():
                signal.signal(number, handler)


def _write(path: Path, state: State) -> None:
    facts = {"epoch": state.epoch, "position": state.position, "figures": dict(state.figures)}
    arrays: dict[str, Any] = {
        EXTRA_ARRAY_PREFIX + name: array for name, array in state.more.items()
    }
    arrays |= {"vectors": state.vectors, "context": state.context}
    arrays["facts"] = np.frombuffer(json.dumps(facts).encode(), np.uint8)
    draft = path.with_suffix(
        f".{os.urandom(8).hex()}"
    )  # unpredictable, so that no other user can place a link there
    try:
        with draft.open("xb") as file:
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _read(path: Path) -> State:
    with open_regular(path) as file, zipfile.ZipFile(file) as archive:
        arrays = {
            member.filename.removesuffix(".npy"): _read_array(archive, member)
            for member in archive.infolist()
        }
    facts = jsonfile.parse_object(arrays.pop("facts").tobytes())
    more = {
        name.removeprefix(EXTRA_ARRAY_PREFIX): arrays[name]
        for name in arrays
        if name.startswith(EXTRA_ARRAY_PREFIX)
    }
    return State(
        _weights(arrays["vectors"]),
        _weights(arrays["context"]),
        jsonfile.whole(facts, "epoch"),
        jsonfile.whole(facts, "position"),
        jsonfile.group(facts, "figures"),
        more,
    )


def _read_array(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> NDArray[Any]:
    if member.compress_type != zipfile.ZIP_STORED or member.file_size > archive.start_dir:
        raise InvalidFileError(
            msg("{filename} was changed after it was written", filename=member.filename[:80])
        )
    return read_member(archive, member)


def _weights(array: NDArray[Any]) -> Matrix:
    if array.ndim != 2 or array.dtype != np.float32:
        raise InvalidFileError(
            msg("its weights are {dtype} {shape}", dtype=array.dtype, shape=array.shape)
        )
    return array
