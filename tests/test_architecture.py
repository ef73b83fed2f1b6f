"""The rules of the house: layers, who imports what, what start-up costs, documented options."""

import ast
import re
import subprocess
import sys
from dataclasses import fields
from graphlib import TopologicalSorter
from itertools import takewhile
from pathlib import Path

import click
import pytest

import w2vkit
from w2vkit.base.config import (
    ChangeConfig,
    ClusterConfig,
    EvalConfig,
    ExploreConfig,
    ExportConfig,
    ImportConfig,
    IndexConfig,
    ItemsConfig,
    PlotConfig,
    QueryConfig,
    SegmentConfig,
    TrainConfig,
    VectorizeConfig,
    WalkConfig,
)
from w2vkit.cli.main import COMMANDS, main, module_name

PACKAGE = Path(w2vkit.__file__).parent
TESTS = Path(__file__).parent
LAYERS = (
    "base.direction base.messages base.version",
    "base.errors base.progress base.translation",
    "base.arguments",
    "base.config base.table",
    "base.options base.python_words base.progress_bars base.system",
    "base.automatic_progress base.shown_tables",
    "base.public",
    "text",
    "model",
    "languages",
    "corpus",
    "engines",
    "training",
    "query",
    "analysis",
    "evaluation",
    "diagnostics",
    "pictures",
    "api",
    "server",
    "cli",
    "__main__",
)
"""From the ground up: a module imports only what is in its own room or on a line above it."""
ROOMS = 15
"""The most rooms that a reader keeps in mind."""
OWNERS = {
    "anywidget": {"pictures.explore_widget"},
    "ahocorasick_rs": {"languages.segmentation.protected_words"},
    "click": {"cli"},
    "fontTools": {"pictures.fonts"},
    "gensim": {
        "engines.gensim.engine",
        "engines.gensim.fasttext",
        "model.formats.gensim",
        "model.formats.gensim_word2vec",
    },
    "icu4py": {"languages.segmentation.optional_segmenters"},
    "jieba": {"languages.segmentation.segmenters"},
    "joblib": {"base.system.parallel"},
    "mcp": {"server.agent_tools"},
    "matplotlib": {
        *("pictures.fonts", "pictures.canvas"),
        *("pictures.labels", "pictures.map_figure"),
    },
    "kiwipiepy": {"languages.segmentation.optional_segmenters"},
    "llvmlite": {"base.system.compilation", "engines.simd"},
    "numba": {
        "base.system.compilation",
        "base.system.jit",
        "engines.simd",
        "engines.glove.kernels",
        "training.graphs.kernels",
    },
    "markdown_it": {"text.formats.markdown"},
    "opencc": {"text.script"},
    "openpyxl": {"text.formats.xlsx"},
    "pythainlp": {"languages.segmentation.optional_segmenters"},
    "sudachipy": {"languages.segmentation.optional_segmenters"},
    "pypdf": {"text.formats.pdf"},
    "pypinyin": {"query.suggestions"},
    "rapidfuzz": {"query.suggestions"},
    "regex": {"base.system.patterns"},
    "rich": {"base.progress_bars"},
    "rjieba": {"languages.segmentation.segmenters", "text.script"},
    "starlette": {"server.app", "server.http_messages"},
    "striprtf": {"text.formats.rtf"},
    "uvicorn": {"server.running"},
    "simplemma": {"languages.segmentation.lemmas"},
    "sklearn": {
        "pictures.fft_tsne",
        "pictures.projection",
        "query.grouping",
        "analysis.search.text_vectorizer",
        "corpus.characteristic",
        "corpus.noun_contexts",
    },
    "zhplot": set(),
}
"""Who may import a package; nobody else does."""
SLOW_PACKAGES = {"gensim", "jieba", "matplotlib", "numba", "rjieba", "scipy", "sklearn"}
"""Packages that no help and no query imports."""
SUBCLASSES = {"analysis.search.text_vectorizer", "pictures.explore_widget"}
"""Modules with a subclass of a heavy package, imported only when it is asked for."""
TESTED_ELSEWHERE = {
    "pictures.explore_widget": "notebooks/test_jupyterlab.py",
    "text.writing_systems": "languages/test_east_asian.py",
    "corpus.written_forms": "tokenizers/test_lemmas.py",
    "languages.segmentation.text_language": "languages/segmentation/test_lemmas.py",
    "text.samples": "cli/commands/test_demo.py",
    "__init__": "test_api.py",
    "api": "test_api.py",
    "__main__": "cli/test_boundary.py",
    "base.progress": "cli/test_listener.py",
    "training.graphs.layouts": "training/graphs/test_edges.py",
    "base.version": "cli/test_main.py",
    "diagnostics.line_findings": "diagnostics/test_findings.py",
    "diagnostics.problem": "diagnostics/test_findings.py",
    "engines": "engines/test_engines.py",
    "engines.state": "training/test_checkpoint.py",
    "engines.fused.position": "engines/fused/test_engine.py",
    "engines.word2vec.addresses": "engines/word2vec/test_kernels.py",
    "engines.word2vec.backward": "engines/word2vec/test_kernels.py",
    "engines.word2vec.forward": "engines/word2vec/test_kernels.py",
    "base.config": "test_config.py",
    "base.config.*": "test_config.py",
    "cli.commands.chapters": "cli/test_statistics.py",
    "cli.commands.analogy": "cli/test_question_options.py",
    "cli.commands.odd": "cli/test_question_options.py",
    "cli.commands.similar": "cli/test_question_options.py",
    "cli.commands.similarity": "cli/test_question_options.py",
    "cli.commands.vector": "cli/test_question_options.py",
    "cli.commands.import_": "cli/commands/test_export.py",
    "cli.counted_text": "cli/test_statistics.py",
    "cli.commands.frequencies": "cli/test_statistics.py",
    "cli.commands.relations": "cli/test_statistics.py",
    "analysis.change.compared_text": "analysis/change/test_comparison.py",
    "analysis.examples": "analysis/test_explanation.py",
    "analysis.search.compared_units": "analysis/search/test_text_search.py",
    "analysis.search.search_units": "analysis/search/test_text_search.py",
    "analysis.search.text_index": "analysis/search/test_text_search.py",
    "training.job": "training/test_train.py",
    "training.option_notes": "training/test_train.py",
    "training.prepared_text": "training/test_train.py",
    "training.request": "training/test_train.py",
    "cli.commands.report": "pictures/report/test_report.py",
    "pictures.path_figure": "pictures/test_change_figure.py",
    "pictures.report.page": "pictures/report/test_report.py",
    "corpus.encoding": "languages/segmentation/test_scanner.py",
    "server.agent_tools": "serving/test_agents.py",
    "server.app": "serving/test_http.py",
    "server.http_messages": "serving/test_faults.py",
    "server.live_page": "serving/test_live_page.py",
    "server.guard": "serving/test_faults.py",
    "server.running": "serving/test_faults.py",
    "base.system.spark": "spark/test_spark_preparation.py",
    "corpus.spark_preparation": "spark/test_spark_preparation.py",
    "engines.distributed.spark": "spark/test_spark_training.py",
    "engines.distributed.rank": "spark/test_spark_training.py",
    "training.spark_training": "spark/test_spark_training.py",
    "engines.distributed.partition": "engines/distributed/test_local.py",
    "languages.chinese.language": "training/test_defaults.py",
    "languages.english": "training/test_defaults.py",
    "languages.segmentation.character_kernels": "languages/segmentation/test_scanner.py",
    "languages.segmentation.scanner_kernels": "languages/segmentation/test_scanner.py",
    "model.formats": "model/formats/test_formats.py",
    "model.formats.*": "model/formats/test_formats.py",
    "text.files.document": "text/files/test_reading.py",
    "base.translation.names": "base/translation/test_translate.py",
    "text.formats.xml_tree": "text/formats/test_docx.py",
}
"""Modules without a test file of their own, and where they are tested instead: what only names
things, and the formats, which one table of tests goes through."""
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "samples" not in path.parts)


