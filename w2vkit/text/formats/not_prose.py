"""Files that are text for programs: source code, settings, logs."""

from __future__ import annotations

import re

from w2vkit.base.messages import msg
from w2vkit.text.files.document import Document
from w2vkit.text.files.text_file import NotTextError

_CODE = re.compile(
    r"\.(?:pyi?|m?js|[jt]sx?|java|[ch]|cc|[ch]pp|cs|go|rs|rb|php|p[lm]|(?:ba)?sh|bat|ps1|s?css|lua|kt|"
    r"swift|scala|r|jl|vue)"
)
_SETTINGS = re.compile(
    r"\.(?:ya?ml|toml|ini|cfg|conf|properties|lock|opf|ncx|plist|svg|xsd|dtd|xsl)"
)
_LEVEL = r"\b(?:INFO|DEBUG|WARN(?:ING)?|ERROR|TRACE|FATAL|NOTICE|CRITICAL)\b"
_LOG_LINE = re.compile(
    rf"\[?(?:\d{{4}}[-/]\d\d[-/]\d\d|\w{{3}} [ \d]\d)[T ]\d\d:\d\d:\d\d\S*.*?{_LEVEL}|"
    r"\S+ \S+ \S+ \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] \""
)
MIN_LOG_SHARE, MIN_LOG_LINES = 0.5, 5


def check_prose(document: Document) -> None:
    """Raise NotTextError if a file is source code, settings or a log of a program."""
    if _CODE.fullmatch(document.suffix):
        raise _error(document.name, msg("source code"), "code")
    if _SETTINGS.fullmatch(document.suffix):
        raise _error(document.name, msg("a file of settings"), "settings")
    lines = [line for line in document.text.split("\n")[:200] if line.strip()]
    logged = sum(_LOG_LINE.match(line) is not None for line in lines)
    if len(lines) >= MIN_LOG_LINES and logged >= MIN_LOG_SHARE * len(lines):
        raise _error(document.name, msg("the log of a program"), "log")


def _error(name: str, what: str, kind: str) -> NotTextError:
    return NotTextError(
        msg("{name} is {what}, not prose.", name=name, what=what),
        msg("Read it as it is with --plain."),
        kind,
    )
