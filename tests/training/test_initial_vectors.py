"""Training starts from given vectors: which bytes stay, what is said, what is refused."""

import json

import numpy as np
import pytest

from tests.toys import Notes, StopsAfter, toy_embeddings
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.progress import SILENT
from w2vkit.engines.state import FROZEN_EPOCHS
from w2vkit.model import manifest, registry, store
from w2vkit.model.embeddings import Embeddings
from w2vkit.training.algorithms import ALGORITHMS
from w2vkit.training.checkpoint import Checkpoint
from w2vkit.training.initial_vectors import (
    GivenVectors,
    initial_options,
    match,
    read_given,
    tuned_options,
)
from w2vkit.training.job import new_job
from w2vkit.training.reproduction import reproduce
from w2vkit.training.request import TrainRequest
from w2vkit.training.train import resume, train

PLACES = ("city", "village", "valley", "harbor")
DOINGS = ("rules", "leaves", "finds", "seeks")
TEXT = "".join(
    f"The {who} {does} the {place} and {also} it\n" * 10
    for who in ("king", "queen", "miller", "troll")
    for does, also in zip(DOINGS, DOINGS[::-1], strict=True)
    for place in PLACES
)
GIVEN = ("king", "queen", "city", "village", "rules", "the", "and")
"""Words that have a vector; `troll`, `miller` and others are only in the text."""
OPTIONS = {"workers": 1, "epochs": 4, "window": 3, "sample": 0.0, "checkpoint_minutes": 0.0}


def vectors(dim=8, seed=3):
    return np.random.default_rng(seed).normal(size=(len(GIVEN) + 1, dim)).astype(np.float32)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tale.txt").write_text(TEXT, encoding="utf-8")
    lines = [
        f"{word} {' '.join(repr(float(x)) for x in row)}\n"
        for word, row in zip((*GIVEN, "elsewhere"), vectors(), strict=True)
    ]
    (tmp_path / "given.txt").write_text(f"{len(lines)} 8\n{''.join(lines)}", encoding="utf-8")
    return tmp_path


def order(folder, name="tale", freeze=False, **options):
    return TrainRequest(
        [str(folder / "tale.txt")],
        name,
        options={**OPTIONS, **options},
        init=str(folder / "given.txt"),
        freeze=freeze,
    )


def trained(request, listener=SILENT):
    train(request, listener)
    return store.load(registry.locate_model(request.name))


def rows_of(model, words=GIVEN):
    return np.array([model.embeddings.vector(word) for word in words])


@pytest.mark.parametrize("options", [{}, {"algorithm": "cbow"}, {"loss": "hierarchical"}])
def test_frozen_words_keep_their_bytes_and_others_are_trained(models, folder, options):
    model = trained(order(folder, freeze=True, **options))
    assert rows_of(model).tobytes() == vectors()[: len(GIVEN)].tobytes()
    again = trained(order(folder, "more", freeze=True, **{**options, "epochs": 6}))
    assert rows_of(again).tobytes() == vectors()[: len(GIVEN)].tobytes()
    assert not np.array_equal(rows_of(model, ["troll"]), rows_of(again, ["troll"]))
    assert "elsewhere" not in model.embeddings.vocabulary


def test_words_that_are_not_frozen_move_a_little(models, folder):
    model, notes = None, Notes()
    model = trained(order(folder), notes)
    now, before = rows_of(model), vectors()[: len(GIVEN)]
    assert (now != before).any(axis=1).all()
    assert np.linalg.norm(now - before, axis=1).max() < 0.5 * np.linalg.norm(before, axis=1).min()
    said = "\n".join(notes.said)
    source = folder / "given.txt"
    assert f"{source} contains vectors of 7 of the 15 words; the others start from" in said
    record = model.info.options["init"]
    cosines = [
        (word, float(a @ b / np.linalg.norm(a) / np.linalg.norm(b)))
        for word, a, b in zip(GIVEN, now.astype(float), before.astype(float), strict=True)
    ]
    cosines.sort(key=lambda one: one[1])
    assert record["drift"]["median"] == pytest.approx(cosines[3][1], abs=1e-4)
    assert [word for word, _ in record["drift"]["farthest"]] == [word for word, _ in cosines[:5]]
    median = record["drift"]["median"]
    assert (
        f"The median cosine between the initial and the final vector of a word is {median:.3f}"
        in said
    )


