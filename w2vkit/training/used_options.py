"""The options as each algorithm uses them: what a fused model trains, member by member."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from w2vkit.base.config import TrainConfig, parse_members
from w2vkit.base.messages import counted, joined, msg
from w2vkit.engines import LOSS_NAMES
from w2vkit.engines.fused.members import members_of
from w2vkit.languages.language import Language
from w2vkit.training.algorithms import ALGORITHMS, uses_loss_option, uses_option

OF_TRAINING = (
    *("epochs", "window", "sample", "alpha", "negative"),
    *("x_max", "decay", "smoothing", "shift", "exponent", "architecture"),
)
"""The options of a training that are recorded for each member."""


def used_options(config: TrainConfig) -> dict[str, Any]:
    """Return the options of one algorithm that have an effect on it, with their values."""
    return {
        name: getattr(config, name)
        for name in OF_TRAINING
        if uses_option(config.algorithm, name) and uses_loss_option(config.loss, name)
    }


def member_options(config: TrainConfig, *, language: Language) -> dict[str, dict[str, Any]]:
    """Return the options that each member of a fused model uses, by name; {} for other models."""
    if config.algorithm != "fused":
        return {}
    return {
        member.name: {"weight": member.weight, **used_options(member.config)}
        for member in members_of(config, language=language)
    }


def training_lines(config: TrainConfig, *, language: Language) -> Iterator[str]:
    """Yield what is trained, in short lines: the algorithm and its options, or each member."""
    if config.algorithm != "fused":
        tuned = named_values(config, [*("sample", "alpha", "negative"), *_own(config)])
        if config.loss != "negative":
            tuned = joined(", ", [LOSS_NAMES[config.loss], *filter(None, [tuned])])
        yield msg(
            "Training {algorithm}, dim {dim}, window {window}, {epochs}, min-count "
            "{min_count}, {tuned}.",
            algorithm=config.algorithm,
            dim=config.dim,
            window=config.window,
            epochs=counted(config.epochs, "{number} epoch", "{number} epochs"),
            min_count=config.min_count,
            tuned=tuned,
        )
        return
    names = joined(", ", parse_members(config.members))
    yield msg(
        "Training fused from {names}: dim {dim}, min-count {min_count}.",
        names=names,
        dim=config.dim,
        min_count=config.min_count,
    )
    for name, used in member_options(config, language=language).items():
        yield member_line(name, used)


def member_line(name: str, used: Mapping[str, Any]) -> str:
    """Return what is trained for a member, in one line, from its weight and options."""
    tuned = joined(
        ", ",
        (
            f"{option} {_shown(used[option])}"
            for option in ("window", "sample", "alpha", "negative")
            if option in used
        ),
    )
    if "epochs" in used:
        passed = counted(used["epochs"], "{number} epoch", "{number} epochs")
        return msg(
            "- {name} with weight {weight:g} for {passed}: {tuned}",
            name=name,
            weight=used["weight"],
            passed=passed,
            tuned=tuned,
        )
    return msg(
        "- {name} with weight {weight:g}, counted once: {tuned}",
        name=name,
        weight=used["weight"],
        tuned=tuned,
    )


def narrowed_lines(
    config: TrainConfig, given: Mapping[str, Any], *, language: Language
) -> Iterator[str]:
    """Yield a line for each explicit option that a member does not use as it was given."""
    if config.algorithm != "fused":
        return
    for member in members_of(config, language=language):
        used = used_options(member.config)
        if member.name == "fasttext" and given.get("epochs", used["epochs"]) != used["epochs"]:
            yield msg(
                "--epochs {epochs} is not used for fasttext, which trains for "
                "{used}: with more, n-grams of few characters dominate.",
                epochs=config.epochs,
                used=used["epochs"],
            )
        if member.name == "ppmi" and given.get("window", used["window"]) != used["window"]:
            yield msg(
                "--window {window} is not used for ppmi, which counts within {used}: "
                "wider windows are worse for Chinese text.",
                window=config.window,
                used=used["window"],
            )


def passes(config: TrainConfig, record: Mapping[str, Any]) -> int:
    """Return how often the text was passed in a training: the epochs of all members together.

    Args:
        config: the options of the training.
        record: what the trainer recorded of its members.

    """
    members = record.get("fused", {}).get("members")
    if not members:
        return config.epochs
    return sum(int(facts.get("epochs", config.epochs)) for facts in members.values())


def most_epochs(config: TrainConfig, record: Mapping[str, Any]) -> int:
    """Return the epochs of a training: of a fused model, those of the member with most of them."""
    members = record.get("fused", {}).get("members")
    if not members:
        return config.epochs
    return max(int(facts.get("epochs", config.epochs)) for facts in members.values())


def named_values(config: TrainConfig, names: list[str]) -> str:
    """Return options with their values, those that have an effect: `window 5, alpha 0.05`."""
    return joined(
        ", ",
        (
            f"{name.replace('_', '-')} {_shown(getattr(config, name))}"
            for name in names
            if uses_option(config.algorithm, name) and uses_loss_option(config.loss, name)
        ),
    )


def _own(config: TrainConfig) -> list[str]:
    """Return the options of an algorithm that only few others have."""
    return [
        name
        for name in ALGORITHMS[config.algorithm].reported
        if name not in ("sample", "alpha", "negative")
    ]


def _shown(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"
