"""Options of logs of items, and of walks on graphs."""

from __future__ import annotations

from dataclasses import dataclass

from w2vkit.base.config.choices import MAX_SEED, GraphLayout
from w2vkit.base.config.declaration import check_ranges, setting
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg


@dataclass(frozen=True, slots=True)
class ItemsConfig:
    """Options of reading logs of items (Item2Vec, Barkan & Koenigstein 2016, arXiv:1603.04259)."""

    items: bool = setting(
        False,
        "Train vectors of items on baskets or sessions: a log with a column of groups and one of "
        "items, or one session per line.",
    )
    group_column: str | None = setting(
        None,
        "Items: the column of sessions or baskets, by name, or by number if there is no header; "
        "recognized by its name by default.",
        shown="NAME",
    )
    item_column: str | None = setting(
        None,
        "Items: the column of items, by name, or by number if there is no header; recognized by "
        "its name by default.",
        shown="NAME",
    )
    item_names: str | None = setting(
        None, "Items: file with a line “id ⇥ name” for each item.", shown="FILE"
    )

    def __post_init__(self) -> None:
        check_ranges(self)
        given = [name for name in ITEM_OPTIONS if getattr(self, name) is not None]
        if given and not self.items:
            raise UsageError(
                msg("--{given} has no effect without --items.", given=given[0].replace("_", "-")),
                msg("Omit it, or add --items."),
            )


ITEM_OPTIONS = ("group_column", "item_column", "item_names")
"""Options that only have an effect on logs of items."""


@dataclass(frozen=True, slots=True)
class WalkConfig:
    """Options of random walks on a graph."""

    num_walks: int = setting(10, "Number of walks that start at each node.", 1, 1_000_000)
    walk_length: int = setting(80, "Number of nodes in a walk.", low=2, high=100_000)
    p: float = setting(
        1.0,
        "node2vec: return parameter; the lower, the more often a walk returns to the node before.",
        0.001,
        1_000.0,
    )
    q: float = setting(
        1.0,
        "node2vec: in-out parameter; above 1, walks stay near where they are; below 1, they move "
        "away.",
        0.001,
        1_000.0,
    )
    directed: bool = setting(False, "Follow edges only from the first node to the second.")
    weights: bool = setting(
        True, "Use a third column as the weight of the edge; otherwise ignore further columns."
    )
    layout: GraphLayout = setting(
        "auto",
        "Layout of the files: two nodes on each line, or a node and all its neighbors; recognized "
        "by default.",
    )
    encoding: str | None = setting(
        None, "Encoding of the files; detected for each file by default."
    )
    seed: int = setting(1, "Random seed.", low=0, high=MAX_SEED)
    workers: int | None = setting(
        None, "Number of threads; all available cores by default.", low=1, high=1_024
    )

    def __post_init__(self) -> None:
        check_ranges(self)
