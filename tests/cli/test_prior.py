"""Questions to a model that has a prior: of both, or of the text alone."""

import json
from shutil import copytree

import numpy as np
import pytest

import w2vkit
from tests.model.test_prior import FACTS
from tests.toys import save_model
from w2vkit.base.errors import UsageError
from w2vkit.model import store, writer
from w2vkit.model.formats.reading import read_embeddings
from w2vkit.model.prior import PRIOR, PRIOR_FILE, write_prior
from w2vkit.pictures.report.report import description

ELSEWHERE = {"孙悟空": [127, 0], "馒头": [127, 10], "king": [-127, 0], "queen": [-127, -5]}
"""In the prior, a monkey is like a bun; all other words are like neither."""
ALONE = "This is the text alone, without the prior general.\n"


@pytest.fixture
def both(toy):
    """Save the toy model with a prior of weight 2; give its directory."""
    stored = store.load(toy)
    columns = [ELSEWHERE.get(word, [0, 127]) for word in stored.embeddings.vocabulary]
    write_prior(toy, np.array(columns, np.int8))
    content = (toy / PRIOR_FILE).read_bytes()
    writer.add_file(toy, PRIOR_FILE, content, {PRIOR: {**FACTS, "weight": 2.0}})
    return toy


def nearest(done):
    return [line.split()[0] for line in done.stdout.splitlines()[1:]]


def test_the_weight_decides_what_is_near(both, w2v):
    usual, alone = (w2v("similar", "孙悟空", "-n", "1", *more) for more in ((), ("--prior", "0")))
    assert (nearest(usual), nearest(alone)) == (["馒头"], ["行者"])
    assert nearest(w2v("similar", "孙悟空", "-n", "1", "--prior", "0.1")) == ["行者"]
    assert usual.stderr == alone.stderr == ""


@pytest.mark.parametrize(
    "question",
    [
        ("similar", "孙悟空", "-n", "1"),
        ("analogy", "king", "man", "queen", "-n", "1"),
        ("odd", "孙悟空", "馒头", "king"),
        ("similarity", "孙悟空", "馒头"),
    ],
)
def test_json_names_the_prior_and_its_weight(both, w2v, question):
    for weight in (None, 0.0, 0.5):
        more = () if weight is None else ("--prior", str(weight))
        content = json.loads(w2v(*question, "--format", "json", *more).stdout)
        row = content[0] if isinstance(content, list) else content
        expected = {"prior": "general", "prior_weight": 2.0 if weight is None else weight}
        named = {name: row[name] for name in expected if name in row}
        assert named == ({} if weight == 0 else expected)


def test_a_line_of_the_shell_has_its_own_weight(both, w2v):
    lines = "孙悟空 -n 1 --prior 0\n孙悟空 -n 1\nsimilarity 孙悟空 馒头 --prior 0\n"
    done = w2v("shell", input=lines)
    assert ("行者" in done.stdout.splitlines()[1], "馒头" in done.stdout) == (True, True)
    alone = w2v("similarity", "孙悟空", "馒头", "--prior", "0").stdout.split()[-1]
    assert alone in done.stdout.splitlines()[-1]


def test_a_model_without_a_prior_says_so(toy, w2v):
    done = w2v("similar", "孙悟空", "--prior", "1")
    assert done.exit_code == 2
    assert "“toy” has no prior." in done.stderr
    assert "Omit --prior, or train the model again with --prior." in done.stderr
    assert w2v("similar", "孙悟空", "--prior", "0").exit_code == 0
    assert w2v("similar", "孙悟空", "--prior", "11").exit_code == 2


@pytest.mark.parametrize(
    "question",
    [("axis", "king", "queen", "孙悟空"), ("associate", "king,man", "行者,八戒", "queen", "馒头")],
)
def test_the_text_alone_answers_questions_about_it(both, w2v, question):
    alone, said_so = w2v(*question), w2v(*question, "--prior", "0")
    with_prior = w2v(*question, "--prior", "2")
    assert alone.stdout == said_so.stdout != with_prior.stdout
    assert alone.stderr.count(ALONE) == 1
    assert ALONE not in said_so.stderr + with_prior.stderr


