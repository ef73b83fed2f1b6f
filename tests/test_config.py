import pytest

from w2vkit.base.config import SegmentConfig, TrainConfig
from w2vkit.base.errors import UsageError


@pytest.mark.parametrize(
    ("option", "value"),
    [("dim", 0), ("window", 0), ("negative", -1), ("workers", 0), ("sample", 2.0), ("epochs", 0)],
)
def test_values_outside_their_range_are_refused(option, value):
    with pytest.raises(UsageError) as caught:
        TrainConfig(**{option: value})
    assert option in caught.value.message
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "members", ["", "cbow,", "word2vec=1", "cbow=0", "cbow=-1", "cbow=x", "cbow=nan", "cbow,cbow=2"]
)
def test_members_that_are_not_algorithms_with_weights_are_refused(members):
    with pytest.raises(UsageError, match="in --members") as caught:
        TrainConfig(members=members)
    TrainConfig(members=caught.value.hint.split()[-1].rstrip("."))


def test_nan_is_refused():
    with pytest.raises(UsageError):
        TrainConfig(alpha=float("nan"))


def test_no_words_cannot_be_combined_with_words():
    assert SegmentConfig(words="none").words == ()
    with pytest.raises(UsageError, match="--words none cannot be combined with other words"):
        SegmentConfig(words=("none", "list.txt"))
