"""Compiled code on disk: compiled once, written atomically, verified."""

import shutil
import subprocess
import sys
import threading
import time

import numba
import pytest

from w2vkit.base.errors import W2vError
from w2vkit.base.progress import COMPILING
from w2vkit.base.system import compilation
from w2vkit.base.system.stage_times import measuring, stage_seconds
from w2vkit.engines.word2vec import kernels as word2vec


class Notes(list):
    def __init__(self):
        self.stages = []

    def note(self, message):
        self.append(message)

    def progress(self, progress):
        self.stages.append(progress)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "kernels"


def load():
    """Load kernels as a new process does; return the messages."""

    @numba.njit
    def double(x):
        return 2 * x

    notes = Notes()

    @numba.njit
    def triple(x):
        return 3 * x

    def call():
        assert (double(3), triple(3)) == (6, 9)

    compilation.load_kernels([double, triple], call, notes)
    assert (double(4), triple(4)) == (8, 12)
    assert double.signatures
    assert triple.signatures
    return notes


def test_code_is_compiled_once(home):
    notes = load()
    assert "only once" in notes[0]
    assert [stage.stage for stage in notes.stages] == [COMPILING, COMPILING]
    assert (notes.stages[-1].done, notes.stages[-1].total) == (2, 2)
    (folder,) = home.iterdir()
    assert folder.name == f"{compilation.kernels_fingerprint(compilation.PACKAGE / 'base')}-system"
    again = load()
    assert again == again.stages == []


ENGINES = compilation.sources(word2vec.train.__module__.split("."))
KERNELS = sorted(
    path.relative_to(ENGINES)
    for path in ENGINES.rglob("*.py")
    if "compiled" in path.read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    copy = tmp_path_factory.mktemp("sources") / "engines"
    shutil.copytree(ENGINES, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.mark.parametrize("module", KERNELS, ids=str)
def test_a_changed_kernel_changes_the_fingerprint(sources, module):
    before = compilation.kernels_fingerprint(sources)
    source = (sources / module).read_text(encoding="utf-8")
    (sources / module).write_text(source + "# changed\n", encoding="utf-8")
    assert compilation.kernels_fingerprint(sources) != before
    (sources / module).write_text(source, encoding="utf-8")
    assert compilation.kernels_fingerprint(sources) == before


def test_a_new_kernel_changes_the_fingerprint(sources):
    before = compilation.kernels_fingerprint(sources)
    (sources / "word2vec" / "new.py").write_text("# kernels\n", encoding="utf-8")
    assert compilation.kernels_fingerprint(sources) != before


@pytest.mark.parametrize("content", [b"", b"garbage"])
def test_damaged_code_is_made_again(home, content):
    load()
    next(home.rglob("*.nbi")).write_bytes(content)
    assert "damaged" in load()[0]
    assert load() == []


def test_a_cache_that_cannot_be_written_is_said(home):
    home.parent.write_text("a file in the way", encoding="utf-8")
    assert "cannot be cached" in load()[1]


def test_a_switched_off_compiler_is_an_error():
    with pytest.raises(W2vError, match="NUMBA_DISABLE_JIT"):
        compilation.load_kernels([lambda: None], lambda: None, Notes())


PROGRAM = """
import numba
from w2vkit.base.system import compilation
from w2vkit.base.progress import SILENT

@numba.njit
def next_number(x):
    return x + 1

def call():
    next_number(1)
    if next_number.stats.cache_misses:
        print("compiled")

compilation.load_kernels([next_number], call, SILENT)
print(next_number(2))
"""


def test_of_two_processes_at_once_one_compiles_and_the_other_waits(home, tmp_path):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    running = [
        subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE) for _ in range(2)
    ]
    printed = [process.communicate()[0].decode().split() for process in running]
    assert sorted(printed) == [["3"], ["compiled", "3"]]
    assert len([path for path in home.iterdir() if not path.name.startswith(".")]) == 1


@pytest.mark.parametrize("place", ["cache", "kernels", "sealed", "file"])
def test_code_that_another_user_could_have_written_is_never_loaded(home, place):
    load()
    (sealed,) = home.iterdir()
    places = {"cache": home.parent, "kernels": home, "sealed": sealed}
    places["file"] = next(home.rglob("*.nbi"))
    places[place].chmod(0o777)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    (said,) = load()
    assert f"other users can write to {places[place]}" in said
    assert "W2VKIT_CACHE" in said
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before


def test_only_the_user_can_enter_the_folder_of_the_kernels(home):
    load()
    assert {home.stat().st_mode & 0o777, home.parent.stat().st_mode & 0o777} == {0o700}


LIMITED = """
import resource
import numba
from w2vkit.base.system import compilation
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.base.system.memory import STATM

@numba.njit
def next_number(x):
    return x + 1

pages = int(STATM.read_text(encoding="ascii").split()[0])
size = pages * resource.getpagesize() + (100 << 20)
resource.setrlimit(resource.RLIMIT_AS, (size, size))
try:
    compilation.load_kernels([next_number], lambda: next_number(1), SILENT)
except W2vError as error:
    print(error.message, error.hint)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_too_little_address_space_for_the_compiler_is_an_error(home):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.startswith("Compiling the training kernels takes 256 MB of memory, but ")
    assert "Raise the limit that `ulimit -v` shows by" in done.stdout
    assert [*home.glob("*")] == []


def test_every_source_that_all_kernels_share_is_in_their_fingerprint():
    system = compilation.COMMON[0].parent
    sources = {path: path.read_text(encoding="utf-8") for path in system.glob("*.py")}
    shared = {path for path, text in sources.items() if "numba.njit" in text or "@compiled" in text}
    assert shared == {*compilation.COMMON}


def test_waiting_for_another_thread_that_compiles_counts_as_compiling(home):
    """Members of a fused model need the same kernels at the same time."""
    compiling, asked = threading.Event(), threading.Event()

    @numba.njit
    def double(x):
        return 2 * x

    def call():
        compiling.set()
        asked.wait()
        time.sleep(0.2)
        double(3)

    def compile_elsewhere():
        compilation.load_kernels([double], call, Notes())

    other = threading.Thread(target=compile_elsewhere)
    with measuring():
        other.start()
        compiling.wait()
        asked.set()
        before = time.perf_counter()
        compilation.load_kernels([double], call, Notes())
        total, waited = time.perf_counter() - before, stage_seconds()["compiling"]
    other.join()
    assert waited > total / 2