def test_texts_are_compared_without_priors(both, w2v):
    save_model("other")
    done = w2v("compare", "toy", "other", "--top", "5")
    assert done.stderr.count("compared by their texts alone, without priors.") == 1
    rows = json.loads(w2v("compare", "toy", "other", "--top", "5", "--format", "json").stdout)
    assert {row["overlap"] for row in rows if "overlap" in row} == {1.0}
    assert "without priors" not in w2v("compare", "other", "other", "--top", "5").stderr


def test_a_report_has_the_weight_of_its_answers(both):
    for weight in (1.5, 0):
        described = description(w2vkit.open("toy", prior=weight)).options.get(PRIOR)
        assert described == ({**FACTS, "weight": 1.5} if weight else None)


def test_a_shell_keeps_its_weight_for_another_model(both, w2v):
    copytree(both, both.with_name("copy"))
    done = w2v("shell", "--prior", "0", input=f":model {both.with_name('copy')}\n孙悟空 -n 1\n")
    assert ("行者" in done.stdout, "馒头" in done.stdout) == (True, False)


def test_in_python_too(both):
    model = w2vkit.open("toy")
    alone = w2vkit.open("toy", prior=0)
    assert model.similar("孙悟空", 1)[0].word == "馒头"
    assert model.similar("孙悟空", 1, prior=0) == alone.similar("孙悟空", 1)
    axis = model.axis("king", "queen", ["孙悟空"])
    assert axis.records == alone.axis("king", "queen", ["孙悟空"]).records
    assert axis.records != model.axis("king", "queen", ["孙悟空"], prior=2.0).records
    assert (model.label, alone.label) == ("toy + general × 2", "toy")
    assert "prior general with weight 2" in str(model)
    with pytest.raises(UsageError, match="for the vectors of the text alone"):
        model.stability("孙悟空", prior=1.0)


@pytest.mark.parametrize("damage", [lambda file: file.unlink(), lambda file: file.write_bytes(b"")])
def test_without_its_file_the_text_answers_alone(both, w2v, damage):
    expected = w2v("similar", "孙悟空", "--prior", "0").stdout
    damage(both / PRIOR_FILE)
    done = w2v("similar", "孙悟空")
    assert (done.exit_code, done.stdout) == (0, expected)
    assert done.stderr == (
        "The prior of “toy” cannot be used: prior.npy is missing or damaged. The answers are of "
        "the text alone.\n"
    )
    refused = w2v("similar", "孙悟空", "--prior", "1")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "prior.npy is missing or damaged.\nHint: Train the model again" in refused.stderr


def test_intervals_are_for_the_text(both, w2v):
    for question in (("similar", "孙悟空"), ("axis", "king", "queen", "孙悟空")):
        done = w2v(*question, "--stability", "--prior", "1")
        assert done.exit_code == 2
        assert "Omit --prior, or omit --stability." in done.stderr


def test_an_export_is_joined_and_reduced_unless_the_text_is_meant(both, w2v, tmp_path):
    alone = store.load(both).embeddings
    done = w2v("export", "toy", tmp_path / "both.npz")
    assert "prior general with weight 2, reduced from 6 to 4 dimensions" in done.stderr
    written = read_embeddings(tmp_path / "both.npz")
    assert written.dim == alone.dim
    units = written.vectors / written.norms[:, np.newaxis]
    rows = [written.vocabulary.find(word) for word in ("孙悟空", "馒头", "行者")]
    cosines = units[rows] @ units[rows].T
    assert cosines[0, 1] > cosines[0, 2]
    done = w2v("export", "toy", tmp_path / "own.npz", "--prior", "0")
    assert "those of the text alone, without the prior general" in done.stderr
    assert read_embeddings(tmp_path / "own.npz").vectors.tobytes() == alone.vectors.tobytes()


def test_an_index_is_for_one_weight(both, w2v):
    assert w2v("index", "toy", "--kind", "flat").exit_code == 0
    with_index = w2v("similar", "孙悟空", "--index")
    assert with_index.stdout == w2v("similar", "孙悟空").stdout
    done = w2v("similar", "孙悟空", "--index", "--prior", "0")
    assert done.exit_code == 2
    assert "The index was built for another weight of the prior." in done.stderr
