import numpy as np
import pytest

import w2vkit
from tests.toys import KINGDOM, QUICK
from w2vkit.base.errors import UsageError


@pytest.mark.parametrize("algorithm", ["cbow", "skipgram"])
def test_every_epoch_is_shown_and_the_bytes_stay(algorithm):
    seen = []

    def keep(epoch, model):
        seen.append((epoch, model["king"], model.most_similar("king", topn=1)[0][0] in model))

    options = {**QUICK, "epochs": 3, "algorithm": algorithm}
    model = w2vkit.train(KINGDOM, on_epoch=keep, **options)
    assert [epoch for epoch, *_ in seen] == [1, 2, 3]
    assert all(is_word for *_, is_word in seen)
    assert np.array_equal(seen[-1][1], model["king"])
    assert not np.array_equal(seen[0][1], seen[1][1])
    assert np.array_equal(model.vectors, w2vkit.train(KINGDOM, **options).vectors)


def test_an_error_of_a_callback_ends_the_training(tmp_path, models):
    path = tmp_path / "tale.txt"
    path.write_text("\n".join(map(" ".join, KINGDOM)), encoding="utf-8")

    def stop(epoch, model):
        raise StopIteration(epoch)

    with pytest.raises((StopIteration, RuntimeError)):
        w2vkit.train(path, name="tale", on_epoch=stop, algorithm="cbow", **QUICK)
    assert w2vkit.list_models() == []


def test_other_algorithms_are_refused():
    with pytest.raises(UsageError, match=r"on_epoch= requires the algorithm skipgram or cbow"):
        w2vkit.train(KINGDOM, on_epoch=print, algorithm="glove", **QUICK)
