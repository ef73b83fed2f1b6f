"""The examples on a page of documentation: run them, compare what they print, write it again.

A block ```console holds commands after `$ ` and what each prints (stdout and stderr together);
a block ```python is run as it stands, and a block ```text right after it is what it prints. All
examples of a page run in order in one folder, and its Python blocks share their names. A line `…`
stands for any number of lines. A block with a title, ```python title="name.py", is a file in that
folder; a `pyproject.toml` installs its package there. Blocks after a comment
`<!-- not run: reason -->` are left alone.

`python -m tests.examples PAGE...` runs the examples and writes what they print into the pages.
"""

import contextlib
import io
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.plugin_packages import install

ROOT = Path(__file__).parent.parent
ELLIPSIS = "…"
LABELS = re.compile(r"\d+ of \d+ labels do not fit\.")
UNROUNDED = re.compile(r"\d+\.\d{7,}")
"""A number with all its digits."""
FENCE = re.compile(r"^( *)```(\w*)(.*)$")
TITLE = re.compile(r'title="([\w.-]+)"')
UNTESTED = re.compile(r"^ *<!-- not run: (.+) -->$")
PASSING = re.compile(
    r"^(\w[\w ]*: (\d+% |[\d,]+ (products|trials))"
    r"|Compiling the |Waiting for another |Reading took )"
)
"""Messages that come or stay away with the speed of the machine."""
TIMED = re.compile(
    r"^((report\.)?(seconds|words_per_second)|created| \"(seconds|words_per_second)\":|"
    r"  \"(reading|segmenting|encoding|compiling|training|saving)\":) +\S.*"
)
"""Rows with a time, which is another on each run."""


@dataclass(frozen=True)
class Example:
    """A command line or a piece of Python, and the lines it is said to print.

    Attributes:
        kind: "console", "python" or "file".
        code: what is run; of a file, its name and then its content.
        shown: the lines shown as its output; None if the page shows none (Python only).
        start: the first line of the output on the page, counted from 0.
        indent: how far the block is indented.

    """

    kind: str
    code: str
    shown: tuple[str, ...] | None
    start: int
    indent: str = ""


def blocks(text):
    """Give for each fenced block its language, first line, lines, indent, and why it is not run."""
    lines = text.splitlines()
    opened, reason = None, None
    for number, line in enumerate(lines):
        fence = FENCE.match(line)
        if opened is None and fence:
            opened = (fence[2], number + 1, fence[1])
        elif opened is not None and line.strip() == "```":
            language, start, indent = opened
            yield (
                language,
                start,
                [one[len(indent) :] for one in lines[start:number]],
                indent,
                reason,
            )
            opened, reason = None, None
        elif opened is None and (mark := UNTESTED.match(line)):
            reason = mark[1]


def examples(text):
    """Return the examples of a page, in order."""
    found, all_lines = [], text.splitlines()
    for language, start, lines, indent, reason in blocks(text):
        if reason:
            continue
        if title := TITLE.search(all_lines[start - 1]):
            code = "\n".join([title[1], *lines, ""])
            found.append(Example("file", code, None, start + len(lines), indent))
        elif language == "console":
            found += _commands(lines, start, indent)
        elif language == "python":
            found.append(Example("python", "\n".join(lines), None, start + len(lines), indent))
        elif language == "text" and _follows_python(found, start):
            found[-1] = replace(found[-1], shown=tuple(lines), start=start)
    return found


def _follows_python(found, start):
    """Tell whether a block is the output of the Python before it: a blank line or none between."""
    return bool(found) and found[-1].kind == "python" and start - found[-1].start <= 3


def _commands(lines, start, indent):
    for number, line in enumerate(lines):
        if not line.startswith("$ "):
            continue
        code, end = line[2:], number + 1
        while code.endswith("\\") or (end < len(lines) and lines[end].startswith("> ")):
            code, end = code + "\n" + lines[end].removeprefix("> "), end + 1
        last = next((n for n in range(end, len(lines)) if lines[n].startswith("$ ")), len(lines))
        shown = lines[end:last]
        while shown and not shown[-1].strip():
            shown.pop()
        yield Example("console", code, tuple(shown), start + end, indent)


