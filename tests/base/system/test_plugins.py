"""What installed packages offer, found by their entry points."""

import pytest

from tests.plugin_packages import install
from w2vkit.base.errors import W2vError
from w2vkit.base.system.plugins import find_plugin, plugin_names

GROUP = "w2vkit.toys"


def package(folder, name, module, **entries):
    install(
        folder,
        {"name": name, "version": "1.0", "entry-points": {GROUP: entries}},
        {f"{module}.py": "NUMBER = 5\n"},
    )


def test_packages_are_found_and_loaded_by_name(plugin_path):
    assert plugin_names("w2vkit.toys.of.nobody") == []
    package(plugin_path, "toy-numbers", "toy_numbers", five="toy_numbers:NUMBER")
    assert plugin_names(GROUP) == ["five"]
    assert find_plugin(GROUP, "six") is None
    plugin = find_plugin(GROUP, "five")
    assert (plugin.name, plugin.package, plugin.load(int)) == ("five", "toy-numbers", 5)


def test_a_name_that_two_packages_offer_is_refused(plugin_path):
    package(plugin_path, "toy-a", "toy_a", five="toy_a:NUMBER", six="toy_a:NUMBER")
    package(plugin_path, "toy-b", "toy_b", five="toy_b:NUMBER")
    assert plugin_names(GROUP) == ["five", "six"]
    assert find_plugin(GROUP, "six").load(int) == 5
    with pytest.raises(W2vError, match=r"Several packages offer five: toy-[ab], toy-[ab]\."):
        find_plugin(GROUP, "five")


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("toy_missing:NUMBER", "cannot be loaded: ModuleNotFoundError: No module named"),
        ("toy_c:OTHER", "cannot be loaded: AttributeError: "),
        ("toy_c:NUMBER", "is of the type int instead of str."),
    ],
)
def test_what_cannot_be_loaded_is_said(plugin_path, target, why):
    package(plugin_path, "toy-c", "toy_c", five=target)
    with pytest.raises(W2vError) as error:
        find_plugin(GROUP, "five").load(str)
    assert error.value.message.startswith(f"five of the package toy-c {why}")
    assert error.value.hint == "Update or reinstall toy-c, or tell its authors."
