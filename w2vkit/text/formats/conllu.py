"""Annotated sentences in CoNLL-U and similar formats: the sentences, or else their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from w2vkit.base.progress import Listener
from w2vkit.text.files.document import Document

COLUMNS = 10
_TOKEN = re.compile(r"\d+(?:[-.]\d+)?\t")
_TEXT = re.compile(r"#\s*text\s*=\s*(.*)")
MIN_SHARE = 0.98


def is_conllu(document: Document) -> bool:
    """Return whether nearly all lines of a file have ten columns, the first of which counts."""
    lines = [line for line in document.text.split("\n") if line and not line.startswith("#")]
    if not document.is_complete:
        lines = lines[:-1]
    if not lines or not lines[0].startswith(("1\t", "1-", "0\t")):
        return False
    tokens = sum(bool(_TOKEN.match(line)) and line.count("\t") == COLUMNS - 1 for line in lines)
    return tokens >= MIN_SHARE * len(lines)


def conllu_text(document: Document, listener: Listener) -> Iterator[str]:
    """Yield each sentence: its `# text`, or else its words with spaces between them."""
    text, words, covered = "", [], 0
    for line in document.lines(listener):
        if match := _TEXT.match(line):
            text = match[1].strip()
        elif line.strip() and not line.startswith("#"):
            number, _, rest = line.partition("\t")
            if "-" in number:  # one written word of several syntactic ones, such as "au" in French
                covered = int(number.partition("-")[2])
            elif "." in number or int(number) <= covered:
                continue
            words.append(rest.partition("\t")[0])
        elif not line.strip() and (text or words):
            yield f"{text or ' '.join(words)}\n"
            text, words, covered = "", [], 0
    if text or words:
        yield f"{text or ' '.join(words)}\n"
