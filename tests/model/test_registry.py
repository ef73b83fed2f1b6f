import os

import pytest

from tests.toys import save_model
from w2vkit.base.errors import W2vError
from w2vkit.base.system.paths import MODEL_VARIABLE
from w2vkit.model import manifest, registry, store, writer


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        ".hidden",
        "a/b",
        "/etc/passwd",
        "a\0b",
        "../up",
        "a\\b",
        "a\nb",
        "\x1b[31mred",
        "a\u202eb",
    ],
)
def test_names_that_are_no_plain_names_are_refused(models, name):
    with pytest.raises(W2vError, match="is not a valid model name"), writer.new_model(name):
        pass


def test_models_are_found_by_name_by_path_or_as_the_last(models, monkeypatch):
    save_model("first")
    save_model("second")
    os.utime(models / "second" / manifest.INFO, (1, 1))
    assert registry.locate_model() == models / "first"
    assert registry.locate_model("second") == models / "second"
    assert registry.locate_model(str(models / "second")) == models / "second"
    assert [path.name for path in registry.list_models()] == ["first", "second"]
    monkeypatch.setenv(MODEL_VARIABLE, "second")
    assert registry.locate_model() == models / "second"
    with pytest.raises(W2vError, match="no model named “third”") as caught:
        registry.locate_model("third")
    assert caught.value.hint == "Choose one of: first, second."


def test_the_folder_of_the_models_is_no_model(models):
    save_model("first")
    with pytest.raises(W2vError, match="is a directory of models") as caught:
        registry.locate_model(str(models))
    assert str(models / "first") in caught.value.hint


def test_damaged_models_are_listed_as_such(models):
    save_model("good")
    save_model("bad")
    (models / "bad" / manifest.INFO).write_text("{", encoding="utf-8")
    rows = {row["name"]: row for row in registry.describe_models()}
    assert rows["good"]["words"] == 12
    assert "damaged" in rows["bad"]["algorithm"]


def test_verification_reads_whole_files(toy):
    content = bytearray((toy / store.VECTORS).read_bytes())
    content[-1] ^= 1
    (toy / store.VECTORS).write_bytes(content)
    info = manifest.read_info(toy)
    manifest.verify_file(toy, store.VECTORS, info)
    with pytest.raises(W2vError, match="was changed"):
        manifest.verify_file(toy, store.VECTORS, info, whole=True)
    with pytest.raises(W2vError, match="was changed"):
        registry.info_record("toy", verify=True)


def test_a_name_too_long_for_a_file_names_no_model(models):
    with pytest.raises(W2vError, match="no model named “xxx"):
        registry.locate_model("x" * 5_000)


@pytest.mark.parametrize(
    "name",
    ["CON", "nul.txt", "Com1", "LPT9.model", "a:b", "a?", "a*", "<a>", '"', "a|b", "a.", "a "],
)
def test_names_that_windows_reserves_are_refused_there_only(name):
    assert registry.check_name(name, "linux") == name
    with pytest.raises(W2vError, match="is not a valid model name"):
        registry.check_name(name, "win32")


@pytest.mark.parametrize("name", ["西游记", "con-fuzius", "com10", "nullable", "a.b", "a b"])
def test_names_like_those_that_windows_reserves_are_valid(name):
    assert registry.check_name(name, "win32") == name


def test_a_continued_model_gets_the_next_free_name(models):
    for name in ("news", "news-2", "a-b"):
        (models / name).mkdir(parents=True)
    names = {name: registry.next_name(name) for name in ("news", "news-2", "a-b", "-1")}
    assert names == {"news": "news-3", "news-2": "news-3", "a-b": "a-b-2", "-1": "-1-2"}


def test_an_empty_name_is_not_the_newest_model(models):
    with pytest.raises(W2vError, match="The name of a model is empty"):
        registry.locate_model("")
