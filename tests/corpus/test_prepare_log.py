import pytest

from tests.toys import Notes
from w2vkit.base.config import ItemsConfig
from w2vkit.base.errors import W2vError
from w2vkit.corpus.prepare_log import log_chunk, prepare_log, read_item_name_file
from w2vkit.corpus.sessions import sessions_of


def prepared(tmp_path, text, listener=None):
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    return prepare_log([str(path)], ItemsConfig(), None, listener or Notes())


def test_a_session_is_a_sentence(tmp_path):
    notes = Notes()
    corpus, (source,) = prepared(tmp_path, "a,b,c\nb,c\nd\n", notes)
    vocabulary = corpus.vocabulary
    found = [{vocabulary.word(row) for row in one} for one in corpus.sentences()]
    assert found == [{"a", "b", "c"}, {"b", "c"}, {"d"}]
    assert source.name.endswith("log.csv")
    assert notes.said == [
        "3 sessions of up to 3 items (median 2).",
        "Sessions with a single item, which have no effect: 1.",
    ]
    again, _ = prepared(tmp_path, "a,b,c\nb,c\nd\n")
    assert again.folder == corpus.folder


@pytest.mark.parametrize(
    ("text", "said"),
    [("a,b,c\n", "has only one session"), ("session,item\n1,a\n2,a\n", "two different items")],
)
def test_logs_without_anything_to_learn(tmp_path, text, said):
    with pytest.raises(W2vError) as caught:
        prepared(tmp_path, text)
    assert said in caught.value.message
    assert "--group-column" in caught.value.hint


def test_a_chunk_has_the_items_of_each_session():
    chunk = log_chunk(sessions_of([["a", "b"], ["b"]]))
    assert (chunk.table.types, chunk.lengths.tolist()) == (["a", "b"], [2, 1])
    assert sorted(chunk.ids[:2]) == [0, 1]
    assert chunk.ids[2] == 1


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
