"""The text of a trained model: from the cache, or encoded again from its files."""

from __future__ import annotations

from pathlib import Path

from w2vkit.base.config import ItemsConfig, SegmentConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.corpus import cache
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.prepare import prepare
from w2vkit.corpus.prepare_log import prepare_log
from w2vkit.languages.segmentation.segmenter_versions import check_segmenters
from w2vkit.model.manifest import file_names
from w2vkit.model.store import StoredModel, stored_options


def original_text(stored: StoredModel, listener: Listener) -> EncodedCorpus:
    """Return the encoded text of a model.

    Raises:
        W2vError: the text is not known, is missing, or has changed.

    """
    info = stored.info
    fingerprint = str(info.corpus.get("fingerprint") or "")
    if not fingerprint or not info.options.get("training"):
        raise W2vError(
            msg("“{name}” was not trained by w2vkit, so its text is not known.", name=info.name),
            msg("Name a model that w2vkit has trained."),
        )
    if corpus := cache.find_corpus(fingerprint):
        # Training needs what the package of a segmenter says of the language.
        check_segmenters(info.name, info.corpus.get("segmenters"), SILENT.note)
        return corpus
    return _encoded_again(stored, fingerprint, listener)


def _encoded_again(stored: StoredModel, fingerprint: str, listener: Listener) -> EncodedCorpus:
    """Encode the files of a model again; raise W2vError if they are not the text it was made of."""
    info = stored.info
    paths = [*map(str, info.corpus.get("paths") or ())]
    gone = [path for path in paths if not Path(path).exists()]
    if gone:
        raise W2vError(
            msg(
                "The text of “{name}” is no longer in the cache, and {gone} no longer exists.",
                name=info.name,
                gone=gone[0],
            ),
            msg("Put it back, or train the model again."),
        )
    if not paths or "-" in paths or info.corpus.get("continues"):
        raise W2vError(
            msg(
                "The text of “{name}” is no longer in the cache, and it was not read from files.",
                name=info.name,
            ),
            msg("Train the model again from files."),
        )
    is_same = check_segmenters(info.name, info.corpus.get("segmenters"), listener.note)
    corpus = _encoded(stored, paths, listener)
    if corpus.fingerprint != fingerprint:
        raise W2vError(
            msg("The text of “{name}” has changed since it was trained.", name=info.name)
            if is_same
            else msg(
                "The text of “{name}” or its segmenter has changed since it was trained.",
                name=info.name,
            ),
            msg("Train the model again on the text as it is now."),
        )
    return corpus


def _encoded(stored: StoredModel, paths: list[str], listener: Listener) -> EncodedCorpus:
    """Encode files with the options of a model."""
    segmentation = SegmentConfig(**stored_options(stored, "segmentation", SegmentConfig))
    items = ItemsConfig(**stored_options(stored, "items", ItemsConfig))
    if items.items:
        return prepare_log(paths, items, segmentation.encoding, listener)[0]
    return prepare(paths, segmentation, listener, order=file_names(stored.info.corpus))[0]
