import pytest

from w2vkit.config import ItemsConfig
from w2vkit.corpus.log_columns import log_columns

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
