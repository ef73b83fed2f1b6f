"""The cache of encoded corpora, so that training again with other options starts at once."""

from __future__ import annotations

import atexit
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import msg, reason
from w2vkit.base.progress import Listener
from w2vkit.base.system.jsonfile import read_json
from w2vkit.base.system.paths import (
    CACHE_SIZE_VARIABLE,
    CACHE_VARIABLE,
    cache_home,
    cache_remedy,
    private_folder,
    why_unsafe,
)
from w2vkit.base.system.regular import delete
from w2vkit.corpus.encoded import FACTS, EncodedCorpus, open_corpus

DEFAULT_GB = 5.0
SECONDS_UNTIL_ABANDONED = 86_400.0
"""Age after which an unfinished corpus is deleted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One encoded corpus in the cache."""

    path: Path
    bytes: int
    used: float


def corpora_home() -> Path:
    """Return the directory of encoded corpora."""
    return cache_home() / "corpora"


def entries() -> list[Entry]:
    """Return all encoded corpora, most recently used first."""
    stored = [
        Entry(facts.parent, folder_size(facts.parent), facts.stat().st_mtime)
        for facts in corpora_home().glob(f"*/{FACTS}")
    ]
    return sorted(stored, key=lambda entry: -entry.used)


def folder_size(folder: Path) -> int:
    """Return the total size of the files in `folder` in bytes."""
    return sum(path.lstat().st_size for path in folder.rglob("*"))


def clear_corpora() -> int:
    """Delete all encoded corpora; return the number of bytes freed."""
    freed = sum(entry.bytes for entry in entries())
    shutil.rmtree(corpora_home(), ignore_errors=True)
    return freed


def fetch(key: str, make: Callable[[Path], None], listener: Listener) -> EncodedCorpus:
    """Return the encoded corpus `key`; if it is missing or damaged, `make` writes it first."""
    home = corpora_home()
    if cache_home().exists() and (why := why_unsafe(home if home.exists() else cache_home())):
        listener.note(
            msg(
                "The cache is not used: {why}. Choose another directory with {cache_variable}.",
                why=why,
                cache_variable=CACHE_VARIABLE,
            )
        )
        home = _own_folder()
    folder = home / key
    if folder.exists() or folder.is_symlink():
        try:
            corpus = open_corpus(folder)
            (folder / FACTS).touch()
            return corpus
        except (OSError, InvalidFileError):
            listener.note(msg("The cached corpus {key} is damaged and is rebuilt.", key=key))
            delete(folder)
    _make(folder, make)
    if home == corpora_home():
        prune(keep=folder)
    return open_corpus(folder, verify=False)


def cached_corpus(fingerprint: str) -> Path | None:
    """Return the directory of the encoded corpus with this fingerprint, or None."""
    for facts in corpora_home().glob(f"*/{FACTS}"):
        with suppress(OSError, InvalidFileError):
            if read_json(facts).get("fingerprint") == fingerprint:
                return facts.parent
    return None


def find_corpus(fingerprint: str) -> EncodedCorpus | None:
    """Return the encoded corpus with this fingerprint, None if it is missing or damaged."""
    folder = cached_corpus(fingerprint)
    with suppress(OSError, InvalidFileError):
        return open_corpus(folder, verify=False) if folder else None
    return None


@cache
def _own_folder() -> Path:
    """Return a directory for this process only, which is deleted at exit."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="w2vkit-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def prune(keep: Path, limit: int | None = None) -> None:
    """Delete the least recently used corpora beyond `limit` bytes in total, except `keep`."""
    limit = size_limit() if limit is None else limit
    _delete_abandoned()
    total = 0
    for entry in entries():
        total += entry.bytes
        if total > limit and entry.path != keep:
            shutil.rmtree(entry.path, ignore_errors=True)
            total -= entry.bytes


def _delete_abandoned() -> None:
    """Delete the unfinished corpora of killed processes."""
    for draft in corpora_home().glob(".*.*"):
        with suppress(OSError):
            changed = max(path.stat().st_mtime for path in (draft, *draft.iterdir()))
            if time.time() - changed > SECONDS_UNTIL_ABANDONED:
                shutil.rmtree(draft, ignore_errors=True)


def size_limit() -> int:
    """Return the maximum size of the cache in bytes: `W2VKIT_CACHE_GB`, or 5 GB."""
    try:
        return int(float(os.environ.get(CACHE_SIZE_VARIABLE) or DEFAULT_GB) * 1e9)
    except ValueError:
        raise W2vError(
            msg(
                "{variable} is “{text}”, which is not a number.",
                variable=CACHE_SIZE_VARIABLE,
                text=os.environ[CACHE_SIZE_VARIABLE],
            ),
            msg("Set it to a number of gigabytes, such as {default_gb:g}.", default_gb=DEFAULT_GB),
        ) from None


def _make(folder: Path, make: Callable[[Path], None]) -> None:
    draft = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        private_folder(folder.parent)
        draft.mkdir(mode=0o700)
        make(draft)
        if not folder.exists():  # another process may have written it
            draft.rename(folder)
    except OSError as error:
        raise W2vError(
            msg(
                "The encoded corpus could not be written to {corpora_home}: {reason}.",
                corpora_home=corpora_home(),
                reason=reason(error),
            ),
            cache_remedy(error),
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
