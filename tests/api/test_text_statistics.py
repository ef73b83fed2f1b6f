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
