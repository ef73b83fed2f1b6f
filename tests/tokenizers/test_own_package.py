"""The package on the page "Add your language", built and installed by pip."""

import os
import subprocess
import sys

import pytest

from tests.documentation import DOCS
from tests.examples import examples

PAGE = DOCS / "en" / "how-to" / "segmenter.md"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    source = tmp_path_factory.mktemp("source")
    for example in examples(PAGE.read_text(encoding="utf-8")):
        if example.kind == "file":
            name, _, content = example.code.partition("\n")
            (source / name).write_text(content, encoding="utf-8")
    target = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target]
    subprocess.run([*pip, source], check=True)
    return target


def w2vkit_with(site, folder, *arguments):
    variables = {
        **os.environ,
        "PYTHONPATH": f"{site}{os.pathsep}{os.getcwd()}",
        "W2VKIT_CACHE": str(folder / "cache"),
        "W2VKIT_LANG": "en",
    }
    done = subprocess.run(
        [sys.executable, "-m", "w2vkit", *arguments],
        cwd=folder,
        env=variables,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_an_installed_language_is_trained_and_asked(site, tmp_path):
    (tmp_path / "eo.txt").write_text("La hundo vidas la katon.\n" * 200, encoding="utf-8")
    said = w2vkit_with(site, tmp_path, "train", "eo.txt", "--segmenter", "esperanto")
    assert "Language: Esperanto" in said
    assert "\nkat " in w2vkit_with(site, tmp_path, "similar", "hund")
    facts = w2vkit_with(site, tmp_path, "info")
    assert "w2vkit-esperanto" in facts


def test_the_language_can_be_named(site, tmp_path):
    (tmp_path / "eo.txt").write_text("La hundo vidas la katon.\n" * 200, encoding="utf-8")
    said = w2vkit_with(site, tmp_path, "segment", "eo.txt", "--language", "eo")
    assert "la hund o vid as la kat on" in said
