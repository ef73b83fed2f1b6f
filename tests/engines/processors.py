"""Runs a program on this processor, and with kernels compiled for a narrower one."""

import os
import platform
import subprocess
import sys

import pytest

NARROW = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "+sse4.2"}
"""A processor with vectors of a quarter of the length."""
needs_x86 = pytest.mark.skipif(
    platform.machine() not in ("x86_64", "AMD64"), reason="names features of x86 processors"
)


def printed(program, **variables):
    """Return what a Python program prints in a process with these variables."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | variables,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout
