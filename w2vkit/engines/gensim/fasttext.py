"""Skip-gram and CBOW with subwords by gensim's `FastText`; see `engines.ngrams`."""

from __future__ import annotations

from w2vkit.base.config import TrainConfig
from w2vkit.base.progress import Listener
from w2vkit.base.system.memory import available_memory
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import Trained
from w2vkit.engines.gensim.engine import shared_options
from w2vkit.engines.gensim.run import context_of, new_run, train_chunks
from w2vkit.engines.ngrams import check_memory, known_ngrams, ngram_lengths
from w2vkit.engines.state import NO_CHECKPOINT, CheckpointSink, State
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import Vocabulary


class FasttextEngine:
    """Skip-gram and CBOW with subwords by gensim's `FastText`."""

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
            W2vError: the training diverged, or there is too little memory.
            StoppedError: the training stopped at a checkpoint, on request.

        """
        import gensim

        words = [name.encode("utf-8") for name in vocabulary]
        shortest, longest = ngram_lengths(config, vocabulary, corpus.language)
        ngrams = known_ngrams(words, shortest, longest, config.buckets, listener)
        check_memory(len(words) + config.buckets, len(words), config.dim, available_memory())
        model = gensim.models.FastText(
            sg=int(not config.is_cbow),
            min_n=shortest,
            max_n=longest,
            bucket=config.buckets,
            **shared_options(config, listener),
        )
        run = new_run(model, corpus, [*vocabulary], vocabulary.counts(), config)
        # gensim would join words and n-grams after each chunk; joining them at the end is enough.
        model.wv.adjust_vectors = lambda: None
        run.ngrams = ngrams
        end = train_chunks(run, listener, keeper, start)
        subwords = Subwords(shortest, longest, config.buckets, ngrams, end.more["ngrams"])
        return Trained(
            subwords.joined(words, end.vectors),
            context_of(run, end),
            run.seconds,
            end,
            versions={"gensim": gensim.__version__},
            subwords=subwords,
        )
