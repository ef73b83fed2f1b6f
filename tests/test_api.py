import subprocess
import sys


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, w2vkit; print(*(n for n in ('numpy', 'click') if n in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_errors_are_those_that_functions_raise():
    code = "import w2vkit; print(w2vkit.W2vError.exit_code, w2vkit.MissingWordError.exit_code)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert (done.stdout.strip(), done.stderr) == ("1 3", "")
