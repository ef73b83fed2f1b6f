"""A text in the cache, and what a model of it knows of the words that it lacks."""

from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.corpus import cache
from w2vkit.corpus.encoded import chunk_of, write_corpus
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.query.missing_words import MissingWords
from w2vkit.query.origin import Origin

WORDS = Vocabulary.from_counts([("大圣爷", 9), ("孙大圣", 8), ("a\\b", 7), ("cat", 6)])
RARE = "呆子\t2\n钉钯\t1\n大圣王\t1\n".encode()
SENTENCES = [
    *([["大圣爷"]] * 9), *([["孙大圣"]] * 8), *([["a\\b"]] * 7), *([["cat"]] * 6),
    ["呆子", "钉钯"], ["呆子", "大圣王", "cat"],
]  # fmt: skip


def origin_of(sentences, segmentation=None, **corpus):
    """Return the origin of a model whose text lies encoded in the cache."""

    def make(folder):
        write_corpus([chunk_of(sentences)], folder)

    key = f"absence-{abs(hash(str(sentences)))}"
    encoded = cache.fetch(key, make, SILENT)
    corpus = {"fingerprint": encoded.fingerprint, **corpus}
    return Origin("toy", segmentation or SegmentConfig(), {}, corpus, encoded.tokens)


def toy_words(segmentation=None, **corpus):
    origin = origin_of(SENTENCES, segmentation, **corpus)
    return MissingWords(WORDS, RARE, 3, read_origin=lambda: origin)
