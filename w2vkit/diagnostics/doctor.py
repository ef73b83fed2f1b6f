"""Check the installation, the machine, the models and the cache."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from w2vkit.base.config import SEGMENTER_PLUGINS
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.atomic import may_write
from w2vkit.base.system.parallel import available_cores
from w2vkit.base.system.paths import models_home
from w2vkit.base.system.plugins import package_version, plugin_names
from w2vkit.base.version import __version__
from w2vkit.corpus import cache
from w2vkit.languages.segmentation.segmenters import (
    SEGMENTERS,
    segment_function,
    segmenter_named,
)
from w2vkit.model import registry

CHECKED_PACKAGES = (
    "numpy",
    "numba",
    "jieba",
    "joblib",
    "llvmlite",
    "rjieba",
    "ahocorasick_rs",
    "opencc",
    "pypinyin",
    "rapidfuzz",
    "regex",
    "scikit-learn",
    "scipy",
    "threadpoolctl",
    "markdown-it-py",
    "matplotlib",
    "fonttools",
    "zhplot",
    "rich",
    "click",
)
NEED_GENSIM = msg("--engine gensim, --to gensim, --trust-pickle and the built-in test sets")


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check; `ok` is False if it prevents work."""

    subject: str
    value: str
    ok: bool = True


def examine(packages: Iterable[str] = CHECKED_PACKAGES) -> Iterator[Finding]:
    """Yield the findings on the installation, the machine, the models and the cache."""
    yield Finding("w2vkit", __version__)
    yield Finding(
        "python",
        msg(
            "{python_version} on {platform}",
            python_version=platform.python_version(),
            platform=sys.platform,
        ),
    )
    yield Finding("cores", str(available_cores()))
    for package in packages:
        yield _package(package)
    yield _gensim()
    yield from map(_segmenter, plugin_names(SEGMENTER_PLUGINS))
    home = models_home().absolute()
    yield _folder(
        "models",
        msg("{list_models} in {home}", list_models=len(registry.list_models()), home=home),
        home,
    )
    entries = cache.entries()
    size = sum(entry.bytes for entry in entries)
    yield _folder(
        "cache",
        msg(
            "{entries} encoded corpora, {size:,.1f} MB of at most {size_limit:g} GB, in "
            "{corpora_home}",
            entries=len(entries),
            size=size / 1000000.0,
            size_limit=cache.size_limit() / 1000000000.0,
            corpora_home=cache.corpora_home(),
        ),
        cache.corpora_home(),
    )


def _folder(subject: str, value: str, folder: Path) -> Finding:
    """Return whether a directory, or its nearest existing parent, is writable."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if may_write(there):
        return Finding(subject, value)
    return Finding(
        subject,
        msg("{folder}: no permission to write in {parent}", folder=value, parent=there),
        ok=False,
    )


def _segmenter(name: str) -> Finding:
    """Return the version of a segmenter of another package, or why it cannot be used."""
    subject = msg("segmenter {name}", name=name)
    if name in SEGMENTERS:
        return Finding(subject, msg("not used, since w2vkit has one of the same name"))
    try:
        segmenter = segmenter_named(name)
        segment_function(name)
    except W2vError as error:
        return Finding(subject, error.message, ok=False)
    return Finding(
        subject,
        msg(
            "{version}, of the package {package}",
            version=segmenter.version,
            package=segmenter.package,
        ),
    )


def _gensim() -> Finding:
    """Return the version of gensim, or what does not work without it."""
    missing = msg("not installed; required only for {need_gensim}", need_gensim=NEED_GENSIM)
    return Finding("gensim", package_version("gensim") or missing)


def _package(name: str) -> Finding:
    version = package_version(name)
    if version is None:
        return Finding(name, msg("missing: pip install w2vkit"), ok=False)
    return Finding(name, version)
