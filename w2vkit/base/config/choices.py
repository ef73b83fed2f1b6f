"""Options that are one of several values, and constants that other modules share."""

from __future__ import annotations

from typing import Literal

Algorithm = Literal["skipgram", "cbow", "fasttext", "glove", "ppmi", "fused"]
MemberName = Literal["cbow", "skipgram", "fasttext", "ppmi"]
Architecture = Literal["skipgram", "cbow"]
Loss = Literal["negative", "hierarchical"]
CbowGradient = Literal["whole", "shared"]
EngineName = Literal["native", "gensim"]
OwnSegmenter = Literal[
    "auto",
    "rjieba",
    "jieba",
    "words",
    "whitespace",
    "chars",
    "sudachi",
    "sudachi-a",
    "kiwi",
    "pythainlp",
    "icu",
]
SegmenterName = OwnSegmenter | str
"""A segmenter of w2vkit, or one that another package offers."""
SEGMENTER_PLUGINS, LANGUAGE_PLUGINS = "w2vkit.segmenters", "w2vkit.languages"
"""Groups of entry points of other packages: word segmenters by name, languages by code."""
NumberType = Literal["float32", "float16", "int8", "pq"]
OutputFormat = Literal["table", "tsv", "csv", "json", "jsonl"]
ProjectionMethod = Literal["tsne", "pca", "umap"]
ClusterMethod = Literal["kmeans", "agglomerative"]
Weighting = Literal["sif", "mean"]
ChangeMethod = Literal["referencing", "alignment"]
TextUnit = Literal["sentence", "line", "paragraph"]
CountedUnit = Literal["passage", "chapter"]
Basis = Literal["counts", "vectors"]
"""Where the associations of words with contexts come from."""
Order = Literal["text", "left", "right"]
"""The order of the lines of a concordance."""
Fix = Literal[
    "bad-bytes",
    "characters",
    "tags",
    "frames",
    "advertisements",
    "headers",
    "contents",
    "variants",
    "repeats",
    "duplicates",
    "long-lines",
]
OPT_IN_FIXES: tuple[Fix, ...] = ("headers", "contents", "variants")
"""Fixes that `clean` applies only on request: a reader decides whether such lines are text."""
Picture = Literal["map", "pairs", "heatmap", "dendrogram", "axis"]
Theme = Literal["light", "dark"]
Ranking = Literal["characteristic", "frequency"]
Color = Literal["cluster", "category", "frequency", "none"]
IndexKind = Literal["hnsw", "ivf", "flat"]
MetricName = Literal["cosine", "dot", "euclidean"]
AnalogyMethod = Literal["add", "mul"]
Kind = Literal["person", "nickname", "place", "title", "thing", "phrase"]
"""The kinds of words: names of persons and places, epithets, roles, other nouns, other phrases."""
Script = Literal["keep", "simplified", "traditional"]
GraphLayout = Literal["auto", "edges", "adjacency"]
Unwrap = Literal["auto", "yes", "no"]
LinkKind = Literal["url", "email", "mention", "tag"]
"""What is one token as a whole: URLs, e-mail addresses, @names and #tags."""
MAX_SEED = 2**32 - 1
MAX_PRIOR_WEIGHT = 10.0
"""The largest weight of a prior; with it, the vectors of the text hardly count."""
AUTO = "auto"
"""Given in place of a word file: find the names, terms and phrases of the text."""
NAMES = "names"
"""Given in place of a word file: find the names of the text; the default of training."""
NO_WORDS = "none"
"""Given in place of a word file: keep no words whole."""
CHECKPOINT_MINUTES = 5.0
"""Default number of minutes between two checkpoints."""
LEXICON = "lexicon.tsv"
"""Name of the file of words that were kept whole, in a model or an encoded corpus."""
RELATED_WORDS = 30
"""Number of characteristic words that `relations` relates if none are given."""
KINDS = "kinds.tsv"
CHARACTERISTIC = "characteristic.txt"
"""Name of the file with the kind of each word, in a model."""
READING_OPTIONS = ("encoding", "column", "plain")
"""Options of `SegmentConfig` that say what the text of a file is."""
