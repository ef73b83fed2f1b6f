"""Directories that other users can write to, whose files are untrusted."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from w2vkit.base.messages import msg, reason

ROOT = 0


def why_unsafe(folder: Path) -> str | None:
    """Return why files in an existing directory may be another user's, or None if they are not.

    The owner must be the user or root, and nobody else may have write permission, except the
    private group that many systems create for each user. On Windows, the system separates the
    directories of users.
    """
    if sys.platform == "win32":
        return None
    else:  # noqa: RET505 (mypy checks each platform apart)
        return _why_unsafe(folder)


if sys.platform != "win32":

    def _why_unsafe(folder: Path) -> str | None:
        try:
            status = folder.stat()
        except OSError as error:
            return msg(
                "{folder} cannot be examined ({strerror})", folder=folder, strerror=reason(error)
            )
        if status.st_uid not in (os.geteuid(), ROOT):
            return msg("{folder} belongs to another user", folder=folder)
        by_group = bool(status.st_mode & stat.S_IWGRP) and not _is_private_group(status)
        if by_group or status.st_mode & stat.S_IWOTH:
            return msg("other users can write to {folder}", folder=folder)
        return None

    def _is_private_group(status: os.stat_result) -> bool:
        """Return whether the group of a file has the name of its owner, like a private group."""
        import grp
        import pwd

        try:
            return grp.getgrgid(status.st_gid).gr_name == pwd.getpwuid(status.st_uid).pw_name
        except KeyError:
            return False
