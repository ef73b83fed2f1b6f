"""Files of definitions; how words are ranked by them is in `test_reverse_dictionary`."""

import pytest

from w2vkit.analysis.search.definitions import read_definitions
from w2vkit.base.errors import W2vError


@pytest.mark.parametrize(
    ("text", "said", "notes"),
    [
        ("悟空\t猴子\n# 注\n\n八戒\n", [("悟空", "猴子")], ["1 line"]),
        ("悟空\t猴子\n悟空\t行者\n", [("悟空", "猴子"), ("悟空", "行者")], []),
    ],
)
def test_files_of_definitions(tmp_path, text, said, notes):
    path = tmp_path / "words.tsv"
    path.write_text(text, encoding="utf-8")
    noted = []
    found = read_definitions(str(path), noted.append)
    assert [(one.word, one.text) for one in found] == said
    assert len(noted) == len(notes)
    assert all(one in noted[0] for one in notes)


def test_a_file_without_definitions(tmp_path):
    empty = tmp_path / "empty.tsv"
    empty.write_text("悟空\n", encoding="utf-8")
    with pytest.raises(W2vError, match="no definitions"):
        read_definitions(str(empty), print)
