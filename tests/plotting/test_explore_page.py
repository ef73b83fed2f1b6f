import base64
import gzip
import hashlib
import json
import re

import numpy as np
import pytest

from tests.toys import Notes, random_embeddings, toy_embeddings
from w2vkit.config import ExploreConfig
from w2vkit.errors import UsageError, W2vError
from w2vkit.model.embeddings import Embeddings
from w2vkit.plotting import explore_page
from w2vkit.plotting.explore_page import (
    in_both_languages,
    quantized,
    quantized_positions,
    reduced,
    render_page,
    write_explore_page,
)
from w2vkit.query.formula import word_formula
from w2vkit.query.operations import SearchRequest, similar

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "@data@",
    '"',
    "\\",
]


def data_of(text):
    """Return the facts and the arrays that a page carries."""
    (packed,) = re.findall(r'<script id="data"[^>]*>([^<]*)</script>', text)
    content = gzip.decompress(base64.b64decode(packed))
    start = 4 + int.from_bytes(content[:4], "little")
    facts = json.loads(content[4:start])
    size, dim = len(facts["words"]), facts["dim"]
    places = np.frombuffer(content, "<u2", 2 * size, start).reshape(size, 2)
    clusters = np.frombuffer(content, "u1", size, start + 4 * size)
    vectors = np.frombuffer(content, "i1", size * dim, start + 5 * size).reshape(size, dim)
    return facts, places, clusters, vectors


def test_the_page_carries_words_places_and_vectors(tmp_path):
    toy = toy_embeddings()
    path = write_explore_page(toy, "toy", tmp_path / "map.html", ExploreConfig(clusters=2))
    facts, places, clusters, vectors = data_of(path.read_text(encoding="utf-8"))
    assert facts["words"] == [*toy.vocabulary]
    assert facts["counts"] == toy.vocabulary.counts().tolist()
    assert facts["made"]["method"] == "t-SNE"
    assert places.min() == 0
    assert places.max() == 65_535
    assert sum(cluster["size"] for cluster in facts["clusterNames"]) == len(clusters) == len(toy)
    assert vectors.shape == (len(toy), toy.dim)
    assert np.abs(vectors).max(axis=1).tolist() == [127] * len(toy)


def test_the_same_page_each_time(tmp_path):
    toy = toy_embeddings()
    first, second = (
        write_explore_page(toy, "toy", tmp_path / f"{name}.html", ExploreConfig()).read_bytes()
        for name in "ab"
    )
    assert first == second


def test_words_and_names_never_become_html(tmp_path):
    vectors = np.random.default_rng(1).normal(size=(len(HOSTILE), 4)).astype(np.float32)
    hostile = Embeddings.from_vectors([(word, 5) for word in HOSTILE], vectors)
    path = write_explore_page(hostile, "<b>@style@", tmp_path / "map.html", ExploreConfig())
    text = path.read_text(encoding="utf-8")
    assert "alert" not in text
    assert "<b>" not in text
    assert text.count("&lt;b&gt;@style@") == 2
    assert data_of(text)[0]["words"] == HOSTILE


def test_the_policy_lets_only_its_own_script_and_style_run():
    text = render_page("map", b"")
    policy = re.search(r'content="(default-src[^"]*)"', text)[1]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (inline,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_is_fetched_from_anywhere():
    text = render_page("map", b"")
    found = set(re.findall(r"""(?:https?:)?//[\w.-]+\.\w+[^\s"'<]*""", text))
    assert found == {"http://www.w3.org/2000/svg"}
    assert not re.findall(r"\b(?:src|href)=|@import|\bfetch\(|XMLHttpRequest|url\(", text)


def test_every_text_is_in_both_languages():
    script = explore_page.asset("texts.js")
    english, chinese = script.split("  zh: {")
    keys = [re.findall(r'^    "?([\w-]+)"?:', part, re.MULTILINE) for part in (english, chinese)]
    assert keys[0] == keys[1]
    assert len(keys[0]) == len(set(keys[0])) > 30


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


@pytest.mark.parametrize("count", [2, 3])
def test_few_words(tmp_path, count):
    few = random_embeddings(count, 5)
    text = write_explore_page(few, "few", tmp_path / "map.html", ExploreConfig()).read_text("utf-8")
    assert len(data_of(text)[0]["words"]) == count


def test_words_with_the_same_vector(tmp_path):
    same = Embeddings.from_vectors(
        [(word, 5) for word in "甲乙丙丁戊"], np.ones((5, 4), np.float32)
    )
    text = write_explore_page(same, "same", tmp_path / "map.html", ExploreConfig()).read_text(
        "utf-8"
    )
    assert len(np.unique(data_of(text)[1], axis=0)) == 5


def test_the_page_has_the_settings_in_both_languages():
    both = {"en": "perplexity 30, seed 1", "zh": "困惑度 30，随机种子 1"}
    assert in_both_languages("perplexity 30, seed 1") == both
    assert in_both_languages("") is None


def test_bad_targets(tmp_path):
    with pytest.raises(UsageError, match=r"map\.png"):
        write_explore_page(toy_embeddings(), "toy", tmp_path / "map.png", ExploreConfig())
    with pytest.raises(W2vError, match="absent"):
        write_explore_page(
            toy_embeddings(), "toy", tmp_path / "absent" / "map.html", ExploreConfig()
        )


def test_more_words_than_a_page_shows_are_reported(tmp_path):
    notes = Notes()
    path = write_explore_page(
        toy_embeddings(), "toy", tmp_path / "map.html", ExploreConfig(top=50), notes, max_words=5
    )
    assert len(data_of(path.read_text("utf-8"))[0]["words"]) == 5
    assert any("first 5 of" in note for note in notes.said)
