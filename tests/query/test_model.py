import pytest

import w2vkit
from tests.toys import WORDS, save_model, toy_embeddings
from w2vkit.base.config import LEXICON
from w2vkit.base.errors import MissingWordError, UsageError, W2vError
from w2vkit.model import manifest, store, writer


@pytest.fixture
def toy(models):
    save_model("toy")
    return w2vkit.open("toy")


def test_a_model_is_a_set_of_words(toy):
    assert len(toy) == len(WORDS)
    assert [*toy] == [*WORDS]
    assert "孙悟空" in toy
    assert "唐僧" not in toy
    assert str(toy) == "“toy” (12 words)"
    assert toy.name == "toy"
    assert repr(toy) == "<Model “toy”: 12 words, 4 dimensions>"
    shown = toy._repr_html_()
    assert "行者, 八戒, 孙悟空" in shown
    assert "well-known" not in shown


def test_the_verbs(toy):
    assert [one.word for one in toy.similar("孙悟空", topn=2)] == ["行者", "八戒"]
    assert toy.similar("孙悟空", topn=1)[0].count == 90
    assert toy.analogy("king", "woman", "man", topn=1)[0].word == "queen"
    assert toy.analogy("king", "woman", "man", topn=1, method="mul")[0].word == "queen"
    assert toy.similarity("孙悟空", "行者") == pytest.approx(0.990099, abs=1e-6)
    assert toy.similarities(["孙悟空", "行者"])[0, 1] == toy.similarity("孙悟空", "行者")
    assert toy.odd(["八戒", "沙僧", "行者", "馒头"])[0].word == "馒头"
    assert toy.vector("八戒") == pytest.approx([0.9, 0.3, 0.0, 0.1])
    assert toy.vector("八戒 - 八戒") == pytest.approx([0, 0, 0, 0])
    assert toy.similar("孫悟空", fuzzy=True) == toy.similar("孙悟空")
    with pytest.raises(MissingWordError):
        toy.similar("孫悟空")


def test_a_word_with_signs_or_spaces_needs_no_quotes_alone(toy):
    assert toy.similar("New York") == toy.similar('"New York"')
    assert toy.similar("well-known")


def test_a_name_that_was_counted_as_another_is_understood(toy):
    lexicon = "悟净\t30\t9.5\t悟净\t沙僧\n".encode()
    writer.add_file(toy.path, LEXICON, lexicon, {"segmentation": {"merge_aliases": True}})
    merged = w2vkit.open("toy")
    assert merged.similar("悟净 + 八戒") == merged.similar("沙僧 + 八戒")
    assert merged.parse("悟净").replaced == (("悟净", "沙僧", "the two are counted as one"),)
    writer.add_file(toy.path, LEXICON, lexicon, {"segmentation": {"merge_aliases": False}})
    with pytest.raises(MissingWordError):
        w2vkit.open("toy").similar("悟净")


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda model: model.similar("唐僧"), MissingWordError),
        (lambda model: model.analogy("唐僧", "king", "man"), MissingWordError),
        (lambda model: model.odd(["king", "man"]), UsageError),
        (lambda model: model.similar("king", topn=0), UsageError),
        (lambda model: model.similar("king", threshold=float("nan")), UsageError),
        (lambda model: model.similar("king +"), UsageError),
        (lambda model: model.similarity("king", ""), UsageError),
        (lambda model: model.similar("", fuzzy=True), UsageError),
        (lambda model: model.similar("§§§§§§", fuzzy=True), MissingWordError),
    ],
)
def test_mistakes(toy, ask, error):
    with pytest.raises(error) as caught:
        ask(toy)
    assert caught.value.hint


def test_the_output_weights_come_back(models):
    embeddings = toy_embeddings()
    with writer.new_model("with") as folder:
        writer.write_embeddings(folder, embeddings, context=embeddings.vectors * 2)
        writer.seal(folder, manifest.ModelInfo("with", len(embeddings), embeddings.dim, "toy"))
    context = store.load(models / "with").context()
    assert context == pytest.approx(embeddings.vectors * 2)
    save_model("without")
    assert store.load(models / "without").context() is None


def test_answers_are_limited_to_a_list_of_words(toy):
    found = toy.similar("孙悟空", restrict=["沙僧", "馒头", "唐僧"])
    assert [one.word for one in found] == ["沙僧", "馒头"]
    assert toy.similar("孙悟空", restrict=("沙僧",))[0].word == "沙僧"
    with pytest.raises(W2vError, match="The 1 word of the list is not in the model"):
        toy.similar("孙悟空", restrict=["唐僧"])
    with pytest.raises(UsageError, match="restrict is 5, but it must be a path or a list of words"):
        toy.similar("孙悟空", restrict=5)
