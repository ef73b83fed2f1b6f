"""Files of categories."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.base.errors import W2vError
from w2vkit.pictures.categories import read_categories

NAMES = st.text("甲乙丙ab 'é-", min_size=1).map(str.strip).filter(len)


@settings(max_examples=30)
@given(st.dictionaries(NAMES, NAMES))
def test_categories_come_back(tmp_path_factory, categories):
    path = tmp_path_factory.mktemp("categories") / "words.tsv"
    lines = "".join(f"{word}\t{category}\n" for word, category in categories.items())
    path.write_text("# word\tcategory\n\n甲\t天干\n" + lines, encoding="utf-8")
    assert read_categories(path) == {"甲": "天干", **categories}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "contains no words"),
        ("# only\n", "contains no words"),
        ("甲\t天干\n乙\n", "Line 2"),
        ("甲\t\n", "Line 1"),
        ("word\tcount\tcategory\n甲\t1\t\n", "Line 2"),
        ("".join(f"甲{n}\t{n}\n" for n in range(90)), "more than 50 categories"),
        ("some long prose without any tabs " * 900, "Line 1"),
    ],
)
def test_files_that_are_no_categories(tmp_path, text, said):
    path = tmp_path / "words.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(W2vError, match=said) as caught:
        read_categories(path)
    assert len(caught.value.message) < 200 + len(str(path))


@pytest.mark.parametrize(
    ("header", "category"), [("word\tcount\tcategory", "天干"), ("word\tcount\tscore", "")]
)
def test_a_header_says_where_the_categories_are(tmp_path, header, category):
    path = tmp_path / "words.tsv"
    path.write_text(f"{header}\n甲\t3\t天干\n", encoding="utf-8")
    assert read_categories(path) == {"甲": category}
