"""Every option with its default, range and help text, declared once for all interfaces.

A group of options is a dataclass; its module is imported when the group is used, because creating
all of them takes longer than a query.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from w2vkit.base.config.choices import (
    AUTO,
    CHARACTERISTIC,
    CHECKPOINT_MINUTES,
    KINDS,
    LANGUAGE_PLUGINS,
    LEXICON,
    MAX_SEED,
    NAMES,
    NO_WORDS,
    OPT_IN_FIXES,
    READING_OPTIONS,
    RELATED_WORDS,
    SEGMENTER_PLUGINS,
    Algorithm,
    AnalogyMethod,
    Architecture,
    Basis,
    CbowGradient,
    ChangeMethod,
    ClusterMethod,
    Color,
    CountedUnit,
    EngineName,
    Fix,
    GraphLayout,
    IndexKind,
    Kind,
    LinkKind,
    Loss,
    MemberName,
    MetricName,
    NumberType,
    Order,
    OutputFormat,
    OwnSegmenter,
    Picture,
    ProjectionMethod,
    Ranking,
    Script,
    SegmenterName,
    TextUnit,
    Theme,
    Unwrap,
    Weighting,
)
from w2vkit.base.config.declaration import check_ranges, setting

if TYPE_CHECKING:
    from w2vkit.base.config.evaluation import EvalConfig
    from w2vkit.base.config.exchange import ExportConfig, ImportConfig
    from w2vkit.base.config.index import IndexConfig
    from w2vkit.base.config.logs import ITEM_OPTIONS, ItemsConfig, WalkConfig
    from w2vkit.base.config.pictures import PLOT_DEFAULTS, ExploreConfig, PlotConfig
    from w2vkit.base.config.query import QueryConfig
    from w2vkit.base.config.text import SegmentConfig
    from w2vkit.base.config.training import WITHOUT_EFFECT, TrainConfig, parse_members
    from w2vkit.base.config.words import AxisConfig, ChangeConfig, ClusterConfig, VectorizeConfig

__all__ = [
    "AUTO",
    "CHARACTERISTIC",
    "CHECKPOINT_MINUTES",
    "ITEM_OPTIONS",
    "KINDS",
    "LANGUAGE_PLUGINS",
    "LEXICON",
    "MAX_SEED",
    "NAMES",
    "NO_WORDS",
    "OPT_IN_FIXES",
    "PLOT_DEFAULTS",
    "READING_OPTIONS",
    "RELATED_WORDS",
    "SEGMENTER_PLUGINS",
    "WITHOUT_EFFECT",
    "Algorithm",
    "AnalogyMethod",
    "Architecture",
    "AxisConfig",
    "Basis",
    "CbowGradient",
    "ChangeConfig",
    "ChangeMethod",
    "ClusterConfig",
    "ClusterMethod",
    "Color",
    "CountedUnit",
    "EngineName",
    "EvalConfig",
    "ExploreConfig",
    "ExportConfig",
    "Fix",
    "GraphLayout",
    "ImportConfig",
    "IndexConfig",
    "IndexKind",
    "ItemsConfig",
    "Kind",
    "LinkKind",
    "Loss",
    "MemberName",
    "MetricName",
    "NumberType",
    "Order",
    "OutputFormat",
    "OwnSegmenter",
    "Picture",
    "PlotConfig",
    "ProjectionMethod",
    "QueryConfig",
    "Ranking",
    "Script",
    "SegmentConfig",
    "SegmenterName",
    "TextUnit",
    "Theme",
    "TrainConfig",
    "Unwrap",
    "VectorizeConfig",
    "WalkConfig",
    "Weighting",
    "check_ranges",
    "parse_members",
    "setting",
]

_MODULES = {
    "ChangeConfig": "words",
    "EvalConfig": "evaluation",
    "ExportConfig": "exchange",
    "ImportConfig": "exchange",
    "IndexConfig": "index",
    "ITEM_OPTIONS": "logs",
    "ItemsConfig": "logs",
    "WalkConfig": "logs",
    "ExploreConfig": "pictures",
    "PLOT_DEFAULTS": "pictures",
    "PlotConfig": "pictures",
    "QueryConfig": "query",
    "SegmentConfig": "text",
    "TrainConfig": "training",
    "WITHOUT_EFFECT": "training",
    "parse_members": "training",
    "AxisConfig": "words",
    "ClusterConfig": "words",
    "VectorizeConfig": "words",
}
"""The module of each name that is imported when it is used."""


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(name)
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value