def dotted(path):
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imports(path, *, top_level_only=False):
    """Give the full names of all modules that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module.startswith("w2vkit"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(name):
    """Return the part of a module's name that stands in a layer."""
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] == "base" else parts[0]


def layer_of(name):
    room = room_of(name)
    return next((level for level, names in enumerate(LAYERS) if room in names.split()), None)


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_point_downward(path):
    name = dotted(path)
    if path in (PACKAGE / "__init__.py", PACKAGE / "base" / "__init__.py"):
        return
    own = layer_of(name)
    assert own is not None, f"{name} stands in no layer: add it to LAYERS"
    for target in imports(path):
        imported = target.removeprefix("w2vkit.")
        if imported == target or room_of(imported) == room_of(name) or layer_of(imported) is None:
            continue
        assert layer_of(imported) < own, f"{name} imports {target}"


def test_the_package_has_few_rooms():
    rooms = [path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()]
    assert len(rooms) <= ROOMS
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}


def test_contributing_lists_every_package_of_the_layers():
    page = (TESTS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("| room | contents |")[2].partition("\n\n")[0]
    listed = set(re.findall(r"`(\w+)/?`", table))
    rooms = {name.split(".")[0] for name in " ".join(LAYERS).split()}
    assert rooms - listed == {"__main__"}


def paths_in(text):
    """Return the files and folders that a text names in code spans, without those to be chosen."""
    spans = re.findall(r"`([\w.-]+(?:/[\w.-]*)*)`", text)
    named = [one for one in spans if "/" in one or one.endswith((".js", ".py", ".toml"))]
    return [one for one in named if "NAME" not in one]


def section_of_contributing(title):
    page = (TESTS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = page.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    assert found, title
    return found


@pytest.mark.parametrize(
    "title",
    ["Where to make a change", "Principles", "How to add …", "What to know before changing …"],
)
def test_contributing_names_files_that_exist(title):
    for name in paths_in(section_of_contributing(title)):
        places = [root / name for root in (TESTS.parent, PACKAGE)]
        is_there = any(place.exists() for place in places)
        assert is_there or ("/" not in name and any(PACKAGE.rglob(name))), name


def test_each_of_ten_changes_has_a_place_that_exists():
    _, _, *rows = (
        section_of_contributing("Ten changes, and where the first guess leads").strip().splitlines()
    )
    assert len(rows) == 10
    for row in rows:
        change, place = row.strip("| ").split(" | ")
        assert paths_in(place), change
        for name in paths_in(place):
            assert (PACKAGE / name).exists(), f"{change}: {name}"


def items_of(page):
    """Return the items of the list of modules on the opening page of a room, one line each."""
    lines = (ast.get_docstring(ast.parse(page.read_text(encoding="utf-8"))) or "").splitlines()
    starts = [number for number, line in enumerate(lines) if re.match(r"- `| {4}\w", line)]
    if not starts:
        return []
    listing = takewhile(str.strip, lines[starts[0] :])
    return re.split(r"\n(?:- | {4}(?=\w))", "\n" + "\n".join(listing))[1:]


@pytest.mark.parametrize("page", sorted(PACKAGE.rglob("__init__.py")), ids=dotted)
def test_an_opening_page_that_lists_modules_lists_each_of_them(page):
    items = items_of(page)
    heads = [re.split(r":\s|(?<=[\w/]) {2,}", item)[0] for item in items]
    for name in re.findall(r"[\w.]+", " ".join(heads)):
        path = page.parent.joinpath(*name.split("."))
        assert path.is_dir() or path.with_suffix(".py").is_file(), f"{name} is no module"
    named = {*re.findall(r"\w+", " ".join(heads)), *re.findall(r"`(\w+)`", " ".join(items))}
    if items:
        assert {path.stem for path in page.parent.glob("*.py")} - {"__init__"} <= named


def test_no_imports_run_in_a_circle():
    names = {dotted(path) for path in MODULES}
    graph = {dotted(p): {t.removeprefix("w2vkit.") for t in imports(p)} & names for p in MODULES}
    TopologicalSorter({name: uses - {name} for name, uses in graph.items()}).prepare()


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_package_is_imported_only_by_its_owner(path):
    name = dotted(path)
    for target in imports(path):
        package = target.split(".")[0]
        if package in OWNERS:
            owners = OWNERS[package]
            assert any(name == owner or name.startswith(owner + ".") for owner in owners), (
                f"{name} imports {package}"
            )


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_heavy_packages_are_imported_inside_functions(path):
    if dotted(path) in SUBCLASSES:
        return
    heavy = {"anywidget", "gensim", "jieba", "rjieba", "sklearn", "matplotlib", "rich"}
    assert not {target.split(".")[0] for target in imports(path, top_level_only=True)} & heavy


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_every_module_has_its_tests(path):
    name = dotted(path)
    folder = name.rpartition(".")[0] + ".*"
    own = TESTS.joinpath(*name.split(".")[:-1], f"test_{path.stem}.py")
    if elsewhere := TESTED_ELSEWHERE.get(name) or TESTED_ELSEWHERE.get(folder):
        assert (TESTS / elsewhere).is_file()
        assert not own.is_file(), f"{name} has tests of its own: take it out of TESTED_ELSEWHERE"
    elif holds_code(path):
        assert own.is_file(), f"write {own.relative_to(TESTS)}, or name it in TESTED_ELSEWHERE"


def holds_code(path):
    """Say whether there is more than a docstring in a file."""
    return len(ast.parse(path.read_text(encoding="utf-8")).body) > 1


def loaded_by(*arguments):
    """Return the modules in memory after a command line ran in a new process."""
    code = (
        "import sys, atexit, w2vkit.__main__ as m\n"
        "atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))\n"
        f"sys.argv = ['w2vkit', *{arguments!r}]\nm.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [("--help",), ("train", "--help"), ("plot", "--help")])
def test_help_imports_nothing_heavy(arguments):
    assert not loaded_by(*arguments) & {"numpy", "rich", *SLOW_PACKAGES}


@pytest.mark.parametrize(
    ("arguments", "own"),
    [
        (("--help",), 103),
        (("info", "{toy}"), 48),
        (("similar", "king", "-m", "{toy}"), 78),
        (("similarity", "king", "queen", "-m", "{toy}"), 78),
    ],
)
def test_a_query_imports_what_it_uses(arguments, own, toy):
    """Each module takes half a millisecond, and ten take as long as the query itself."""
    loaded = loaded_by(*(argument.format(toy=toy) for argument in arguments))
    assert not loaded & {
        "rich",
        "zipfile",
        "importlib.metadata",
        "concurrent.futures",
        *SLOW_PACKAGES,
    }
    mine = [name for name in loaded if name.split(".")[0] == "w2vkit"]
    assert len(mine) <= own, sorted(mine)


@pytest.mark.parametrize("segmenter", ["auto", "words"])
def test_own_segmenters_are_found_without_a_search_for_packages(tmp_path, segmenter):
    path = tmp_path / "a.txt"
    path.write_text("The king.\n", encoding="utf-8")
    loaded = loaded_by("segment", str(path), "--segmenter", segmenter)
    assert "importlib.metadata" not in loaded


def test_every_command_has_a_module_of_its_own_name():
    folder = PACKAGE / "cli" / "commands"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == {module_name(name) for name in COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name):
    command = main.get_command(click.Context(main), name)
    assert command.get_short_help_str()
    assert "Example" in command.help
    assert f"w2vkit {name}" in command.help
    for parameter in command.params:
        assert isinstance(parameter, click.Argument) or parameter.help, parameter.name


@pytest.mark.parametrize(
    ("command", "config"),
    [
        ("train", TrainConfig),
        ("check", SegmentConfig),
        ("check", TrainConfig),
        ("train", SegmentConfig),
        ("segment", SegmentConfig),
        ("plot", PlotConfig),
        ("explore", ExploreConfig),
        ("similar", QueryConfig),
        ("analogy", QueryConfig),
        ("eval", EvalConfig),
        ("import", ImportConfig),
        ("export", ExportConfig),
        ("index", IndexConfig),
        ("walks", WalkConfig),
        ("cluster", ClusterConfig),
        ("train", ItemsConfig),
        ("vectorize", VectorizeConfig),
        ("change", ChangeConfig),
    ],
)
def test_options_equal_config(command, config):
    shown = main.get_command(click.Context(main), command)
    options = {parameter.name: parameter for parameter in shown.params}
    unset = shown.make_context(command, [], resilient_parsing=True).params
    for field in fields(config):
        assert field.metadata["help"] in options[field.name].help
        assert unset[field.name] is None
