"""What the user asks to train."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from w2vkit.base.system.paths import models_home


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """What the user asks to train.

    Attributes:
        paths: files and directories with text.
        name: of the model.
        force: whether to replace an existing model of that name.
        segmentation: the explicit options of `SegmentConfig`.
        options: the explicit options of `TrainConfig`.
        base: name or path of a model to continue from, or None.
        items: the explicit options of `ItemsConfig`.
        home: the parent directory of the model directory; that of all models if None.
        init: name or path of vectors to start from, or None.
        freeze: whether these keep their bytes.
        prior: name or path of the vectors of the language beside those of the text, "none", or
            None for the default.
        order: the names of the files as they were read before, see `find_files`.

    """

    paths: Sequence[str]
    name: str
    force: bool = False
    segmentation: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    base: str | None = None
    items: Mapping[str, Any] = field(default_factory=dict)
    home: Path | None = None
    init: str | None = None
    freeze: bool = False
    order: Sequence[str] = ()
    prior: str | None = None

    @property
    def directory(self) -> Path:
        """The parent directory of the model directory."""
        return self.home or models_home()
