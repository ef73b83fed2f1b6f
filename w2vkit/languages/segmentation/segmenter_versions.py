"""The segmenters of a model: their versions, which it records, and whether they are installed.

The package that its lemmas are of stands beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from w2vkit.base.config import SEGMENTER_PLUGINS
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.plugins import find_plugin
from w2vkit.languages.segmentation.lemmas import LIBRARY, lemma_version
from w2vkit.languages.segmentation.segmenters import (
    SEGMENTERS,
    installed_version,
    segmenter_named,
    version_of,
)


def segmenters_record(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return what a model records of its segmenters: version and package, without w2vkit's own."""
    return {
        segmenter.name: {"version": version_of(segmenter), "package": segmenter.package}
        for segmenter in map(segmenter_named, names)
        if segmenter.package
    }


def check_segmenters(model: str, recorded: object, note: Callable[[str], None]) -> bool:
    """Check that the segmenters of a model are installed, before text is segmented for it.

    Args:
        model: the name of the model.
        recorded: what `segmenters_record` returned; models of earlier versions have nothing.
        note: receives a sentence on each that now has another version.

    Returns:
        whether all have the same versions.

    Raises:
        W2vError: one is not installed, or cannot be loaded.

    """
    are_same = True
    for name, facts in _facts(recorded):
        if not _is_installed(name):
            missing = (
                msg(
                    "The lemmas of “{model}” are of {name} {version}, which is not installed.",
                    model=model,
                    name=name,
                    version=facts.get("version", ""),
                )
                if name == LIBRARY
                else msg(
                    "“{model}” was segmented by {name} {version}, which is not installed.",
                    model=model,
                    name=name,
                    version=facts.get("version", ""),
                )
            )
            raise W2vError(
                missing,
                msg("Install the package {package}.", package=facts.get("package", name)),
            )
        then, now = facts.get("version"), _version(name)
        if then != now:
            are_same = False
            note(
                msg(
                    "The lemmas of “{model}” are of {name} {then}; now {now} is installed, which "
                    "may give others.",
                    model=model,
                    name=name,
                    then=then,
                    now=now,
                )
                if name == LIBRARY
                else msg(
                    "“{model}” was segmented by {name} {then}; now {now} is installed, which may "
                    "divide text differently.",
                    model=model,
                    name=name,
                    then=then,
                    now=now,
                )
            )
    return are_same


def _version(name: str) -> str:
    return lemma_version() or "" if name == LIBRARY else version_of(segmenter_named(name))


def _is_installed(name: str) -> bool:
    if name == LIBRARY:
        return lemma_version() is not None
    if name in SEGMENTERS:
        return installed_version(SEGMENTERS[name]) is not None
    return find_plugin(SEGMENTER_PLUGINS, name) is not None


def changed_segmenters(recorded: object, now: object) -> Iterator[str]:
    """Yield a sentence for each segmenter whose recorded versions differ."""
    before, after = dict(_facts(recorded)), dict(_facts(now))
    for name in sorted(before.keys() & after.keys()):
        versions = [facts.get("version") for facts in (before[name], after[name])]
        if versions[0] != versions[1]:
            yield (
                msg(
                    "The version of {package} differs: {then} then, {now} now.",
                    package=name,
                    then=versions[0],
                    now=versions[1],
                )
                if name == LIBRARY
                else msg(
                    "The version of the segmenter {name} differs: {then} then, {now} now.",
                    name=name,
                    then=versions[0],
                    now=versions[1],
                )
            )


def _facts(recorded: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the segmenters of a record with their facts; nothing of what is damaged."""
    if isinstance(recorded, Mapping):
        yield from ((name, facts) for name, facts in recorded.items() if isinstance(facts, Mapping))
