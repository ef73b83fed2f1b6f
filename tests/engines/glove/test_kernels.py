"""GloVe's kernels: loaded from the cache, and compiled for another processor."""

from tests.engines.processors import NARROW, needs_x86, printed

PROGRAM = """
import hashlib, tempfile
from pathlib import Path
from tests.planted import encoded, zipf_sentences
from w2vkit.base.config import TrainConfig
from w2vkit.engines.glove import kernels
from w2vkit.engines.glove.engine import GloveEngine
from w2vkit.base.progress import SILENT

config = TrainConfig(algorithm="glove", dim=37, epochs=3, window=5, workers=2)
with tempfile.TemporaryDirectory() as folder:
    corpus = encoded(Path(folder), zipf_sentences(sentences=150))
    trained = GloveEngine().train(corpus, corpus.vocabulary, config, SILENT)
    print(trained.loss, hashlib.sha256(trained.vectors).hexdigest(),
        hashlib.sha256(trained.context).hexdigest())
for function in (kernels.count_pairs, kernels.train_block):
    print(len(function.signatures), sum(function.stats.cache_hits.values()))
"""


@needs_x86
def test_another_processor_computes_the_same_bytes(tmp_path):
    here = printed(PROGRAM).splitlines()
    assert printed(PROGRAM, **NARROW, W2VKIT_CACHE=str(tmp_path)).splitlines()[0] == here[0]


def test_the_cache_serves_all_types_that_training_uses():
    printed(PROGRAM)
    assert printed(PROGRAM).splitlines()[1:] == ["1 1", "1 1"]
