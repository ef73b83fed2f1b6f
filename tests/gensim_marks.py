"""Marks for tests that need gensim, which has no wheels for the newest Python.

`tests/conftest.py` deselects what is marked where gensim is not installed.
"""

from importlib.util import find_spec

import pytest

from w2vkit.base.config import TrainConfig
from w2vkit.engines import OFFERS

NEEDS_GENSIM = pytest.mark.gensim


def has_gensim():
    return find_spec("gensim") is not None


def is_trained_by_gensim(options):
    """Tell whether gensim is the engine for these options of a training."""
    config = TrainConfig(**options)
    able = [one.engine for one in OFFERS if one.covers(config.algorithm, config.loss)]
    return (config.engine or able[0]) == "gensim"


def trainings(*parameters):
    """Return parameters, the first of which are training options; mark those for gensim."""
    sets = [one if isinstance(one, tuple) else (one,) for one in parameters]
    return [marked(*one, needs_gensim=is_trained_by_gensim(one[0])) for one in sets]


def marked(*values, needs_gensim):
    """Return a set of parameters, marked if the test needs gensim with it."""
    return pytest.param(*values, marks=NEEDS_GENSIM if needs_gensim else ())


def training(**options):
    """Return a decorator for a test that trains with these options."""
    return NEEDS_GENSIM if is_trained_by_gensim(options) else lambda test: test
