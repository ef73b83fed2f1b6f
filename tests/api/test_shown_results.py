"""Every result of the Python interface shows itself in a terminal and in a notebook."""

import pytest

import w2vkit
from tests.toys import KINGDOM

SENTENCES = [*KINGDOM, *([["<b>king</b>", "and", "queen"]] * 6)]
SHOWN = {
    "concordance": lambda: w2vkit.concordance(None, "queen", corpus=SENTENCES),
    "collocates": lambda: w2vkit.collocates(None, "queen", corpus=SENTENCES),
    "chapters": lambda: w2vkit.chapters(None, "queen", texts=[" ".join(x) for x in SENTENCES]),
    "parts": lambda: w2vkit.parts(None, 2, corpus=SENTENCES),
    "frequencies": lambda: w2vkit.frequencies(None, corpus=SENTENCES),
    "keyness": lambda: w2vkit.keyness(None, corpus=SENTENCES, other_corpus=KINGDOM),
    "relations": lambda: w2vkit.relations(None, "queen", "king", corpus=SENTENCES),
    "explain": lambda: w2vkit.explain(None, "queen", "king", corpus=SENTENCES),
}


@pytest.mark.parametrize("name", SHOWN)
def test_results_on_a_text(name, models):
    shown = SHOWN[name]()
    bundle = shown._repr_mimebundle_()
    assert bundle["text/plain"] == str(shown)
    assert "<table>" in bundle["text/html"]
    assert "<b>king" not in bundle["text/html"]
    assert "array(" not in repr(shown)


@pytest.mark.parametrize(
    "ask",
    [
        lambda model: model.similar("king"),
        lambda model: model.odd(["king", "queen", "馒头"]),
        lambda model: model.axis("king", "queen"),
        lambda model: model.associate(["king", "man"], ["queen", "woman"], "孙悟空", "八戒"),
        lambda model: w2vkit.cluster(model),
    ],
)
def test_answers_of_a_model(ask, toy_model):
    answer = ask(toy_model)
    bundle = answer._repr_mimebundle_()
    assert bundle["text/plain"] == str(answer)
    assert "text-align: right" in bundle["text/html"]


def test_a_model_says_how_it_was_trained(models):
    model = w2vkit.train(SENTENCES, epochs=2, dim=4, min_count=1, algorithm="skipgram")
    html = model._repr_html_()
    for shown in ("skipgram", ">epochs</td>", ">2</td>", ">tokens</td>", "&lt;b&gt;king"):
        assert shown in html
    assert model._repr_mimebundle_()["text/plain"] == repr(model)
