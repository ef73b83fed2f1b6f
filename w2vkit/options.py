"""Keyword arguments of the Python interface, one for each option in `config.py`.

Generated: `python tests/test_options.py` writes this file again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from w2vkit.config import (
    Algorithm,
    AnalogyMethod,
    CbowGradient,
    Colour,
    EngineName,
    IndexKind,
    Loss,
    Metric,
    NumberType,
    ProjectionMethod,
    Script,
    SegmenterName,
    Theme,
    Unwrap,
)


class SegmentOptions(TypedDict, total=False):
    """Fields of `w2vkit.config.SegmentConfig`."""

    encoding: str | None
    """Encoding of the files; found out for each file if not given."""
    unwrap: Unwrap
    """Join lines that were wrapped at a fixed width, as e-books do; auto: if they were."""
    script: Script
    """Convert the characters of the text."""
    segmenter: SegmenterName
    """What cuts the text into words."""
    token_pattern: str | None
    r"""Regular expression that matches one token, before lower-casing;
    (?:[A-Za-z]\.){2,}|\w+(?:[-.\x27]\w+)*\+* keeps U.S., x86-64, 3.14 and C++ whole."""
    dictionary: str | None
    """User dictionary for jieba: one word per line, optionally count and tag."""
    words: str | Sequence[str]
    """File of words that always stay whole, one per line; or 'auto' to find them. May be
    repeated: a file given by you wins over what is found."""
    keep_whole: str | Sequence[str]
    """Word that always stays whole. May be repeated."""
    merge_aliases: bool
    """Count the names of one person as one word, as the alias column of --words says."""
    stop_words: str | None
    """File of words to leave out, one per line."""
    punctuation: bool
    """Keep punctuation marks as tokens."""
    keep_case: bool
    """Do not turn Latin letters into lower case."""


class TrainOptions(TypedDict, total=False):
    """Fields of `w2vkit.config.TrainConfig`."""

    algorithm: Algorithm
    """Model to train."""
    loss: Loss
    """Output layer: negative sampling or hierarchical softmax."""
    dim: int
    """Dimension of the vectors."""
    window: int
    """Words to each side that count as context."""
    negative: int
    """Negative samples for each positive one."""
    cbow_gradient: CbowGradient
    """How CBOW's context words learn: each takes the whole gradient, as in word2vec.c, or they
    share it."""
    sample: float
    """Subsampling threshold of frequent words; 0 switches it off."""
    alpha: float
    """Initial learning rate."""
    min_alpha: float
    """Final learning rate."""
    min_count: int
    """Leave out words seen fewer times."""
    max_words: int | None
    """Keep at most this many words, the most frequent."""
    epochs: int
    """Passes over the corpus."""
    workers: int | None
    """Threads; as many as there are cores if not given."""
    x_max: float
    """Glove: pairs that co-occur so often count in full, others less."""
    min_ngram: int | None
    """Fasttext: characters of the shortest subwords; 1 for Chinese, else 3."""
    max_ngram: int | None
    """Fasttext: characters of the longest subwords; 2 for Chinese, else 6."""
    buckets: int
    """Fasttext: different hashes of subwords."""
    seed: int
    """Seed of the random numbers."""
    engine: EngineName | None
    """Trainer to use; native wherever it knows the algorithm."""
    checkpoint_minutes: float
    """Minutes between checkpoints; 0 keeps none."""


class SearchOptions(TypedDict, total=False):
    """Fields of `w2vkit.config.QueryConfig`."""

    metric: Metric
    """What makes words similar."""
    method: AnalogyMethod
    """How a formula is computed: 3CosAdd (add) or 3CosMul (mul; Levy & Goldberg 2014)."""
    min_count: int
    """Answer only with words seen at least so often."""
    restrict: str | None
    """Answer only with the words in this file, one per line."""
    match: str | None
    """Answer only with words that this regular expression finds."""
    threshold: float | None
    """Answer only with scores of at least this (euclidean: at most)."""
    include_query: bool
    """Let the words asked about be answers too."""
    fuzzy: bool
    """For a word that is missing, ask about the one most like it."""
    index: bool
    """Search with the index that w2vkit index made."""


class PlotOptions(TypedDict, total=False):
    """Fields of `w2vkit.config.PlotConfig`."""

    method: ProjectionMethod
    """How vectors become places on the map; pca for pairs."""
    top: int
    """Draw this many of the most frequent words if none are given; fewer with --heatmap and
    --dendrogram."""
    neighbours: int
    """Also draw this many nearest words of each word given."""
    perplexity: float | None
    """Neighbours that t-SNE minds; 30, or less for few words, if not given."""
    seed: int
    """Seed of the random numbers."""
    colour: Colour | None
    """What the colours mean; categories if there are any, else clusters."""
    clusters: int | None
    """Number of clusters; the one with the best silhouette if not given."""
    theme: Theme
    """Dark signs on white, or light ones on black."""
    width: float
    """Width of the picture in inches."""
    height: float | None
    """Height of the picture in inches; what suits its kind if not given."""
    dpi: int
    """Pixels per inch of a PNG."""
    title: str | None
    """Words to write above the picture."""


class ExploreOptions(TypedDict, total=False):
    """Fields of `w2vkit.config.ExploreConfig`."""

    method: ProjectionMethod
    """How vectors become places on the map."""
    top: int
    """Show this many of the most frequent words."""
    perplexity: float | None
    """Neighbours that t-SNE minds; 30, or less for few words, if not given."""
    seed: int
    """Seed of the random numbers."""
    clusters: int
    """Number of clusters, each with its colour."""


class EvalOptions(TypedDict, total=False):
    """Fields of `w2vkit.config.EvalConfig`."""

    words: int
    """Only so many of the most frequent words take part."""
    keep_case: bool
    """Tell upper from lower case."""
    method: AnalogyMethod
    """How analogies are computed: 3CosAdd or 3CosMul."""
    compose: bool
    """In scored pairs, make vectors of unknown words from their subwords, if the model has
    any."""


class ImportOptions(TypedDict, total=False):
    """Fields of `w2vkit.config.ImportConfig`."""

    repair: bool
    """Mend what is wrong in the file, and say what was done."""
    limit: int | None
    """Read only the first so many words."""
    words_file: str | None
    """File with the word of each row, for formats that hold numbers only."""
    trust_pickle: bool
    """Read Python pickles, which can run any program; only for files you trust."""


class ExportOptions(TypedDict, total=False):
    """Fields of `w2vkit.config.ExportConfig`."""

    dim: int | None
    """Reduce the vectors to so many dimensions by PCA."""
    words: int | None
    """Write only the first so many words."""
    dtype: NumberType
    """Type of the numbers, in formats that leave a choice: npz, npy, safetensors, parquet; pq,
    product quantisation, in faiss."""
    repair: bool
    """Write _ for spaces in words where the format has no room."""


class IndexOptions(TypedDict, total=False):
    """Fields of `w2vkit.config.IndexConfig`."""

    kind: IndexKind
    """Graph of neighbours (hnsw), cells (ivf), or all vectors one by one (flat)."""
    metric: Metric
    """What makes words similar."""
    links: int
    """Hnsw: neighbours that each word is linked with."""
    care: int
    """Hnsw: candidates looked at for each link when building."""
    effort: int | None
    """Candidates (hnsw) or cells (ivf) looked at in a search; the fewest with which 98% of the
    neighbours are found if not given."""


class TextOptions(SegmentOptions, TrainOptions, total=False):
    """Options of segmentation and of training."""
