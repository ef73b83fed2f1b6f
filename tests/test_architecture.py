"""The rules of the house: layers, who imports what, what start-up costs, documented options."""

import ast
import re
import subprocess
import sys
from dataclasses import fields
from graphlib import TopologicalSorter
from pathlib import Path

import click
import pytest

import w2vkit
from w2vkit.cli.main import COMMANDS, main
from w2vkit.config import (
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

PACKAGE = Path(w2vkit.__file__).parent
TESTS = Path(__file__).parent
LAYERS = (
    "errors messages progress translation version",
    "config table",
    "options system",
    "model text",
    "segmentation",
    "terms",
    "corpus",
    "engines formats statistics",
    "training",
    "query",
    "conversion diagnostics evaluation graphs plotting sentences",
    "reporting",
    "api",
    "cli",
    "__main__",
)
"""From the ground up: a module or package imports only what is on a line above its own."""
OWNERS = {
    "ahocorasick_rs": {"segmentation.protected_words"},
    "click": {"cli"},
    "fontTools": {"plotting.embedded_font"},
    "gensim": {
        "engines.gensim.engine",
        "engines.gensim.fasttext",
        "formats.gensim",
        "formats.gensim_word2vec",
    },
    "jieba": {"segmentation.segmenters"},
    "joblib": {"system.numeric_threads"},
    "matplotlib": {
        *("plotting.fonts", "plotting.canvas"),
        *("plotting.label_drawing", "plotting.map_figure"),
    },
    "llvmlite": {"system.compilation", "engines.simd"},
    "numba": {
        "system.compilation",
        "system.jit",
        "engines.simd",
        "engines.glove.kernels",
        "graphs.kernels",
    },
    "markdown_it": {"text.markdown"},
    "opencc": {"text.script"},
    "openpyxl": {"text.xlsx"},
    "pypdf": {"text.pdf"},
    "pypinyin": {"query.suggestions"},
    "rapidfuzz": {"query.suggestions"},
    "regex": {"system.patterns"},
    "rich": {"cli.listener"},
    "rjieba": {"segmentation.segmenters", "text.traditional"},
    "striprtf": {"text.rtf"},
    "sklearn": {
        "plotting.fft_tsne",
        "plotting.projection",
        "query.grouping",
        "sentences.text_vectorizer",
        "statistics.characteristic",
        "statistics.noun_contexts",
        "terms.phrase_classifier",
    },
    "zhplot": set(),
}
"""Who may import a package; nobody else does."""
SLOW_PACKAGES = {"gensim", "jieba", "matplotlib", "numba", "rjieba", "scipy", "sklearn"}
"""Packages that no help and no query imports."""
SUBCLASSES = {"sentences.text_vectorizer"}
"""Modules with a subclass of a heavy package; only `w2vkit.__getattr__` imports them."""
TESTED_ELSEWHERE = {
    "__init__": "test_api.py",
    "api": "test_api.py",
    "api.arguments": "api/test_training.py",
    "__main__": "cli/test_boundary.py",
    "progress": "cli/test_listener.py",
    "graphs.layouts": "graphs/test_edges.py",
    "version": "cli/test_main.py",
    "engines": "engines/test_engines.py",
    "engines.state": "training/test_checkpoint.py",
    "engines.fused.position": "engines/fused/test_engine.py",
    "engines.word2vec.backward": "engines/word2vec/test_kernels.py",
    "engines.word2vec.bounds": "engines/word2vec/test_kernels.py",
    "engines.word2vec.forward": "engines/word2vec/test_kernels.py",
    "engines.word2vec.layout": "engines/word2vec/test_contexts.py",
    "config": "test_config.py",
    "config.*": "test_config.py",
    "cli.chapters": "cli/test_statistics.py",
    "cli.counted_text": "cli/test_statistics.py",
    "cli.frequencies": "cli/test_statistics.py",
    "cli.relations": "cli/test_statistics.py",
    "model.stored_pairs": "model/test_item_names.py",
    "query.counted_text": "query/test_concordance.py",
    "query.model_segmentation": "cli/test_statistics.py",
    "sentences.cached_index": "sentences/test_text_search.py",
    "sentences.comparisons": "sentences/test_text_search.py",
    "sentences.text_index": "sentences/test_text_search.py",
    "statistics.neighborhood": "sentences/test_reverse_dictionary.py",
    "training.request": "training/test_train.py",
    "sentences.units": "sentences/test_text_search.py",
    "statistics": "statistics/test_sections.py",
    "cli.report": "reporting/test_report.py",
    "reporting.page": "reporting/test_report.py",
    "statistics.word_counts": "statistics/test_sections.py",
    "engines.word2vec.places": "engines/word2vec/test_contexts.py",
    "corpus.encoding": "segmentation/test_scanner.py",
    "segmentation.scanner_kernels": "segmentation/test_scanner.py",
    "system.jit": "engines/test_simd.py",
    "formats": "formats/test_formats.py",
    "formats.*": "formats/test_formats.py",
    "system.paths": "corpus/test_cache.py",
    "text.document": "text/test_documents.py",
    "text.document_formats": "text/test_corpus_file.py",
    "translation.catalog": "translation/test_translate.py",
    "text.left_out": "text/test_corpus_file.py",
    "text.xml_tree": "text/test_docx.py",
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


def layer_of(name):
    part = name.split(".")[0]
    return next((level for level, names in enumerate(LAYERS) if part in names.split()), None)


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_point_downward(path):
    name = dotted(path)
    if name == "w2vkit" or path == PACKAGE / "__init__.py":
        return
    own = layer_of(name)
    assert own is not None, f"{name} stands in no layer: add it to LAYERS"
    for target in imports(path):
        part = target.removeprefix("w2vkit.").split(".")[0]
        if not target.startswith("w2vkit.") or part == name.split(".")[0] or layer_of(part) is None:
            continue
        assert layer_of(part) < own, f"{name} imports {target}"


def test_contributing_lists_every_package_of_the_layers():
    page = (TESTS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("| package | contents |")[2].partition("\n\n")[0]
    listed = set(re.findall(r"`(\w+)/?`", table))
    assert set(" ".join(LAYERS).split()) - listed == {"__main__"}


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
    heavy = {"gensim", "jieba", "rjieba", "sklearn", "matplotlib", "rich"}
    assert not {target.split(".")[0] for target in imports(path, top_level_only=True)} & heavy


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_every_module_has_its_tests(path):
    name = dotted(path)
    folder = name.split(".")[0] + ".*"
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
        (("--help",), 95),
        (("info", "{toy}"), 45),
        (("similar", "king", "-m", "{toy}"), 75),
        (("similarity", "king", "queen", "-m", "{toy}"), 75),
    ],
)
def test_a_query_imports_what_it_uses(arguments, own, toy):
    """Each module takes half a millisecond, and ten take as long as the query itself."""
    loaded = loaded_by(*(argument.format(toy=toy) for argument in arguments))
    assert not loaded & {"rich", "zipfile", "concurrent.futures", *SLOW_PACKAGES}
    mine = [name for name in loaded if name.split(".")[0] == "w2vkit"]
    assert len(mine) <= own, sorted(mine)


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
    ],
)
def test_options_equal_config(command, config):
    shown = main.get_command(click.Context(main), command)
    options = {parameter.name: parameter for parameter in shown.params}
    unset = shown.make_context(command, [], resilient_parsing=True).params
    for field in fields(config):
        assert field.metadata["help"] in options[field.name].help
        assert unset[field.name] is None
