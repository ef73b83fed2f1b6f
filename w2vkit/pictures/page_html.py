"""The interactive page as one HTML file: template, style, script and data."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Mapping
from importlib.resources import files

SCRIPTS = (
    "texts.js",
    "grammar.js",
    "vectors.js",
    "finding.js",
    "map.js",
    "address.js",
    "bridge.js",
    "live.js",
    "main.js",
)


def render_page(title: str, data: bytes, live: str = "") -> str:
    """Return the HTML of the page with `data`, the result of `payload`.

    With `live`, the name of a model, it may ask the server from which it comes.
    """
    style, script = asset("style.css"), "\n".join(map(asset, SCRIPTS))
    policy = (
        f"default-src 'none'; script-src '{_fingerprint(script)}'; "
        f"style-src '{_fingerprint(style)}'; base-uri 'none'; form-action 'none'"
        + "; connect-src 'self'"
        * bool(live)
    )
    parts = {
        "@policy@": policy,
        "@title@": html.escape(title),
        "@model@": html.escape(live),
        "@style@": style,
        "@script@": script,
        "@data@": base64.b64encode(data).decode("ascii"),
    }
    return _filled(asset("page.html"), parts)


def asset(name: str) -> str:
    """Return the text of an asset of the page, without surrounding whitespace."""
    return (
        files("w2vkit.pictures")
        .joinpath("assets", "explore", name)
        .read_text(encoding="utf-8")
        .strip()
    )


def _fingerprint(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")


def _filled(template: str, parts: Mapping[str, str]) -> str:
    """Replace each placeholder by its part; the parts themselves are not searched."""
    first, *rest = parts
    around = template.split(first)
    if rest:
        around = [_filled(piece, {name: parts[name] for name in rest}) for piece in around]
    return parts[first].join(around)
