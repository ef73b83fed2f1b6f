"""The READMEs' examples, run as they stand: every command works and prints what is shown.

`python -m tests.examples README.md README.zh-CN.md` writes what they print into the pages.
"""

import re

import pytest

import w2vkit
from tests.examples import ROOT, Folder, blocks, examples, same, wanted_codes
from w2vkit.cli.main import COMMANDS

PAGES = ("README.md", "README.zh-CN.md")
FORMULA = re.compile(r"^\| `(.+?)` \| .+ \| (.+) \|$", re.M)
NEAR = 0.005


def text_of(page):
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Return a function that runs an example in one folder for all pages, and each only once."""
    folder, done = Folder(tmp_path_factory.mktemp("readme")), {}

    def run(example):
        if example.code not in done:
            done[example.code] = folder.run(example)
        return done[example.code]

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("W2VKIT_MODELS", raising=False)
        run.folder = folder.folder
        yield run


@pytest.fixture(scope="module", params=PAGES)
def page(request, run):
    """Run all examples of a page; give its text, the folder, and what each example printed.

    The pages begin with the same commands, so the second continues where the first ended.
    """
    text = text_of(request.param)
    return text, run.folder, [(example, *run(example)) for example in examples(text)]


def alike(shown, printed):
    """Compare two outputs; numbers may differ in the last digits, as gensim's do by processor."""
    pairs = list(zip(shown, printed, strict=False))
    return same(shown, printed) or (
        len(shown) == len(printed) and all(_alike_line(*pair) for pair in pairs)
    )


def _alike_line(one, other):
    pairs = list(zip(one.split(), other.split(), strict=False))
    return len(one.split()) == len(other.split()) and all(a == b or _near(a, b) for a, b in pairs)


def _near(one, other):
    try:
        return abs(float(one) - float(other)) <= NEAR
    except ValueError:
        return False


def test_the_examples_print_what_is_shown(page):
    _, _, results = page
    assert {example.kind for example, *_ in results} == {"console", "python"}
    for example, code, printed in results:
        assert code in wanted_codes(printed), f"{example.code}\n" + "\n".join(printed)
        assert example.shown is not None, f"{example.code}: show what it prints"
        assert alike(example.shown, printed), (
            f"{example.code}\nshown:\n" + "\n".join(example.shown) + "\nprinted:\n"
        ) + "\n".join(printed)


def test_the_formulas_in_the_table_have_the_answers_shown(page):
    text, folder, _ = page
    rows = FORMULA.findall(text)
    assert len(rows) == (6 if "| 写法 |" in text else 0)  # English: in docs
    paths = (folder / "models" / name for name in ("xiyou", "kingdom"))
    models = [w2vkit.open(str(path)) for path in paths if path.is_dir()]
    for formula, answers in rows:
        expected = answers.split(", ")
        model = next(model for model in models if expected[0] in model)
        found = [one.word for one in model.similar(formula, topn=len(expected))]
        assert found == expected, formula


@pytest.mark.parametrize("name", PAGES)
def test_commands_stand_where_they_are_run(name):
    """What a page shows as code is run, but for the lines that set up an environment."""
    outside = re.sub(r"^```(console|python|text)\n.*?^```$", "", text_of(name), flags=re.M | re.S)
    shown = re.findall(r"^    (.+)$", outside, re.M)
    assert [line for line in shown if ".venv/bin" not in line] == []
    assert all(reason is None for *_, reason in blocks(text_of(name)))


def test_every_command_is_in_the_readme():
    assert [name for name in COMMANDS if f"w2vkit {name}" not in text_of("README.md")] == []


def test_the_two_set_up_commands_are_one_line_each():
    for mark in ("demo", "test"):
        command = re.search(rf"<!-- {mark} -->\n\n    (.+)\n\n", text_of("README.md"))[1]
        assert command.startswith("python3 -m venv .venv && ")
