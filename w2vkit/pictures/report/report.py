"""Writes the report on a model, to be printed or handed in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from w2vkit.base.config import PlotConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.system.atomic import atomic_text, check_target, unused
from w2vkit.base.translation.translate import language
from w2vkit.model import manifest
from w2vkit.model.manifest import ModelInfo
from w2vkit.model.prior import PRIOR
from w2vkit.pictures.figure import FigureRequest, draw_figure
from w2vkit.pictures.report.facts import facts_of
from w2vkit.pictures.report.page import Report, report_body, report_html, report_texts
from w2vkit.query.model import Model

MAP_WORDS = 150
MAP_SIZE, MAP_DPI = (8.0, 6.4), 160
"""Of the map: inches, and pixels per inch."""
MIN_MAP_WORDS = 2


def report_path(model: str, *, force: bool = False) -> Path:
    """Return the default file of a report: `MODEL-report.html`, or `MODEL-report-2.html` etc."""
    path = Path(f"{model}-report.html")
    return path if force else unused(path)


def write_report(model: Model, path: Path, *, force: bool = False) -> Path:
    """Write the report on a model and return `path`.

    Raises:
        UsageError: the suffix is not .html.
        W2vError: the file exists and `force` is not set, or it cannot be written.

    """
    if path.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            msg("The report cannot be written as “{name}”.", name=path.name),
            msg("Use the suffix .html."),
        )
    check_target(path, force=force)
    with atomic_text(path, force=force) as file:
        file.write(report_page(model))
    return path


def report_page(model: Model) -> str:
    """Return the HTML of the report on a model."""
    return report_html(report_on(model, map_picture(model)), report_texts(language()))


def report_on(model: Model, picture: bytes = b"") -> Report:
    """Return what a report shows, with the map if there is one."""
    info = description(model)
    origin = model.origin
    facts = facts_of(model, model.kinds, int(info.report.get("tokens") or 0))
    return Report(info, facts, origin.command_keeping(()) if origin else None, picture)


def report_text(model: Model) -> str:
    """Return a report as HTML without pictures, fonts and styles, for agents."""
    return report_body(report_on(model), report_texts(language()))


def description(model: Model) -> ModelInfo:
    """Return the stored description of a model, or for a vector file what the vectors tell.

    Its prior has the weight in the answers, and is left out if the text alone answers.
    """
    if (model.path / manifest.INFO).is_file():
        info = manifest.read_info(model.path)
        options = {name: value for name, value in info.options.items() if name != PRIOR}
        if model.weight:
            options[PRIOR] = {**info.options[PRIOR], "weight": model.weight}
        return replace(info, options=options)
    embeddings = model.embeddings
    return ModelInfo(model.name, len(embeddings), embeddings.dim, model.path.name)


def map_picture(model: Model) -> bytes:
    """Return the map of the most characteristic words as PNG, b"" for a single word."""
    if len(model.embeddings) < MIN_MAP_WORDS:
        return b""
    config = PlotConfig(top=MAP_WORDS, width=MAP_SIZE[0], height=MAP_SIZE[1], dpi=MAP_DPI)
    with TemporaryDirectory() as folder:
        path = Path(folder, "map.png")
        request = FigureRequest(names=model.names, label=model.label)
        draw_figure(model.embeddings, model.name, request, path, config)
        return path.read_bytes()
