"""Made-up files in the layouts in which sets of scored pairs are published."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.evaluation.lines import read_lines
from w2vkit.evaluation.rating_columns import find_columns
from w2vkit.evaluation.test_sets import read_test_set

LAYOUTS = {
    "SimLex-999": (
        "word1\tword2\tPOS\tSimLex999\tconc(w1)\tconc(w2)\n"
        "quick\tslow\tA\t1.5\t3\t2\nboat\tship\tN\t8.5\t4\t4\n",
        [("quick", "slow", 1.5), ("boat", "ship", 8.5)],
        "words in columns 1 and 2, scores in column 4 (SimLex999)",
    ),
    "SimVerb-3500": (
        "run\tjog\tV\t7.5\tSYNONYMS\ngive\ttake\tV\t0.5\tANTONYMS\n",
        [("run", "jog", 7.5), ("give", "take", 0.5)],
        "words in columns 1 and 2, scores in column 4",
    ),
    "RW": (
        "unboat\tship\t5.25\t5\t6\t5\t5\nreslow\tquick\t0.75\t1\t0\t1\t1\n",
        [("unboat", "ship", 5.25), ("reslow", "quick", 0.75)],
        None,
    ),
    "COS960": (
        "小船\t大船\t3.5\t4\t3\n快慢\t快速\t1.5\t1\t2\n",
        [("小船", "大船", 3.5), ("快慢", "快速", 1.5)],
        None,
    ),
    "COS960 with spaces": (
        "小船 大船 3.5 4 3\n快慢 快速 1.5 1 2\n",
        [("小船", "大船", 3.5), ("快慢", "快速", 1.5)],
        None,
    ),
    "WordSim-353 with numbers of lines": (
        "1\tboat\tship\t8.5\n2\tboat\tsoup\t1.5\n3\tsoup\tbread\t5.0\n",
        [("boat", "ship", 8.5), ("boat", "soup", 1.5), ("soup", "bread", 5.0)],
        "words in columns 2 and 3, scores in column 4",
    ),
    "numbers of lines after the words": (
        "boat\tship\t1\t8.5\nboat\tsoup\t2\t1.5\nsoup\tbread\t3\t5.0\n",
        [("boat", "ship", 8.5), ("boat", "soup", 1.5), ("soup", "bread", 5.0)],
        "words in columns 1 and 2, scores in column 4",
    ),
    "combined.tab": (
        "Word 1\tWord 2\tHuman (mean)\nboat\tship\t8.5\nboat\tsoup\t1.5\n",
        [("boat", "ship", 8.5), ("boat", "soup", 1.5)],
        None,
    ),
    "combined.csv": (
        "Word 1,Word 2,Human (mean)\nboat,ship,8.5\nboat,soup,1.5\n",
        [("boat", "ship", 8.5), ("boat", "soup", 1.5)],
        None,
    ),
    "a table of pandas": (
        "\tword1\tword2\tscore\n0\tboat\tship\t8.5\n1\tboat\tsoup\t1.5\n",
        [("boat", "ship", 8.5), ("boat", "soup", 1.5)],
        "words in columns 2 and 3, scores in column 4 (score)",
    ),
    "MEN, natural form": (
        "boat ship 45\nboat soup 5\n",
        [("boat", "ship", 45), ("boat", "soup", 5)],
        None,
    ),
    "MEN, lemma form": (
        "boat-n ship-n 45.000000\nquick-j run-v 5.000000\n",
        [("boat", "ship", 45), ("quick", "run", 5)],
        "words in columns 1 and 2, scores in column 3; part-of-speech suffixes are removed",
    ),
    "RG-65": (
        "boat;ship;3.5\nboat;soup;0.25\n",
        [("boat", "ship", 3.5), ("boat", "soup", 0.25)],
        None,
    ),
    "SCWS": (
        "1\tboat\tn\tship\tn\ta <b>boat</b> | x\ta <b>ship</b>\t8.5\t9\t8\n"
        "2\trun\tv\tsoup\tn\tto <b>run</b>, far\thot <b>soup</b>\t1.5\t1\t2\n",
        [("boat", "ship", 8.5), ("run", "soup", 1.5)],
        "words in columns 2 and 4, scores in column 8",
    ),
    "a constant before the score": (
        "boat\tship\t10\t8.5\nboat\tsoup\t10\t1.5\n",
        [("boat", "ship", 8.5), ("boat", "soup", 1.5)],
        "words in columns 1 and 2, scores in column 4",
    ),
}


@pytest.mark.parametrize(("text", "pairs", "layout"), LAYOUTS.values(), ids=[*LAYOUTS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_published_layouts(tmp_path, text, pairs, layout, encoding):
    path = tmp_path / "set.txt"
    path.write_text(text, encoding=encoding)
    found = read_test_set(str(path))
    assert found.kind == "pairs"
    assert [(*question.words, question.value) for question in found.questions] == pairs
    assert found.malformed == ()
    assert found.layout == layout


def test_one_line_is_enough():
    columns = find_columns(read_lines("春\t秋\t1\n"))
    assert (columns.first, columns.second, columns.score) == (0, 1, 2)


@pytest.mark.parametrize("text", ["", "a b c d\n", "boy girl king queen\na b\n", "a\t1\nb\t2\n"])
def test_what_holds_no_scored_pairs(text):
    assert find_columns(read_lines(text)) is None


def test_only_the_first_line_may_name_the_columns(tmp_path):
    path = tmp_path / "set.tsv"
    path.write_text("a\tb\tscore\nc\td\t1\ne\tf\tmany\ng\th\t2\n", encoding="utf-8")
    assert read_test_set(str(path)).malformed == (3,)


WORD = st.text(st.characters(categories=["Ll", "Lo"]), min_size=2, max_size=6)
ROWS = st.lists(
    st.tuples(WORD, WORD, st.floats(0, 10)), min_size=3, max_size=9, unique_by=lambda row: row[2]
)


@given(ROWS, st.booleans(), st.booleans(), st.integers(0, 3))
def test_the_columns_are_found_among_others(rows, numbered, tagged, annotators):
    lines = []
    for place, (a, b, score) in enumerate(rows):
        before = [str(place + 1)] * numbered
        after = [str(score)] + ["5"] * annotators
        lines.append("\t".join([*before, a, b, *(["N"] * tagged), *after]))
    columns = find_columns(read_lines("\n".join(lines)))
    assert columns.first == numbered
    assert columns.second == numbered + 1
    values = [score for _, _, score in rows]
    if any(b - a != 1 for a, b in pairwise(values)):
        assert columns.score == numbered + tagged + 2
