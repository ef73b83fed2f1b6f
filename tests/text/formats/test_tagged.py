"""Tags after words are removed by evidence; prose with slashes is not taken for them."""

import pytest

from tests.books import opened
from tests.text.files.test_corpus_file import text_id

PEOPLE = "19980101-01-001-001/m  国王/n  发表/v  [王国/ns  政府/n]nt  ，/w  [/w  是/v  ]/w  。/w\n"
CLEAN = "国王 发表 王国 政府 ， [ 是 ] 。\n"


@pytest.mark.parametrize(
    ("data", "said", "expected"),
    [
        (PEOPLE * 5, "word/n", CLEAN * 5),
        (PEOPLE.encode("gb18030") * 5, "word/n", CLEAN * 5),
        (
            "A_DT king_NN saw_VBD a_DT queen_NN ._.\n" * 9,
            "word_n",
            "A king saw a queen .\n" * 9,
        ),
        ("国王(Na)\u3000的(DE)\u3000话(Na)\n" * 9, "word(N)", "国王 的 话\n" * 9),
    ],
    ids=text_id,
)
def test_tags_are_removed_and_said_once(tmp_path, data, said, expected):
    text, notes = opened(tmp_path / "a.txt", data)
    assert text == expected
    assert notes[0] == f"the tags of the words (as in {said}) are removed."


@pytest.mark.parametrize(
    "text",
    [
        "He and/or she reads http://example.org/a/b on 3/4 and 5/6.\n" * 10,
        "new_york san_francisco los_angeles rio_de_janeiro\n" * 20,
        "a/b c/d e/f g/h i/j k/l m/n o/p q/r s/t u/v w/x y/z " * 2,
        "The king (K) and the queen (Q) of the land (L).\n" * 10,
        "国王/王后/王子 来到/离开 宫殿\n" * 10,
    ],
    ids=text_id,
)
def test_prose_with_slashes_underscores_and_brackets_is_text(tmp_path, text):
    assert opened(tmp_path / "a.txt", text)[0] == text
