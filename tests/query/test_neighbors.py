import copy

import pytest

import w2vkit
from tests.toys import save_model
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.query.neighbors import Neighbor, Neighbors, common_count

FOUND = [Neighbor("孙悟空", 0.98765432, 1200), Neighbor("<b>", 0.5, 7)]


def test_neighbors_are_a_list():
    found = Neighbors(FOUND)
    assert found == FOUND
    assert copy.copy(found) == FOUND
    assert repr(found) == repr(FOUND)


def test_printed_neighbors_are_an_aligned_table():
    assert str(Neighbors(FOUND)) == (
        "word     score  count  rare\n孙悟空  0.9877  1,200\n<b>     0.5000      7  yes"
    )
    assert str(Neighbors()) == "(nothing found)"


def test_python_prints_what_the_command_line_prints(models, w2v):
    save_model("toy")
    for question in ("king", "孙悟空 + 八戒"):
        printed = w2v("similar", question, "-m", "toy").stdout
        assert printed == f"{w2vkit.open('toy').similar(question)}\n"


def test_notebooks_show_a_table_of_escaped_cells():
    shown = Neighbors(FOUND)._repr_mimebundle_()
    assert shown["text/plain"] == str(Neighbors(FOUND))
    assert ">孙悟空</td>" in shown["text/html"]
    assert ">&lt;b&gt;</td>" in shown["text/html"]
    assert "<b>" not in shown["text/html"]


def test_the_table_says_what_was_left_out():
    found = Neighbors(FOUND, hidden=1, common=20)
    said = "1 of the 2 nearest words occurs fewer than 20 times and is left out."
    assert str(found) == f"{Neighbors(FOUND)}\n{said}"


@pytest.mark.parametrize(
    ("counts", "always", "least"),
    [
        ([90, 50, 30, 8, 5], 5, 1),  # all are always offered
        ([90, 50, 30, 8, 5], 4, 8),
        ([90, 50, 30, 8, 5], 2, 20),  # 30 is not rare, so words from 20 on are offered
        ([0, 0, 0], 1, 1),  # counts are unknown
    ],
)
def test_the_least_count_of_offered_words_rises_with_the_vocabulary(counts, always, least):
    words = Vocabulary.from_counts((f"w{row}", count) for row, count in enumerate(counts))
    assert common_count(words, always) == least
