"""From files to the encoded corpus: read, segment, encode, once; then from the cache."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from w2vkit import cache
from w2vkit.config import SegmentConfig
from w2vkit.corpus import Source, find_files, read_sentences
from w2vkit.discovery import find_words
from w2vkit.encoded import Chunk, EncodedCorpus, chunk_of, write_corpus
from w2vkit.parallel import available_cores, ordered_map
from w2vkit.progress import Listener, Progress
from w2vkit.segment import Block, blocks, check_lists, segment
from w2vkit.store import LEXICON
from w2vkit.why import Candidate, explain_cut
from w2vkit.wordlist import FoundWord, words_table

ENCODING_VERSION = 1
"""Part of the cache key; to be raised when the same text would come out as other tokens."""


def prepare(
    paths: Sequence[str], config: SegmentConfig, listener: Listener
) -> tuple[EncodedCorpus, list[Source]]:
    """Return the corpus of these files as ids, and the files.

    Raises:
        W2vError: nothing can be read, or a file cannot be decoded.

    """
    check_lists(config)
    sources = find_files(paths, listener, config.encoding)
    key = cache_key(sources, config)

    def make(folder: Path) -> None:
        used = with_own_words(sources, config, folder, listener)
        write_corpus(encode(sources, used, listener), folder)

    return cache.fetch(key, make, listener), sources


def with_own_words(
    sources: Sequence[Source], config: SegmentConfig, folder: Path, listener: Listener
) -> SegmentConfig:
    """Return the options with the words to be kept whole in a file of their own, in `folder`.

    With `auto` they are looked for in the files.
    """
    if not config.words:
        return config
    lexicon = folder / LEXICON
    if config.words == "auto":
        words = found_words(sources, config, listener)
        lexicon.write_text("".join(words_table(words)), encoding="utf-8", newline="\n")
        aliases = sum(bool(word.alias_of) for word in words)
        listener.note(f"{len(words):,} words found to be kept whole, {aliases:,} with an alias.")
    else:
        shutil.copyfile(config.words, lexicon)
    return replace(config, words=str(lexicon))


def found_words(
    sources: Sequence[Source],
    config: SegmentConfig,
    listener: Listener,
    min_count: int | None = None,
) -> list[FoundWord]:
    """Return the words that are found in the files, the surest first."""
    text = read_blocks(sources, config, listener, "Finding words")
    return find_words(text, config, listener, min_count)


def encode(sources: Iterable[Source], config: SegmentConfig, listener: Listener) -> Iterator[Chunk]:
    """Read and segment the files in several processes; give chunks in the order of the text."""
    work = partial(encode_block, config=config)
    return ordered_map(work, read_blocks(sources, config, listener), available_cores())


def encode_block(block: Block, config: SegmentConfig) -> Chunk:
    """Segment one block and turn its tokens into ids."""
    return chunk_of(segment(block, config))


def segmented_text(
    sources: Sequence[Source], config: SegmentConfig, listener: Listener
) -> Iterator[str]:
    """Give the segmented text in pieces: a sentence on a line, one space between its tokens."""
    check_lists(config)
    with TemporaryDirectory() as folder:
        used = with_own_words(sources, config, Path(folder), listener)
        work = partial(segmented_block, config=used)
        yield from ordered_map(work, read_blocks(sources, used, listener), available_cores())


def explained(
    text: str, sources: Sequence[Source], config: SegmentConfig, listener: Listener
) -> list[Candidate]:
    """Return the ways to cut a text under these options; `auto` words are those of the files."""
    check_lists(config)
    if config.words != "auto":
        return explain_cut(text, config)
    with TemporaryDirectory() as folder:
        used = with_own_words(sources, config, Path(folder), listener)
        return explain_cut(text, used)


def segmented_block(block: Block, config: SegmentConfig) -> str:
    """Segment one block; return its lines."""
    return "".join(" ".join(sentence) + "\n" for sentence in segment(block, config))


def read_blocks(
    sources: Iterable[Source],
    config: SegmentConfig,
    listener: Listener,
    stage: str = "Segmenting",
) -> Iterator[Block]:
    """Give the text of the files in blocks; each file is given to the segmenter that suits it."""
    sources = [*sources]
    total, before = sum(source.bytes for source in sources), 0

    def advance(place: int) -> None:
        listener.progress(Progress(stage, before + place, total, "B"))

    for source in sources:
        yield from blocks(read_sentences(source, listener, advance), config.segmenter)
        before += source.bytes


def cache_key(sources: Iterable[Source], config: SegmentConfig) -> str:
    """Return a name for what these files and options lead to: 32 hexadecimal digits."""
    digest = hashlib.sha256()
    options = asdict(config)
    parts = [str(ENCODING_VERSION), version("rjieba"), version("jieba"), repr(options)]
    for name in ("dictionary", "words", "stop_words"):
        if options[name] and options[name] != "auto":
            parts.append(_sha256(Path(options[name])))
    parts += [_sha256(source.path) for source in sources]
    digest.update("\n".join(parts).encode())
    return digest.hexdigest()[:32]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
