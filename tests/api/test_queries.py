import pytest

import w2vkit
from w2vkit.base.errors import MissingWordError


def test_cluster_takes_formulas_of_a_model_or_its_name(toy_model):
    words = ["king", "queen", "孙悟空", "行者 - 八戒"]
    found = w2vkit.cluster(toy_model, words, clusters=2)
    assert {member.word for one in found for member in one.members} == {*words}
    assert found == w2vkit.cluster("toy", words, clusters=2)
    with pytest.raises(MissingWordError):
        w2vkit.cluster("toy", ["nobody"])
