"""Bootstrap: a model is trained again on samples of its sentences, to see what chance changes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from w2vkit import engines
from w2vkit.base.config import TrainConfig
from w2vkit.base.errors import InvalidFileError, W2vError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener, Progress
from w2vkit.base.system.atomic import atomic_path
from w2vkit.base.system.lock import locked
from w2vkit.base.system.paths import cache_home, private_folder
from w2vkit.corpus.encoded import IDS, STARTS, EncodedCorpus
from w2vkit.engines.fused.members import members_of
from w2vkit.engines.state import NO_CHECKPOINT
from w2vkit.languages.recognition import language_of
from w2vkit.model import registry, store
from w2vkit.model.manifest import ModelInfo
from w2vkit.model.npyfile import map_array
from w2vkit.model.stability import Directions, read_members, rounded_directions, write_members
from w2vkit.model.store import StoredModel, restored, stored_options
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.training.initial_vectors import INIT
from w2vkit.training.original_text import original_text

SENTENCES_PER_BLOCK = 65_536


SAMPLES = 10
"""Default number of bootstrap samples."""


@dataclass(frozen=True)
class _Stage:
    """Reports the training of one sample as a part of the training of all.

    Attributes:
        listener: receives the progress.
        number: of the sample, from 0.
        count: of all samples.
        words: how many words each training on a sample passes.
        epochs: the epochs of each stage that reports its progress, by its name.
        shares: how much of each stage is done, 0 to 1.

    """

    listener: Listener
    number: int
    count: int
    words: int
    epochs: Mapping[str, int]
    shares: dict[str, float] = field(default_factory=dict)

    def note(self, message: str) -> None:
        """Ignore the notes of a training, which are those of the model."""

    def progress(self, progress: Progress) -> None:
        """Report the progress of the long stages over all samples."""
        if progress.stage not in self.epochs or not progress.total:
            return
        self.shares[progress.stage] = progress.done / progress.total
        done = sum(self.epochs[stage] * share for stage, share in self.shares.items())
        share = self.number + done / sum(self.epochs.values())
        self.listener.progress(
            Progress(
                "Training on samples", round(share * self.words), self.count * self.words, "words"
            )
        )


def _stages(config: TrainConfig, vocabulary: Vocabulary, language: str | None) -> dict[str, int]:
    """Return the epochs of each stage of a training that reports its progress, by its name."""
    if config.algorithm != "fused":
        return {"Training": config.epochs}
    members = members_of(config, language=language_of(vocabulary, language))
    return {
        msg("Training {name}", name=member.name): member.config.epochs
        for member in members
        if member.name != "ppmi"
    }


def train_members(
    path: Path,
    samples: int = SAMPLES,
    listener: Listener = SILENT,
    workers: int | None = None,
) -> int:
    """Train a model on bootstrap samples of its sentences and keep the members with it.

    Members that it has already are kept. An interrupted call loses at most one member.

    Args:
        path: the directory of the model.
        samples: the least number of members.
        listener: receives messages and progress.
        workers: number of worker threads; all cores if None.

    Returns:
        how many members the model has.

    Raises:
        W2vError: the model was not trained by w2vkit from one text, the text is missing or has
            changed, or the members cannot be written.

    """
    stored = store.load(path)
    members = [*read_members(path, stored.info)]
    if len(members) >= samples:
        return len(members)
    name = stored.info.name
    taken = W2vError(
        msg("Another process trains “{name}” on samples of its text.", name=name),
        msg("Wait until it finishes."),
    )
    with locked(registry.lock_path(f"{name}.samples", path.parent), taken, listener):
        corpus = _corpus(stored, listener)
        config = recorded_config(stored, workers)
        vocabulary = _vocabulary(stored, corpus)
        folder, stages = _folder(stored.info), _stages(config, vocabulary, corpus.language)
        listener.note(
            msg(
                "Training “{name}” on {samples} bootstrap samples of its sentences; if "
                "interrupted, the same command continues.",
                name=name,
                samples=samples,
            )
        )
        for number in range(len(members), samples):
            kept = _kept(folder / f"{number}.npy", stored)
            if kept is None:
                words = corpus.tokens * sum(stages.values())
                stage = _Stage(listener, number, samples, words, stages)
                kept = _trained(corpus, vocabulary, config, number, stage)
                _keep(folder / f"{number}.npy", kept)
            members.append(kept)
        write_members(path, stored.info, members)
        del members, kept
        shutil.rmtree(folder, ignore_errors=True)
    return samples


def sample_config(config: TrainConfig, number: int) -> TrainConfig:
    """Return the options of a member: those of the model with another seed, no checkpoints."""
    seed = (config.seed + 1 + number) % 2**32
    return replace(config, seed=seed, checkpoint_minutes=0.0)


def _trained(
    corpus: EncodedCorpus,
    vocabulary: Vocabulary,
    config: TrainConfig,
    number: int,
    listener: Listener,
) -> Directions:
    """Train the member `number`; return its directions."""
    config = sample_config(config, number)
    with TemporaryDirectory(prefix="w2vkit-", ignore_cleanup_errors=True) as folder:
        sample = resample(corpus, config.seed, Path(folder))
        engine = engines.engine_for(config)
        trained = engine.train(sample, vocabulary, config, listener, NO_CHECKPOINT, None)
    return rounded_directions(trained.vectors)


def _corpus(stored: StoredModel, listener: Listener) -> EncodedCorpus:
    """Return the encoded text of a model, from the cache or from its files.

    Raises:
        W2vError: it was not trained by w2vkit from one text, or the text is missing or has changed.

    """
    info = stored.info
    if info.corpus.get("continues"):
        raise W2vError(
            msg(
                "“{name}” continues another model, so its whole text is not known.", name=info.name
            ),
            msg("Train one model on all texts together, and query it."),
        )
    if info.options.get(INIT):
        raise W2vError(
            msg(
                "“{name}” was trained with --init, which training on samples does not support.",
                name=info.name,
            ),
            msg("Train a model without --init, and query it."),
        )
    return original_text(stored, listener)


def recorded_config(stored: StoredModel, workers: int | None) -> TrainConfig:
    """Return the options with which a model was trained, with a number of workers."""
    options = stored_options(stored, "training", TrainConfig)
    config = restored(TrainConfig, options)
    return replace(config, workers=workers)


def _vocabulary(stored: StoredModel, corpus: EncodedCorpus) -> Vocabulary:
    """Return the words of a model, which are the first types of its text."""
    vocabulary = stored.embeddings.vocabulary
    head = corpus.vocabulary.head(len(vocabulary))
    if bytes(head.buffer[:]) != bytes(vocabulary.buffer[:]):
        raise W2vError(
            msg("The words of “{name}” were changed after it was trained.", name=stored.info.name),
            msg("Train it again."),
        )
    return head


def _folder(info: ModelInfo) -> Path:
    """Return the directory in the cache for the finished members of an unfinished call."""
    facts: dict[str, Any] = {
        "vectors": info.files[store.VECTORS].sha256,
        "corpus": info.corpus.get("fingerprint"),
        "training": info.options.get("training"),
    }
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    folder = cache_home() / "samples" / digest[:32]
    private_folder(folder.parent)
    private_folder(folder)
    return folder


def _kept(path: Path, stored: StoredModel) -> Directions | None:
    """Return a finished member, or None if there is none."""
    with suppress(OSError, InvalidFileError):
        member = np.array(map_array(path))
        if member.dtype == np.int8 and member.shape == stored.embeddings.vectors.shape:
            return member
    return None


def _keep(path: Path, member: Directions) -> None:
    with atomic_path(path, force=True) as draft, draft.open("wb") as file:
        np.save(file, member, allow_pickle=False)


def resample(
    corpus: EncodedCorpus, seed: int, folder: Path, block_size: int = SENTENCES_PER_BLOCK
) -> EncodedCorpus:
    """Write as many sentences as the corpus has, drawn with replacement, into `folder`.

    The ids and the types stay the same, so that rows of vectors correspond.

    Args:
        corpus: the corpus to draw from.
        seed: of the random numbers; equal seeds draw equal sentences.
        folder: an empty directory.
        block_size: how many sentences are in memory at a time.

    """
    size = len(corpus.starts) - 1
    drawn = np.random.default_rng(seed).integers(0, max(size, 1), size)
    lengths = corpus.starts[drawn + 1] - corpus.starts[drawn]
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)))
    np.save(folder / STARTS, starts)
    ids = np.lib.format.open_memmap(folder / IDS, "w+", np.int32, (int(starts[-1]),))
    stream = corpus.ids()
    for first in range(0, size, block_size):
        last = min(first + block_size, size)
        places = _places(corpus.starts[drawn[first:last]], lengths[first:last])
        ids[starts[first] : starts[last]] = stream[places]
    ids.flush()
    del ids  # Windows does not delete files that are still mapped
    sampled = map_array(folder / STARTS)
    return replace(
        corpus, folder=folder, starts=sampled, fingerprint=f"{corpus.fingerprint}-{seed}"
    )


def _places(firsts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the positions of the tokens of sentences with these first tokens and lengths."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(firsts - before, lengths) + np.arange(int(lengths.sum()))
