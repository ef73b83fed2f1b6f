"""Keyword arguments of the Python interface, one for each option in `config`.

Generated: `python tests/base/test_options.py` writes this file again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from w2vkit.base.config import (
    Algorithm,
    AnalogyMethod,
    Architecture,
    CbowGradient,
    ChangeMethod,
    ClusterMethod,
    Color,
    EngineName,
    GraphLayout,
    Kind,
    LinkKind,
    Loss,
    MetricName,
    NumberType,
    ProjectionMethod,
    Ranking,
    Script,
    SegmenterName,
    Theme,
    Unwrap,
    Weighting,
)


class SegmentOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.SegmentConfig`."""

    encoding: str | None
    """Encoding of the files; detected for each file by default."""
    column: str | Sequence[str]
    """Column with the text of a table (CSV, TSV, JSON, Excel, SQL), by name or number; by
    default, the only text column, or the one that is by far the longest. Repeatable."""
    plain: bool
    """Read tables, markup, subtitles and tagged text as plain text, as they are."""
    unwrap: Unwrap
    """Join lines wrapped at a fixed width, as in many e-books; auto joins them where it detects
    such lines."""
    script: Script
    """Convert the text to simplified or traditional Chinese, or keep it as it is."""
    segmenter: SegmenterName
    """Word segmenter."""
    language: str | None
    """Language of the text, such as ja or de (ISO 639-1); by default, that of its letters and
    frequent words."""
    token_pattern: str | None
    r"""Regular expression that matches one token, applied before conversion to lower case;
    (?:[A-Za-z]\.){2,}|\w+(?:[-.\x27]\w+)*\+* keeps U.S., x86-64, 3.14 and C++ whole."""
    dictionary: str | None
    """User dictionary for jieba: one word per line, optionally with a count and a tag."""
    words: str | Sequence[str]
    """File of words to keep whole, one per line; or 'names' to find names in the text, 'auto'
    to find terms and phrases as well, 'none' for neither. Repeatable; a file takes precedence
    over what is found. By default, names are found in Chinese text, but not by segment."""
    keep_whole: str | Sequence[str]
    """Word to keep whole. Repeatable."""
    merge_aliases: bool
    """Count all names of a person as one word, according to the aliases in --words."""
    stop_words: str | None
    """File of words to omit, one per line."""
    punctuation: bool
    """Keep punctuation marks as tokens."""
    keep_case: bool
    """Keep letter case."""
    lemmas: bool
    """Count all forms of a word as one, under its lemma: goes and went as go. In the language
    of --language, or of most of the text; for inflected languages, with the extra lemmas."""
    drop: LinkKind | Sequence[LinkKind]
    """Omit URLs, e-mail addresses, @names or #tags, each of which is otherwise one token.
    Repeatable."""


class TrainOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.TrainConfig`."""

    algorithm: Algorithm
    """Training algorithm."""
    loss: Loss
    """Training objective: negative sampling or hierarchical softmax."""
    dim: int
    """Vector dimension."""
    window: int
    """Maximum number of context words on each side."""
    negative: int
    """Negative samples per positive sample; not with --loss hierarchical."""
    cbow_gradient: CbowGradient
    """CBOW: whether each context word receives the whole gradient, as in word2vec.c, or an
    equal share."""
    sample: float
    """Subsampling threshold for frequent words; 0 disables subsampling."""
    alpha: float
    """Initial learning rate."""
    min_alpha: float
    """Final learning rate."""
    min_count: int
    """Omit words that occur fewer than this many times."""
    max_words: int | None
    """Keep at most this many of the most frequent words."""
    epochs: int
    """Passes over the corpus."""
    workers: int | None
    """Number of threads; all available cores by default."""
    partitions: int
    """Train this many parts of the text separately, and combine their weights often; for
    machines with more than 16 cores."""
    synchronizations: int | None
    """With --partitions, how often the weights are combined; 64 times by default, 96 for
    CBOW."""
    x_max: float
    """GloVe: co-occurrence count from which a pair has full weight."""
    decay: float | None
    """PPMI: a pair of words at distance k counts 1/k to the power of this; 2 for Chinese,
    otherwise 1."""
    smoothing: float
    """PPMI: exponent of the counts of context words; 1 disables smoothing."""
    shift: float
    """PPMI: subtract the logarithm of this number; 1 subtracts nothing."""
    exponent: float
    """PPMI: exponent of the singular values in the vectors."""
    members: str
    """Fused: the algorithms to train, each with its weight: cbow, skipgram, fasttext, ppmi."""
    architecture: Architecture
    """fastText: predict each word from single context words, or from their mean."""
    min_ngram: int | None
    """fastText: minimum subword length in characters; 1 for Chinese, otherwise 3."""
    max_ngram: int | None
    """fastText: maximum subword length in characters; 2 for Chinese, otherwise 6."""
    buckets: int
    """fastText: number of hash buckets for subwords."""
    seed: int
    """Random seed."""
    engine: EngineName | None
    """Training engine; native by default if it supports the algorithm."""
    checkpoint_minutes: float
    """Minutes between checkpoints; 0 disables them."""


class SearchOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.QueryConfig`."""

    metric: MetricName
    """Similarity measure."""
    method: AnalogyMethod
    """Analogy method: 3CosAdd (add) or 3CosMul (mul; Levy & Goldberg 2014)."""
    min_count: int | None
    """Return only words that occur at least this many times; by default, rare words of a large
    text are left out."""
    restrict: str | Sequence[str] | None
    """Return only words listed in this file, one per line."""
    match: str | None
    """Return only words that match this regular expression."""
    kind: Kind | Sequence[Kind]
    """Return only words of this kind. Repeatable."""
    threshold: float | None
    """Return only words with at least this score (euclidean: at most this distance)."""
    include_query: bool
    """Include the query words in the results."""
    fuzzy: bool
    """Replace a missing word with the most similar one. By default, only another script or the
    pinyin of a single word is accepted; --no-fuzzy disables this, too."""
    compose: bool
    """Compose the vector of any missing word of its character n-grams; by default, only those
    of words that share five letters in a row with words of the model."""
    index: bool
    """Use the index built by w2vkit index."""
    prior: float | None
    """Weight of the prior that the model was trained with; 0 asks the text alone. By default,
    the weight chosen in training."""


class PlotOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.PlotConfig`."""

    method: ProjectionMethod
    """Projection method of the map; pca by default for pairs."""
    top: int
    """Number of words to draw if no words are given; fewer by default with --heatmap and
    --dendrogram."""
    by: Ranking
    """Which words to draw if none are given: names and other nouns that are more frequent than
    in general, or the most frequent words."""
    neighbours: int
    """Also draw this many nearest neighbors of each given word."""
    kinds: Kind | Sequence[Kind]
    """Draw only words of this kind, except the given ones. Repeatable."""
    perplexity: float | None
    """t-SNE perplexity; 30 by default, less for few words."""
    seed: int
    """Random seed."""
    colour: Color | None
    """What colors show; categories by default if there are any, otherwise clusters."""
    clusters: int | None
    """Number of clusters; the one with the best silhouette score by default."""
    theme: Theme
    """Color theme."""
    width: float
    """Width in inches."""
    height: float | None
    """Height in inches; depends on the kind of plot by default."""
    dpi: int
    """Resolution of a PNG file in pixels per inch."""
    title: str | None
    """Title; by default it names the words and the model; '' for none."""


class ExploreOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.ExploreConfig`."""

    method: ProjectionMethod
    """Projection method of the map."""
    top: int
    """Number of most frequent words to show, at most 10,000."""
    kinds: Kind | Sequence[Kind]
    """Show only words of this kind. Repeatable."""
    perplexity: float | None
    """t-SNE perplexity; 30 by default, less for few words."""
    seed: int
    """Random seed."""
    clusters: int
    """Number of clusters, each in its own color."""
    passages: bool
    """Add three passages of the text for each word, if the text is still available."""


class EvalOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.EvalConfig`."""

    words: int
    """Use only this many of the most frequent words."""
    keep_case: bool
    """Distinguish upper and lower case."""
    method: AnalogyMethod
    """Analogy method: 3CosAdd (add) or 3CosMul (mul)."""
    compose: bool
    """In word similarity tests, score the questions with missing words whose vectors can be
    composed of subwords, too, in a row of their own."""
    k: int
    """Items: number of recommendations for hit rate and NDCG."""
    seed: int
    """Items: random seed of the hidden items and the intervals."""


class ExportOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.ExportConfig`."""

    dim: int | None
    """Reduce the vectors to N dimensions by PCA."""
    words: int | None
    """Write only the first N words."""
    dtype: NumberType
    """Number type, in formats that offer a choice: npz, npy, safetensors, parquet; pq (product
    quantization) in faiss."""
    prior: float | None
    """Weight of the prior in the vectors, which are reduced to the dimension of the model; 0
    writes those of the text alone. By default, the weight chosen in training."""
    repair: bool
    """Replace spaces in words with _ where the format does not allow them."""


class WalkOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.WalkConfig`."""

    num_walks: int
    """Number of walks that start at each node."""
    walk_length: int
    """Number of nodes in a walk."""
    p: float
    """node2vec: return parameter; the lower, the more often a walk returns to the node
    before."""
    q: float
    """node2vec: in-out parameter; above 1, walks stay near where they are; below 1, they move
    away."""
    directed: bool
    """Follow edges only from the first node to the second."""
    weights: bool
    """Use a third column as the weight of the edge; otherwise ignore further columns."""
    layout: GraphLayout
    """Layout of the files: two nodes on each line, or a node and all its neighbors; recognized
    by default."""
    encoding: str | None
    """Encoding of the files; detected for each file by default."""
    seed: int
    """Random seed."""
    workers: int | None
    """Number of threads; all available cores by default."""


class ClusterOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.ClusterConfig`."""

    clusters: int | None
    """Number of clusters; by default the one from 2 to 20 with the best silhouette score."""
    method: ClusterMethod
    """Clustering algorithm: k-means, or agglomerative with Ward's linkage."""
    top: int
    """Number of words to cluster if no words are given."""
    by: Ranking
    """Which words to cluster if none are given: names and other nouns that are more frequent
    than in general, or the most frequent words."""
    kinds: Kind | Sequence[Kind]
    """Cluster only words of this kind, if no words are given. Repeatable."""
    seed: int
    """Random seed."""


class AxisOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.AxisConfig`."""

    top: int
    """Number of words to place if no words are given."""
    by: Ranking
    """Which words to place if none are given: names and other nouns that are more frequent than
    in general, or the most frequent words."""
    kinds: Kind | Sequence[Kind]
    """Place only words of this kind, if no words are given. Repeatable."""


class ItemsOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.ItemsConfig`."""

    items: bool
    """Train vectors of items on baskets or sessions: a log with a column of groups and one of
    items, or one session per line."""
    group_column: str | None
    """Items: the column of sessions or baskets, by name, or by number if there is no header;
    recognized by its name by default."""
    item_column: str | None
    """Items: the column of items, by name, or by number if there is no header; recognized by
    its name by default."""
    item_names: str | None
    """Items: file with a line “id ⇥ name” for each item."""


class ChangeOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.ChangeConfig`."""

    method: ChangeMethod
    """Compare the contexts of a word in one space of all parts (referencing), or vectors of
    separate models, one of each part, that are rotated onto each other (alignment)."""
    min_count: int
    """Compare words that occur at least this often in each part; words that are asked about are
    compared anyway, and marked."""
    permutations: int
    """Number of shufflings for p-values; ten times as many for words that fewer than ten of
    them explain. Alignment shuffles a twenty-fifth of this number of times."""
    trend: bool
    """Also test whether words change steadily from part to part: by the years or numbers that
    the parts are named after, or by their order."""
    window: int
    """Context words on each side of a word."""
    workers: int | None
    """Number of threads, which do not affect the result; all cores by default."""
    seed: int
    """Random seed."""


class VectorizeOptions(TypedDict, total=False):
    """Fields of `w2vkit.base.config.VectorizeConfig`."""

    weighting: Weighting
    """Weights of words in the mean: lower for frequent words (sif; Arora et al. 2017), or all
    equal (mean)."""
    a: float
    """SIF: parameter of the weights a / (a + share of the word); the lower, the less frequent
    words count."""
    components: int
    """Remove this many common components, which are computed from the lines."""
    normalize: bool
    """Scale each vector to length 1."""


class TextOptions(SegmentOptions, TrainOptions, total=False):
    """Options of segmentation and of training."""


class CorpusOptions(TextOptions, ItemsOptions, total=False):
    """Options of segmentation, of training and of logs of items."""
