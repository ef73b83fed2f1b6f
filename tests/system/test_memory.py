"""The memory of this machine."""

import sys

from w2vkit.system.memory import available_memory


def test_free_memory_is_some_of_all_memory():
    free = available_memory()
    assert (free is None) == (sys.platform != "linux")
    if free is not None:
        with open("/proc/meminfo", encoding="ascii") as file:
            total = int(file.readline().split()[1]) * 1024
        assert 0 < free <= total
