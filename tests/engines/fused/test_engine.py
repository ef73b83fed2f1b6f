"""Fused models: members that are trained, omitted, stopped and resumed."""

from dataclasses import replace

import numpy as np
import pytest

from tests.planted import distinction, encoded, planted_sentences, zipf_sentences
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.engines import MemberLoss, engine_for, restored_loss
from w2vkit.engines.fused.fusion import fuse, view_of
from w2vkit.engines.fused.members import members_of
from w2vkit.engines.state import NO_CHECKPOINT, InsufficientTextError, StoppedError
from w2vkit.languages.english import ENGLISH
from w2vkit.training.checkpoint import Checkpoint

THREE = "cbow=1,fasttext=0.5,ppmi=0.75"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return encoded(tmp_path_factory.mktemp("corpus"), zipf_sentences(400, words=90))


def options(**more):
    usual = {"algorithm": "fused", "members": THREE, "dim": 8, "epochs": 3, "min_count": 1}
    return TrainConfig(**{**usual, "buckets": 500, "sample": 0.0, "workers": 2, **more})


def trained(corpus, config=None, listener=SILENT, keeper=NO_CHECKPOINT, start=None):
    config = config or options()
    return engine_for(config).train(corpus, corpus.vocabulary, config, listener, keeper, start)


def everything(result):
    grams = b"" if result.subwords is None else result.subwords.vectors.tobytes()
    return result.vectors.tobytes(), grams, result.record, result.members


class Diary:
    def __init__(self):
        self.notes, self.stages = [], []

    def note(self, message):
        self.notes.append(message)

    def progress(self, progress):
        self.stages.append(progress.stage)


def test_the_vectors_are_those_of_the_members_fused(corpus):
    config = options()
    views = []
    for member in members_of(config, language=ENGLISH):
        alone = engine_for(member.config).train(corpus, corpus.vocabulary, member.config, SILENT)
        views.append(view_of(alone.vectors, member.weight))
    assert trained(corpus).vectors.tobytes() == fuse(views, 8).vectors.tobytes()


def test_the_number_of_workers_changes_nothing(corpus):
    one, three = (everything(trained(corpus, options(workers=number))) for number in (1, 3))
    assert one == three
    assert everything(trained(corpus, options(seed=2))) != one


def test_words_of_a_topic_are_near_each_other(tmp_path):
    topics = encoded(tmp_path, planted_sentences(1000))
    result = trained(topics, options(epochs=10))
    assert distinction(topics.vocabulary, result.vectors) > 0.5


def test_members_and_reduction_are_recorded(corpus):
    record = trained(corpus).record["fused"]
    assert [*record["members"]] == ["cbow", "fasttext", "ppmi"]
    assert [one["weight"] for one in record["members"].values()] == [1.0, 0.5, 0.75]
    assert record["members"]["ppmi"]["window"] == 5
    assert record["omitted"] == {}
    assert record["reduction"]["columns"] == 24
    assert record["reduction"]["dim"] == 8
    assert 0.3 < record["reduction"]["kept"] < 1


def test_the_loss_of_each_member_is_returned(corpus):
    whole = trained(corpus)
    assert [*whole.members] == ["cbow", "fasttext", "ppmi"]
    alone = members_of(options(), language=ENGLISH)[0].config
    result = engine_for(alone).train(corpus, corpus.vocabulary, alone, SILENT)
    assert result.curve
    assert whole.members["cbow"] == MemberLoss(result.loss, result.curve)
    assert whole.members["fasttext"].curve
    assert whole.members["ppmi"] == MemberLoss()


def test_a_loss_without_a_curve_is_restored():
    assert restored_loss({"loss": 2.5}) == MemberLoss(2.5)  # an earlier version had no curve


def test_progress_names_the_member(corpus):
    diary = Diary()
    trained(corpus, listener=diary)
    assert "Training fasttext, member 2 of 3." in diary.notes
    assert {"Training cbow", "Training fasttext", "Counting"} <= {*diary.stages}


def test_unseen_words_are_near_the_words_they_resemble(tmp_path):
    rng = np.random.default_rng(1)
    topics = [[f"{stem}{ending}" for ending in "pqrstu"] for stem in ("abcd", "wxyz")]
    sentences = [[*rng.choice(topics[number % 2], 6)] for number in range(600)]
    text = encoded(tmp_path, sentences)
    result = trained(text, options(epochs=10, buckets=50_000))
    unseen = result.subwords.compose("abcdv")
    near = [text.vocabulary.word(int(row)) for row in np.argsort(-(result.vectors @ unseen))[:6]]
    assert sum(word.startswith("abcd") for word in near) >= 5


