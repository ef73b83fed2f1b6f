"""The documentation: complete in both languages, about options that exist. Needs no mkdocs."""

import importlib.util
import re
from pathlib import Path

import click
import pytest

import w2vkit
from tests.documentation import DOCS, PAGES, ROOT, page_name
from tests.examples import blocks, copy_blocks, examples, renewed, same, translation_of
from w2vkit.cli.main import COMMANDS, main

LANGUAGES = ("en", "zh")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z0-9-]+")
OF_OTHERS = {"--archives", "--count", "--data-urlencode", "--preserve-status", "--signal"}
"""Options of other programs, in the examples."""
ALL = [page for language in LANGUAGES for page in sorted((DOCS / language).rglob("*.md"))]


def read(path):
    return path.read_text(encoding="utf-8")


def name_of(page):
    return page.relative_to(DOCS).as_posix()


@pytest.fixture(scope="module")
def reference():
    specification = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def options(reference):
    commands = reference.loaded_commands().values()
    known = [option for command in commands for option in command.params]
    return {name for one in known for name in [*one.opts, *one.secondary_opts]} | {"--help"}


def test_both_languages_have_the_same_pages():
    names = [
        {page.relative_to(DOCS / one) for page in (DOCS / one).rglob("*.md")} for one in LANGUAGES
    ]
    assert names[0] == names[1]


def test_every_page_is_in_the_navigation():
    navigation = read(ROOT / "mkdocs.yml").split("\nnav:\n")[1]
    assert [p for p in map(page_name, PAGES) if f": {p}.md\n" not in navigation] == []


def test_every_title_in_the_navigation_is_translated():
    before, navigation = read(ROOT / "mkdocs.yml").split("\nnav:\n")
    titles = re.findall(r"- ([^:]+):", navigation)
    assert [title for title in titles if f"            {title}: " not in before] == []


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_a_translation_has_the_same_examples(page):
    code = [(language, lines) for language, _, lines, *_ in blocks(read(page))]
    translated = [(one, lines) for one, _, lines, *_ in blocks(read(translation_of(page)))]
    assert code == translated, f"python -m tests.examples {page} copies them"


@pytest.mark.parametrize("page", ALL, ids=name_of)
def test_command_lines_are_run(page):
    """A block that is not run says why; commands stand in blocks that are run."""
    for language, start, lines, _, reason in blocks(read(page)):
        commands = [line for line in lines if re.match(r"(\$ )?(w2vkit|pip) ", line)]
        assert not commands or language == "console" or reason, f"{page}:{start}"


@pytest.mark.parametrize("page", ALL, ids=name_of)
def test_options_that_are_mentioned_exist(page, options):
    assert set(OPTION.findall(read(page))) - OF_OTHERS <= options


