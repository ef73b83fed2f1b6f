"""The ranges of a large file have the sentences and tokens of the whole file."""

import gzip
import random
from dataclasses import replace

import pytest

from tests.texts import text_with
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.corpus.encoded import corpus_fingerprint, write_corpus
from w2vkit.corpus.prepare import encode
from w2vkit.text.character_encoding import DecodeError
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.ranges import bytes_to_read, divided, in_ranges
from w2vkit.text.files.reading import read_sentences
from w2vkit.text.passages import read_passages

CHINESE = text_with("行者") + "\n第○回　他們說：“好……。”　\n\n"
ENGLISH = "Mr. Pig isn't asleep...\n\n  “Who is there?” he cried. ‘A friend’\n" * 60
LINES = [*CHINESE.splitlines(), *ENGLISH.splitlines()]
MIXED = "\n".join(random.Random(1).choices(LINES, k=500)) + "\nThe last line"


def wrapped(width=60):
    """Return paragraphs wrapped at a width, with divided words."""
    words = (
        "the agricultural queen of France went slowly to her well-known castle and " * 12
    ).split()
    paragraphs = []
    for number in range(40):
        lines = [""]
        for word in words[number % 9 :]:
            if len(lines[-1]) + len(word) >= width:
                if word == "agricultural" and number % 3:
                    lines[-1] += "agricul-"
                    word = "tural"
                lines.append("")
            lines[-1] += word + " "
        paragraphs.append("\n".join(line.rstrip() for line in lines) + ".")
    return "\n\n".join(paragraphs) + "\n"


ENCODINGS = (
    *("utf-8", "utf-8-sig", "gb18030", "cp950", "utf-16", "utf-16-le", "utf-16-be"),
    *("utf-32", "shift_jis", "iso2022_jp_2"),
)


def opened(tmp_path, content, size, **options):
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    (source,) = find_files([str(path)], SILENT, SegmentConfig(**options), range_bytes=size)
    return source


def sentences_of_ranges(source):
    ranges = divided(source)
    assert sum(map(bytes_to_read, ranges)) == source.bytes
    passages = (passage for part in ranges for passage in read_passages(part))
    return [sentence for passage in passages for sentence in passage.sentences() if sentence]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("size", [999, 10_000])
def test_ranges_have_the_sentences_of_the_file(tmp_path, encoding, line_end, size):
    content = MIXED.replace("\n", line_end).encode(encoding, "ignore")
    source = opened(tmp_path, content, size, encoding=encoding if "sig" not in encoding else None)
    assert sentences_of_ranges(source) == [*read_sentences(source)]
    is_whole = line_end == "\r" or encoding.startswith("iso2022")
    assert (len(source.spans) == 0) == is_whole
    assert is_whole or len(source.spans) > len(content) // size - 5


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize("paragraph", ["\n", "  ", "\u3000\u3000"])
def test_wrapped_lines_are_joined_as_in_the_whole_file(tmp_path, encoding, line_end, paragraph):
    text = wrapped().replace("\n\n", f"\n{paragraph}").replace("\n", line_end)
    source = opened(tmp_path, text.encode(encoding), 2_000)
    assert source.wrapped
    assert source.divided
    assert len(source.spans) > 5
    assert sentences_of_ranges(source) == [*read_sentences(source)]


def fingerprint(sources, folder):
    folder.mkdir()
    write_corpus(encode(sources, SegmentConfig(), SILENT), folder)
    return corpus_fingerprint(folder)


@pytest.mark.parametrize("script", ["simplified", "mixed"])
def test_ranges_have_the_tokens_of_the_file(tmp_path, script):
    text = MIXED if script == "mixed" else CHINESE * 20
    source = opened(tmp_path, text.encode(), 5_000)
    together = fingerprint([source], tmp_path / "together")
    assert fingerprint(divided(source), tmp_path / "apart") == together
    if script == "simplified":
        assert fingerprint([replace(source, spans=())], tmp_path / "whole") == together


def test_the_whole_file_decides_about_the_segmenter_of_a_range(tmp_path):
    text = ENGLISH * 30 + "国王 来 了 。\n" * 20_000
    parts = divided(opened(tmp_path, text.encode(), 100_000))
    chosen = []
    write_folder = tmp_path / "out"
    write_folder.mkdir()
    write_corpus(encode(parts, SegmentConfig(), SILENT, chosen.append), write_folder)
    assert [choice.segmenter for choice in chosen] == ["words"]


def test_compressed_files_documents_and_long_lines_have_no_ranges(tmp_path):
    (tmp_path / "z.txt.gz").write_bytes(
        gzip.compress(random.Random(1).randbytes(50).hex().encode() * 9)
    )
    (tmp_path / "page.html").write_text(f"<html><p>{ENGLISH}</p></html>", encoding="utf-8")
    (tmp_path / "line.txt").write_text("word " * 3_000, encoding="utf-8")
    sources = find_files([str(tmp_path)], SILENT, range_bytes=100)
    assert [source.spans for source in sources] == [()] * 3


def test_the_place_of_an_invalid_byte_is_that_in_the_file(tmp_path):
    content = (ENGLISH * 3).encode()
    place = content.rindex(b"asleep")
    source = opened(tmp_path, content[:place] + b"\xff" + content[place:], 1_000, encoding="utf-8")
    with pytest.raises(DecodeError) as caught:
        sentences_of_ranges(source)
    assert caught.value.offset == place


def test_a_file_that_grows_is_noticed_in_every_range(tmp_path):
    source = opened(tmp_path, ENGLISH.encode(), 1_000)
    with source.path.open("a", encoding="utf-8") as file:
        file.write("more\n")
    with pytest.raises(W2vError, match="was changed"):
        [*read_passages(replace(source, spans=source.spans[:1]))]


def test_a_small_file_has_no_ranges(tmp_path):
    source = opened(tmp_path, ENGLISH.encode(), 1 << 20)
    assert divided(source) == [source]
    assert in_ranges(source, 1_000).spans[0][0] == 0
