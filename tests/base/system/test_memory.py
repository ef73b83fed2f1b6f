"""The free memory, and how much address space is left below the limit."""

import subprocess
import sys

import pytest

from w2vkit.base.system.memory import available_memory

PROGRAM = """
import resource
from w2vkit.base.system.memory import STATM, free_address_space
pages = int(STATM.read_text(encoding="ascii").split()[0])
size = pages * resource.getpagesize() + (100 << 20)
before = free_address_space()
resource.setrlimit(resource.RLIMIT_AS, (size, size))
print(before, 90 << 20 < free_address_space() <= 100 << 20)
"""


def test_free_memory_is_some_of_all_memory():
    free = available_memory()
    assert (free is None) == (sys.platform != "linux")
    if free is not None:
        with open("/proc/meminfo", encoding="ascii") as file:
            total = int(file.readline().split()[1]) * 1024
        assert 0 < free <= total


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_is_left_below_the_limit():
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "None True\n"
