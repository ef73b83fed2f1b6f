"""What other packages offer to w2vkit, found by their entry points.

Nothing of another package is imported before it is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import joined, msg

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Plugin:
    """What a package offers.

    Attributes:
        name: its name in the group.
        package: the name of the package.
        entry: where it is.

    """

    name: str
    package: str
    entry: EntryPoint

    def load(self, kind: type[Value]) -> Value:
        """Import and return it.

        Raises:
            W2vError: the import fails, or it is something other than a `kind`.

        """
        try:
            loaded: Any = self.entry.load()
        except Exception as error:  # whatever the code of another package raises
            raise W2vError(
                msg(
                    "{name} of the package {package} cannot be loaded: {error}.",
                    name=self.name,
                    package=self.package,
                    error=cause(error),
                ),
                self.remedy,
            ) from error
        if not isinstance(loaded, kind):
            raise W2vError(
                msg(
                    "{name} of the package {package} is of the type {other} instead of {kind}.",
                    name=self.name,
                    package=self.package,
                    kind=kind.__name__,
                    other=type(loaded).__name__,
                ),
                self.remedy,
            )
        return loaded

    @property
    def remedy(self) -> str:
        """What to do if the package is at fault."""
        return msg("Update or reinstall {package}, or tell its authors.", package=self.package)


def plugin_names(group: str) -> list[str]:
    """Return the names that installed packages offer in a group, in alphabetical order."""
    return sorted(_plugins(group))


def find_plugin(group: str, name: str) -> Plugin | None:
    """Return what a package offers under a name; None if no package does.

    Raises:
        W2vError: several packages do.

    """
    offers = _plugins(group).get(name, ())
    if len(offers) > 1:
        raise W2vError(
            msg(
                "Several packages offer {name}: {packages}.",
                name=name,
                packages=joined(", ", [offer.package for offer in offers]),
            ),
            msg("Uninstall all but one of them."),
        )
    return offers[0] if offers else None


def package_version(name: str) -> str | None:
    """Return the version of a package, None if it is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def cause(error: Exception) -> str:
    """Return the kind of an error of another package and what it says, in one line."""
    said = " ".join(str(error).split()).rstrip(".")
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


@cache
def _plugins(group: str) -> dict[str, tuple[Plugin, ...]]:
    from importlib.metadata import entry_points

    offers: dict[str, tuple[Plugin, ...]] = {}
    for entry in entry_points(group=group):
        package = entry.dist.name if entry.dist else ""
        offers[entry.name] = (*offers.get(entry.name, ()), Plugin(entry.name, package, entry))
    return offers
