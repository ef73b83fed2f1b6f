import pytest

import w2vkit

ASKED = {
    "chapters": ("king",),
    "collocates": ("king",),
    "concordance": ("king",),
    "explain": ("king",),
    "frequencies": (),
    "keyness": ("toy",),
    "relations": ("king", "queen"),
}


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("corpus", [None, "text.txt"])
def test_an_unknown_option_is_refused_under_the_name_of_the_function(toy_model, name, corpus):
    with pytest.raises(TypeError, match=rf"{name}\(\) got an unexpected .*'wnidow'"):
        getattr(w2vkit, name)(toy_model, *ASKED[name], corpus=corpus, wnidow=3)


def test_chapters_of_lists_of_tokens(models):
    lines = [["Chapter", str(number)] for number in (1, 2)]
    body = [["the", "queen", "of", "the", "land"]] * 40
    counts = w2vkit.chapters(None, "queen", corpus=[lines[0], *body, lines[1], *body[:20]])
    assert [row["queen"] for row in counts.rows()] == [40, 20]
    whole = w2vkit.chapters(None, "queen", corpus=body)
    assert [row["queen"] for row in whole.rows()] == [40]
