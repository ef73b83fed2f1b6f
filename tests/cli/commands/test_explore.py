from tests.toys import save_model


def test_the_path_of_the_page_is_on_stdout(models, w2v, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save_model("toy")
    result = w2v("explore")
    assert (result.exit_code, result.stdout) == (0, "toy.html\n")
    assert (tmp_path / "toy.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_browser_that_cannot_be_started_is_said(models, w2v, tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER", "false %s")
    monkeypatch.delenv("DISPLAY", raising=False)
    save_model("toy")
    result = w2v("explore", "-o", tmp_path / "map.html", "--open")
    assert result.exit_code == 0
    assert f"Open {tmp_path / 'map.html'} in a browser" in result.stderr


def test_top_bounds_the_words(models, w2v, tmp_path):
    save_model("toy")
    assert w2v("explore", "--top", 3, "-o", tmp_path / "few.html").exit_code == 0


def test_other_endings(models, w2v, tmp_path):
    save_model("toy")
    result = w2v("explore", "-o", tmp_path / "map.png")
    assert (result.exit_code, result.stdout) == (2, "")
    assert ".html" in result.stderr
