import numpy as np
import pytest
from click.testing import CliRunner

from w2vkit.cli.main import main
from w2vkit.model import manifest, writer
from w2vkit.model.embeddings import Embeddings

WORDS = [chr(sign) + "国" for sign in range(0x4E00, 0x4E00 + 40)]


@pytest.fixture
def plot(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    vectors = np.random.default_rng(1).normal(size=(len(WORDS), 12)).astype(np.float32)
    counts = [(word, 100 - place) for place, word in enumerate(WORDS)]
    embeddings = Embeddings.from_vectors(counts, vectors)
    with writer.new_model("novel") as folder:
        writer.write_embeddings(folder, embeddings)
        writer.seal(folder, manifest.ModelInfo("novel", len(embeddings), embeddings.dim, "test"))

    def run(*arguments, **options):
        return CliRunner().invoke(main, ["plot", "--dpi", "40", *arguments], **options)

    return run


def test_the_path_of_the_picture_is_on_stdout(plot, tmp_path):
    result = plot()
    assert (result.exit_code, result.stdout) == (0, "novel-plot.png\n")
    assert (tmp_path / "novel-plot.png").stat().st_size > 1_000


def test_given_words(plot, tmp_path):
    result = plot(*WORDS[:5], "-o", "five.svg")
    assert result.exit_code == 0
    svg = (tmp_path / "five.svg").read_text(encoding="utf-8")
    assert all(f">{word}<" in svg for word in WORDS[:5])
    assert f">{WORDS[5]}<" not in svg


def test_words_from_stdin(plot, tmp_path):
    result = plot("-", "-o", "two.svg", input=f"{WORDS[3]}\n\n{WORDS[4]}\n")
    assert result.exit_code == 0
    assert f">{WORDS[4]}<" in (tmp_path / "two.svg").read_text(encoding="utf-8")


def test_a_missing_word_is_said_and_the_rest_drawn(plot, tmp_path):
    result = plot(WORDS[0], "缺", WORDS[1], "-o", "two.svg")
    assert result.exit_code == 3
    assert result.stdout == "two.svg\n"
    assert "缺" in result.stderr
    assert WORDS[1] in (tmp_path / "two.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(("option", "code"), [((), 0), (("--fuzzy",), 0), (("--no-fuzzy",), 3)])
def test_other_scripts_are_accepted_unless_no_fuzzy(plot, option, code):
    traditional = WORDS[0].replace("国", "國")
    result = plot(traditional, *WORDS[1:4], "-o", "four.svg", *option)
    assert result.exit_code == code
    said = f"“{traditional}” is not in the model; using {WORDS[0]} instead"
    assert (said in result.stderr) == (code == 0)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("缺",), 3, "缺"),
        (("-o", "map.jpg"), 2, ".png, .svg or .pdf"),
        (("-o", "absent/map.png"), 1, "absent/map.png"),
        (("--top", "0"), 2, "--top"),
        (("--method", "mds"), 2, "tsne"),
        (("-m", "nothing"), 1, "novel"),
        (("--pairs",), 2, "国王:女王"),
        (("--pairs", "甲"), 2, "not a pair"),
        (("--neighbours", "3"), 2, "neighbours"),
        (("--colour", "category"), 2, "--categories"),
        (("--neighbors", "3"), 2, "neighbours"),
        (("--color", "category"), 2, "--categories"),
    ],
)
def test_bad_input(plot, tmp_path, arguments, code, said):
    result = plot(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert not [path for path in tmp_path.iterdir() if path.is_file()]
    assert "Traceback" not in result.stderr


def test_more_words_than_there_are(plot):
    assert plot("--top", "50000").exit_code == 0


@pytest.mark.parametrize("kind", ["heatmap", "dendrogram"])
def test_other_kinds(plot, kind):
    result = plot(f"--{kind}")
    assert (result.exit_code, result.stdout) == (0, f"novel-{kind}.png\n")


def test_pairs(plot, tmp_path):
    a, b, c, d = WORDS[:4]
    result = plot("--pairs", f"{a}:{b}", f"{c}:{d}", f"{a}:缺", "-o", "pairs.svg")
    assert (result.exit_code, result.stdout) == (3, "pairs.svg\n")
    assert "PCA" in (tmp_path / "pairs.svg").read_text(encoding="utf-8")


def test_categories(plot, tmp_path):
    path = tmp_path / "words.tsv"
    path.write_text("".join(f"{word}\t人物\n" for word in WORDS[:6]), encoding="utf-8")
    result = plot("--categories", str(path), "-o", "map.svg")
    assert result.exit_code == 0
    assert ">人物<" in (tmp_path / "map.svg").read_text(encoding="utf-8")


def test_one_seed_one_picture(plot, tmp_path):
    assert plot("-o", "a.png").exit_code == plot("-o", "b.png").exit_code == 0
    assert plot("-o", "c.png", "--seed", "2").exit_code == 0
    first, second, other = ((tmp_path / f"{name}.png").read_bytes() for name in "abc")
    assert first == second != other


WORDS_LIST = (
    "word\tcount\tscore\tcut\talias_of\n"
    "孙悟空\t9\t1.5\t孙 悟空\t\n八戒\t9\t1\t八 戒\t\n沙僧\t5\t1\t\t\n"
)


def test_the_list_that_words_writes_is_drawn(toy, w2v, tmp_path):
    words, picture = tmp_path / "词表.tsv", tmp_path / "map.svg"
    words.write_text(WORDS_LIST, encoding="utf-8")
    done = w2v("plot", "--categories", words, "-o", picture)
    assert done.exit_code == 0, done.stderr
    assert f"{words} contains no categories; the colors show clusters instead.\n" in done.stderr
    assert picture.exists()


def test_a_list_of_other_things_gives_one_sentence(toy, w2v, tmp_path):
    words = tmp_path / "vectors.txt"
    words.write_text("".join(f"w{n} {n} 0.5 0.25\n" for n in range(900)), encoding="utf-8")
    for arguments in (("--categories", words), ("--heatmap", "--categories", words)):
        done = w2v("plot", *arguments)
        assert done.exit_code == 1
        assert done.stderr.count("\n") == 2
        assert len(done.stderr) < 400 + len(str(words))


def test_words_between_commas_are_drawn(toy, w2v, tmp_path):
    picture = tmp_path / "map.svg"
    done = w2v("plot", "孙悟空、八戒，沙僧", "-o", picture)
    assert done.exit_code == 0, done.stderr
    assert "“孙悟空、八戒，沙僧” is read as 3 words." in done.stderr
