"""The options of the members of a fused model."""

from w2vkit.base.config import TrainConfig
from w2vkit.engines.fused.members import members_of
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH


def configs(*, language=ENGLISH, **options):
    config = TrainConfig(algorithm="fused", **options)
    return {member.name: member.config for member in members_of(config, language=language)}


def test_members_take_over_the_options_of_the_model():
    found = configs(members="cbow,skipgram=0.5", window=8, epochs=7, dim=30, seed=4)
    assert [*found] == ["cbow", "skipgram"]
    for config in found.values():
        assert (config.window, config.epochs, config.dim, config.seed) == (8, 7, 30, 4)


def test_ppmi_counts_chinese_words_in_a_small_window():
    assert configs(members="ppmi", window=8, language=CHINESE)["ppmi"].window == 3
    assert configs(members="ppmi", window=2, language=CHINESE)["ppmi"].window == 2
    assert configs(members="ppmi", window=8)["ppmi"].window == 8


def test_the_subword_member_trains_for_fewer_epochs():
    assert configs(members="fasttext", epochs=40)["fasttext"].epochs == 16
    assert configs(members="fasttext", epochs=1)["fasttext"].epochs == 1


def test_weights():
    config = TrainConfig(algorithm="fused", members=" cbow = 1 , ppmi=0.25,fasttext")
    weights = [(one.name, one.weight) for one in members_of(config, language=ENGLISH)]
    assert weights == [("cbow", 1.0), ("ppmi", 0.25), ("fasttext", 1.0)]
