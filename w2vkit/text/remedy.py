"""Command lines that repair a corpus, for messages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from w2vkit.base.messages import quoted
from w2vkit.base.system.atomic import unused
from w2vkit.base.system.compression import COMPRESSED_SUFFIXES

ARCHIVE_SUFFIXES = (".zip", ".tar", ".tgz")
DOCUMENT_SUFFIXES = (
    *(".html", ".htm", ".xhtml", ".shtml", ".epub", ".docx", ".docm", ".pdf", ".rtf", ".xlsx"),
    *(".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".sql", ".xml", ".sgml", ".conllu"),
    *(".srt", ".vtt", ".ass", ".ssa", ".md", ".markdown"),
)
"""Documents whose text is extracted, so that a cleaned copy is plain text."""
STDIN_NAMES = ("-", "stdin")


def clean_command_line(
    paths: Sequence[str], only: Sequence[str] = (), encoding: str | None = None
) -> str:
    """Return the `w2vkit clean` command line for a corpus, with an output that does not exist.

    >>> clean_command_line(["novel.txt"], ["bad-bytes"])
    'w2vkit clean novel.txt --only bad-bytes -o novel.clean.txt'
    """
    parts = ["w2vkit clean"]
    named = ["-" if path in STDIN_NAMES else path for path in paths]
    if any(path.startswith("-") and path != "-" for path in named):
        named = ["./" + path if path.startswith("-") and path != "-" else path for path in named]
    parts += map(quoted, named)
    if only:
        parts.append(f"--only {','.join(only)}")
    if encoding:
        parts.append(f"--encoding {quoted(encoding)}")
    return " ".join([*parts, f"-o {quoted(str(clean_name(paths)))}"])


def clean_name(paths: Sequence[str]) -> Path:
    """Return an unused name for a cleaned corpus, in the current folder."""
    if len(paths) > 1:
        return unused(Path("cleaned"))
    if paths[0] in STDIN_NAMES:
        return unused(Path("stdin.clean.txt"))
    path = Path(paths[0])
    name = path.resolve().name
    if path.is_dir():
        return unused(Path(f"{name.lstrip('-.') or 'corpus'}-clean"))
    packed = Path(name).suffix if Path(name).suffix.lower() in COMPRESSED_SUFFIXES else ""
    plain = Path(name.removesuffix(packed))
    stem = plain.stem.lstrip("-.") or "text"
    if plain.suffix.lower() in ARCHIVE_SUFFIXES:
        return unused(Path(f"{stem}-clean"))
    is_document = plain.suffix.lower() in DOCUMENT_SUFFIXES or not plain.suffix
    return unused(Path(f"{stem}.clean{'.txt' if is_document else plain.suffix}{packed}"))
