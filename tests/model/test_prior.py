"""A prior beside the own vectors of a model."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import w2vkit
from tests.toys import save_model, toy_embeddings, with_subwords
from w2vkit.base.errors import W2vError
from w2vkit.languages.recognition import LANGUAGES
from w2vkit.model import manifest, store, writer
from w2vkit.model.embeddings import Embeddings, normalized_rows, row_norms
from w2vkit.model.formats.reading import read_embeddings
from w2vkit.model.prior import (
    ONE,
    PRIOR,
    PRIOR_FILE,
    Prior,
    bundled_priors,
    read_prior,
    rounded,
    write_prior,
)

MOST_BYTES = 4_000_000
LIKE_AND_UNLIKE = {
    "zh-fiction": ("马", "驴", "衙门"),
    "en-fiction": ("horse", "pony", "parliament"),
}
"""For each prior, a word, one like it, and one unlike it."""
FACTS = {"source": "general", "weight": 0.5}


def prior_of(embeddings, dim=3, seed=1):
    columns = np.random.default_rng(seed).normal(size=(len(embeddings), dim))
    return Prior("general", 0.5, rounded(normalized_rows(columns)), embeddings)


def cosines(vectors):
    units = normalized_rows(np.asarray(vectors, np.float64))
    return units @ units.T


@given(weight=st.floats(0.01, 10))
def test_a_cosine_is_the_weighted_mean_of_both(weight):
    prior = prior_of(toy_embeddings())
    own, general = cosines(prior.own.vectors), cosines(prior.columns)
    expected = (own + weight**2 * general) / (1 + weight**2)
    joined = prior.joined(weight)
    assert cosines(joined.vectors) == pytest.approx(expected, abs=0.01)
    assert joined.norms == pytest.approx(prior.own.norms * np.sqrt(1 + weight**2), rel=0.01)


def test_columns_of_half_the_length_count_half():
    prior = prior_of(toy_embeddings())
    shorter = replace(prior, columns=rounded(prior.columns / ONE / 2))
    whole, half = (one.joined(1).vectors[:, prior.own.dim :] for one in (prior, shorter))
    assert row_norms(half) == pytest.approx(row_norms(whole) / 2, rel=0.03)


def test_the_weight_0_is_the_text_alone_with_its_very_numbers():
    prior = prior_of(toy_embeddings())
    assert prior.joined(0) is prior.own
    own = prior.joined(2).vectors[:, : prior.own.dim]
    assert own.tobytes() == np.asarray(prior.own.vectors).tobytes()


def test_a_word_without_a_direction_gets_none():
    vectors = np.array([[0, 0], [1, 0]], np.float32)
    embeddings = Embeddings.from_vectors([("zero", 2), ("one", 1)], vectors)
    assert not prior_of(embeddings).joined(1).vectors[0].any()


def test_a_composed_word_gets_the_columns_of_its_nearest_words():
    toys = with_subwords(toy_embeddings())
    joined = prior_of(toys).joined(2)
    own, both = toys.composed("行者爷"), joined.composed("行者爷")
    assert both.shape == (toys.dim + 3,)
    assert both[: toys.dim] == pytest.approx(own)
    assert 0 < np.linalg.norm(both[toys.dim :]) < 2 * np.linalg.norm(own)


@pytest.fixture
def path(models):
    save_model("toy")
    stored = store.load(models / "toy")
    prior = prior_of(stored.embeddings)
    write_prior(stored.path, prior.columns)
    content = (stored.path / PRIOR_FILE).read_bytes()
    writer.add_file(stored.path, PRIOR_FILE, content, {PRIOR: FACTS})
    return stored.path


def test_a_prior_is_read_as_it_was_written(path):
    stored = store.load(path)
    prior = read_prior(stored)
    assert (prior.source, prior.usual) == ("general", 0.5)
    assert prior.columns.tobytes() == prior_of(stored.embeddings).columns.tobytes()


def test_a_model_without_one(models):
    save_model("plain")
    assert read_prior(store.load(models / "plain")) is None


@pytest.mark.parametrize("facts", [7, {}, {**FACTS, "weight": -1}, {**FACTS, "weight": "much"}])
def test_damaged_facts_are_refused(path, facts):
    info = manifest.read_info(path)
    stored = store.load(path)
    broken = manifest.ModelInfo(**{**fields_of(info), "options": {PRIOR: facts}})
    with pytest.raises(W2vError, match=r"prior\.npy is missing or damaged"):
        read_prior(store.StoredModel(path, broken, stored.embeddings))


def fields_of(info):
    return {name: getattr(info, name) for name in info.__slots__}


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b"no numbers"),
        lambda file: np.save(file, np.zeros((3, 3), np.int8)),
    ],
)
def test_a_damaged_file_is_refused(path, damage):
    damage(path / PRIOR_FILE)
    with pytest.raises(W2vError, match=r"prior\.npy is missing or damaged"):
        read_prior(store.load(path))


def test_every_language_that_offers_one_has_it():
    priors = {language.prior for language in LANGUAGES} - {None}
    assert {prior.name for prior in priors} == {*bundled_priors()}


@pytest.mark.parametrize("name", LIKE_AND_UNLIKE)
def test_a_prior_is_a_small_file_that_any_tool_reads(name):
    path = bundled_priors()[name]
    assert path.stat().st_size < MOST_BYTES
    with np.load(path, allow_pickle=False) as arrays:
        assert arrays["vectors"].dtype == np.int8
        assert len(arrays["words"]) == len(arrays["vectors"]) == len({*arrays["words"].tolist()})
    embeddings = read_embeddings(path)
    word, like, unlike = (embeddings.vector(one) for one in LIKE_AND_UNLIKE[name])
    assert word @ like > 0.2 + word @ unlike
    assert embeddings.norms == pytest.approx(np.ones(len(embeddings)), abs=0.15)


@pytest.mark.parametrize("name", LIKE_AND_UNLIKE)
def test_its_sources_are_listed_once_each(name):
    package = Path(w2vkit.__file__).parent
    folder = package.parent / "models" / "priors"
    titles = (folder / f"{name}.sources.txt").read_text(encoding="utf-8").splitlines()
    assert len(titles) == len({*titles}) > 50
    assert all(title.strip() == title != "" for title in titles)
