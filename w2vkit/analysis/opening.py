"""Opening texts to count in: that of a model, of files, or of tokenized sentences."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from weakref import finalize

from w2vkit.analysis.counted_text import CountedText
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.messages import joined, msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.model.manifest import file_names
from w2vkit.query.model import Model
from w2vkit.training.defaults import text_options


def text_of_files(
    paths: Sequence[str], config: SegmentConfig, listener: Listener = SILENT
) -> CountedText:
    """Return the text of files and directories.

    Raises:
        W2vError: there is no text, or a file cannot be decoded.

    """
    from w2vkit.corpus.prepare import prepare, settled

    corpus, sources = prepare(paths, config, listener)
    name = sources[0].name if len(sources) == 1 else joined(", ", paths)
    return CountedText(name, corpus, None, paths, settled(config, corpus))


def text_segmented_like(
    model: Model | None,
    paths: Sequence[str],
    options: Mapping[str, Any],
    listener: Listener,
    *,
    find_names: bool = True,
) -> CountedText:
    """Return the text of files, segmented as that of a model, or else as for training one.

    Args:
        model: the model.
        paths: the files and directories.
        options: explicit options of segmentation, which take precedence.
        listener: receives messages and progress.
        find_names: without a model, keep names of Chinese text whole, as training does; not for
            a text whose words are compared with those of another, where other names are found.

    Raises:
        W2vError: there is no text, or a file cannot be decoded.

    """
    from w2vkit.corpus.chosen_segmenters import note_other_language

    if model is None:
        config = text_options(options) if find_names else SegmentConfig(**options)
        text = text_of_files(paths, config, listener)
        note_other_language(text.corpus, options.get("language"), listener)
        return text
    from w2vkit.analysis.model_segmentation import segmentation_like

    if (origin := model.origin) and "segmenter" not in options:
        origin.check_segmenters(listener.note)
    text = text_of_files(paths, segmentation_like(model, options), listener)
    note_other_language(text.corpus, options.get("language"), listener)
    listener.note(
        msg(
            "{text} is segmented with the options and the words of “{model}”.",
            text=text.name,
            model=model.name,
        )
    )
    return replace(text, model=model)


def text_of_sentences(model: Model | None, sentences: Iterable[Sequence[str]]) -> CountedText:
    """Return the text of tokenized sentences, which are used as they are."""
    from w2vkit.corpus.encoded import VERBATIM, chunks_of, open_corpus, write_corpus

    folder = mkdtemp(prefix="w2vkit-")
    write_corpus(chunks_of(sentences), Path(folder))
    corpus = open_corpus(Path(folder), verify=False)
    text = CountedText(msg("these sentences"), corpus, model, (), VERBATIM)
    finalize(text, rmtree, folder, ignore_errors=True)
    return text


def check_no_options(options: Collection[str]) -> None:
    """Raise UsageError if options of segmentation are given for a text that is segmented already.

    They have no effect on the text of a model, and on sentences that are lists of tokens.
    """
    if options:
        name = next(iter(options)).replace("_", "-")
        raise UsageError(
            msg(
                "--{name} has no effect: the text of a model, or one of tokens, is segmented "
                "already.",
                name=name,
            ),
            msg("Omit it, or name the files of a text."),
        )


def text_of_model(model: Model, listener: Listener = SILENT) -> CountedText:
    """Return the text that a model was trained on; if it is not in the cache, encode it again.

    Raises:
        W2vError: it is not in the cache, and its files are gone or changed.

    """
    origin = model.origin
    paths = [*map(str, origin.corpus.get("paths") or ())] if origin else []
    config = origin.segmentation if origin else SegmentConfig()
    corpus = origin.cached_corpus() if origin else None
    if corpus is None:
        corpus = _encoded_again(model, paths, config, listener)
    return CountedText(model.name, corpus, model, paths, config, is_training_text=True)


def _encoded_again(
    model: Model, paths: Sequence[str], config: SegmentConfig, listener: Listener
) -> EncodedCorpus:
    """Return the encoded text of files; raise W2vError if it is not the text of the model."""
    from w2vkit.corpus.prepare import prepare

    origin = model.origin
    gone = [path for path in paths if not os.path.exists(path)]
    if gone and "-" not in paths:
        raise W2vError(
            msg(
                "The text that {model} was trained on is no longer in the cache, and {gone} "
                "no longer exists.",
                model=model,
                gone=gone[0],
            ),
            msg("Name the files of the text."),
        )
    if origin is None or not paths or gone:
        raise W2vError(
            msg("The text that {model} was trained on is no longer in the cache.", model=model),
            msg("Name the files of the text."),
        )
    is_same = origin.check_segmenters(listener.note)
    corpus, _ = prepare(paths, config, listener, order=file_names(origin.corpus))
    if corpus.fingerprint != origin.fingerprint:
        raise W2vError(
            msg(
                "The text that {model} was trained on is no longer in the cache, and its "
                "files have changed.",
                model=model,
            )
            if is_same
            else msg(
                "The text that {model} was trained on is no longer in the cache, and its files "
                "or the segmenter have changed.",
                model=model,
            ),
            msg("Name the files of the text."),
        )
    return corpus
