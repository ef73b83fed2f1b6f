"""Training with a prior: its columns, what is said, and what is refused."""

import json

import numpy as np
import pytest

import w2vkit
from tests.toys import Notes, StopsAfter
from tests.training.test_initial_vectors import GIVEN, OPTIONS, TEXT, digests
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.progress import SILENT
from w2vkit.languages.recognition import LANGUAGES
from w2vkit.model import manifest, registry, store
from w2vkit.model.embeddings import normalized_rows, row_norms
from w2vkit.model.formats.reading import read_embeddings
from w2vkit.model.prior import ONE, PRIOR_FILE, bundled_priors, read_prior
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.training.prior import MOST_COLUMNS, MOST_TOKENS, offer, weight_of
from w2vkit.training.reproduction import reproduce
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import resume, train

PRIORS = {language.code: language.prior for language in LANGUAGES if language.prior is not None}

SHORT = {**OPTIONS, "algorithm": "skipgram", "dim": 8}


def vectors(dim=6):
    return np.random.default_rng(5).normal(size=(len(GIVEN), dim)).astype(np.float32)


def write_vectors(path, words=GIVEN, numbers=None):
    numbers = vectors() if numbers is None else numbers
    lines = [
        f"{word} {' '.join(map(str, row.tolist()))}\n"
        for word, row in zip(words, numbers, strict=True)
    ]
    path.write_text(f"{len(lines)} {numbers.shape[1]}\n{''.join(lines)}", encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tale.txt").write_text(TEXT, encoding="utf-8")
    write_vectors(tmp_path / "general.txt")
    return tmp_path


def request(folder, name="tale", prior="general.txt", base=None, **options):
    prior = str(folder / prior) if prior and prior.endswith(".txt") else prior
    return TrainRequest(
        [str(folder / "tale.txt")], name, options={**SHORT, **options}, prior=prior, base=base
    )


def trained(order, listener=SILENT):
    train(order, listener)
    return store.load(registry.locate_model(order.name))


def test_the_text_alone_is_as_without_a_prior(models, folder):
    trained(request(folder, "plain", None))
    trained(request(folder))
    with_prior, without = digests(models, "tale"), digests(models, "plain")
    assert {*with_prior} - {*without} == {PRIOR_FILE}
    assert all(with_prior[file] == sum_ for file, sum_ in without.items())


def test_known_words_have_the_centered_direction_of_the_prior(models, folder):
    notes = Notes()
    stored = trained(request(folder), notes)
    columns = normalized_rows(read_prior(stored).columns.astype(np.float32))
    rows = [stored.embeddings.vocabulary.find(word) for word in GIVEN]
    expected = normalized_rows(vectors() - vectors().mean(axis=0))
    assert columns[rows] == pytest.approx(expected, abs=0.01)
    facts = stored.info.options["prior"]
    counts = stored.embeddings.vocabulary.counts()
    assert facts["coverage"] == pytest.approx(counts[rows].sum() / counts.sum(), abs=1e-4)
    assert (facts["words"], facts["weight"]) == (7, 0.75)
    said = "\n".join(notes.said)
    assert "general.txt has vectors of 7 of the 15 words" in said
    assert "its weight in answers is 0.75" in said


def test_other_words_have_the_mean_of_their_nearest(models, folder):
    stored = trained(request(folder))
    prior = read_prior(stored)
    columns = normalized_rows(prior.columns.astype(np.float32))
    units = normalized_rows(np.asarray(stored.embeddings.vectors))
    rows = [stored.embeddings.vocabulary.find(word) for word in GIVEN]
    troll = stored.embeddings.vocabulary.find("troll")
    weights = np.maximum(units[rows] @ units[troll], 0)
    expected = weights @ normalized_rows(vectors() - vectors().mean(axis=0))
    assert columns[troll] == pytest.approx(expected / np.linalg.norm(expected), abs=0.02)
    lengths = row_norms(prior.columns.astype(np.float32)) / ONE
    assert lengths[rows] == pytest.approx(np.ones(len(rows)), abs=0.01)
    assert lengths[troll] == pytest.approx(np.linalg.norm(expected) / weights.sum(), abs=0.01)


def test_the_bytes_do_not_depend_on_the_workers(models, folder):
    for workers in (1, 3):
        train(request(folder, f"w{workers}", workers=workers))
    assert digests(models, "w1") == digests(models, "w3")


def test_it_is_reproduced_and_a_changed_one_is_named(models, folder, monkeypatch):
    stored = trained(request(folder))
    assert reproduce(stored.path, workers=2).equal
    write_vectors(folder / "general.txt", numbers=vectors()[::-1])
    found = reproduce(stored.path)
    assert "The prior differs." in found.differences
    assert [one.file for one in found.files if not one.equal] == [PRIOR_FILE]


def test_a_model_without_a_prior_is_reproduced_without_one(models, folder):
    assert reproduce(trained(request(folder, prior=None)).path).equal
    assert reproduce(trained(request(folder, "none", "none")).path).equal


def test_it_is_there_after_an_interruption(models, folder, monkeypatch):
    often = {"checkpoint_minutes": 1e-6, "epochs": 10}
    train(request(folder, "whole", **often))
    monkeypatch.chdir(folder)
    order = TrainRequest(["tale.txt"], "tale", options={**SHORT, **often}, prior="general.txt")
    with pytest.raises(W2vError, match="was stopped"):
        train(order, StopsAfter(0.4))
    monkeypatch.chdir(models)
    resume("tale", {})
    assert digests(models, "tale") == digests(models, "whole")


def test_a_checkpoint_with_a_damaged_prior_is_refused(models, folder):
    often = {"checkpoint_minutes": 1e-6, "epochs": 10}
    with pytest.raises(W2vError, match="was stopped"):
        train(request(folder, **often), StopsAfter(0.4))
    [file] = [path for path in models.rglob("*.json") if "general.txt" in path.read_text("utf-8")]
    content = json.loads(file.read_text(encoding="utf-8"))
    content["request"]["prior"] = 7
    file.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(W2vError, match="is damaged, or was written by another version"):
        resume("tale", {})


def test_a_continued_model_keeps_the_prior_unless_none_is_requested(models, folder):
    train(request(folder))
    assert read_prior(trained(request(folder, "more", None, "tale"))) is not None
    assert read_prior(trained(request(folder, "plain", "none", "tale"))) is None


def test_a_prior_that_is_gone_is_named_with_its_model(models, folder):
    stored = trained(request(folder))
    (folder / "general.txt").unlink()
    gone = "general.txt, the prior of “tale”, no longer exists"
    with pytest.raises(W2vError, match=gone):
        reproduce(stored.path)
    with pytest.raises(W2vError, match=gone):
        train(request(folder, "more", None, "tale"))
    assert read_prior(trained(request(folder, "plain", "none", "tale"))) is None
    assert read_prior(store.load(stored.path)) is not None


def test_a_model_and_sentences_have_one_too(models, folder):
    train(request(folder, "first", None))
    second = trained(request(folder, "second", "first"))
    assert second.info.options["prior"]["words"] == second.info.words
    sentences = [line.split() for line in TEXT.splitlines()]
    model = w2vkit.train(sentences, prior=folder / "general.txt", min_count=1, **SHORT)
    assert model.prior_fields["prior_weight"] == 0.75


def test_many_columns_are_reduced(models, folder):
    write_vectors(folder / "general.txt", numbers=vectors(MOST_COLUMNS + 20))
    columns = read_prior(trained(request(folder))).columns
    assert columns.shape[1] == MOST_COLUMNS
    write_vectors(folder / "general.txt", numbers=vectors(3))
    assert read_prior(trained(request(folder, "three"))).columns.shape[1] == 3


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", "it is empty"),
        ("2 2\nking 1 nan\nqueen 1 2\n", "a number is infinite or NaN"),
        ("2 2\n国王 1 2\n王后 1 3\n", "None of the 15 words of the corpus has a vector in"),
        ("3 2\nking 1 2\nqueen 1 3\n", "general.txt"),
    ],
)
def test_files_without_usable_vectors(models, folder, content, error):
    (folder / "general.txt").write_text(content, encoding="utf-8")
    with pytest.raises(W2vError, match=error):
        train(request(folder))
    assert not (models / "tale").exists()


