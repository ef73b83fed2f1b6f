import pytest

from tests.toys import toy_embeddings
from w2vkit.base.config import ClusterConfig, PlotConfig
from w2vkit.base.errors import W2vError
from w2vkit.query.ranking import first_rows

WORDS = toy_embeddings().vocabulary
KINDS = {"沙僧": "person", "馒头": "thing", "king": "person", "absent": "person"}


def first(config, kinds=KINDS):
    return [WORDS.word(row) for row in first_rows(WORDS, config, kinds)]


@pytest.mark.parametrize("config", [PlotConfig, ClusterConfig])
def test_the_first_words(config):
    assert first(config(by="frequency", top=2)) == ["行者", "八戒"]
    assert len(first(config(top=5))) == 5
    assert first(config(by="frequency", kinds="person")) == ["沙僧", "king"]
    assert len(first(config(kinds=("person", "thing"), top=2))) == 2


def test_a_kind_without_words():
    with pytest.raises(W2vError, match="no words of the kind “place”"):
        first(ClusterConfig(kinds="place"))
