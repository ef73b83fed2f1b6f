"""What all tests share: a cache and a models folder of their own."""

import ctypes
import os
import re
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings

from tests.gensim_marks import has_gensim
from tests.plugin_packages import forget_packages
from tests.toys import save_model
from w2vkit.cli.main import main

# A busy machine is no failure. Where W2VKIT_SAME_EXAMPLES is set, as in .ci/run, a change is judged
# by itself: the same examples each time, instead of new ones that may find what was there before.
settings.register_profile(
    "w2vkit",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="W2VKIT_SAME_EXAMPLES" in os.environ,
)
settings.load_profile("w2vkit")
POSIX_ONLY = [
    "cli/test_boundary.py",
    "cli/commands/test_completion.py",
    "cli/test_interrupts.py",
    "cli/test_shell_lines.py",
    "cli/test_outputs.py",
    "cli/test_streams.py",
    "cli/test_unwritable.py",
    "model/test_writer.py",
    "base/system/test_atomic.py",
    "base/system/test_ownership.py",
    "base/system/test_signals.py",
    "test_damage.py",
    "test_readme.py",
    "training/test_checkpoint.py",
]
"""Tests of signals, pipes, limits, permission bits and shells that Windows does not have."""
collect_ignore = POSIX_ONLY if sys.platform == "win32" else []
CAPABILITY_VERSION, CAP_DAC_OVERRIDE = 0x20080522, 1 << 1
"""See capset(2): the right to write everywhere, which root has."""


def pytest_configure():
    """Take the signals that nohup and the background ignore: the tests send them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_report_header():
    """Report that tests are left out."""
    return None if has_gensim() else "gensim is not installed: the tests that need it are left out"


def pytest_collection_modifyitems(config, items):
    """Deselect the tests marked `gensim` where gensim is not installed."""
    if has_gensim():
        return
    needing = [item for item in items if item.get_closest_marker("gensim")]
    config.hook.pytest_deselected(items=needing)
    items[:] = [item for item in items if item not in needing]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """Keep the user's cache out of the tests, and the other way round."""
    with pytest.MonkeyPatch.context() as patch:
        cache = tmp_path_factory.mktemp("cache")
        (cache / "kernels").symlink_to(shared_kernels(tmp_path_factory))
        patch.setenv("W2VKIT_CACHE", str(cache))
        patch.delenv("W2VKIT_MODEL", raising=False)
        patch.setenv("W2VKIT_LANG", "en")
        # Tests start hundreds of processes; without it, each would compile our modules again.
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


def shared_kernels(tmp_path_factory):
    """Return the directory in which all processes of one run of the tests store kernels."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "kernels"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@pytest.fixture
def models(tmp_path, monkeypatch):
    """Return an empty folder in which models land."""
    home = tmp_path / "models"
    monkeypatch.setenv("W2VKIT_MODELS", str(home))
    return home


@pytest.fixture
def w2v():
    """Return a function that runs a command line in this process."""

    def run(*arguments, **options):
        return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)

    return run


@pytest.fixture
def toy(models):
    """Save the toy model; give its directory."""
    save_model("toy")
    return models / "toy"


@pytest.fixture
def plugin_path(tmp_path, monkeypatch):
    """Give a folder on the path of Python for packages that offer something to w2vkit."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    forget_packages()
    yield folder
    forget_packages()


@pytest.fixture
def locked_folder():
    """Give a folder that may be read but not written, as any user but root would meet it."""
    with TemporaryDirectory() as folder, writing_only_where_the_mode_allows():
        os.chmod(folder, 0o500)
        yield Path(folder)


@contextmanager
def writing_only_where_the_mode_allows():
    """Let root write only where its own permissions are; root may still read Python's files."""
    if sys.platform == "win32":
        pytest.skip("Windows has no permission bits")
    if os.geteuid() != 0:
        yield
        return
    if sys.platform != "linux":
        pytest.skip("root may write everywhere")
    libc = ctypes.CDLL(None)
    header, sets = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)()
    libc.capget(header, sets)
    effective = sets[0]
    sets[0] = effective & ~CAP_DAC_OVERRIDE
    assert libc.capset(header, sets) == 0
    try:
        yield
    finally:
        sets[0] = effective
        libc.capset(header, sets)


ENGLISH = re.compile(r"(?<![\w/.=~“'-])[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}(?![\w/=-]|\.\w)")
COMMAND_LINES = re.compile(
    r"(?m)^ *(?:\$ )?(?:w2vkit|zcat|echo|eval|python|claude) .*"
    r"|(?:w2vkit|models) [a-z]+(?: [\x21-\x7e]+)*"
    r"|用法：.*|pip install \S+|source \S+|\[(?!默认)[^\]]*\]|[A-Z]{2,}(?: [A-Z]{2,})+"
)
NAMES = re.compile(
    r"Project Gutenberg|TensorFlow Embedding Projector|Levy & Goldberg|Ctrl-[CD]|Python pickle"
    r"|NumPy|New York|sentence-transformers|gensim (?:KeyedVectors|Word2Vec)|Milvus Lite"
    r"|Chroma PersistentClient|save_word2vec_format|Apache Spark"
)
"""Names that are the same in every language."""
FORMULA = re.compile(r"\{[^{}\n]*\}")
HAN = "\u3400-\u9fff"
HALF_WIDTH = re.compile(
    rf"[{HAN}”）][,;?!](?![^\s{HAN}])|[{HAN}”）]: |[,;?!][{HAN}]|[{HAN}] ?\([^()]*\)"
    rf"|^(?=.*[{HAN}]).*[\w)%], (?=\w)"
)
"""English punctuation in a Chinese text."""


@pytest.fixture
def foreign():
    """Return the function that finds lines with English in a Chinese text.

    That is two words in a row, or English punctuation beside Chinese characters.
    """

    def found(text):
        text = FORMULA.sub("", NAMES.sub("", COMMAND_LINES.sub("", text)))
        signs = (ENGLISH, HALF_WIDTH)
        return [line for line in text.splitlines() if any(sign.search(line) for sign in signs)]

    return found
