"""Every import is declared in `pyproject.toml`, and every package declared there is imported."""

import ast
import re
import sys
import tomllib

import pytest

from tests.test_architecture import MODULES, PACKAGE, imports

ROOT = PACKAGE.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
IMPORTED_AS = {
    "backports.zstd": "backports",
    "faiss-cpu": "faiss",
    "fasttext-wheel": "fasttext",
    "markdown-it-py": "markdown_it",
    "ipython": "IPython",
    "pillow": "PIL",
    "POT": "ot",
    "qdrant-client": "qdrant_client",
    "fonttools": "fontTools",
    "scikit-learn": "sklearn",
    "umap-learn": "umap",
}
"""Packages that are imported under another name than they are installed by."""
FOR_DEVELOPERS = {"interop", "test", "browser", "clients", "docs", "lint", "notebooks"}
"""Extras whose packages the program itself does not import."""
PROGRAMS = {
    "babel",
    "check_jsonschema",
    "mkdocs",
    "mkdocs_material",
    "mkdocs_static_i18n",
    "ipykernel",
    "jupyterlab",
    "marimo",
    "mypy",
    "pytest_xdist",
    "ruff",
    "word2vec",
}
"""Packages for developers that are run or configured instead of imported."""
USED_IF_INSTALLED = {"IPython", "ot", "polars"}
"""Packages that tests use where they are installed; the step of the other tools installs them."""
INSTALLED_APART = {"wefe"}
"""Packages for which .ci/run makes an environment, because they conflict with our dependencies."""
ONLY_MEASURED = {"wordfreq"}
"""Packages that a benchmark names in its first lines."""
DATA = {"sudachidict_core"}
"""Packages of data, which others open."""
FOLDERS = {
    "benchmarks": ("test", "interop", "spark", "clients"),
    "docs": ("docs",),
    "tests": ("test",),
    "tests/browser": ("test", "browser"),
    "tests/docs": ("docs",),
    "tests/fuzz": ("interop", "test"),
    "tests/interop": ("interop", "test"),
    "tests/notebooks": ("notebooks", "browser", "test"),
    "tests/serving": ("clients", "browser", "test"),
    "tests/spark": ("spark", "test"),
    "tests/tokenizers": ("test", "ja", "ko", "th", "icu"),
}
"""Folders outside the program, and the extras that their files need."""
IN_NEWER_PYTHONS = {"compression"}
LOADERS = {"needed", "find_spec"}
"""Functions that take the name of a module."""


def names(requirements):
    """Give the names under which packages are imported, with those of other extras of ours."""
    for line in requirements:
        if own := re.match(r"w2vkit\[(.+)\]", line):
            for extra in own[1].split(","):
                yield from names(EXTRAS[extra])
        else:
            name = re.match(r"[\w.-]+", line)[0]
            yield IMPORTED_AS.get(name, name.replace("-", "_"))


def loaded_by_name(path):
    """Give the packages that a file imports by calls with their names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in LOADERS:
            values = (getattr(part, "value", None) for part in ast.walk(node.args[0]))
            yield from (name.split(".")[0] for name in values if isinstance(name, str))


def imported(paths):
    """Return the packages of others that files import."""
    found = {target.split(".")[0] for path in paths for target in imports(path)}
    return found - sys.stdlib_module_names - {"w2vkit", "tests"}


def imported_in(folder):
    """Return the packages of others that the scripts in a folder import."""
    paths = files_of(folder)
    return imported(paths) - {path.stem for path in paths}


def files_of(folder):
    """Return the files of a folder, without those of folders that are listed themselves."""
    inner = [ROOT / other for other in FOLDERS if other.startswith(f"{folder}/")]
    paths = (ROOT / folder).rglob("*.py")
    return [path for path in paths if not any(path.is_relative_to(one) for one in inner)]


def test_what_the_program_imports_is_declared_and_what_is_declared_is_imported():
    extras = (EXTRAS[name] for name in EXTRAS if name not in FOR_DEVELOPERS)
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in extra)]
    found = imported(MODULES).union(*map(loaded_by_name, MODULES))
    assert found - IN_NEWER_PYTHONS == {*names(lines)} - DATA


@pytest.mark.parametrize(("folder", "extras"), FOLDERS.items())
def test_what_other_files_import_is_declared(folder, extras):
    lines = [*PROJECT["dependencies"], *(line for name in extras for line in EXTRAS[name])]
    assert imported_in(folder) <= {*names(lines)} | INSTALLED_APART | ONLY_MEASURED


@pytest.mark.parametrize("name", INSTALLED_APART)
def test_what_is_installed_apart_is_installed(name):
    assert f"install --quiet '{name}" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_what_is_declared_for_developers_is_imported_or_run():
    lines = [line for name in FOR_DEVELOPERS for line in EXTRAS[name]]
    own = {*names(line for line in lines if not line.startswith("w2vkit["))}
    used = set.union(*map(imported_in, FOLDERS))
    assert own - used == PROGRAMS | USED_IF_INSTALLED
