"""Compiled kernels kept on disk: compiled once for a machine, whole or not at all, and checked."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numba
from llvmlite import binding

from w2vkit.errors import W2vError
from w2vkit.progress import Listener
from w2vkit.system.ownership import why_unsafe
from w2vkit.system.paths import CACHE_VARIABLE, cache_home, private_folder

SOURCES = Path(__file__).parent
SEAL = "seal.json"
SECONDS = 6
_lock = threading.Lock()


def load_kernels(function: Any, call: Callable[[], object], listener: Listener) -> None:
    """Make `function` ready: from disk, or else by compiling it, which `call` sets off.

    Raises:
        W2vError: numba's compiler is switched off.

    """
    if not hasattr(function, "signatures"):
        raise W2vError(
            "The native engine needs numba's compiler, which NUMBA_DISABLE_JIT switches off.",
            "Unset NUMBA_DISABLE_JIT, or use --engine gensim.",
        )
    with _lock:
        if function.signatures:
            return
        folder = kernels_home() / fingerprint(SOURCES)
        # numba keeps pickles, which are code: those of others would run as this user.
        if why := _why_unsafe(folder):
            listener.note(
                f"The compiled kernels are not kept: {why}. They are compiled each time; choose "
                f"a folder of your own with {CACHE_VARIABLE}."
            )
            call()
        elif not _load(function, call, folder, listener):
            _compile(function, call, folder, listener)


def kernels_home() -> Path:
    """Return the directory of the compiled kernels."""
    return cache_home() / "kernels"


def _why_unsafe(folder: Path) -> str | None:
    """Return why a folder of kernels may be another user's, or None: it and those above it."""
    places = [place for place in (folder, kernels_home(), cache_home()) if place.exists()]
    files = [path for path in folder.rglob("*") if not path.is_symlink()] if places else []
    return next(filter(None, map(why_unsafe, [*places, *files])), None)


def fingerprint(sources: Path) -> str:
    """Return a name for the machine code of the modules below `sources` on this processor."""
    settings: Any = numba.config
    parts = (
        numba.__version__,
        settings.CPU_NAME or binding.get_host_cpu_name(),
        settings.CPU_FEATURES or binding.get_host_cpu_features().flatten(),
        # numba looks for machine code by the path of the source.
        str(sources.resolve()),
    )
    digest = hashlib.sha256(repr(parts).encode())
    for path in sorted(sources.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _load(function: Any, call: Callable[[], object], folder: Path, listener: Listener) -> bool:
    if not folder.exists():
        return False
    try:
        seal = json.loads((folder / SEAL).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        seal = None
    if seal == checksums(folder):
        with _caching(function, folder):
            call()
        return True
    listener.note("The compiled kernels in the cache are damaged; they are made again.")
    shutil.rmtree(folder, ignore_errors=True)
    return False


def _compile(function: Any, call: Callable[[], object], folder: Path, listener: Listener) -> None:
    listener.note(f"Compiling the training kernels, once: about {SECONDS} seconds.")
    draft = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        private_folder(folder.parent)
        draft.mkdir(mode=0o700)
    except OSError as error:
        listener.note(f"They cannot be kept in {folder.parent} ({error.strerror}).")
        call()
        return
    try:
        with _caching(function, draft):
            call()
        seal = json.dumps(checksums(draft), indent=1)
        (draft / SEAL).write_text(seal, encoding="utf-8")
        if not folder.exists():  # another process may have been faster
            draft.rename(folder)
    except OSError as error:
        listener.note(f"The compiled kernels could not be kept ({error.strerror}).")
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
def _caching(function: Any, folder: Path) -> Iterator[None]:
    """Let numba keep the machine code of `function` in `folder`."""
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(folder)
    try:
        function.enable_caching()
        yield
    finally:
        settings.CACHE_DIR = before


def versions() -> dict[str, str]:
    """Return the versions of what compiled the kernels."""
    return {"numba": numba.__version__}
