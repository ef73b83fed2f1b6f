"""Networks of words."""

import numpy as np

from w2vkit.pictures.network_figure import draw_network, network_layout, weight_matrix


def test_related_words_are_close_together():
    weights = weight_matrix([*"abcd"], [("a", "b", 100.0), ("c", "d", 100.0), ("a", "c", -5.0)])
    assert weights[0].tolist() == [0, 1, 0, 0]
    places = network_layout(weights)
    related, unrelated = (np.linalg.norm(places[0] - places[one]) for one in (1, 2))
    assert related < unrelated
    assert np.array_equal(places, network_layout(weights))


def test_every_word_is_named(tmp_path):
    path = draw_network(
        "books/a.txt",
        [("悟空", "八戒", 9.0)],
        {"悟空": 9, "八戒": 4, "alone": 1},
        tmp_path / "a.svg",
    )
    text = path.read_text(encoding="utf-8")
    assert all(
        word in text for word in ("悟空", "八戒", "alone", "Words that occur together in a<")
    )
    assert "books/" not in text
