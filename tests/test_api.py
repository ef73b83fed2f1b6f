import subprocess
import sys


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, w2vkit; print(*(n for n in ('numpy', 'click') if n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert (done.stdout.strip(), done.stderr) == ("", "")
