import subprocess
import sys

import numpy as np
import pytest

import w2vkit
from tests.toys import KINGDOM, QUICK
from w2vkit.base.errors import UsageError, W2vError


def test_three_lines_train_and_ask(text):
    model = w2vkit.train(text, **QUICK)
    assert {"king", "queen"} < {*model}
    assert len(model.similar("king", topn=3)) == 3


def test_a_script_over_a_large_text_needs_no_main_guard(tmp_path):
    sentences = "The king rules the land.\n" * 50_000
    (tmp_path / "large.txt").write_text(sentences, encoding="utf-8")
    lines = ("import w2vkit", "model = w2vkit.train('large.txt', epochs=1, dim=4)", "print(*model)")
    script = tmp_path / "script.py"
    script.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert "Traceback" not in done.stderr
    assert sorted(done.stdout.split()) == ["king", "land", "rules", "the"]


def test_a_model_without_a_name_leaves_nothing_behind(text, models):
    path = w2vkit.train(text, **QUICK).path
    assert not path.exists()
    assert not models.exists() or not [*models.iterdir()]


def test_a_named_model_is_stored_and_replaced_only_by_force(text, models):
    trained = w2vkit.train([text], name="tale", **QUICK)
    assert trained.path == models / "tale"
    assert np.array_equal(w2vkit.open("tale").vectors, trained.vectors)
    with pytest.raises(W2vError, match="exists"):
        w2vkit.train(text, name="tale", **QUICK)
    assert len(w2vkit.train(text, name="tale", force=True, **QUICK)) == len(trained)


def test_a_model_is_continued_and_stays_as_it_is(text, models, tmp_path):
    old = w2vkit.train(text, name="tale", **QUICK)
    more = tmp_path / "more.txt"
    more.write_text("The dragon met the king. The dragon slept.\n" * 9, encoding="utf-8")
    new = w2vkit.train(more, continue_from="tale")
    assert "dragon" in new
    assert "dragon" not in w2vkit.open("tale")
    assert {*old} < {*w2vkit.train(more, continue_from=old)}
    with pytest.raises(UsageError, match="lists of tokens"):
        w2vkit.train([["a", "b"]] * 9, continue_from="tale")


def test_sentences_give_the_same_vectors_as_the_file_they_stand_in(text):
    lists, generator = KINGDOM, (tuple(sentence) for sentence in KINGDOM)
    from_file = w2vkit.train(text, **QUICK)
    for sentences in (lists, generator):
        model = w2vkit.train(sentences, **QUICK)
        assert model.words == from_file.words
        assert np.array_equal(model.vectors, from_file.vectors)


def test_tokens_of_sentences_are_used_as_they_are():
    model = w2vkit.train([["New York", "U.S.", "C++"], ["C++", "New York"]] * 9, **QUICK)
    assert {*model} == {"New York", "U.S.", "C++"}


@pytest.mark.parametrize("corpus", [[[1, 2]], [7], (one for one in [{"a": 1}]), [["a"], "b"]])
def test_what_is_no_sentence_is_refused(corpus):
    with pytest.raises(UsageError, match="sentence is a list of tokens"):
        w2vkit.train(corpus, **QUICK)


@pytest.mark.parametrize("corpus", [[], [[]], [[""]], [["a\tb", "c\nd"]]])
def test_a_corpus_without_words_is_refused(corpus):
    with pytest.raises(W2vError):
        w2vkit.train(corpus, **QUICK)


def test_an_unknown_option_is_refused(text):
    with pytest.raises(TypeError, match="dimensions"):
        w2vkit.train(text, dimensions=8)


def test_training_from_given_vectors_keeps_them():
    sentences = [["the", "king", "rules", "the", "land"], ["the", "queen", "rules", "it"]] * 40
    options = {"dim": 8, "epochs": 2, "workers": 1}
    first = w2vkit.train(sentences[:40:2], min_count=1, **options)
    model = w2vkit.train(sentences, init=first.path, freeze=True, epochs=2, min_count=1, workers=1)
    assert (model["king"].tobytes(), len(model)) == (first["king"].tobytes(), 6)
    with pytest.raises(UsageError, match="freeze=True requires init="):
        w2vkit.train(sentences, freeze=True)


def test_vectors_to_start_from_may_be_a_model():
    sentences = [["the", "king", "rules"], ["the", "queen", "rules"]] * 40
    first = w2vkit.train(sentences, sample=0, **QUICK)
    frozen = w2vkit.train(sentences, init=first, freeze=True, sample=0, **QUICK)
    assert np.array_equal(frozen.vectors, first.vectors)


def test_stability_returns_the_model_with_its_members(text, models):
    w2vkit.train(text, name="tale", **QUICK)
    model = w2vkit.stability("tale", samples=2)
    assert (model.path, len(model.members)) == (models / "tale", 2)
    assert len(model.stability("king", topn=2)) == 2


def test_walks_of_a_file_and_of_its_edges_are_the_same(tmp_path):
    path = tmp_path / "edges.tsv"
    path.write_text("a\tb\nb\tc\n", encoding="utf-8")
    walks = [*w2vkit.walks(path, seed=2)]
    assert {*walks[0]} <= {"a", "b", "c"}
    assert walks == [*w2vkit.walks([path], seed=2)]
    assert walks == [*w2vkit.walks([("a", "b"), ("b", "c")], seed=2)]


def test_a_graph_of_networkx_is_walked_on_with_its_weights_and_directions():
    class Graph:
        """What `walks` uses of networkx.Graph and DiGraph."""

        def edges(self, data, default):
            assert (data, default) == ("weight", 1)
            return [(1, 2, 0.5), (2, 3, default)]

        def is_directed(self):
            return True

        def __iter__(self):
            return iter((1, 2, 3))

    assert [*w2vkit.walks(Graph(), seed=2)] == [
        *w2vkit.walks([("1", "2", 0.5), ("2", "3")], seed=2, directed=True)
    ]


def test_what_is_no_edge_is_refused():
    with pytest.raises(UsageError, match="edge"):
        [*w2vkit.walks([(1,)])]
