"""Which columns of a log have the groups and the items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from w2vkit.base.config import ItemsConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import listed, msg

GROUP_NAMES = (
    *("session", "basket", "cart", "order", "transaction", "invoice", "visit", "group", "playlist"),
    *("user", "customer", "visitor", "member"),
    *("会话", "购物篮", "订单", "交易", "用户", "客户", "顾客", "会员"),
)
"""Names of columns of groups, the narrowest first: a session takes precedence over a user."""
ITEM_NAMES = (
    *("item", "product", "sku", "stock", "article", "asin", "isbn", "movie", "track", "song"),
    *("book", "artist", "video", "page", "url", "商品", "产品", "物品", "电影", "歌曲", "书"),
)
_ENDINGS = re.compile(r"(?:[\s_.-]*(?:id|no|nr|number|code|key|编号|号))?$", re.IGNORECASE)
MAX_SHOWN = 6
RATING_LAYOUT = ("user", "item", "rating", "time")
MIN_ROWS, LARGEST_RATING, FIRST_TIME = 3, 10, 100_000_000
"""Of a table of ratings without a header; times are seconds since 1970."""


@dataclass(frozen=True, slots=True)
class LogColumns:
    """The columns of a log.

    Attributes:
        group: the position of the column of groups, from 0.
        item: that of the column of items.
        names: the names of the two.
        has_header: whether the first line names the columns.

    """

    group: int
    item: int
    names: tuple[str, str]
    has_header: bool = True

    @property
    def note(self) -> str:
        """What to tell the user."""
        group, item = self.names
        if self.has_header:
            return msg("groups: column {group}; items: column {item}", group=group, item=item)
        numbers = msg(
            "groups: column {group}; items: column {item}", group=self.group + 1, item=self.item + 1
        )
        return (
            msg(
                "{numbers} (no header; recognized as {group} and {item})",
                numbers=numbers,
                group=group,
                item=item,
            )
            if not (group.isdecimal())
            else numbers
        )

    def of(self, fields: Sequence[str]) -> tuple[str, str]:
        """Return the group and the item of a line, "" for fields that it does not have."""
        size = len(fields)
        group, item = (fields[place] if place < size else "" for place in (self.group, self.item))
        return group, item


def log_columns(
    header: Sequence[str],
    config: ItemsConfig,
    log: str,
    rows: Sequence[Sequence[str]] = (),
    *,
    named: bool = False,
) -> LogColumns | None:
    """Return the columns of a log, or None if no column has a known name.

    Args:
        header: the fields of the first line.
        config: the names of the columns or, for a log without header, their numbers from 1.
        log: the name of the file, for messages.
        rows: the fields of the first rows: a column that is mostly empty there is not chosen
            unless `config` names it.
        named: whether `header` certainly contains names of columns.

    Raises:
        W2vError: a column that `config` names does not exist, or only one column is known.

    """
    given = config.group_column, config.item_column
    if not named and (numbers := _numbers(given, header, log)):
        return numbers
    empty = _empty_columns(header, rows)
    group = _position(header, config.group_column, GROUP_NAMES, log, empty)
    item = _position(header, config.item_column, ITEM_NAMES, log, empty)
    if group is None and item is None and not named:
        return None
    if len(header) == 2 and (group is None) != (item is None):
        group, item = (1 - (item or 0), item) if group is None else (group, 1 - group)
    if group is None:
        raise W2vError(
            msg(
                "No column of {log} is recognized as the groups; its columns are {header}.",
                log=log,
                header=listed(header, MAX_SHOWN),
            ),
            msg("Name the column with --group-column."),
        )
    if item is None:
        raise W2vError(
            msg(
                "No column of {log} is recognized as the items; its columns are {header}.",
                log=log,
                header=listed(header, MAX_SHOWN),
            ),
            msg("Name the column with --item-column."),
        )
    return LogColumns(group, item, (header[group], header[item]))


def _numbers(
    given: tuple[str | None, str | None], header: Sequence[str], log: str
) -> LogColumns | None:
    """Return the columns that are given by their numbers, or None."""
    group, item = given
    if not group or not item or not (group.isdecimal() and item.isdecimal()):
        return None
    if group in header and item in header:
        return None
    for number in (int(group), int(item)):
        if not 1 <= number <= len(header):
            raise W2vError(
                msg(
                    "{log} has no column {number}; its first line has {header} columns.",
                    log=log,
                    number=number,
                    header=len(header),
                ),
                msg("Use numbers from 1 to {header}.", header=len(header)),
            )
    return LogColumns(int(group) - 1, int(item) - 1, (group, item), has_header=False)


def rating_columns(rows: Sequence[Sequence[str]]) -> LogColumns | None:
    """Return the columns of a table without a header that is recognizably user, item, rating, time.

    That is the layout of MovieLens: few different ratings, and times in seconds.

    Args:
        rows: the fields of the first rows.

    """
    width = len(RATING_LAYOUT)
    if len(rows) < MIN_ROWS or any(len(row) != width for row in rows):
        return None
    *_, ratings, times = zip(*rows, strict=True)
    are_times = all(time.isdecimal() and int(time) >= FIRST_TIME for time in times)
    are_ratings = all(_is_rating(rating) for rating in ratings)
    if not (are_times and are_ratings):
        return None
    return LogColumns(0, 1, RATING_LAYOUT[:2], has_header=False)


def _is_rating(text: str) -> bool:
    try:
        return 0 <= float(text) <= LARGEST_RATING
    except ValueError:
        return False


def _empty_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> set[int]:
    """Return the positions of the columns that are empty in most rows."""
    return {
        place
        for place in range(len(header))
        if sum(len(row) <= place or not row[place].strip() for row in rows) > len(rows) / 2
    }


def _position(
    header: Sequence[str], name: str | None, known: Sequence[str], log: str, empty: set[int]
) -> int | None:
    """Return the position of the column with the given name, or else of the first known one."""
    if name is None:
        stems = [_ENDINGS.sub("", field.strip().lower(), count=1) for field in header]
        columns = [stems.index(stem) for stem in known if stem in stems]
        filled = [place for place in columns if place not in empty]
        if columns and not filled:
            raise W2vError(
                msg(
                    "The column {header} of {log} is empty in most of its first rows.",
                    header=header[columns[0]],
                    log=log,
                ),
                msg("Name other columns with --group-column and --item-column."),
            )
        return filled[0] if filled else None
    if name in header:
        return [*header].index(name)
    raise W2vError(
        msg(
            "{log} has no column “{name}”; its columns are {header}.",
            log=log,
            name=name,
            header=listed(header, MAX_SHOWN),
        ),
        msg("Name one of them."),
    )
