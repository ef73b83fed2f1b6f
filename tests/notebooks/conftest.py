"""Real notebooks: cells in a kernel of Jupyter, exported pages and JupyterLab in Chromium."""

import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from urllib.request import urlopen

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from tests.browser.conftest import browser, show  # noqa: F401
from tests.patience import PATIENCE, wait_until

FIRST = """\
import w2vkit
hostile = "<script>alert(1)</script>"
sentences = [["king", "rules", "land"], ["queen", "rules", "land"], [hostile] * 3] * 30
model = w2vkit.train(sentences, dim=8, epochs=2, min_count=1)"""
CELLS = (
    FIRST,
    "model",
    'model.similar("king")',
    'w2vkit.concordance(None, "king", corpus=sentences)',
    "w2vkit.frequencies(None, corpus=sentences)",
    'w2vkit.plot(model, ["king", "queen", "land"])',
    'page = w2vkit.explore(model, method="pca")\npage',
    'page.search, page.formula = "queen", "king - land"\npage.selection',
    "w2vkit.report(model)",
)
"""The cells of a notebook on a text with a hostile word."""


@pytest.fixture(scope="session")
def kernels(tmp_path_factory):
    """Make a folder with this Python as a kernel, and let Jupyter know it."""
    home = tmp_path_factory.mktemp("jupyter")
    folder = home / "kernels" / "here"
    folder.mkdir(parents=True)
    start = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": start, "display_name": "here", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return home


def free_port():
    """Return a port on which nothing listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def answers(address):
    """Tell whether a server answers."""
    try:
        urlopen(address, timeout=10).close()
    except OSError:
        return False
    return True


@contextmanager
def server_of(program, variable, arguments, folder, **environment):
    """Start a server of notebooks in a folder; give its address, and stop it afterwards.

    `variable` names the environment variable with the path of the program, if it is elsewhere.
    """
    path = os.environ.get(variable) or shutil.which(program)
    assert path, f"install {program}, or set {variable}"
    port = free_port()
    with open(folder / f"{program}.log", "wb") as log:
        server = subprocess.Popen(
            [path, *arguments, f"--port={port}"],
            env={**os.environ, **environment},
            stdout=log,
            stderr=log,
            cwd=folder,
        )
    try:
        wait_until(lambda: server.poll() is not None or answers(f"http://127.0.0.1:{port}"), 0.5)
        assert server.poll() is None, (folder / f"{program}.log").read_text(encoding="utf-8")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def notebook(cells):
    """Return a notebook of cells of code."""
    made = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, cells)])
    made.metadata.kernelspec = {"name": "here", "display_name": "here", "language": "python"}
    return made


@pytest.fixture
def execute(kernels, tmp_path, monkeypatch):
    """Return a function that executes a notebook in a language."""

    def executed(cells, language="en"):
        paths = [str(kernels), *filter(None, [os.environ.get("JUPYTER_PATH")])]
        monkeypatch.setenv("JUPYTER_PATH", os.pathsep.join(paths))
        monkeypatch.setenv("W2VKIT_LANG", language)
        made = notebook(cells) if isinstance(cells, tuple) else cells
        resources = {"metadata": {"path": str(tmp_path)}}
        NotebookClient(
            made,
            timeout=3 * PATIENCE,
            startup_timeout=PATIENCE,
            kernel_name="here",
            resources=resources,
        ).execute()
        return made

    return executed


@pytest.fixture
def exported(tmp_path):
    """Return a function that exports a notebook as a page of HTML."""

    def written(made):
        page = tmp_path / "notebook.html"
        page.write_text(HTMLExporter().from_notebook_node(made)[0], encoding="utf-8")
        return page

    return written
