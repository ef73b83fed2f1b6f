"""The page of `explore` as a widget of notebooks, whose selection Python reads and sets.

A cell has two outputs: a frame with the page, which needs neither Python nor a network and is what
remains in an exported notebook, and the widget, which finds that frame and exchanges messages with
the page in it. Where no such frame is beside the widget, as in marimo, the widget shows the page in
a frame of its own.

This module imports anywidget when it is loaded, because the widget is a subclass; only
`w2vkit.api.pictures` loads it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import anywidget
import traitlets

from w2vkit.base.automatic_progress import is_notebook
from w2vkit.pictures.page_html import asset
from w2vkit.pictures.shown_picture import ALLOWED, FRAME_HEIGHT, Page, frame


class ExploreWidget(Page, anywidget.AnyWidget):  # type: ignore[misc]
    """The interactive map of a model; `observe` tells of changes, as for every widget.

    Attributes:
        search: the word that is looked at; set it to look at another one.
        formula: the formula that is asked; set it to ask another one.
        selection: the words inside the lasso; set it to select others.

    """

    _esm = asset("widget.js")
    search = traitlets.Unicode("").tag(sync=True)
    formula = traitlets.Unicode("").tag(sync=True)
    selection = traitlets.List(traitlets.Unicode()).tag(sync=True)
    owner = traitlets.Unicode("").tag(sync=True)
    page = traitlets.Unicode("").tag(sync=True)
    wants_page = traitlets.Bool(False).tag(sync=True)
    sandbox = traitlets.Unicode(ALLOWED).tag(sync=True)
    height = traitlets.Int(FRAME_HEIGHT).tag(sync=True)

    def __init__(self, name: str, html: str, path: Path | None) -> None:
        """Keep the page out of the widget in a kernel of Jupyter, whose outputs have it."""
        Page.__init__(self, name, html, path)
        page = "" if is_notebook() else html
        anywidget.AnyWidget.__init__(self, owner=uuid4().hex, page=page)
        self.observe(self._send_page, "wants_page")

    def _send_page(self, change: Any) -> None:
        self.page = self.html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        return anywidget.AnyWidget._repr_mimebundle_(self)

    def _repr_html_(self) -> str:
        return frame(self.html, self.name, self.owner)

    def _ipython_display_(self) -> None:
        """Show the page, and below it the widget that reads it."""
        from IPython.display import display

        display({"text/plain": repr(self), "text/html": self._repr_html_()}, raw=True)
        data, metadata = self._repr_mimebundle_()
        del data["text/plain"]
        display(data, metadata=metadata, raw=True)
