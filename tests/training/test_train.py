"""From files to a model directory."""

import json

import numpy as np
import pytest

from tests.gensim_marks import NEEDS_GENSIM, marked
from tests.toys import save_model
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.progress import SILENT, Progress
from w2vkit.model import manifest, registry, store
from w2vkit.training.algorithms import uses_option
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.job import new_job
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import model_name_for, resume, train

TEXT = "".join(
    f"悟空{a}妖怪，八戒{b}妖怪。师父{a}经书，沙僧{b}行李。\n"
    for a in "打看找追"
    for b in "骂怕躲赶"
)
RARE = "馒头在此。\n"
SMALL = {"dim": 8, "epochs": 2, "workers": 1, "sample": 0.0}


class Diary:
    """A listener that writes everything down."""

    def __init__(self):
        self.notes, self.stages = [], []

    def note(self, message):
        self.notes.append(message)

    def progress(self, progress: Progress):
        self.stages.append((progress.stage, progress.done, progress.total))


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "small.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def request(path, **more):
    options = {**SMALL, **more.pop("options", {})}
    algorithm = options.get("algorithm", "cbow")
    options = {name: x for name, x in options.items() if uses_option(algorithm, name)}
    return TrainRequest([str(path)], "small", options=options, **more)


ENGINES = [
    ("native", "cbow", "negative"),
    ("native", "skipgram", "negative"),
    ("native", "cbow", "hierarchical"),
    ("native", "skipgram", "hierarchical"),
    ("native", "glove", "negative"),
    ("native", "ppmi", "negative"),
    ("native", "fused", "negative"),
    ("gensim", "cbow", "negative"),
    ("gensim", "skipgram", "negative"),
    ("gensim", "skipgram", "hierarchical"),
    ("gensim", "cbow", "hierarchical"),
]


@pytest.mark.parametrize(
    ("engine", "algorithm", "loss"),
    [marked(*one, needs_gensim=one[0] == "gensim") for one in ENGINES],
)
def test_a_model_comes_out(models, corpus, engine, algorithm, loss):
    options = {"engine": engine, "algorithm": algorithm}
    if uses_option(algorithm, "loss"):
        options["loss"] = loss
    summary = train(request(corpus, options=options))
    model = store.load(models / "small")
    assert summary.tokens == 16 * 12
    assert model.embeddings.vectors.shape == (summary.words, 8)
    assert np.isfinite(model.embeddings.vectors).all()
    assert model.embeddings.vocabulary.word(0) == "妖怪"
    assert model.info.engine == engine
    assert (model.context() is None) == (loss == "hierarchical" or algorithm in ("ppmi", "fused"))


@NEEDS_GENSIM
def test_one_worker_gives_the_same_bytes_again(models, corpus):
    digests = set()
    for _ in range(2):
        train(request(corpus, force=True, options={"engine": "gensim"}))
        digests.add(manifest.read_info(models / "small").files["vectors.npy"].sha256)
    assert len(digests) == 1


@NEEDS_GENSIM
def test_a_text_editor_and_gensim_can_open_it(models, corpus):
    from gensim.models import KeyedVectors

    train(request(corpus))
    folder = models / "small"
    lines = (folder / "vocab.tsv").read_text(encoding="utf-8").splitlines()
    vectors = np.load(folder / "vectors.npy")
    keyed = KeyedVectors(vectors.shape[1])
    keyed.add_vectors([line.split("\t")[0] for line in lines], vectors)
    assert keyed.similarity("悟空", "悟空") == pytest.approx(1, abs=1e-5)
    assert json.loads((folder / "model.json").read_text(encoding="utf-8"))["format"] == "w2vkit"


def test_the_words_left_out_are_kept_in_a_list(models, corpus):
    corpus.write_text(TEXT + RARE, encoding="utf-8")
    train(request(corpus, options={"min_count": 5}))
    rare = (models / "small" / "rare.tsv").read_text(encoding="utf-8").splitlines()
    kept = (models / "small" / "vocab.tsv").read_text(encoding="utf-8").splitlines()
    assert all(int(line.split("\t")[1]) < 5 for line in rare)
    assert all(int(line.split("\t")[1]) >= 5 for line in kept)
    assert any(line.startswith("馒头\t1") for line in rare)


def test_the_choice_is_said(models, corpus):
    diary = Diary()
    train(request(corpus), diary)
    said = "\n".join(diary.notes)
    assert "192 tokens" in said
    assert "Chosen by corpus size and language:" in said
    assert any(stage.startswith("Training") for stage, _, _ in diary.stages)


def test_only_what_an_algorithm_minds_is_said(models, corpus):
    diary = Diary()
    train(request(corpus, options={"algorithm": "glove", "x_max": 30.0}), diary)
    said = "\n".join(diary.notes)
    assert "alpha 0.05, x-max 30" in said
    assert "negative" not in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"members": "fasttext,ppmi", "cbow_gradient": "shared"}, "--cbow-gradient has no effect"),
        ({"members": "cbow,ppmi", "max_ngram": 3}, "it needs fasttext in --members, which is cbow"),
        ({"members": "cbow,fasttext", "shift": 2.0}, "it needs ppmi in --members"),
        ({"members": "cbow,ppmi", "cbow_gradient": "shared"}, ""),
        ({"members": "cbow,ppmi", "architecture": "cbow"}, ""),  # the default
        ({"members": "ppmi"}, ""),
    ],
    ids=str,
)
def test_an_option_that_no_member_uses_is_reported(models, corpus, options, said):
    diary = Diary()
    small = {"algorithm": "fused", "dim": 4, "min_count": 1, "buckets": 100}
    used = {name: x for name, x in small.items() if name != "buckets" or "fasttext" in str(options)}
    train(TrainRequest([str(corpus)], "small", options={**used, **options}), diary)
    notes = [note for note in diary.notes if "no effect" in note]
    assert len(notes) == bool(said)
    assert all(said in note for note in notes)


