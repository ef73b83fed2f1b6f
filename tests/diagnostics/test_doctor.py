"""What the doctor finds, and that a package that is missing is no crash."""

import tomllib
from pathlib import Path

from tests.plugin_packages import install
from tests.toys import save_model
from w2vkit import __version__
from w2vkit.diagnostics import doctor

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_everything_here_is_well(models):
    save_model("toy")
    found = {finding.subject: finding for finding in doctor.examine()}
    assert all(finding.ok for finding in found.values())
    assert {"python", "cores", "cache", "gensim", *doctor.CHECKED_PACKAGES} <= {*found}
    assert found["w2vkit"].value == __version__
    assert found["models"].value == f"1 in {models}"


def test_a_package_that_is_missing_is_in_the_way(models):
    packages = "numpy", "no-such-package"
    found = {finding.subject: finding for finding in doctor.examine(packages)}
    assert found["numpy"].ok
    assert not found["no-such-package"].ok
    assert "pip install" in found["no-such-package"].value


def test_all_packages_that_are_needed_are_looked_at():
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    needed = {one.partition(">")[0] for one in project["dependencies"]}
    assert {*doctor.CHECKED_PACKAGES} == needed - {"gensim"}


def test_folders_that_may_not_be_written_are_in_the_way(monkeypatch, locked_folder):
    for name in ("MODELS", "CACHE"):
        monkeypatch.setenv(f"W2VKIT_{name}", str(locked_folder / "new"))
    found = [one for one in doctor.examine() if one.subject in ("models", "cache")]
    assert len(found) == 2
    for finding in found:
        assert not finding.ok
        assert f"no permission to write in {locked_folder}" in finding.value


MODULE = """
from w2vkit.languages.segmentation.segmenter import Segmenter

GOOD = Segmenter("good", lambda: str.split, version="1.2")


def load():
    raise OSError("the dictionary is missing")


BROKEN = Segmenter("broken", load, version="1.2")
"""


def test_segmenters_of_other_packages_are_loaded(models, plugin_path):
    names = {"good": "GOOD", "broken": "BROKEN", "words": "GOOD"}
    entries = {name: f"toy_doctor:{target}" for name, target in names.items()}
    project = {"name": "toy-doctor", "version": "3", "entry-points": {"w2vkit.segmenters": entries}}
    install(plugin_path, project, {"toy_doctor.py": MODULE})
    found = {one.subject: one for one in doctor.examine(()) if "segmenter" in one.subject}
    assert {subject: (one.value, one.ok) for subject, one in found.items()} == {
        "segmenter good": ("1.2, of the package toy-doctor", True),
        "segmenter broken": (
            "The segmenter broken cannot be loaded: OSError: the dictionary is missing.",
            False,
        ),
        "segmenter words": ("not used, since w2vkit has one of the same name", True),
    }
