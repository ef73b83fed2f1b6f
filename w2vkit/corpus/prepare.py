"""From text files to an encoded corpus, which is cached."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path

from w2vkit.base.config import AUTO, SegmentConfig
from w2vkit.base.progress import Listener
from w2vkit.base.system.regular import file_sha256, version_sha256
from w2vkit.base.system.stage_times import in_stage, stage
from w2vkit.corpus import cache
from w2vkit.corpus.block_map import map_blocks
from w2vkit.corpus.chosen_segmenters import write_choices
from w2vkit.corpus.encoded import Chunk, EncodedCorpus, write_corpus
from w2vkit.corpus.encoding import encode_block, scan_to_chunk
from w2vkit.languages.recognition import language_named
from w2vkit.languages.segmentation.blocks import Chosen, ignore_choice
from w2vkit.languages.segmentation.lemmas import lemmas_record
from w2vkit.languages.segmentation.optional_segmenters import OPTIONAL_SEGMENTERS
from w2vkit.languages.segmentation.segment import check_lists
from w2vkit.languages.segmentation.segmenter_choice import SegmenterChoice, grouped
from w2vkit.languages.segmentation.segmenters import (
    PLAIN_SEGMENTERS,
    SEGMENTER_PACKAGES,
    declared_language,
    installed_version,
    segmenter_named,
    version_of,
)
from w2vkit.languages.segmentation.text_language import with_text_language
from w2vkit.languages.terms.corpus_words import note_found_words, with_corpus_words
from w2vkit.text.files.finding import FoundFiles, find_files
from w2vkit.text.files.text_file import TextFile

ENCODING_VERSION = 26
"""Part of the cache key; raise it when a change produces other tokens for the same text."""
Meanwhile = Callable[[Sequence[TextFile]], AbstractContextManager[None]]
VERSIONED_PACKAGES = (*SEGMENTER_PACKAGES, "opencc")
"""Packages whose versions are part of the cache key."""


def nothing_meanwhile(sources: Sequence[TextFile]) -> AbstractContextManager[None]:
    """Do nothing while files are segmented."""
    return nullcontext()


def prepare(
    paths: Sequence[str],
    config: SegmentConfig,
    listener: Listener,
    meanwhile: Meanwhile = nothing_meanwhile,
    order: Sequence[str] = (),
) -> tuple[EncodedCorpus, FoundFiles]:
    """Return the encoded corpus of these paths, and the text files with what was decided on them.

    Args:
        paths: files and directories.
        config: the options.
        listener: receives messages and progress.
        meanwhile: called with the files if they are segmented; what it starts runs meanwhile.
        order: see `find_files`.

    Raises:
        W2vError: there is no text, or a file cannot be decoded.

    """
    check_lists(config, listener)
    with stage("reading"):
        sources = find_files(paths, listener, config, order)
    return corpus_of(sources, config, listener, meanwhile), sources


def corpus_of(
    sources: Sequence[TextFile],
    config: SegmentConfig,
    listener: Listener,
    meanwhile: Meanwhile = nothing_meanwhile,
) -> EncodedCorpus:
    """Return the encoded corpus of these files; raises what `prepare` raises."""
    with stage("reading"):
        config = with_text_language(sources, config)
    language = declared_language(config)
    if language is not None:
        language_named(language)  # fails before the text is segmented

    def make(folder: Path) -> None:
        with stage("segmenting"):
            used = with_corpus_words(sources, config, folder, listener)
        with meanwhile(sources):
            choices: list[SegmenterChoice] = []
            chunks = encode(sources, used, listener, choices.append)
            write_corpus(chunks, folder, language=language)
            write_choices(folder, grouped(choices))

    with stage("reading"):
        key = cache_key(sources, config)
    with stage("encoding"):
        corpus = cache.fetch(key, make, listener)
    note_found_words(corpus.folder, config, listener)
    return corpus


def settled(config: SegmentConfig, corpus: EncodedCorpus) -> SegmentConfig:
    """Return the options with the language in which the words of a corpus were lemmatized."""
    return replace(config, language=corpus.language) if config.lemmas else config


def encode(
    sources: Sequence[TextFile],
    config: SegmentConfig,
    listener: Listener,
    chosen: Chosen = ignore_choice,
) -> Iterator[Chunk]:
    """Read and segment the files in parallel; yield chunks in text order.

    `chosen` receives the segmenter of each file, in order.
    """
    chunks = map_blocks(sources, config, listener, encode_block, scan_to_chunk, chosen=chosen)
    return in_stage("segmenting", chunks)


def cache_key(sources: Iterable[TextFile], config: SegmentConfig) -> str:
    """Return the cache key of these files and options: 32 hexadecimal digits."""
    digest = hashlib.sha256()
    options = asdict(config)
    parts = [str(ENCODING_VERSION), *map(version, VERSIONED_PACKAGES), repr(options)]
    if config.segmenter == AUTO:
        parts += [installed_version(segmenter) or "" for segmenter in OPTIONAL_SEGMENTERS]
    elif config.segmenter not in PLAIN_SEGMENTERS:
        parts.append(version_of(segmenter_named(config.segmenter)))
    parts += [facts["version"] for facts in lemmas_record(config).values()]
    files = [config.dictionary, *config.word_files, config.stop_words]
    parts += [file_sha256(Path(name)) for name in files if name]
    parts += [version_sha256(source.path) for source in sources]
    digest.update("\n".join(parts).encode())
    return digest.hexdigest()[:32]
