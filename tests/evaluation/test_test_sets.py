import pytest

from tests.gensim_marks import NEEDS_GENSIM
from w2vkit.base.errors import W2vError
from w2vkit.evaluation.test_sets import BUILT_IN_SETS, read_test_set

FILES = {
    "analogies": ": family\nboy girl king queen\nboy girl king\n\n: 城市\n中国 北京 日本 东京\n",
    "pairs": "# a comment\nlove\tsex\t6.77\nNew York\tcity\t5\nlove\tsex\tmuch\n",
    "categories": "八戒\t人\n馒头\t食物\n孤\n",
    "odd": "八戒 沙僧 行者 | 馒头\na b |c\na | b\na b c\n",
}


@pytest.mark.parametrize(
    ("kind", "questions", "malformed"),
    [
        ("analogies", [("boy", "girl", "king", "queen"), ("中国", "北京", "日本", "东京")], (3,)),
        ("pairs", [("love", "sex"), ("New York", "city")], (4,)),
        ("categories", [("八戒",), ("馒头",)], (3,)),
        ("odd", [("八戒", "沙僧", "行者", "馒头"), ("a", "b", "c"), ("a", "b")], (4,)),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_kind_is_found_out_and_the_rest_reported(
    tmp_path, kind, questions, malformed, encoding
):
    path = tmp_path / "set.txt"
    path.write_bytes(FILES[kind].encode(encoding))
    found = read_test_set(str(path))
    assert found.kind == kind
    assert [question.words for question in found.questions] == questions
    assert found.malformed == malformed
    assert found.name == "set.txt"


def test_sections_and_values(tmp_path):
    path = tmp_path / "set.txt"
    path.write_text(FILES["analogies"], encoding="utf-8")
    assert [one.section for one in read_test_set(str(path)).questions] == ["family", "城市"]
    path.write_text("a,b,1.5\nc,d,-2e1\ne,f,nan\n", encoding="utf-8")
    found = read_test_set(str(path))
    assert [one.value for one in found.questions] == [1.5, -20.0]
    assert found.malformed == (3,)


@NEEDS_GENSIM
@pytest.mark.parametrize(
    ("name", "kind", "size"),
    [("google", "analogies", 19_544), ("wordsim353", "pairs", 353), ("simlex999", "pairs", 999)],
)
def test_the_known_sets_are_whole(name, kind, size):
    found = read_test_set(name)
    assert (found.kind, len(found.questions), found.malformed) == (kind, size, ())
    assert name in BUILT_IN_SETS


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "one\nword\n", ": section\n"])
def test_a_file_without_questions_is_refused(tmp_path, text):
    path = tmp_path / "set.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(W2vError) as caught:
        read_test_set(str(path))
    assert caught.value.hint


def test_an_unknown_name_is_refused():
    with pytest.raises(W2vError, match="no test set “nowhere”"):
        read_test_set("nowhere")


@NEEDS_GENSIM
def test_semantic_and_syntactic_sections_are_told_apart(tmp_path):
    groups = read_test_set("google").groups
    assert len(groups) == 14
    assert groups["family"] == "semantic"
    assert [*groups.values()].count("syntactic") == 9
    path = tmp_path / "set.txt"
    path.write_text(FILES["analogies"], encoding="utf-8")
    assert read_test_set(str(path)).groups == {}
