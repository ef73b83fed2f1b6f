"""Segmenters of extras: what is said without their packages. `tests/tokenizers` has the rest."""

import sys

import pytest

from w2vkit.base.errors import UsageError
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
    assert error.value.message == f"The segmenter {name} needs a package that is not installed."
    assert f"Run pip install 'w2vkit[{extra}]', or add --segmenter chars" in error.value.hint


def test_a_version_names_the_dictionary_too():
    for segmenter in OPTIONAL_SEGMENTERS:
        version = installed_version(segmenter)
        assert version is None or version.count("+") == len(segmenter.data)
