"""How much address space is left below the limit."""

import subprocess
import sys

import pytest

PROGRAM = """
import resource
from w2vkit.system.address_space import STATM, free_address_space
pages = int(STATM.read_text(encoding="ascii").split()[0])
size = pages * resource.getpagesize() + (100 << 20)
before = free_address_space()
resource.setrlimit(resource.RLIMIT_AS, (size, size))
print(before, 90 << 20 < free_address_space() <= 100 << 20)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_is_left_below_the_limit():
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "None True\n"
