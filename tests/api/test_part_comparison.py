import pytest

import w2vkit
from tests.analysis.change.planted import CHAPTERS, SENTENCES, TOPICS

QUICK = {"permutations": 50, "min_count": 20}


@pytest.fixture(scope="module")
def sentences():
    """Give chapters in which `moved` is about a in the first half, and about b in the second."""
    halves = []
    for chapter in range(CHAPTERS):
        about = "ab"[chapter >= CHAPTERS // 2]
        halves.append(["Chapter", str(chapter + 1)])
        for number in range(SENTENCES):
            topic = TOPICS["ab"[number % 2]]
            words = [topic[(number * 3 + place + chapter) % len(topic)] for place in range(6)]
            words[2] = "moved" if topic == TOPICS[about] else words[2]
            halves.append(words)
    return halves


@pytest.mark.parametrize("name", ["parts", "change", "change_power", "effects", "contrast"])
@pytest.mark.parametrize("corpus", [None, "text.txt"])
def test_an_unknown_option_is_refused_under_the_name_of_the_function(toy_model, name, corpus):
    by = {"by": ["2", "3"]} if name == "effects" else {}
    with pytest.raises(TypeError, match=rf"{name}\(\) got an unexpected .*'wnidow'"):
        getattr(w2vkit, name)(toy_model, corpus=corpus, wnidow=3, **by)


def test_all_functions_compare_the_same_parts(sentences):
    ranges = "1-12,13-24"
    parts = w2vkit.parts(None, ranges, corpus=sentences)
    assert parts.names == ["1-12", "13-24"]
    changed = w2vkit.change(None, "moved", by=ranges, corpus=sentences, **QUICK)
    assert [word.word for word in changed.words] == ["moved"]
    assert changed.words[0].difference.low > 0.3
    contrasted = w2vkit.contrast(None, ranges, corpus=sentences, **QUICK)
    assert contrasted.words[0].word == "moved"
    assert contrasted.words[0].use.difference.change == changed.words[0].difference.change


def test_a_number_of_parts_needs_no_quotes(sentences):
    assert w2vkit.parts(None, 2, corpus=sentences).names == ["1", "2"]
    with pytest.raises(w2vkit.W2vError, match="has 3 parts, but two are contrasted"):
        w2vkit.contrast(None, 3, corpus=sentences, **QUICK)
