"""w2vkit: from raw text to word vectors, answers and pictures.

>>> import w2vkit
>>> model = w2vkit.train("corpora/kingdom")       # doctest: +SKIP
>>> model.similar("king - man + woman", topn=3)   # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from w2vkit.base.version import __version__

if TYPE_CHECKING:
    from w2vkit.analysis.search.text_vectorizer import TextVectorizer
    from w2vkit.api import (
        change,
        change_power,
        chapters,
        cluster,
        collocates,
        compare,
        concordance,
        contrast,
        define,
        effects,
        evaluate,
        evaluate_items,
        evaluate_self,
        explain,
        explore,
        export,
        find_words,
        frequencies,
        keyness,
        list_models,
        open,
        parts,
        plot,
        relations,
        remove,
        report,
        reproduce,
        search,
        segment,
        stability,
        train,
        tune,
        vectorize,
        walks,
    )
    from w2vkit.base.errors import MissingWordError, UsageError, W2vError
    from w2vkit.query.model import Model

__all__ = [
    "MissingWordError",
    "Model",
    "TextVectorizer",
    "UsageError",
    "W2vError",
    "__version__",
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


def __getattr__(name: str) -> Any:
    """Import the interface on first use, so that `import w2vkit` and the command line stay fast."""
    if name not in __all__:
        from w2vkit.base.messages import msg

        raise AttributeError(msg("module 'w2vkit' has no attribute {name!r}", name=name))
    if name == "TextVectorizer":
        from w2vkit.analysis.search.text_vectorizer import TextVectorizer

        return TextVectorizer
    if name.endswith("Error"):
        from w2vkit.base import errors

        return getattr(errors, name)
    from w2vkit import api
    from w2vkit.query.model import Model

    return Model if name == "Model" else getattr(api, name)


def __dir__() -> list[str]:
    """Return the public names, which editors complete."""
    return __all__