def test_the_origin_is_recorded_and_reproduced(models, folder, monkeypatch):
    monkeypatch.chdir(folder)
    request = TrainRequest(["tale.txt"], "tale", options=OPTIONS, init="given.txt", freeze=True)
    model = trained(request)
    record = model.info.options["init"]
    assert (record["vectors"], record["dim"], record["words"]) == ("given.txt", 8, 7)
    assert record["freeze"] is True
    assert reproduce(model.path, workers=2).equal
    changed = (folder / "given.txt").read_text(encoding="utf-8").replace("king ", "king 1", 1)
    (folder / "given.txt").write_text(changed, encoding="utf-8")
    found = reproduce(model.path)
    assert "The vectors from which the training started differ." in found.differences
    (folder / "given.txt").unlink()
    with pytest.raises(W2vError, match=r"given\.txt, from whose vectors “tale” started, no longer"):
        reproduce(model.path)


def digests(home, name):
    files = manifest.read_info(home / name).files
    return {file: facts.sha256 for file, facts in files.items()}


def test_the_bytes_do_not_depend_on_the_workers(models, folder):
    for workers in (1, 2, 3):
        train(order(folder, f"w{workers}", workers=workers))
    assert digests(models, "w1") == digests(models, "w2") == digests(models, "w3")


@pytest.mark.parametrize("freeze", [False, True])
@pytest.mark.parametrize("share", [0.2, 0.8])
def test_stopped_and_resumed_elsewhere_equals_uninterrupted(
    models, folder, freeze, share, monkeypatch
):
    often = {"checkpoint_minutes": 1e-6, "epochs": 10}
    train(order(folder, "whole", freeze, **often))
    monkeypatch.chdir(folder)
    request = TrainRequest(
        ["tale.txt"], "tale", options={**OPTIONS, **often}, init="given.txt", freeze=freeze
    )
    with pytest.raises(W2vError, match="was stopped"):
        train(request, StopsAfter(share))
    monkeypatch.chdir(models)
    resume("tale", {})
    assert digests(models, "tale") == digests(models, "whole")
    one, other = (manifest.read_info(models / name).options["init"] for name in ("tale", "whole"))
    assert one == other


def test_killed_before_the_first_state_starts_from_the_same_vectors(models, folder):
    train(order(folder, "whole"))
    models.mkdir(exist_ok=True)
    job = new_job(order(folder), SILENT)
    Checkpoint(models, "tale").begin(job.order())
    resume("tale", {})
    assert digests(models, "tale") == digests(models, "whole")


def test_vectors_that_changed_are_not_resumed_with(models, folder):
    models.mkdir()
    Checkpoint(models, "tale").begin(new_job(order(folder), SILENT).order())
    changed = (folder / "given.txt").read_text(encoding="utf-8").replace("king ", "king 1", 1)
    (folder / "given.txt").write_text(changed, encoding="utf-8")
    with pytest.raises(W2vError, match=r"The vectors of .*given\.txt have changed"):
        resume("tale", {})


def test_an_order_of_a_version_without_given_vectors_is_resumed(models, folder):
    request = TrainRequest([str(folder / "tale.txt")], "tale", options={**OPTIONS, "dim": 8})
    checkpoint = Checkpoint(models, "tale")
    checkpoint.begin(new_job(request, SILENT).order())
    content = json.loads(checkpoint.order_path.read_text(encoding="utf-8"))
    del content["initial"], content["request"]["init"], content["request"]["freeze"]
    checkpoint.order_path.write_text(json.dumps(content), encoding="utf-8")
    assert resume("tale", {}).dim == 8


def test_a_model_gives_its_vectors_by_name(models, folder):
    train(order(folder, "first"))
    request = TrainRequest(
        [str(folder / "tale.txt")], "second", options=OPTIONS, init="first", freeze=True
    )
    first, second = store.load(registry.locate_model("first")), trained(request)
    assert second.embeddings.vectors.tobytes() == first.embeddings.vectors.tobytes()


def test_the_dimension_follows_the_vectors_or_reduces_them(models, folder):
    notes = Notes()
    assert trained(order(folder)).info.dim == 8
    model = trained(order(folder, "less", freeze=True, dim=3), notes)
    assert model.info.dim == 3
    assert any("are reduced from 8 to 3 dimensions" in one for one in notes.said)
    # The best plane: dot products of the reduced vectors are nearest to those of the given ones.
    given = vectors()[: len(GIVEN)].astype(float)
    left, values, _ = np.linalg.svd(given)
    best = left[:, :3] * values[:3]
    reduced = rows_of(model).astype(float)
    assert reduced @ reduced.T == pytest.approx(best @ best.T, abs=1e-4)