def test_a_pickle_is_not_read(models, folder):
    (folder / "general.txt").write_bytes(b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00]q\x00.")
    with pytest.raises(W2vError):
        train(request(folder))


def test_repeated_words_are_refused_with_the_repair(models, folder):
    repeated = np.vstack([vectors(), vectors()[:2] + 9])
    write_vectors(folder / "general.txt", (*GIVEN, *GIVEN[:2]), repeated)
    with pytest.raises(W2vError, match="“king” is a duplicate of word 1") as caught:
        train(request(folder))
    assert "w2vkit import --repair" in caught.value.hint


def test_a_prior_that_knows_little_is_said_to(models, folder):
    write_vectors(folder / "general.txt", ("troll", "elsewhere"), vectors()[:2])
    notes = Notes()
    train(request(folder), notes)
    assert any("may be for another language, script or segmentation" in one for one in notes.said)


@pytest.mark.parametrize("name", ["latin", ""])
def test_an_unknown_name_is_refused_with_those_that_exist(models, folder, name):
    train(request(folder, "newest", None))
    with pytest.raises(UsageError, match=f"There is no prior named “{name}”") as caught:
        train(request(folder, prior=name))
    assert "en-fiction, zh-fiction, none" in caught.value.hint


def general_text(code):
    """Return the vocabulary of a text of which a bundled prior knows all but rare words."""
    words = read_embeddings(bundled_priors()[PRIORS[code].name])
    return [words.vocabulary.word(row) for row in range(500)]


@pytest.mark.parametrize("code", PRIORS)
def test_a_prior_is_offered_to_texts_of_its_kind(code):
    known = general_text(code)
    fits = Vocabulary.from_counts([(word, 10) for word in known])
    assert f"--prior {PRIORS[code].name}" in offer(fits, 300_000)
    assert offer(fits, MOST_TOKENS + 1) is None
    strange = [(f"{word}{word}{word}", 10) for word in known]
    assert offer(Vocabulary.from_counts([*strange, *((word, 9) for word in known)]), 1000) is None


def test_the_weight_depends_on_prior_and_coverage():
    assert weight_of("zh-fiction", 0.95) == 1.0
    assert weight_of("zh-fiction", 0.7) == weight_of("mine.txt", 1.0) == 0.75


def test_the_offer_is_made_unless_a_prior_is_chosen_or_refused(models, folder):
    tale = " ".join(general_text("en")[:120])
    (folder / "tale.txt").write_text(f"{tale}\n" * 20, encoding="utf-8")
    for name, prior in (("a", None), ("b", "none"), ("c", "en-fiction")):
        notes = Notes()
        train(request(folder, name, prior), notes)
        offers = [one for one in notes.said if "with --prior en-fiction" in one]
        assert len(offers) == (1 if prior is None else 0)
    assert manifest.read_info(models / "c").options["prior"]["source"] == "en-fiction"
