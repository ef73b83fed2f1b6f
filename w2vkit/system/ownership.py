"""Who else could have put files into a folder: what another user can write is not trusted."""

from __future__ import annotations

import os
import stat
from pathlib import Path

ROOT = 0


def why_unsafe(folder: Path) -> str | None:
    """Return why files in an existing folder may be another user's, or None if they are not.

    The owner must be the user or root, and nobody else may write. A group of the user's own, which
    many systems give to every user, counts as the user. On Windows the system itself keeps the
    folders of users apart.
    """
    if not hasattr(os, "geteuid"):
        return None
    try:
        status = folder.stat()
    except OSError as error:
        return f"{folder} cannot be looked at ({error.strerror})"
    if status.st_uid not in (os.geteuid(), ROOT):
        return f"{folder} belongs to another user"
    by_group = bool(status.st_mode & stat.S_IWGRP) and not _is_private_group(status)
    if by_group or status.st_mode & stat.S_IWOTH:
        return f"other users can write to {folder}"
    return None


def _is_private_group(status: os.stat_result) -> bool:
    """Return whether a file's group has its owner's name, as a user's own group has."""
    import grp
    import pwd

    try:
        return grp.getgrgid(status.st_gid).gr_name == pwd.getpwuid(status.st_uid).pw_name
    except KeyError:
        return False