def given(embeddings=None, freeze=False):
    return GivenVectors("toys", embeddings or toy_embeddings(), freeze)


def test_options_follow_from_the_vectors_unless_they_are_given():
    dim = toy_embeddings().dim
    assert initial_options(given(), {}) == {"algorithm": "skipgram", "dim": dim}
    assert initial_options(given(), {"algorithm": "cbow"}) == {"algorithm": "cbow", "dim": dim}
    assert tuned_options("cbow", 1) == {}
    sizes = (1, 50_000, 50_001, 10**9)
    assert [tuned_options("skipgram", size)["epochs"] for size in sizes] == [40, 40, 20, 10]


def test_explicit_options_take_precedence(models, folder):
    request = order(folder, window=2, alpha=0.01)
    config = new_job(request, SILENT).config
    assert (config.window, config.alpha, config.epochs) == (2, 0.01, 4)
    del request.options["epochs"], request.options["window"]
    config = new_job(request, SILENT).config
    assert (config.window, config.epochs) == (10, 40)


@pytest.mark.parametrize(
    "algorithm", [name for name, one in ALGORITHMS.items() if not one.can_start_from_vectors]
)
def test_other_algorithms_are_refused_with_those_that_can(models, folder, algorithm):
    with pytest.raises(UsageError, match=f"{algorithm} does not support --init") as caught:
        train(order(folder, algorithm=algorithm))
    assert "skipgram, cbow" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"dim": 9}, r"given\.txt have dimension 8, not 9"),
        ({"engine": "gensim"}, "gensim does not support --init"),
    ],
)
def test_options_that_contradict_the_vectors(models, folder, options, message):
    with pytest.raises(UsageError, match=message):
        train(order(folder, **options))
    assert not (models / "tale").exists()


def test_freeze_needs_vectors_and_continue_excludes_them(models, folder):
    text = [str(folder / "tale.txt")]
    with pytest.raises(UsageError, match="--freeze requires --init"):
        train(TrainRequest(text, "tale", freeze=True))
    train(order(folder))
    with pytest.raises(UsageError, match="--continue and --init cannot be combined"):
        train(TrainRequest(text, "other", base="tale", init="tale"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "it is empty"),
        ("no vectors at all\nonly prose\n", "it is not in a known vector format"),
        ("2 2\nking 1 nan\nqueen 1 2\n", "a number is infinite or NaN"),
        ("2 2\nxyzzy 1 2\nplugh 1 3\n", "None of the 15 words of the corpus has a vector in"),
    ],
)
def test_files_without_usable_vectors(models, folder, content, message):
    (folder / "given.txt").write_text(content, encoding="utf-8")
    with pytest.raises(W2vError, match=message):
        train(order(folder))
    assert not (models / "tale").exists()


def test_a_model_with_a_vector_that_is_no_number_is_refused_only_if_the_word_is_used():
    toys = toy_embeddings()
    spoiled = np.array(toys.vectors)
    spoiled[toys.vocabulary.find("king")] = np.nan
    names = [(word, 1) for word in toys.vocabulary]
    broken = given(Embeddings.from_vectors(names, spoiled))
    queen, both = (
        Embeddings.from_vectors([(word, 1) for word in words], np.ones((len(words), 4), np.float32))
        for words in (["queen"], ["king", "queen"])
    )
    assert match(broken, queen.vocabulary, 4).rows.tolist() == [0]
    with pytest.raises(W2vError, match="infinite or not numbers"):
        match(broken, both.vocabulary, 4)


def test_given_vectors_move_only_in_the_last_quarter_of_the_epochs(models, folder):
    job = new_job(order(folder, epochs=40), SILENT)
    frozen = job.start.more[FROZEN_EPOCHS]
    words = [job.vocabulary.word(row) for row in np.flatnonzero(frozen == 30)]
    assert {*words} == {*GIVEN}
    assert not frozen[[job.vocabulary.find(word) for word in ("troll", "miller")]].any()


def test_a_word_without_known_contexts_starts_from_random_numbers(models, folder):
    (folder / "tale.txt").write_text(TEXT + "\n\nplugh xyzzy" * 9, encoding="utf-8")
    job = new_job(order(folder), SILENT)
    row = job.vocabulary.find("xyzzy")
    assert 0 < np.abs(job.start.vectors[row]).max() <= 1 / TrainConfig(dim=8).dim


def test_every_format_is_read(models, toy):
    read = read_given(str(toy), freeze=False, listener=SILENT)
    assert "king" in read.embeddings.vocabulary
