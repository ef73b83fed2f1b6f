"""Training with gensim: hierarchical softmax, and a yardstick for the native engine."""

from __future__ import annotations

from typing import Any

from w2vkit.config import TrainConfig
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import Trained
from w2vkit.engines.gensim.run import context_of, fit, new_run
from w2vkit.engines.state import NO_CHECKPOINT, Keeper, State
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.progress import Listener


class GensimEngine:
    """Skip-gram and CBOW by gensim's `Word2Vec`; ids take the place of words on the way."""

    name = "gensim"

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: Keeper = NO_CHECKPOINT,
        start: State | None = None,
    ) -> Trained:
        """Train with gensim; see `Engine.train`.

        Raises:
            W2vError: the weights grew beyond all bounds.
            StoppedError: the keeper was asked to stop, and has the state.

        """
        import gensim

        if config.algorithm == "cbow" and config.cbow_gradient != "whole":
            listener.note("gensim always gives CBOW's context words the whole gradient.")
        sg = int(config.algorithm == "skipgram")
        model = gensim.models.Word2Vec(sg=sg, **shared_options(config, listener))
        names = [str(row) for row in range(len(vocabulary))]
        run = new_run(model, corpus, names, vocabulary.counts(), config)
        end = fit(run, listener, keeper, start)
        versions = {"gensim": gensim.__version__}
        return Trained(end.vectors, context_of(run, end), run.seconds, end, versions=versions)


def shared_options(config: TrainConfig, listener: Listener) -> dict[str, Any]:
    """Return the arguments that gensim's `Word2Vec` and `FastText` both take."""
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
    """Return how many threads to use; say what several of them mean."""
    workers = config.workers or 1
    if workers > 1:
        listener.note(
            "gensim with several workers gives other vectors each time; --workers 1 does not."
        )
    return workers