class Folder:
    """A folder with the corpora and `w2vkit` on the path, as a user has it, for one page."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.names = {"__name__": "__main__"}
        (self.folder / "corpora").symlink_to(ROOT / "corpora")
        commands = self.folder / ".bin"
        commands.mkdir()
        for name, start in (("w2vkit", "-m w2vkit "), ("python", "")):
            script = commands / name
            script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {start}"$@"\n', "utf-8")
            script.chmod(0o755)
        # The warning about encodings is for our tests; a user does not see those of other packages.
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONWARNDEFAULTENCODING"}
        self.variables = inherited | {
            "PATH": f"{commands}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "100",
            "W2VKIT_LANG": "en",
        }

    def run(self, example):
        """Run an example; return its exit code and what it printed."""
        code, printed = getattr(self, f"_{example.kind}")(example.code)
        return code, [line for line in printed.splitlines() if not PASSING.match(line)]

    def _console(self, command):
        done = subprocess.run(
            command,
            shell=True,
            cwd=self.folder,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        return done.returncode, done.stdout

    def _file(self, code):
        name, _, content = code.partition("\n")
        (self.folder / name).write_text(content, encoding="utf-8")
        if name == "pyproject.toml":
            install(self.folder, tomllib.loads(content)["project"])
        return 0, ""

    def _python(self, code):
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(compile(code, "<example>", "exec"), self.names)
        return 0, printed.getvalue()


def wanted_codes(printed):
    """Return the exit codes with which a command may end that prints these lines."""
    failed = any(line.startswith(("Error:", "错误：")) for line in printed or ())
    return (0, 1, 2, 3) if failed else (0,)


def same(shown, printed):
    """Compare output line by line; times may differ, and `…` stands for any lines.

    How many labels fit on a map depends on the processor, as t-SNE does, so it is not compared. The
    last digits of unrounded numbers do, too, where BLAS adds.
    """
    shown, printed = _without_labels(shown), _without_labels(printed)
    pattern = "\n".join("@@@" if line.strip() == ELLIPSIS else _settled(line) for line in shown)
    text = "\n".join(map(_settled, printed)).rstrip()
    pieces = [re.escape(piece) for piece in pattern.split("@@@")]
    return re.fullmatch(r"(?:.|\n)*?".join(pieces).rstrip(), text) is not None


def _without_labels(lines):
    return [line for line in lines if not LABELS.match(line)]


def _settled(line):
    match = TIMED.match(line)
    line = match[1] if match else line.rstrip()
    return UNROUNDED.sub(lambda number: f"{float(number[0]):.6g}", line)


def renewed(shown, printed):
    """Return what a page is to show: of what is printed, the parts that it shows now.

    Raises:
        ValueError: a part between two lines `…` cannot be found again.

    """
    if not shown or same(shown, printed):
        return list(shown or printed)
    printed = _with_times(shown, printed)
    first, *rest = _parts(shown)
    new = list(printed[: len(first)] if rest else printed)
    place = len(first)
    for number, part in enumerate(rest, 1):
        last = number == len(rest)
        start = len(printed) - len(part) if last else _find(part, printed, place)
        place = start + len(part)
        new += [ELLIPSIS, *printed[start:place]]
    return new


def _with_times(shown, printed):
    """Return the lines with the times that the page shows, which a busy machine would spoil."""
    times = {_settled(line): line for line in shown if TIMED.match(line)}
    return [times.get(_settled(line), line) if TIMED.match(line) else line for line in printed]


def _parts(shown):
    """Split lines at the lines `…`."""
    parts = [[]]
    for line in shown:
        if line.strip() == ELLIPSIS:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def _find(part, printed, place):
    """Return where a part begins: at a line whose first word is the same, but for its digits."""
    firsts = [_shape(line) for line in printed]
    return firsts.index(_shape(part[0]), place)


def _shape(line):
    return re.sub(r"\d", "0", line.split()[0]) if line.strip() else ""


def write(page):
    """Run the examples of a page and write what they print; copy the pictures they draw."""
    text = page.read_text(encoding="utf-8")
    results = []
    with TemporaryDirectory() as folder:
        place = Folder(folder)
        for example in examples(text):
            code, printed = place.run(example)
            if code not in wanted_codes(printed):
                sys.exit(f"{page}: {example.code} ended with {code}:\n" + "\n".join(printed))
            results.append(printed)
        _keep_pictures(page, text, place.folder)
    lines = text.splitlines()
    for example, printed in reversed(list(zip(examples(text), results, strict=True))):
        if example.shown is not None:
            new = [example.indent + line for line in renewed(example.shown, printed)]
            lines[example.start : example.start + len(example.shown)] = new
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def copy_blocks(page, translation):
    """Give the translation of a page the same blocks of code and output, in the same order."""
    new = [lines for _, _, lines, *_ in blocks(page.read_text(encoding="utf-8"))]
    text = translation.read_text(encoding="utf-8")
    lines = text.splitlines()
    for (_, start, old, *_), code in reversed(list(zip(blocks(text), new, strict=True))):
        lines[start : start + len(old)] = code
    translation.write_text("\n".join(lines) + "\n", encoding="utf-8")


def translation_of(page):
    """Return the path of the Chinese page that belongs to an English one."""
    return Path(*("zh" if part == "en" else part for part in page.parts))


def _keep_pictures(page, text, folder):
    """Copy the pictures that the page shows; in few colours, which makes them a third as large."""
    from PIL import Image

    for target in re.findall(r"!\[[^]]*\]\(([^)]+\.png)\)", text):
        drawn = folder / Path(target).name
        if drawn.is_file():
            with Image.open(drawn) as picture:
                small = picture.convert("RGB").reduce(2).quantize(64)
                small.save(page.parent / target, optimize=True)


if __name__ == "__main__":
    for name in map(Path, sys.argv[1:]):
        write(name)
        if translation_of(name) != name and translation_of(name).is_file():
            copy_blocks(name, translation_of(name))
