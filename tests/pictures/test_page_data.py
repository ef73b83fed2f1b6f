import gzip

import numpy as np
import pytest

from tests.toys import random_embeddings, toy_embeddings
from w2vkit.base.config import PlotConfig
from w2vkit.base.messages import msg
from w2vkit.model.embeddings import Embeddings
from w2vkit.pictures.page_data import (
    cluster_names,
    in_both_languages,
    quantized,
    quantized_positions,
    reduced,
)
from w2vkit.pictures.selection import Selection
from w2vkit.pictures.word_map import map_words
from w2vkit.query.formula import word_formula
from w2vkit.query.operations import SearchRequest, similar


@pytest.mark.parametrize("dim", [100, 300])
def test_neighbors_survive_quantization(dim):
    embeddings = random_embeddings(2_000, dim)
    coarse = quantized(reduced(np.asarray(embeddings.vectors)), max_8_bit_numbers=0)
    again = Embeddings.from_vectors(
        [(word, 1) for word in embeddings.vocabulary], coarse.astype(np.float32)
    )
    formulas = [word_formula(f"w{row}") for row in range(0, 2_000, 100)]
    found, kept = (
        similar(model, formulas, SearchRequest(topn=10)) for model in (embeddings, again)
    )
    same = [
        len({one.word for one in before} & {one.word for one in after})
        for before, after in zip(found, kept, strict=True)
    ]
    assert min(same) >= 9


def test_a_page_of_ten_thousand_long_vectors_is_below_4_mb():
    vectors = np.random.default_rng(1).normal(size=(10_000, 300)).astype(np.float32)
    packed = gzip.compress(quantized(vectors).tobytes(), compresslevel=1)
    assert len(packed) * 4 / 3 < 3_500_000


def test_rotating_keeps_the_cosines_that_fit():
    flat = np.zeros((30, 40), np.float32)
    flat[:, :8] = np.random.default_rng(1).normal(size=(30, 8))
    short = reduced(flat, dim=8)
    assert short.shape == (30, 8)
    rows = reduced(flat)
    assert np.allclose(short @ short.T, rows @ rows.T, atol=1e-5)


def test_places_keep_their_shape():
    places = quantized_positions(np.array([[0.0, 0.0], [4.0, 2.0], [2.0, 1.0]]))
    assert places.tolist() == [[0, 16384], [65535, 49151], [32768, 32768]]
    assert quantized_positions(np.zeros((1, 2))).tolist() == [[32768, 32768]]


def test_the_page_has_the_settings_in_both_languages():
    both = {"en": "perplexity 30, seed 1", "zh": "困惑度 30，随机种子 1"}
    settings = msg("perplexity {wanted:.3g}, seed {seed}", wanted=30, seed=1)
    assert in_both_languages(settings) == both
    assert in_both_languages("") is None


def test_clusters_are_named_after_characteristic_words():
    words = toy_embeddings()
    shown = map_words(words, "toy", Selection((0, 1, 2)), PlotConfig(colour="cluster"))
    names = cluster_names(shown, {shown.words[2]: 0, shown.words[0]: 1})
    assert names[0]["name"] == " · ".join(shown.words[row] for row in (2, 0, 1))
