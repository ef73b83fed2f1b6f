import pytest

from w2vkit.base.config import ItemsConfig
from w2vkit.base.errors import W2vError
from w2vkit.corpus.log_columns import log_columns, rating_columns

ANY = ItemsConfig()


@pytest.mark.parametrize(
    ("header", "group", "item"),
    [
        (("session_id", "item_id"), 0, 1),
        (("UserID", "Timestamp", "ProductId"), 0, 2),
        (("InvoiceNo", "StockCode", "Description", "CustomerID"), 0, 1),
        (("user", "session", "sku"), 1, 2),
        (("movieId", "rating", "userId"), 2, 0),
        (("用户ID", "商品编号", "时间"), 0, 1),
        (("订单", "商品"), 0, 1),
        (("basket", "thing"), 0, 1),
        (("thing", "item"), 0, 1),
    ],
)
def test_columns_are_recognized_by_their_names(header, group, item):
    found = log_columns(header, ANY, "log.csv")
    assert (found.group, found.item, found.has_header) == (group, item, True)
    assert found.names == (header[group], header[item])


@pytest.mark.parametrize("header", [("apple", "pear"), ("1", "2", "3"), ("milk",), ()])
def test_ids_are_no_header(header):
    assert log_columns(header, ANY, "log.csv") is None


def test_a_column_named_by_a_number_is_a_name():
    config = ItemsConfig(items=True, group_column="2", item_column="1")
    assert log_columns(("1", "2"), config, "log.csv").has_header
    assert not log_columns(("a", "b"), config, "log.csv").has_header


ROWS = [("v1", "", "i1"), ("v2", "", "i2"), ("v2", "t1", "i3")]


def test_a_column_that_is_mostly_empty_is_not_chosen():
    header = ("visitorid", "transactionid", "itemid")
    found = log_columns(header, ANY, "events.csv", ROWS)
    assert found.note == "groups: column visitorid; items: column itemid"
    full = log_columns(header, ANY, "events.csv", [("v", "t", "i")])
    assert full.note == "groups: column transactionid; items: column itemid"
    with pytest.raises(W2vError, match=r"The column transactionid of .* is empty in most"):
        log_columns(header[1:], ANY, "events.csv", [row[1:] for row in ROWS])
    given = ItemsConfig(items=True, group_column="transactionid")
    assert log_columns(header, given, "events.csv", ROWS).group == 1


def test_ratings_without_a_header_are_recognized():
    rows = [(str(user), str(item), "3.5", "978300760") for user in (1, 2) for item in (1, 2)]
    found = rating_columns(rows)
    assert (found.group, found.item, found.has_header) == (0, 1, False)
    assert (
        found.note == "groups: column 1; items: column 2 (no header; recognized as user and item)"
    )
    assert rating_columns([row[:3] for row in rows]) is None
    assert rating_columns([(*row[:3], "7") for row in rows]) is None
    assert rating_columns([(*row[:2], "978300760", row[3]) for row in rows]) is None
    assert rating_columns(rows[:2]) is None
