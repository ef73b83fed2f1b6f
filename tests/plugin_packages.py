"""Packages that offer something to w2vkit, laid out in a folder as `pip install` lays them out."""

import sys
from configparser import ConfigParser

from w2vkit.base.system import plugins
from w2vkit.languages import recognition
from w2vkit.languages.segmentation import segmenters


def install(folder, project, modules=None):
    """Write modules, and what an installed package says of itself.

    Args:
        folder: a folder that is, or will be, on the path of Python.
        project: the table `project` of `pyproject.toml`.
        modules: the files of the package and their content.

    """
    folder.mkdir(exist_ok=True)
    for name, content in (modules or {}).items():
        (folder / name).write_text(content, encoding="utf-8")
    stem = f"{project['name'].replace('-', '_')}-{project['version']}"
    facts = folder / f"{stem}.dist-info"
    facts.mkdir()
    header = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (facts / "METADATA").write_text(header, encoding="utf-8")
    entries = ConfigParser(delimiters="=")
    entries.read_dict(project.get("entry-points", {}))
    with (facts / "entry_points.txt").open("w", encoding="utf-8") as file:
        entries.write(file)


def forget_packages():
    """Forget which packages are installed, as a new process would; their modules are `toy_…`."""
    for function in (
        plugins._plugins,
        recognition._plugged_in,
        segmenters._plugged_in,
        segmenters.segment_function,
    ):
        function.cache_clear()
    for name in [name for name in sys.modules if name.startswith("toy_")]:
        del sys.modules[name]
