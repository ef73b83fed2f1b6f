"""What type checkers make of the Python interface; `.ci/run` lets mypy read this file.

An `ignore` that nothing needs is an error, too, so that the wrong calls stay wrong.
"""

from collections.abc import Iterator
from pathlib import Path

import w2vkit


def right_calls(path: Path) -> w2vkit.Model:
    """Return a model; every call is right."""
    model = w2vkit.train([["a", "b"]], algorithm="cbow", epochs=2, min_count=1)
    w2vkit.train(path, loss="negative", words=["auto"], on_epoch=lambda epoch, seen: len(seen))
    w2vkit.train(path.glob("*.txt"), init=model, column="text")
    w2vkit.train(texts=["a b", "c d"], name="m", force=True)
    score: float = model.similarity("a", "b")
    best: str = model.similar("a", topn=3, metric="dot", kind="person")[0].word
    pairs: list[tuple[str, float]] = model.most_similar(positive=["a"], negative=["b"])
    tokens: Iterator[list[str]] = w2vkit.segment(text=f"{best} {score} {len(pairs)}")
    w2vkit.search(model, "a", texts=(" ".join(one) for one in tokens), unit="line")
    return model


def wrong_calls(model: w2vkit.Model) -> None:
    """Call functions with arguments of wrong types."""
    w2vkit.train(epochs=1.5)  # type: ignore[arg-type]
    w2vkit.train(loss="hs")  # type: ignore[arg-type]
    w2vkit.train(epoch=3)  # type: ignore[call-arg]
    model.similar("a", metric="bogus")  # type: ignore[arg-type]
    model.similar("a", top=3)  # type: ignore[call-arg]
    w2vkit.search(model, "a", unit="word")  # type: ignore[arg-type]
