"""The page of `explore` on a server: its map has the most frequent words, its lists have all."""

from __future__ import annotations

from w2vkit.base.config import ExploreConfig
from w2vkit.pictures.explore_page import model_page
from w2vkit.server.open_models import OpenModel

PREPARING = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>w2vkit</title></head>
<body><p>The map is being computed; the page appears when it is ready.</p>
<p lang="zh">\xe8\xaf\x8d\xe5\x9b\xbe\xe6\xad\xa3\xe5\x9c\xa8\xe8\xae\xa1\xe7\xae\x97\xef\xbc\x8c\
\xe5\xae\x8c\xe6\x88\x90\xe5\x90\x8e\xe8\x87\xaa\xe5\x8a\xa8\xe6\x98\xbe\xe7\xa4\xba\xe3\x80\x82</p>
</body></html>
"""
"""Shown until the map is computed, which takes seconds; in English and Chinese."""


def live_page(opened: OpenModel) -> bytes:
    """Return the page of a model, which asks the server that shows it."""
    return model_page(opened.model, ExploreConfig(), live=opened.name).encode()
