"""`cluster` on the command line, and before `plot`."""

import csv
import json

import pytest

from w2vkit.pictures.categories import read_categories

PILGRIMS = ("行者", "八戒", "孙悟空", "沙僧")
WORDS = (*PILGRIMS, "king", "man")


def test_a_table_of_central_words(w2v, toy):
    done = w2v("cluster", *WORDS, "-k", 2, "-n", 2)
    assert done.exit_code == 0, done.output
    header, first, second = done.stdout.splitlines()
    assert header.split() == ["cluster", "size", "silhouette", "members"]
    assert first.split()[1] == "4"
    assert first.endswith(" …")
    assert second.split()[1] == "2"
    assert done.stderr.startswith("6 words in 2 clusters, mean silhouette 0.")


def test_rows_of_words_are_categories_for_plot(w2v, toy, tmp_path):
    done = w2v("cluster", *WORDS, "-k", 2, "--format", "tsv")
    rows = [*csv.DictReader(done.stdout.splitlines(), delimiter="\t")]
    assert [*rows[0]] == ["word", "category", "score", "silhouette"]
    assert {row["word"] for row in rows} == {*WORDS}
    assert len({row["category"] for row in rows if row["word"] in PILGRIMS}) == 1
    listing = tmp_path / "clusters.tsv"
    listing.write_text(done.stdout, encoding="utf-8")
    picture = tmp_path / "map.svg"
    drawn = w2v("plot", "--categories", listing, "-o", picture)
    assert drawn.exit_code == 0, drawn.output
    assert read_categories(listing) == {row["word"]: row["category"] for row in rows}
    assert picture.is_file()


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_objects_of_clusters(w2v, toy, form):
    done = w2v("cluster", *WORDS, "-k", 2, "--format", form)
    lines = done.stdout if form == "json" else f"[{','.join(done.stdout.splitlines())}]"
    first, second = json.loads(lines)
    assert {one["word"] for one in first["members"]} == {*PILGRIMS}
    assert (first["size"], second["size"]) == (4, 2)
    assert first["cluster"] == first["members"][0]["word"]


def test_without_words_and_from_stdin(w2v, toy):
    assert w2v("cluster", "--by", "frequency", "--top", 4).stderr.startswith("4 words")
    done = w2v("cluster", "-", "-k", 2, input="\n".join(WORDS))
    assert done.stdout == w2v("cluster", *WORDS, "-k", 2).stdout
    assert w2v("cluster", "、".join(WORDS), "-k", 2).stdout == done.stdout


def test_a_missing_word_leaves_the_others(w2v, toy):
    done = w2v("cluster", *WORDS, "唐僧", "-k", 2, "--format", "json")
    assert done.exit_code == 3
    assert "“唐僧” is not in the model" in done.stderr
    *found, failure = json.loads(done.stdout)
    assert len(found) == 2
    assert (failure["query"], failure["missing"]) == ("唐僧", ["唐僧"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("行者", "八戒"), "at least 3 different words"),
        (("行者", "八戒", "沙僧", "-k", 4), "cannot be divided into 4 clusters"),
        (("-k", 1), "1 is not in the range"),
        (("--kind", "ghost"), "ghost"),
    ],
)
def test_wrong_usage(w2v, toy, arguments, said):
    done = w2v("cluster", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
