"""The HTML of the interactive page: one file with its script, its style and its data.

The data is gzipped base64, so that text of the model never becomes HTML or script. The content
security policy allows only the page's own script and style, and no network access.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Mapping
from importlib.resources import files

SCRIPTS = ("texts.js", "grammar.js", "vectors.js", "finding.js", "map.js", "address.js", "main.js")


def render_page(title: str, data: bytes) -> str:
    """Return the HTML of the page with `data`, the result of `payload`."""
    style, script = asset("style.css"), "\n".join(map(asset, SCRIPTS))
    policy = (
        f"default-src 'none'; script-src '{_fingerprint(script)}'; "
        f"style-src '{_fingerprint(style)}'; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "@policy@": policy,
        "@title@": html.escape(title),
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
        around = [_filled(one, {name: parts[name] for name in rest}) for one in around]
    return parts[first].join(around)
