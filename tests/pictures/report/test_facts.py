import pytest

import w2vkit
from tests.toys import save_model
from w2vkit.model.manifest import ModelInfo
from w2vkit.pictures.report.facts import all_options, facts_of, method, stated_options
from w2vkit.pictures.report.page import report_texts

TRAINING = {
    "algorithm": "cbow",
    "dim": 50,
    "window": 5,
    "epochs": 3,
    "negative": 7,
    "x_max": 10.0,
    "seed": 2,
    "min_count": 5,
    "max_words": None,
}


@pytest.fixture
def toy(models):
    save_model("toy")
    return w2vkit.open("toy")


def test_frequent_words_with_rates(toy):
    facts = facts_of(toy, {}, tokens=10_000)
    first = facts.frequent[0]
    assert first.word == toy.embeddings.vocabulary.word(0)
    assert first.count == first.rate == toy.embeddings.vocabulary.count(0)


def test_without_tokens_there_are_no_rates(toy):
    assert {one.rate for one in facts_of(toy, {}, tokens=0).frequent} == {None}


def test_the_main_words_are_persons_where_they_are_known(toy):
    words = [*toy.embeddings.vocabulary]
    facts = facts_of(toy, {words[3]: "person", words[1]: "person", words[2]: "place"}, 100)
    assert facts.has_persons
    assert [*facts.main] == [words[1], words[3]]
    assert [one.word for one in facts.names["person"]] == [words[1], words[3]]
    assert facts.main[words[1]] == toy.similar(words[1], topn=8)


def test_otherwise_they_are_characteristic_words(toy):
    facts = facts_of(toy, {"absent": "person"}, 100)
    assert not facts.has_persons
    assert facts.names == {}
    assert [*facts.main] == [one.word for one in facts.characteristic[: len(facts.main)]]


def test_chapters_are_counted_if_the_text_is_there(models, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "book.txt").write_text(
        ("第一回 起\n" + "猴王在山中。\n" * 50 + "第二回 承\n" + "猴王回山。\n" * 50), "utf-8"
    )
    model = w2vkit.train("book.txt", name="book", epochs=1, min_count=1)
    assert facts_of(model, {}, 500).chapters == 2
    monkeypatch.setenv("W2VKIT_CACHE", str(tmp_path / "empty"))
    assert facts_of(w2vkit.open("book"), {}, 500).chapters is None


def info(**changes):
    facts = {
        "name": "m",
        "words": 1200,
        "dim": 50,
        "engine": "native",
        "created": "2026-01-02T03:04:05Z",
        "options": {"training": TRAINING, "segmentation": {"segmenter": "auto", "words": []}},
        "report": {"tokens": 65_000, "types": 4_000},
        "versions": {"w2vkit": "0.2.0"},
    }
    return ModelInfo(**(facts | changes))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sentences_state_what_is_stored(language):
    said = method(info(), report_texts(language))
    for part in ("65,000", "4,000", "1,200", "CBOW", "window 5", "epochs 3", "negative 7",
                 "seed 2", "min-count 5", "native", "0.2.0", "2026-01-02", "auto"):  # fmt: skip
        assert part in said
    assert "x-max" not in said


def test_options_of_other_algorithms_are_not_stated():
    glove = {"training": TRAINING | {"algorithm": "glove"}}
    assert "negative" not in dict(stated_options(info(options=glove)))
    assert "GloVe" in method(info(options=glove), report_texts("en"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_fused_model_names_its_members_with_weights_and_own_options(language):
    members = {
        "cbow": {"weight": 1.0, "loss": 0.5},
        "fasttext": {"weight": 0.75, "epochs": 24, "loss": 0.5},
        "ppmi": {"weight": 2, "window": 3, "epochs": 1, "loss": None},
    }
    options = {
        "training": TRAINING | {"algorithm": "fused"},
        "fused": {"members": members, "omitted": {}},
    }
    said = method(info(options=options), report_texts(language))
    assert (
        "1 × CBOW (Mikolov et al. 2013) + 0.75 × fastText (Bojanowski et al. 2017; epochs 24)"
        " + 2 × PPMI-SVD (Levy et al. 2015; window 3)"
    ) in said
    assert "fused" not in said
    for part in ("1,200", "50", "negative 7", "seed 2", "native"):
        assert part in said


def test_options_that_members_state_are_not_stated_again():
    used = {"weight": 1.0, "epochs": 3, "window": 5, "negative": 7}
    members = {"cbow": used, "ppmi": {"weight": 1.0, "window": 3, "epochs": 1}}
    options = {"training": TRAINING | {"algorithm": "fused"}, "fused": {"members": members}}
    said = method(info(options=options), report_texts("en"))
    assert "CBOW (Mikolov et al. 2013; window 5; epochs 3; negative 7)" in said
    assert said.count("window") == 2
    assert dict(stated_options(info(options=options))) == {"dim": 50, "min_count": 5, "seed": 2}


def test_ppmi_is_stated_with_its_source():
    ppmi = info(options={"training": TRAINING | {"algorithm": "ppmi"}})
    said = method(ppmi, report_texts("en"))
    assert "PPMI-SVD (Levy et al. 2015)" in said
    assert "epochs" not in said


def test_an_algorithm_without_a_source_is_named():
    assert "svd:" in method(info(options={"training": {"algorithm": "svd"}}), report_texts("en"))


def test_an_imported_model_has_no_method():
    said = method(info(options={}, engine="gensim", report={}), report_texts("en"))
    assert said == "The model does not record how its vectors were trained (source: gensim)."


def test_what_is_unknown_is_not_stated():
    said = method(info(report={}, versions={}, created=""), report_texts("en"))
    assert "tokens" not in said
    assert "was done" not in said


def test_a_continued_training_names_its_base():
    assert "“base”" in method(info(corpus={"continues": "base"}), report_texts("en"))


def test_all_options_that_are_set():
    shown = dict(all_options(info()))
    assert shown["--min-count"] == "5"
    assert "--max-words" not in shown
    assert "--words" not in shown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_prior_is_stated_with_its_weight(language):
    prior = {"source": "general", "words": 1_100, "coverage": 0.97, "weight": 1.5}
    said = method(info(options={"training": TRAINING, "prior": prior}), report_texts(language))
    for part in ("general", "1,100", "97%", "1.5"):
        assert part in said
