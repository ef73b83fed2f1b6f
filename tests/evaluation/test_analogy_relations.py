"""Made-up word pairs in the layout of BATS: folders of files, answers between slashes."""

import pytest

from w2vkit.base.errors import W2vError
from w2vkit.evaluation.analogy_relations import AnalogyPair, analogy_questions, are_word_pairs
from w2vkit.evaluation.lines import read_lines
from w2vkit.evaluation.test_sets import read_test_set


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
