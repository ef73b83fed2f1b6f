"""w2vkit: from raw text, Chinese or English, to word vectors, answers and pictures.

>>> import w2vkit
>>> model = w2vkit.open("xiyou")                  # doctest: +SKIP
>>> model.similar("国王 - 男人 + 女人", topn=3)    # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from w2vkit.answers.model import Model

__version__ = "0.1.0"
__all__ = ["open"]


def open(model: str | None = None) -> Model:  # noqa: A001
    """Open a model to ask it questions: `w2vkit.open("xiyou").similar("孙悟空")`.

    Args:
        model: the name of a model, or the path of its directory; the one trained last if None.

    Raises:
        W2vError: there is no such model, or it is damaged.

    """
    from w2vkit.answers.model import open_model

    return open_model(model)