@pytest.mark.parametrize("page", ALL, ids=name_of)
def test_commands_that_are_mentioned_exist(page):
    named = re.findall(r"(?:`|\$ )w2vkit ([a-z]+)", read(page))
    assert set(named) <= set(COMMANDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_has_every_command_and_option(reference, language):
    text = reference.commands(language)
    for name, command in reference.loaded_commands().items():
        section = text.split(f"\n## {name}\n" if name != next(iter(COMMANDS)) else f"## {name}\n")[
            1
        ]
        section = section.split("\n## ")[0]
        for option in reference.options_of(command):
            assert all(f"`{flag}" in section for flag in option.opts), (name, option.opts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_is_filled(reference, language):
    for page in (DOCS / language).rglob("*.md"):
        assert "<!-- generated" not in reference.fill(read(page), language)


def test_commands_and_options_are_explained_in_chinese(reference):
    missing = []
    for name, command in reference.loaded_commands().items():
        missing += [name] * (name not in reference.chinese()["commands"])
        for option in reference.options_of(command):
            flag = reference.flag_name(option)
            missing += [f"{name} --{flag}"] * (reference.in_chinese(name, flag) is None)
    assert missing == [], "write them into w2vkit/base/translation/help.toml"


def test_nothing_that_does_not_exist_is_explained_in_chinese(reference):
    commands = reference.loaded_commands()
    flags = {
        name: {reference.flag_name(one) for one in reference.options_of(command)}
        for name, command in commands.items()
    }
    tables = {key: set(table) for key, table in reference.chinese().items()}
    for name in ("formats", "details", "group"):
        tables.pop(name)
    assert tables.pop("commands") == set(commands)
    assert tables.pop("options") <= set().union(*flags.values())
    assert {k: names - flags[k] for k, names in tables.items() if names - flags[k]} == {}


def test_every_format_is_explained_in_chinese(reference):
    from w2vkit.model.formats import FORMATS

    assert set(reference.chinese()["formats"]) == {one.name for one in FORMATS}


def test_examples_in_the_help_are_understood(reference):
    """The reference shows them; what they would do is tested elsewhere."""
    for name, command in reference.loaded_commands().items():
        for line in re.findall(rf"^ *w2vkit {name}( .*)?$", command.help, re.M):
            words = [word.strip("'") for word in re.split(r" {2,}|[|<…#]", line)[0].split()]
            flags = [word for word in words if word.startswith("--")]
            known = {flag for one in command.params for flag in [*one.opts, *one.secondary_opts]}
            assert set(flags) <= known, line


@pytest.mark.parametrize("page", ["reference/environment.md"])
def test_every_environment_variable_is_documented(page):
    import w2vkit

    package = Path(w2vkit.__file__).parent
    names = {
        name for path in package.rglob("*.py") for name in re.findall(r"W2VKIT_\w+", read(path))
    }
    names.discard("W2VKIT_COMPLETE")  # between click and the shell
    for language in LANGUAGES:
        assert [one for one in names if f"`{one}`" not in read(DOCS / language / page)] == []


def test_every_exit_code_is_documented():
    from w2vkit.base import errors

    kinds = [errors.W2vError, errors.UsageError, errors.MissingWordError]
    codes = [0, *(kind.exit_code for kind in kinds), errors.INTERRUPTED]
    for language in LANGUAGES:
        page = read(DOCS / language / "reference" / "exit-codes.md")
        assert [code for code in codes if f"| {code} |" not in page] == []


def test_output_is_compared_to_the_byte_except_for_times():
    assert same(["word  score", "a  0.5"], ["word  score", "a  0.5"])
    assert not same(["a  0.5"], ["a  0.6"])
    labels = "8 of 250 labels do not fit. Increase --width and --height to show more."
    assert same([labels, "map.png"], ["map.png"])
    assert not same([labels, "map.png"], [labels])
    assert same(["seconds  1.2"], ["seconds  3.4"])
    assert same(["0.1,-0.23002394"], ["0.1,-0.23002389"])
    assert not same(["-0.23002394"], ["-0.23012394"])
    assert same(["a", "…", "d"], ["a", "b", "c", "d"])
    assert not same(["a", "…", "d"], ["a", "b"])
    assert not same(["a"], ["a", "b"])


def test_new_output_keeps_what_a_page_leaves_out():
    assert renewed(["a 1", "…", "d 1"], ["a 2", "b", "c", "d 2"]) == ["a 2", "…", "d 2"]
    assert renewed(["…", "17 c", "…"], ["a", "b", "28 c", "d"]) == ["…", "28 c", "…"]
    assert renewed(["a 1", "b"], ["a 2"]) == ["a 2"]


PAGE = """
```console
$ a \\
> b
out

$ c
```
<!-- not run: takes long -->
```console
$ d
```
```python
print(1)
```

```text
1
```
"""


def test_examples_are_read_from_a_page():
    assert [(one.kind, one.code, one.shown) for one in examples(PAGE)] == [
        ("console", "a \\\nb", ("out",)),
        ("console", "c", ()),
        ("python", "print(1)", ("1",)),
    ]


def test_a_translation_gets_the_blocks(tmp_path):
    page, translation = tmp_path / "en.md", tmp_path / "zh.md"
    page.write_text("A\n```console\n$ a\n1\n2\n```\n", encoding="utf-8")
    translation.write_text("甲\n```console\n$ a\n```\n乙\n", encoding="utf-8")
    copy_blocks(page, translation)
    assert read(translation) == "甲\n```console\n$ a\n1\n2\n```\n乙\n"


def test_actions_are_pinned_to_a_commit():
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        used = re.findall(r"uses: (.+)", read(path))
        assert used
        wrong = [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", one)]
        assert wrong == []


def test_workflows_ask_for_no_more_than_reading():
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        assert "\npermissions:\n  contents: read\n" in read(path)


def test_click_is_what_the_reference_is_made_of(reference):
    assert all(isinstance(one, click.Command) for one in reference.loaded_commands().values())
    names = [name for name in reference.loaded_commands() if " " not in name]
    assert names == list(main.list_commands(click.Context(main)))


@pytest.mark.parametrize("name", [name for name in w2vkit.__all__ if not name.startswith("__")])
def test_every_public_name_has_an_example_that_is_run(name, reference):
    assert reference.example(name), (
        f"write one, for example on {DOCS}/en/reference/python-examples.md"
    )
