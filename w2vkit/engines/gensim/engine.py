"""The gensim engine: skip-gram and CBOW by gensim's `Word2Vec`, also with hierarchical softmax."""

from __future__ import annotations

from typing import Any

from w2vkit.base.config import TrainConfig
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import Trained
from w2vkit.engines.gensim.run import context_of, new_run, train_chunks
from w2vkit.engines.state import NO_CHECKPOINT, CheckpointSink, State
from w2vkit.model.vocabulary import Vocabulary


class GensimEngine:
    """Skip-gram and CBOW by gensim's `Word2Vec`, which receives ids instead of words."""

    name = "gensim"

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: CheckpointSink = NO_CHECKPOINT,
        start: State | None = None,
    ) -> Trained:
        """Train with gensim; see `Engine.train`.

        Raises:
            W2vError: the training diverged.
            StoppedError: the training stopped at a checkpoint, on request.

        """
        import gensim

        if config.algorithm == "cbow" and config.cbow_gradient != "whole":
            listener.note(
                msg("gensim always applies the whole gradient to the context words of CBOW.")
            )
        sg = int(config.algorithm == "skipgram")
        model = gensim.models.Word2Vec(sg=sg, **shared_options(config, listener))
        names = [str(row) for row in range(len(vocabulary))]
        run = new_run(model, corpus, names, vocabulary.counts(), config)
        end = train_chunks(run, listener, keeper, start)
        versions = {"gensim": gensim.__version__}
        return Trained(end.vectors, context_of(run, end), run.seconds, end, versions=versions)


def shared_options(config: TrainConfig, listener: Listener) -> dict[str, Any]:
    """Return the arguments common to gensim's `Word2Vec` and `FastText`."""
    return {
        "vector_size": config.dim,
        "alpha": config.alpha,
        "window": config.window,
        "min_count": 1,
        "sample": config.sample,
        "seed": config.seed,
        "workers": note_workers(config, listener),
        "hs": int(config.loss == "hierarchical"),
        "negative": 0 if config.loss == "hierarchical" else config.negative,
    }


def note_workers(config: TrainConfig, listener: Listener) -> int:
    """Return the number of threads; report that several of them are not reproducible."""
    workers = config.workers or 1
    if workers > 1:
        listener.note(
            msg(
                "gensim with several workers returns different vectors each time. Use "
                "--workers 1 for reproducible vectors."
            )
        )
    return workers
