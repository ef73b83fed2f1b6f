"""SQL dumps: the text of INSERT statements."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.books import opened
from w2vkit.text.files.text_file import NotTextError
from w2vkit.text.formats.sql_dump import rows_of, statements

TEXTS = ["It's clean; we'll come back.", "早餐太差了，鸡蛋是冷的。", "位置很好，（真的）很近。"]
MYSQL = r"""-- MySQL dump 10.13
/*!40101 SET NAMES utf8 */;
DROP TABLE IF EXISTS `reviews`;
CREATE TABLE `reviews` (
  `id` int(11) NOT NULL,
  `content` text COLLATE utf8_unicode_ci,
  `price` decimal(10,2) DEFAULT '0.00',
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;
INSERT INTO `reviews` VALUES (1,'It\'s clean; we\'ll come back.',1.5),
(2,'早餐太差了，鸡蛋是冷的。',NULL);
INSERT INTO `reviews` VALUES (3,'位置很好，（真的）很近。',-2);
UNLOCK TABLES;
"""


def test_the_text_column_is_read_and_named(tmp_path):
    text, notes = opened(tmp_path / "dump.sql", MYSQL)
    assert text.splitlines() == TEXTS
    assert notes == ["the column content of the SQL table is read."]


def test_a_dump_of_sqlite_with_two_tables(tmp_path):
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE users (id INTEGER, name TEXT)")
    database.execute("CREATE TABLE posts (id INTEGER, body TEXT)")
    database.execute("INSERT INTO users VALUES (1, 'anna')")
    database.executemany("INSERT INTO posts VALUES (?, ?)", enumerate(TEXTS))
    text, notes = opened(tmp_path / "a.txt", "\n".join(database.iterdump()))
    database.close()
    assert text.splitlines() == TEXTS
    assert notes == ["the column posts.body of the SQL table is read."]


def test_a_dump_without_rows_is_refused(tmp_path):
    with pytest.raises(NotTextError, match="SQL dump without INSERT"):
        opened(tmp_path / "a.sql", "CREATE TABLE a (b text);\nCOPY a (b) FROM stdin;\nx\n")


def test_prose_about_sql_is_text(tmp_path):
    text = "Insert the key into the lock.\nCreate table settings for eight.\n"
    assert opened(tmp_path / "a.txt", text)[0] == text


@given(
    st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1, max_size=5),
    st.integers(1, 30),
)
def test_quoted_values_are_read_back_wherever_blocks_end(rows, size):
    def quoted(value):
        escaped = value.replace("\\", "\\\\").replace("'", "''")
        return f"'{escaped}'"

    values = ",".join(f"({','.join(map(quoted, row))})" for row in rows)
    text = f"INSERT INTO a VALUES {values};\nSELECT 1;"
    blocks = [text[place : place + size] for place in range(0, len(text), size)]
    first, second = statements(blocks)
    assert [*rows_of(first.removeprefix("INSERT INTO a VALUES "))] == rows
    assert second.strip() == "SELECT 1"
