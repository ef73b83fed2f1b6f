"""Items with names: every command that prints or draws words shows the names."""

import csv
import io
import json
import random

import pytest

import w2vkit
from tests.pictures.test_explore_page import data_of

SHELVES = {
    "tools": "Hammer, 16 oz|Nails|Saw|Drill|Screws|锤子",
    "kitchen": "Bread|Butter|Jam|Honey|Milk|茶",
    "party": "Cola|Candles|Cake|Napkins|Straws|Games",
}
NAMES = {
    name: f"SKU {number}/x" if number % 5 == 0 else f"B{number:02}"
    for number, name in enumerate(name for shelf in SHELVES.values() for name in shelf.split("|"))
}
UNNAMED = "Glue"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return a log of three shelves, and the names of all items but one."""
    folder = tmp_path_factory.mktemp("shop")
    chance = random.Random(1)
    ids = {**NAMES, UNNAMED: "B99"}
    tools = f"{SHELVES['tools']}|{UNNAMED}"
    lines = []
    for order in range(300):
        shelf = chance.choice([tools, SHELVES["kitchen"], SHELVES["party"]]).split("|")
        lines += [f"{order},{ids[name]}\n" for name in chance.sample(shelf, 4)]
    (folder / "orders.csv").write_text("order_id,item_id\n" + "".join(lines), encoding="utf-8")
    names = "".join(f"{item}\t{name}\n" for name, item in NAMES.items())
    (folder / "names.tsv").write_text(names, encoding="utf-8")
    return folder / "orders.csv", folder / "names.tsv"


@pytest.fixture
def shop(w2v, models, files):
    log, names = files
    done = w2v("train", log, "--items", "--item-names", names, "--name", "shop", "--dim", 8)
    assert done.exit_code == 0, done.output
    return "shop"


def test_rows_have_the_id_and_the_name(w2v, shop):
    def rows(*command):
        found = w2v(*command, "-m", shop, "--format", "csv")
        assert found.exit_code == 0, found.output
        return [*csv.DictReader(io.StringIO(found.stdout))]

    ids = {item: name for name, item in NAMES.items()}
    for command in (
        ("analogy", "Nails", "Cola", "Saw"),
        ("odd", "Nails", "Saw", "Cake", "B99"),
        ("axis", "Nails", "Cola"),
        ("cluster", "-k", 3),
        ("similarity", "--matrix", "Nails", "SKU 5/x"),
    ):
        found = rows(*command)
        known = {one["word"]: one["name"] for one in found}
        asked = {"Nails": "Nails"}
        assert known == {word: {**ids, **asked}.get(word, "") for word in known}, command
        assert {*known} <= {*ids, *asked, "B99"}
    (pair,) = rows("similarity", "Nails", "B99")
    assert (pair["name_a"], pair["name_b"]) == ("Nails", "")


def test_tables_and_json_have_names(w2v, shop):
    clusters = w2v("cluster", "-k", 3, "-n", 8, "-m", shop)
    assert all(name in clusters.stdout for name in ("锤子", "Hammer, 16 oz", "Cola"))
    assert "SKU" not in clusters.stdout
    first = json.loads(w2v("cluster", "-k", 3, "-m", shop, "--format", "json").stdout)[0]
    assert first["name"] == next(
        one["name"] for one in first["members"] if one["word"] == first["cluster"]
    )
    matrix = w2v("similarity", "--matrix", "SKU 0/x", "B99", "-m", shop)
    assert matrix.stdout.splitlines()[0].split() == ["Hammer,", "16", "oz", "B99"]
    sets = ("SKU 0/x,Nails", "Cola,Cake", "Saw,Drill", "Games,Straws")
    found = json.loads(w2v("associate", *sets, "-m", shop, "--format", "json").stdout)
    assert {(one["word"], one["name"]) for one in found["words"]} == {
        (NAMES[name], name) for name in ("Hammer, 16 oz", "Nails", "Cola", "Cake")
    }
    shell = w2v("shell", "-m", shop, input="odd Nails Saw Cola\nsimilarity Nails Saw\n")
    assert "name_b" in shell.stdout
    assert "Cola" in shell.stdout


def test_compared_models_have_names(w2v, shop, files):
    log, names = files
    options = ("--items", "--item-names", names, "--dim", 8, "--epochs", 1)
    assert w2v("train", log, *options, "--name", "other").exit_code == 0
    done = w2v("compare", shop, "other", "--format", "json")
    words = [row for row in json.loads(done.stdout) if row["part"] == "word"]
    ids = {item: name for name, item in NAMES.items()}
    assert [row["name"] for row in words] == [ids.get(row["word"], "") for row in words] != []
    assert "SKU" not in w2v("compare", shop, "other").stdout


def test_python_prints_names(shop):
    model = w2vkit.open("shop")
    near = model.similar("Nails", 3)
    assert all(model.names.get(one.word, "") in str(near) for one in near)
    assert "name" in str(near).splitlines()[0].split()
    assert "name" in str(model.axis("Nails", "Cola")).splitlines()[0].split()
    assert model.names[model.words[0]] in model._repr_html_()


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--pairs", "Nails:Saw", "Cola:Cake"),
        ("--heatmap", "Nails", "SKU 0/x", "{Nails, Saw}"),
        ("--dendrogram",),
        ("--neighbours", 3, "Nails", "Cola"),
        ("--axis", "Nails,Saw", "Cola,Cake"),
    ],
)
def test_pictures_show_names(w2v, shop, tmp_path, words):
    done = w2v("plot", *words, "-m", shop, "-o", tmp_path / "a.svg")
    assert done.exit_code == 0, done.output
    svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "Nails" in svg
    assert "SKU" not in svg
    assert NAMES["Nails"] not in svg


def test_coordinates_have_the_id_and_the_name(w2v, shop, tmp_path):
    out = ("-o", tmp_path / "a.svg", "--coordinates", tmp_path / "a.json")
    assert w2v("plot", "Nails", "B99", "SKU 5/x", "-m", shop, *out).exit_code == 0
    rows = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert {one["word"]: one["name"] for one in rows} == {
        NAMES["Nails"]: "Nails",
        "B99": "",
        "SKU 5/x": "锤子",
    }


def test_the_page_and_the_report_show_names(w2v, shop, tmp_path):
    page = tmp_path / "page.html"
    assert w2v("explore", "-m", shop, "-o", page).exit_code == 0
    facts, *_ = data_of(page.read_text(encoding="utf-8"))
    rows = dict(zip(facts["words"], facts["names"], strict=True))
    assert rows == {**{item: name for name, item in NAMES.items()}, "B99": ""}
    pinyin = dict(zip(facts["words"], facts["pinyin"], strict=True))
    assert pinyin["SKU 5/x"] == "chui zi"
    assert not any("SKU" in one["name"] for one in facts["clusterNames"])
    report = tmp_path / "report.html"
    assert w2v("report", "-m", shop, "-o", report).exit_code == 0
    text = report.read_text(encoding="utf-8")
    assert "Hammer, 16 oz" in text
    assert "SKU" not in text.split("data:image")[0]
