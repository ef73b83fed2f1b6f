"""gensim `Word2Vec` model: vectors and output weights, so that gensim can continue training."""

from __future__ import annotations

from typing import Any

import numpy as np

from w2vkit.base.errors import W2vError
from w2vkit.base.messages import msg
from w2vkit.base.system.optional import require_gensim
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.formats.export_target import ExportTarget, TrainingState
from w2vkit.model.formats.gensim import save_object
from w2vkit.model.formats.matrix import require_float32


def write(embeddings: Embeddings, target: ExportTarget) -> None:
    """Write a model for `Word2Vec.load(FILE)`.

    Raises:
        W2vError: the model has no output weights from negative sampling, or gensim is not
            installed.

    """
    require_float32(target.config.dtype, "gensim-word2vec")
    training = target.training()
    if training is None or training.context.shape[1] != embeddings.dim:
        raise W2vError(
            msg(
                "gensim can continue training only models of skip-gram or CBOW with negative "
                "sampling, exported with all dimensions and with their output weights."
            ),
            msg("Export the vectors alone with --to gensim."),
        )
    require_gensim("--to gensim-word2vec", msg("Use --to word2vec-bin for the vectors alone"))
    save_object(word2vec(embeddings, training), target)


def word2vec(embeddings: Embeddings, training: TrainingState) -> Any:
    """Return gensim's `Word2Vec` with the words, counts, vectors and output weights."""
    from gensim.models import Word2Vec

    config = training.config
    model = Word2Vec(
        vector_size=embeddings.dim,
        alpha=config.alpha,
        min_alpha=min(config.min_alpha, config.alpha),
        window=config.window,
        min_count=1,
        sample=config.sample,
        seed=config.seed,
        sg=int(config.algorithm == "skipgram"),
        negative=config.negative,
        epochs=config.epochs,
        workers=config.workers or 1,
        sorted_vocab=0,  # the words are already in order
    )
    counts = embeddings.vocabulary.counts().tolist()
    model.build_vocab_from_freq(dict(zip(embeddings.vocabulary, counts, strict=True)))
    model.wv.vectors[:] = embeddings.vectors
    model.syn1neg[:] = np.asarray(training.context[: len(embeddings)])
    model.sorted_vocab, model.min_count = 1, config.min_count
    return model
