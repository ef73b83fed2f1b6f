from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from w2vkit.base.errors import W2vError
from w2vkit.evaluation.layouts import (
    AnalogyPair,
    analogy_questions,
    are_word_pairs,
    fields_of,
    find_columns,
    parse_number,
    read_lines,
)
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


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a\tNew York, NY\t7.5", ["a", "New York, NY", "7.5"]),
        ("gem;jewel;3.9", ["gem", "jewel", "3.9"]),
        ("cord ; smile ; 0.1", ["cord", "smile", "0.1"]),
        ('"New York",city,5', ["New York", "city", "5"]),
        ("sun sunlight  50", ["sun", "sunlight", "50"]),
        ("\ta\tb\t1", ["", "a", "b", "1"]),
        ("a\tb\t1\t\t", ["a", "b", "1"]),
    ],
)
def test_a_line_is_cut_where_its_file_cuts(text, fields):
    assert fields_of(text) == fields


def test_sections_comments_and_numbers_of_lines():
    lines = read_lines("# made up\n: family\nking queen\n\n:  城市 \n北京 中国\n")
    assert [(line.number, line.section, line.fields) for line in lines] == [
        (3, "family", ("king", "queen")),
        (6, "城市", ("北京", "中国")),
    ]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_has_lines(text):
    for line in read_lines(text):
        assert line.fields
        assert all(parse_number(cell) is None or cell for cell in line.fields)


@pytest.fixture
def bats(tmp_path):
    files = {
        "1_Forms/I01 [noun - plural].txt": "boat\tboats\nsoup\tsoups\nmouse\tmice/mouses\n",
        "2_Meaning/L01 [kinds].txt": "boat\tvessel/craft\nsoup\tdish/food/meal\nbroken\n",
        "metadata.json": "{}",
        ".hidden.txt": "a\tb/c\n",
        "README.txt": "This is a set of pairs.\n",
    }
    for name, text in files.items():
        path = tmp_path / "BATS" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "BATS"


def test_a_folder_of_pairs(bats):
    found = read_test_set(str(bats))
    assert (found.name, found.kind) == ("BATS", "analogies")
    assert len(found.questions) == 3 * 2 + 2 * 1
    first = found.questions[0]
    assert first.words == ("boat", "boats", "soup", "soups")
    assert first.section == "1_Forms/I01 [noun - plural]"
    assert found.questions[1].words == ("boat", "boats", "mouse", "mice")
    assert found.questions[1].alternatives == ("mouses",)
    assert found.groups == {
        "1_Forms/I01 [noun - plural]": "1_Forms",
        "2_Meaning/L01 [kinds]": "2_Meaning",
    }
    assert found.layout == (
        "5 word pairs in 2 relations, combined into analogies; lines without a pair: 1"
    )


def test_one_file_of_it(bats):
    found = read_test_set(str(bats / "2_Meaning" / "L01 [kinds].txt"))
    assert (found.kind, len(found.questions), found.malformed) == ("analogies", 2, (3,))
    assert found.questions[1].alternatives == ("craft",)


def test_a_folder_without_pairs_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("boy girl king queen\n", encoding="utf-8")
    with pytest.raises(W2vError, match="is not a test set") as caught:
        read_test_set(str(tmp_path))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "are_pairs"),
    [
        ("cat\tanimal\nsoup\tfood\n", False),
        ("cat\tfeline/animal\nsoup\tfood\n", True),
        ("".join(f"w{n}\tw{n}s\n" for n in range(12)), True),
        ("".join(f"w{n}\tkind{n % 3}\n" for n in range(12)), False),
        ("a b c d\n" * 3 + "a\tb/c\n", False),
        ("".join(f"w{n}\t{n}\n" for n in range(12)), False),
    ],
)
def test_pairs_are_told_from_categories(text, are_pairs):
    assert are_word_pairs(read_lines(text)) is are_pairs


def test_every_pair_completes_every_other():
    pairs = [AnalogyPair("a", ("A", "Ä")), AnalogyPair("b", ("B",)), AnalogyPair("c", ("C",))]
    asked = [*analogy_questions(pairs)]
    assert len(asked) == 6
    assert (("b", "B", "a", "A"), ("Ä",)) in asked


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