def test_a_model_records_what_each_member_used_and_counts_what_was_done(models, corpus):
    options = {"algorithm": "fused", "dim": 4, "min_count": 1, "epochs": 10, "sample": 0.0}
    more = {"members": "cbow,ppmi", "window": 7}
    summary = train(TrainRequest([str(corpus)], "small", options={**options, **more}))
    members = store.load(models / "small").info.options["fused"]["members"]
    assert (members["cbow"]["epochs"], members["cbow"]["window"]) == (10, 7)
    assert (members["ppmi"]["epochs"], members["ppmi"]["window"]) == (1, 3)
    assert summary.epochs == 10
    words = summary.tokens * 11
    assert words / summary.words_per_second == pytest.approx(summary.seconds, abs=0.001)  # rounded


def test_too_high_a_min_count_says_which_would_do(models, corpus):
    with pytest.raises(W2vError, match="None of 15 words occurs 1,000 times") as caught:
        train(request(corpus, options={"min_count": 1000}))
    assert "--min-count: 16 keeps" in caught.value.hint
    assert not list(models.glob("*"))


def test_a_corpus_without_words_says_how_signs_are_kept(models, tmp_path):
    path = tmp_path / "signs.txt"
    path.write_text("。，！😀 😁\n" * 20, encoding="utf-8")
    with pytest.raises(W2vError, match="has no words") as caught:
        train(request(path))
    assert "--punctuation" in caught.value.hint
    train(request(path, segmentation={"punctuation": True}))


def test_a_name_that_is_taken_is_refused_before_any_work(models, corpus):
    train(request(corpus))
    diary = Diary()
    with pytest.raises(W2vError, match="already exists"):
        train(request(corpus), diary)
    assert not diary.stages
    train(request(corpus, force=True))


def test_the_message_names_the_loss_instead_of_what_it_does_not_use(models, corpus):
    diary = Diary()
    train(request(corpus, options={"loss": "hierarchical"}), diary)
    (said,) = [note for note in diary.notes if "Training cbow" in note]
    assert "hierarchical softmax" in said
    assert "negative" not in said


def test_an_impossible_pair_of_options_is_a_usage_error(models, corpus):
    options = {"engine": "gensim", "algorithm": "glove"}
    with pytest.raises(UsageError, match="gensim"):
        train(request(corpus, options=options))


def test_max_words_keeps_the_most_frequent(models, corpus):
    summary = train(request(corpus, options={"max_words": 3}))
    assert summary.words == 3


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/novel.gb18030.txt", "novel"),
        ("corpus/", "corpus"),
        ("-", "stdin"),
        (".hidden", "hidden"),
    ],
)
def test_the_name_comes_from_the_path(path, name):
    assert model_name_for(path) == name


def test_the_name_of_a_link_is_its_own(tmp_path):
    (tmp_path / "novel.txt").symlink_to(tmp_path / "v1-final.txt")
    assert model_name_for(str(tmp_path / "novel.txt")) == "novel"


def test_interrupted_training_leaves_no_model(models, corpus):
    class Impatient(Diary):
        def progress(self, progress):
            if progress.stage.startswith("Training"):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(request(corpus), Impatient())
    assert not registry.list_models(models)


def test_a_training_that_was_killed_after_it_was_saved_can_be_resumed(models, corpus):
    train(request(corpus))
    saved = (models / "small" / store.VECTORS).read_bytes()
    checkpoint = Checkpoint(models, "small")
    checkpoint.begin(new_job(request(corpus), SILENT).order())
    resume("small", {"checkpoint_minutes": 1.0})
    assert (models / "small" / store.VECTORS).read_bytes() == saved
    assert not checkpoint.order_path.exists()


def test_a_resumed_training_replaces_no_other_model(models, corpus):
    save_model("small")
    before = (models / "small" / store.VECTORS).read_bytes()
    checkpoint = Checkpoint(models, "small")
    checkpoint.begin(new_job(request(corpus), SILENT).order())
    with pytest.raises(W2vError, match="already exists"):
        resume("small", {})
    assert (models / "small" / store.VECTORS).read_bytes() == before
    assert checkpoint.kept()


@pytest.mark.parametrize(("min_count", "notes"), [(5, 1), (3, 0)])
def test_names_without_vectors_are_noted_before_training(models, tmp_path, min_count, notes):
    path = tmp_path / "novel.txt"
    path.write_text(TEXT * 3 + "铁扇公主说道：“看扇！”\n铁扇公主坐下。\n" * 2, encoding="utf-8")
    diary = Diary()
    segmentation = {"keep_whole": ("铁扇公主",)}
    options = {"algorithm": "ppmi", "min_count": min_count}
    train(request(path, options=options, segmentation=segmentation), diary)
    lost = [note for note in diary.notes if "铁扇公主 (4)" in note]
    assert len(lost) == notes
