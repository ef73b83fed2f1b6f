"""The text of a training, read and encoded: files, a log, parts of a cluster, or sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from w2vkit.base.config import ItemsConfig, SegmentConfig, TrainConfig
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system.folders import folder_at
from w2vkit.corpus.chosen_segmenters import decide_on_text
from w2vkit.corpus.encoded import (
    VERBATIM,
    EncodedCorpus,
    chunks_of,
    open_corpus,
    write_corpus,
)
from w2vkit.corpus.parts import is_in_parts, joined_corpus
from w2vkit.corpus.prepare import prepare, settled
from w2vkit.corpus.prepare_log import log_chunk, prepare_log, read_item_name_file
from w2vkit.corpus.sessions import sessions_of
from w2vkit.languages.recognition import language_of
from w2vkit.languages.segmentation.segmenter_versions import check_segmenters
from w2vkit.model.store import StoredModel, stored_options
from w2vkit.text.decisions import Reading
from w2vkit.text.files.finding import FoundFiles
from w2vkit.text.files.text_file import TextFile
from w2vkit.training.background_compilation import compiling_ahead
from w2vkit.training.continued_options import (
    CONTINUED_EPOCHS,
)
from w2vkit.training.continued_training import (
    Continuation,
)
from w2vkit.training.defaults import resolve, resolve_items, text_options
from w2vkit.training.initial_vectors import (
    tuned_options,
)
from w2vkit.training.request import TrainRequest

NO_ITEMS = ItemsConfig()
"""The options of text."""


@dataclass(frozen=True, eq=False)
class PreparedText:
    """The text of a job, segmented and encoded; attributes as those of `Job`."""

    segmentation: SegmentConfig
    corpus: EncodedCorpus
    sources: Sequence[TextFile]
    items: ItemsConfig = NO_ITEMS
    names: Mapping[str, str] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)

    def resolved(
        self,
        options: Mapping[str, Any],
        *,
        starts_from_vectors: bool,
        continuation: Continuation | None = None,
    ) -> TrainConfig:
        """Return all training options: the given ones, and the defaults for this corpus."""
        tokens = self.corpus.tokens if continuation is None else continuation.tokens
        if self.items.items:
            longest = int(np.diff(self.corpus.starts).max())
            return resolve_items(options, tokens, longest)
        if starts_from_vectors:
            options = {**tuned_options(options["algorithm"], tokens), **options}
        language = language_of(self.corpus.vocabulary, self.corpus.language)
        config = resolve(options, tokens, language=language, continues=continuation is not None)
        if continuation is None or "epochs" in options:
            return config
        return replace(config, epochs=min(config.epochs, CONTINUED_EPOCHS))


def prepared_text(
    request: TrainRequest, base: StoredModel | None, listener: Listener
) -> PreparedText:
    """Read and encode the text, with the segmentation options of the base as defaults."""
    before = {} if base is None else stored_options(base, "items", ItemsConfig)
    items = ItemsConfig(**{**before, **request.items})
    if items.items:
        return _prepared_log(request, items, listener)
    if len(request.paths) == 1 and is_in_parts(request.paths[0]):
        return _prepared_parts(request, request.paths[0], listener)
    before = {} if base is None else stored_options(base, "segmentation", SegmentConfig)
    if base is not None and "segmenter" not in request.segmentation:
        check_segmenters(base.info.name, base.info.corpus.get("segmenters"), listener.note)
    segmentation = text_options({**before, **request.segmentation})
    starts = base is not None or request.init is not None
    meanwhile = compiling_ahead(request.options, continues=starts)
    corpus, sources = prepare(request.paths, segmentation, listener, meanwhile, request.order)
    reading = decide_on_text(sources.reading, corpus, sources, segmentation, listener)
    return PreparedText(settled(segmentation, corpus), corpus, sources, reading=reading)


def _prepared_parts(request: TrainRequest, path: str, listener: Listener) -> PreparedText:
    """Join a corpus that a cluster prepared; it is segmented as it was said there."""
    if request.segmentation:
        name = next(iter(request.segmentation)).replace("_", "-")
        raise UsageError(
            msg("--{name} has no effect: {folder} is segmented already.", name=name, folder=path),
            msg("Omit it, or give it to w2vkit spark prepare."),
        )
    corpus, manifest = joined_corpus(folder_at(path), listener)
    sources = FoundFiles()
    for decision in manifest.reading.decisions:
        sources.decide(decision, listener)
    reading = decide_on_text(sources.reading, corpus, sources, manifest.segmentation, listener)
    return PreparedText(manifest.segmentation, corpus, sources, reading=reading)


def _prepared_log(request: TrainRequest, items: ItemsConfig, listener: Listener) -> PreparedText:
    """Read and encode a log of items; none of the options of segmentation applies to it."""
    given, usual = SegmentConfig(**request.segmentation), SegmentConfig()
    for name in request.segmentation:
        if name != "encoding" and getattr(given, name) != getattr(usual, name):
            raise UsageError(
                msg("--{name} has no effect with --items.", name=name.replace("_", "-")),
                msg("Omit it: ids are kept as they are."),
            )
    segmentation = replace(VERBATIM, encoding=request.segmentation.get("encoding"))
    names = read_item_name_file(items.item_names, segmentation.encoding) if items.item_names else {}
    corpus, sources = prepare_log(request.paths, items, segmentation.encoding, listener)
    if names and (unnamed := sum(item not in names for item in corpus.vocabulary)):
        listener.note(
            msg(
                "{unnamed:,} of {vocabulary:,} items have no name in {item_names}.",
                unnamed=unnamed,
                vocabulary=len(corpus.vocabulary),
                item_names=items.item_names,
            )
        )
    return PreparedText(segmentation, corpus, sources, items, names)


def text_of_sentences(
    request: TrainRequest, sentences: Iterable[Sequence[str]], folder: Path
) -> PreparedText:
    """Encode tokenized sentences, or the sessions of a log, into `folder`."""
    items = ItemsConfig(**request.items)
    chunks = [log_chunk(sessions_of(sentences))] if items.items else chunks_of(sentences)
    write_corpus(chunks, folder)
    corpus = open_corpus(folder, verify=False)
    names = read_item_name_file(items.item_names) if items.item_names else {}
    return PreparedText(VERBATIM, corpus, (), items, names)
