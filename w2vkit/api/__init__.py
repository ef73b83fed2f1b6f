"""The Python interface: text in, a model out, with the options of the command line.

>>> import w2vkit
>>> model = w2vkit.train("corpora/kingdom")     # doctest: +SKIP
>>> print(model.similar("king", topn=3))        # doctest: +SKIP
"""

from w2vkit.api.evaluation import compare, evaluate, evaluate_items, evaluate_self
from w2vkit.api.models import export, list_models, open, remove
from w2vkit.api.part_comparison import change, change_power, contrast, effects, parts
from w2vkit.api.pictures import explore, plot, report
from w2vkit.api.queries import cluster, define, search, vectorize
from w2vkit.api.segmentation import find_words, segment
from w2vkit.api.text_statistics import (
    chapters,
    collocates,
    concordance,
    explain,
    frequencies,
    keyness,
    relations,
)
from w2vkit.api.training import reproduce, stability, train, tune, walks
from w2vkit.base.public import describe_options

__all__ = [
    "change",
    "change_power",
    "chapters",
    "cluster",
    "collocates",
    "compare",
    "concordance",
    "contrast",
    "define",
    "effects",
    "evaluate",
    "evaluate_items",
    "evaluate_self",
    "explain",
    "explore",
    "export",
    "find_words",
    "frequencies",
    "keyness",
    "list_models",
    "open",
    "parts",
    "plot",
    "relations",
    "remove",
    "report",
    "reproduce",
    "search",
    "segment",
    "stability",
    "train",
    "tune",
    "vectorize",
    "walks",
]

describe_options()
