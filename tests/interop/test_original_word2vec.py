"""The original C programs of word2vec (Mikolov et al. 2013), which PyPI's word2vec compiles."""

import subprocess
import sysconfig
from pathlib import Path

import numpy as np
import pytest

from tests.patience import PATIENCE
from w2vkit.base.config import ImportConfig
from w2vkit.model.formats.reading import detect_format, read_embeddings
from w2vkit.model.formats.vector_file import VectorFile

PROGRAMS = Path(sysconfig.get_path("scripts"))
SHOWN = 40


def answers(program, path, question):
    """Return the words and scores that an interactive program shows, in its order."""
    done = subprocess.run(
        [PROGRAMS / program, path],
        input=f"{question}\nEXIT\n".encode(),
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
    table = done.stdout.decode().split("-" * 72)[1].splitlines()
    rows = [line.split() for line in table if "\t" in line]
    return [(word, float(score)) for word, score in rows]


@pytest.mark.parametrize("row", [0, 1, 4])
def test_distance_finds_our_neighbors(export, embeddings, nearest, row):
    word = embeddings.vocabulary.word(row)
    found = answers("word2vec-distance", export("word2vec-bin", "x.bin"), word)
    wanted = nearest(row, SHOWN + 1)[1:]
    assert [one for one, _ in found] == [embeddings.vocabulary.word(other) for other in wanted]
    unit = embeddings.vectors / embeddings.norms[:, None]
    assert np.allclose([score for _, score in found], unit[wanted] @ unit[row], atol=1e-5)


# Not of the first word: the program takes row 0, </s> in its own models, for a missing word.
def test_word_analogy_computes_what_we_compute(export, embeddings):
    path = export("word2vec-bin", "x.bin")
    found = answers("word2vec-word-analogy", path, "king word1 naïve")
    unit = embeddings.vectors / embeddings.norms[:, None]
    find = embeddings.vocabulary.find
    a, b, c = (find(word) for word in ("king", "word1", "naïve"))
    scores = unit @ (unit[b] - unit[a] + unit[c])
    order = [row for row in np.argsort(-scores) if row not in (a, b, c)]
    assert [word for word, _ in found] == [embeddings.vocabulary.word(r) for r in order[:SHOWN]]


@pytest.mark.parametrize(("binary", "kind"), [("1", "word2vec-bin"), ("0", "word2vec")])
def test_we_read_what_word2vec_c_trains(tmp_path, binary, kind):
    rng = np.random.default_rng(1)
    names = ["孙悟空", "猪八戒", "king", "naïve", "</s>"]
    text = "\n".join(" ".join(rng.choice(names[:4], 9)) for _ in range(300))
    (tmp_path / "text").write_text(text, encoding="utf-8")
    path = tmp_path / "x"
    options = ["-size", "12", "-min-count", "1", "-threads", "1", "-iter", "1"]
    command = [PROGRAMS / "word2vec", "-train", tmp_path / "text", "-output", path, *options]
    subprocess.run([*command, "-binary", binary], capture_output=True, check=True, timeout=PATIENCE)
    read = read_embeddings(path)
    with VectorFile(path, ImportConfig()) as file:
        assert detect_format(file).name == kind
    assert {*read.vocabulary} == {*names}
    assert read.vectors.shape == (5, 12)
    # Two trainings of it with one thread are equal, so one tells of the other.
    other = "0" if binary == "1" else "1"
    subprocess.run([*command, "-binary", other], capture_output=True, check=True, timeout=PATIENCE)
    again = read_embeddings(path)
    assert [*again.vocabulary] == [*read.vocabulary]
    assert np.allclose(again.vectors, read.vectors, atol=1e-6)
