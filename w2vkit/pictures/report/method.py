"""How a model was made, from the description that is stored with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from w2vkit.model.manifest import ModelInfo
from w2vkit.training.algorithms import uses_option

ALGORITHMS = {
    "skipgram": "skip-gram (Mikolov et al. 2013)",
    "cbow": "CBOW (Mikolov et al. 2013)",
    "fasttext": "fastText (Bojanowski et al. 2017)",
    "glove": "GloVe (Pennington et al. 2014)",
    "ppmi": "PPMI-SVD (Levy et al. 2015)",
}
"""The algorithms with their sources; others are named as in the options."""
STATED = ("dim", "window", "epochs", "negative", "sample", "alpha", "min_count", "seed")
"""The options that the method sentence states, where the algorithm uses them."""


def algorithm_of(info: ModelInfo) -> str | None:
    """Return the algorithm of a model with its source, None if that is unknown."""
    members = fused_members(info)
    if members:
        return " + ".join(_weighted(name, facts) for name, facts in members.items())
    name = info.options.get("training", {}).get("algorithm")
    return ALGORITHMS.get(name, str(name)) if name else None


def fused_members(info: ModelInfo) -> Mapping[str, Mapping[str, Any]]:
    """Return the members of a fused model with their weights and own options; {} for others."""
    members: Mapping[str, Mapping[str, Any]] = info.options.get("fused", {}).get("members", {})
    return members


def _weighted(name: str, facts: Mapping[str, Any]) -> str:
    """Return a member as `1 × CBOW (Mikolov et al. 2013; epochs 24)`."""
    own = [
        f"; {option} {facts[option]}"
        for option in STATED
        if option in facts and uses_option(name, option)
    ]
    title = ALGORITHMS.get(name, f"{name} ()").removesuffix(")")
    return f"{facts.get('weight', 1):g} × {title}{''.join(own)})"


def stated_options(info: ModelInfo) -> Iterator[tuple[str, Any]]:
    """Yield the options of the training that matter for its algorithm, and their values."""
    training: Mapping[str, Any] = info.options.get("training", {})
    algorithm, members = training.get("algorithm"), fused_members(info)
    for name in STATED:
        value = training.get(name)
        is_own = bool(members) and all(
            name in facts for member, facts in members.items() if uses_option(member, name)
        )
        if value is not None and uses_option(algorithm, name) and not is_own:
            yield name, value


def all_options(info: ModelInfo) -> Iterator[tuple[str, str]]:
    """Yield all stored options with their values; options that were not set are left out."""
    for group in ("segmentation", "training"):
        for name, value in info.options.get(group, {}).items():
            if value not in (None, [], ""):
                shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
                yield f"--{name.replace('_', '-')}", shown


def method(info: ModelInfo, texts: Mapping[str, str]) -> str:
    """Return how a model was made, as sentences; they state only what its description contains.

    Args:
        info: the description of the model.
        texts: the texts of the report in the language of the reader.

    """
    tokens, types = (info.report.get(name) for name in ("tokens", "types"))
    algorithm = algorithm_of(info)
    if algorithm is None:
        return texts["method_unknown"].format(engine=info.engine)
    parts = []
    if tokens and types:
        segmenter = info.options.get("segmentation", {}).get("segmenter")
        key = "method_text" if segmenter else "method_tokens"
        parts.append(texts[key].format(segmenter=segmenter, tokens=tokens, types=types))
    options = ", ".join(f"{name.replace('_', '-')} {value}" for name, value in stated_options(info))
    values = {
        "algorithm": algorithm,
        "options": options,
        "words": info.words,
        "dim": info.dim,
        "engine": info.engine,
    }
    key = "method_fused" if fused_members(info) else "method_training"
    parts.append(texts[key].format(**values))
    version, created = info.versions.get("w2vkit"), info.created[:10]
    if version and created:
        parts.append(texts["method_made"].format(version=version, created=created))
    if info.corpus.get("continues"):
        parts.append(texts["method_continued"].format(base=info.corpus["continues"]))
    return texts["sentence_gap"].join(parts)
