"""Compiled kernels on disk: compiled once per machine, written atomically, and verified."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import numba
from llvmlite import binding

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg, reason
from w2vkit.base.progress import COMPILING, Listener, Progress
from w2vkit.base.system.lock import locked_in_turn
from w2vkit.base.system.memory import free_address_space
from w2vkit.base.system.paths import CACHE_VARIABLE, cache_home, private_folder, why_unsafe
from w2vkit.base.system.stage_times import stage

PACKAGE = Path(__file__).parents[2]
COMMON = (Path(__file__).with_name("jit.py"),)
"""Sources on which all kernels depend."""
SEAL = "seal.json"
COMPILER_BYTES = 256 << 20
"""Address space that compilation needs; LLVM aborts or never ends when it gets less."""
_lock = threading.Lock()


def load_kernels(
    kernels: Sequence[Any],
    call: Callable[[], object],
    listener: Listener,
    what: str = msg("training kernels"),
) -> None:
    """Load functions from disk, or compile them.

    Args:
        kernels: the functions, of one module.
        call: calls each of them with arguments of the types that it is used with.
        listener: receives the stage `COMPILING` if they are compiled.
        what: what they are, for messages.

    Raises:
        W2vError: numba's compiler is disabled.

    """
    if not can_compile(kernels):
        raise W2vError(
            msg("The native engine needs numba's compiler, which NUMBA_DISABLE_JIT disables."),
            msg("Unset NUMBA_DISABLE_JIT."),
        )
    with stage("compiling"), _lock:  # another thread may compile them
        if all(function.signatures for function in kernels):
            return
        folder = kernels_home() / folder_name(kernels)
        # numba stores pickles. A pickle is code: one from another user would run as this user.
        if why := _why_unsafe(folder):
            listener.note(
                msg(
                    "The compiled kernels are not cached: {why}. To compile them only once, "
                    "set {cache_variable} to a directory of your own.",
                    why=why,
                    cache_variable=CACHE_VARIABLE,
                )
            )
            _check_room(free_address_space())
            call()
        elif not _load(kernels, call, folder, listener):
            with _waiting_for_others(folder, listener):
                if not _load(kernels, call, folder, listener):
                    _check_room(free_address_space())
                    _compile(kernels, call, folder, listener, what)


@contextmanager
def _waiting_for_others(folder: Path, listener: Listener) -> Iterator[None]:
    """Wait until no other process compiles the kernels of a directory."""

    def announce() -> None:
        listener.note(msg("Waiting for another process that compiles the same kernels."))

    with ExitStack() as stack:
        with suppress(OSError):  # a cache that cannot be written is reported when it is
            private_folder(folder.parent)
            stack.enter_context(locked_in_turn(folder.with_name(f".{folder.name}.lock"), announce))
        yield


def can_compile(kernels: Sequence[Any]) -> bool:
    """Return whether numba's compiler is enabled."""
    return all(hasattr(function, "signatures") for function in kernels)


def are_stored(kernels: Sequence[Any]) -> bool:
    """Return whether the cache contains the compiled code of kernels."""
    return (kernels_home() / folder_name(kernels)).exists()


def kernels_home() -> Path:
    """Return the directory of the compiled kernels."""
    return cache_home() / "kernels"


def _check_room(free: int | None) -> None:
    """Raise W2vError if the limit on the address space leaves too little for the compiler."""
    if free is not None and free < COMPILER_BYTES:
        raise W2vError(
            msg(
                "Compiling the training kernels takes {compiler_bytes} MB of memory, but the "
                "limit of this process leaves {free} MB.",
                compiler_bytes=COMPILER_BYTES >> 20,
                free=free >> 20,
            ),
            msg(
                "Raise the limit that `ulimit -v` shows by {compiler_bytes:,} or more.",
                compiler_bytes=COMPILER_BYTES - free >> 10,
            ),
        )


def folder_name(kernels: Sequence[Any]) -> str:
    """Return the name of the directory of the compiled code of kernels, for this processor."""
    module = kernels[0].__module__.split(".")
    return f"{kernels_fingerprint(sources(module))}-{module[-2] if len(module) > 1 else ''}"


def sources(module: Sequence[str]) -> Path:
    """Return the directory of the sources on which the kernels of a module depend.

    >>> sources(["w2vkit", "engines", "glove", "kernels"]).name
    'engines'
    """
    return PACKAGE.joinpath(*module[1:2])


def _why_unsafe(folder: Path) -> str | None:
    """Return why other users could have written to a directory of kernels, or None."""
    places = [place for place in (folder, kernels_home(), cache_home()) if place.exists()]
    files = [path for path in folder.rglob("*") if not path.is_symlink()] if places else []
    return next(filter(None, map(why_unsafe, [*places, *files])), None)


def kernels_fingerprint(sources: Path) -> str:
    """Return the digest of all modules below `sources`, of the compiler and of the processor."""
    settings: Any = numba.config
    parts = (
        numba.__version__,
        settings.CPU_NAME or binding.get_host_cpu_name(),
        settings.CPU_FEATURES or binding.get_host_cpu_features().flatten(),
        # numba looks for machine code by the path of the source.
        str(sources.resolve()),
    )
    digest = hashlib.sha256(repr(parts).encode())
    for path in [*COMMON, *sorted(sources.rglob("*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _load(
    kernels: Sequence[Any], call: Callable[[], object], folder: Path, listener: Listener
) -> bool:
    if not folder.exists():
        return False
    try:
        seal = json.loads((folder / SEAL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        seal = None
    if seal == checksums(folder):
        with _caching(kernels, folder):
            call()
        return True
    listener.note(msg("The compiled kernels in the cache are damaged. Compiling them again."))
    shutil.rmtree(folder, ignore_errors=True)
    return False


def _compile(
    kernels: Sequence[Any], call: Callable[[], object], folder: Path, listener: Listener, what: str
) -> None:
    listener.note(
        msg(
            "Compiling the {kernels}, only once: up to half a minute, longer on a slow machine.",
            kernels=what,
        )
    )
    listener.progress(Progress(COMPILING, 0, len(kernels), "kernels"))
    _compile_into(kernels, call, folder, listener)
    listener.progress(Progress(COMPILING, len(kernels), len(kernels), "kernels"))


def _compile_into(
    kernels: Sequence[Any], call: Callable[[], object], folder: Path, listener: Listener
) -> None:
    draft = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        private_folder(folder.parent)
        draft.mkdir(mode=0o700)
    except OSError as error:
        listener.note(
            msg(
                "They cannot be cached in {parent} ({reason}).",
                parent=folder.parent,
                reason=reason(error),
            )
        )
        call()
        return
    try:
        with _caching(kernels, draft):
            call()
        seal = json.dumps(checksums(draft), indent=1)
        (draft / SEAL).write_text(seal, encoding="utf-8", newline="\n")
        if not folder.exists():  # another process may have finished first
            draft.rename(folder)
    except OSError as error:
        listener.note(
            msg("The compiled kernels could not be cached ({reason}).", reason=reason(error))
        )
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file below `folder`, except the seal."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != SEAL
    }


@contextmanager
def _caching(kernels: Sequence[Any], folder: Path) -> Iterator[None]:
    """Make numba read and write the machine code of functions in `folder`."""
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(folder)
    try:
        for function in kernels:
            function.enable_caching()
        yield
    finally:
        settings.CACHE_DIR = before


def versions() -> dict[str, str]:
    """Return the version of the compiler of the kernels."""
    return {"numba": numba.__version__}
