import pytest

from w2vkit.base.errors import W2vError
from w2vkit.corpus.item_name_file import read_item_name_file


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("names.tsv", "7\tThe Lion, the Witch\textra\n8\t\n\n9\t苹果\n7\tagain\n"),
        ("names.csv", '7,"The Lion, the Witch"\n8\n9,苹果\n'),
    ],
)
def test_names_of_ids(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert read_item_name_file(str(path)) == {"7": "The Lion, the Witch", "9": "苹果"}


def test_other_encodings(tmp_path):
    path = tmp_path / "names.tsv"
    path.write_bytes("1\t孙悟空和猪八戒的故事\n".encode("gb18030") * 3)
    assert read_item_name_file(str(path), "gb18030") == {"1": "孙悟空和猪八戒的故事"}


def test_a_file_without_names(tmp_path):
    path = tmp_path / "names.tsv"
    path.write_text("7\n8\n", encoding="utf-8")
    with pytest.raises(W2vError, match="contains no names of items"):
        read_item_name_file(str(path))
