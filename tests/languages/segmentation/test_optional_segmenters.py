"""Segmenters of extras: what is said without their packages. `tests/tokenizers` has the rest."""

import sys
from importlib.metadata import PackageNotFoundError
from types import ModuleType

import pytest

from w2vkit.base.errors import UsageError, W2vError
from w2vkit.languages.segmentation.optional_segmenters import OPTIONAL_SEGMENTERS
from w2vkit.languages.segmentation.segmenters import installed_version, segmenter_named

MODULES = {
    "sudachi": ("sudachipy", "ja"),
    "sudachi-a": ("sudachipy", "ja"),
    "kiwi": ("kiwipiepy", "ko"),
    "pythainlp": ("pythainlp", "th"),
    "icu": ("icu4py.breakers", "icu"),
}


@pytest.mark.parametrize("name", MODULES)
def test_without_its_package_a_segmenter_says_what_to_install(monkeypatch, name):
    module, extra = MODULES[name]
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError) as error:
        segmenter_named(name).load(None, ())
    package = segmenter_named(name).package
    assert error.value.message == (
        f"The segmenter {name} needs the package {package}, which is not installed."
    )
    assert f"Run pip install 'w2vkit[{extra}]', or add --segmenter chars" in error.value.hint


def test_a_dictionary_that_is_missing_is_named(monkeypatch):
    def version(package):
        if package == "SudachiDict-core":
            raise PackageNotFoundError(package)
        return "1"

    monkeypatch.setattr("importlib.metadata.version", version)
    monkeypatch.setitem(sys.modules, "sudachipy", None)
    with pytest.raises(UsageError, match="needs the package SudachiDict-core, which is not"):
        segmenter_named("sudachi").load(None, ())
    assert installed_version(segmenter_named("sudachi")) is None


def test_a_damaged_dictionary_ends_in_no_traceback(monkeypatch):
    damaged = ModuleType("sudachipy")
    damaged.Dictionary = damaged.SplitMode = lambda **options: 1 / 0
    monkeypatch.setitem(sys.modules, "sudachipy", damaged)
    with pytest.raises(W2vError, match=r"sudachi cannot be loaded: .*division by zero"):
        segmenter_named("sudachi").load(None, ())


def test_a_version_names_the_dictionary_too():
    for segmenter in OPTIONAL_SEGMENTERS:
        version = installed_version(segmenter)
        assert version is None or version.count("+") == len(segmenter.data)