def test_without_a_subword_member_there_are_no_subwords(corpus):
    result = trained(corpus, options(members="cbow,ppmi"))
    assert result.subwords is None
    assert result.context is None


def test_a_member_with_too_little_text_is_omitted_and_reported(tmp_path):
    """All words are shorter than the shortest n-gram."""
    short = encoded(tmp_path, [["a", "b", "c", "d"], ["b", "a", "d"]] * 50)
    diary, config = Diary(), options(min_ngram=5, max_ngram=6)
    result = trained(short, config, diary)
    assert [one for one in diary.notes if one.startswith("fasttext is omitted: All words are")]
    assert [*result.record["fused"]["members"]] == ["cbow", "ppmi"]
    assert "too short" in result.record["fused"]["omitted"]["fasttext"]
    without = trained(short, replace(config, members="cbow=1,ppmi=0.75"))
    assert result.vectors.tobytes() == without.vectors.tobytes()


def test_too_little_text_for_all_members_is_an_error(tmp_path):
    lonely = encoded(tmp_path, [["a"], ["b"], ["a"]])
    with pytest.raises(InsufficientTextError, match="No word of the vocabulary has a neighbor"):
        trained(lonely)


def test_fewer_words_than_columns(tmp_path):
    few = encoded(tmp_path, [["one", "two", "six"], ["two", "one"]] * 50)
    result = trained(few, options(dim=20))
    assert result.vectors.shape == (3, 20)
    assert np.isfinite(result.vectors).all()


class StopsIn:
    """A listener that requests a stop in a stage."""

    def __init__(self, checkpoint, stage):
        self.checkpoint, self.stage = checkpoint, stage

    def note(self, message):
        pass

    def progress(self, progress):
        if progress.stage == self.stage:
            self.checkpoint.stop.set()


@pytest.mark.parametrize(
    ("stage", "left"),
    [
        ("Training cbow", ["Training cbow", "Training fasttext", "Counting"]),
        ("Training fasttext", ["Training fasttext", "Counting"]),
        ("Counting", ["Counting"]),
    ],
)
def test_resumed_with_the_member_it_was_at(corpus, tmp_path, stage, left):
    whole, checkpoint = everything(trained(corpus)), Checkpoint(tmp_path, "tale")
    alone = options(workers=1)
    with pytest.raises(StoppedError):
        trained(corpus, alone, StopsIn(checkpoint, stage), checkpoint)
    diary = Diary()
    resumed = trained(corpus, alone, diary, start=checkpoint.state())
    assert everything(resumed) == whole
    kept = [name for name in dict.fromkeys(diary.stages) if name in (*left, "Training cbow")]
    assert kept[-len(left) :] == left[-len(kept) :]
    assert set(kept) <= {*left}


@pytest.mark.parametrize("stage", ["Training cbow", "Training fasttext", "Counting"])
def test_members_that_train_at_the_same_time_resume_with_the_same_bytes(corpus, tmp_path, stage):
    config, checkpoint = options(epochs=40), Checkpoint(tmp_path, "tale")
    whole = everything(trained(corpus, config))
    with pytest.raises(StoppedError):
        trained(corpus, config, StopsIn(checkpoint, stage), checkpoint)
    assert everything(trained(corpus, config, start=checkpoint.state())) == whole


def test_resuming_from_the_end_trains_nothing(corpus):
    whole, diary = trained(corpus), Diary()
    again = trained(corpus, listener=diary, start=whole.end)
    assert everything(again) == everything(whole)
    assert diary.stages == []


def test_a_checkpoint_with_another_vocabulary_does_not_fit(corpus, tmp_path):
    checkpoint = Checkpoint(tmp_path, "tale")
    with pytest.raises(StoppedError):
        trained(corpus, listener=StopsIn(checkpoint, "Counting"), keeper=checkpoint)
    config = options()
    with pytest.raises(W2vError, match="The checkpoint does not fit this training: the vectors"):
        engine_for(config).train(
            corpus, corpus.vocabulary.head(50), config, SILENT, start=checkpoint.state()
        )
