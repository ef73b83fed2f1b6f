"""Every option with its default, range and help text, declared once for all interfaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, cast, get_args

from w2vkit.errors import UsageError

Algorithm = Literal["skipgram", "cbow", "fasttext", "glove", "ppmi", "fused"]
MemberName = Literal["cbow", "skipgram", "fasttext", "ppmi"]
Architecture = Literal["skipgram", "cbow"]
Loss = Literal["negative", "hierarchical"]
CbowGradient = Literal["whole", "shared"]
EngineName = Literal["native", "gensim"]
SegmenterName = Literal["auto", "rjieba", "jieba", "words", "whitespace", "chars"]
NumberType = Literal["float32", "float16", "int8", "pq"]
OutputFormat = Literal["table", "tsv", "csv", "json", "jsonl"]
ProjectionMethod = Literal["tsne", "pca", "umap"]
ClusterMethod = Literal["kmeans", "agglomerative"]
Weighting = Literal["sif", "mean"]
TextUnit = Literal["sentence", "line", "paragraph"]
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
AUTO = "auto"
"""Given in place of a word file: find the words in the text."""
CHECKPOINT_MINUTES = 5.0
"""Default number of minutes between two checkpoints."""
LEXICON = "lexicon.tsv"
"""Name of the file of words that were kept whole, in a model or an encoded corpus."""
RELATED_WORDS = 30
"""Number of characteristic words that `relations` relates if none are given."""
KINDS = "kinds.tsv"
CHARACTERISTIC = "characteristic.txt"
"""Name of the file with the kind of each word, in a model."""


def setting(
    default: Any,
    help: str,
    low: float | None = None,
    high: float | None = None,
    *,
    aliases: tuple[str, ...] = (),
    **more: Any,
) -> Any:
    """Declare one option: its default, its help text and its inclusive range.

    The command line and stored options accept the names in `aliases` too; help does not show them.
    """
    metadata = {"help": help, "low": low, "high": high, "aliases": aliases, **more}
    return field(default=default, metadata=metadata)


def check_ranges(config: Any) -> None:
    """Raise UsageError if a field of the dataclass `config` is outside its declared range."""
    for option in fields(config):
        low, high = option.metadata.get("low"), option.metadata.get("high")
        value = getattr(config, option.name)
        if value is None or isinstance(value, str):
            continue
        if (low is not None and not value >= low) or (high is not None and not value <= high):
            limits = f"at least {low:,}" if high is None else f"between {low:,} and {high:,}"
            raise UsageError(
                f"{option.name.replace('_', '-')} is {value}, but it must be {limits}.",
                "Choose another value or omit the option.",
            )


@dataclass(frozen=True, slots=True)
class SegmentConfig:
    """Options of reading and segmenting text."""

    encoding: str | None = setting(
        None, "Encoding of the files; detected for each file by default."
    )
    column: tuple[str, ...] = setting(
        (),
        "Column with the text of a table (CSV, TSV, JSON, Excel, SQL), by name or number; by "
        "default, the only text column, or the one that is by far the longest. Repeatable.",
        shown="COLUMN",
    )
    plain: bool = setting(
        False, "Read tables, markup, subtitles and tagged text as plain text, as they are."
    )
    unwrap: Unwrap = setting(
        "auto",
        "Join lines wrapped at a fixed width, as in many e-books; auto joins them where it detects "
        "such lines.",
    )
    script: Script = setting(
        "keep", "Convert the text to simplified or traditional Chinese, or keep it as it is."
    )
    segmenter: SegmenterName = setting("auto", "Word segmenter.")
    token_pattern: str | None = setting(
        None,
        "Regular expression that matches one token, applied before conversion to lower case; "
        r"(?:[A-Za-z]\.){2,}|\w+(?:[-.\x27]\w+)*\+* keeps U.S., x86-64, 3.14 and C++ whole.",
        shown="REGEX",
    )
    dictionary: str | None = setting(
        None,
        "User dictionary for jieba: one word per line, optionally with a count and a tag.",
        shown="FILE",
    )
    words: tuple[str, ...] = setting(
        (),
        "File of words to keep whole, one per line, or 'auto' to find them in the text. "
        "Repeatable; a file takes precedence over the words found.",
        shown="FILE|auto",
    )
    keep_whole: tuple[str, ...] = setting((), "Word to keep whole. Repeatable.", shown="WORD")
    merge_aliases: bool = setting(
        False, "Count all names of a person as one word, according to the aliases in --words."
    )
    stop_words: str | None = setting(None, "File of words to omit, one per line.", shown="FILE")
    punctuation: bool = setting(False, "Keep punctuation marks as tokens.")
    keep_case: bool = setting(False, "Keep letter case.")
    drop: tuple[LinkKind, ...] = setting(
        (),
        "Omit URLs, e-mail addresses, @names or #tags, each of which is otherwise one token. "
        "Repeatable.",
    )

    def __post_init__(self) -> None:
        check_ranges(self)
        for name in ("words", "keep_whole", "drop", "column"):
            object.__setattr__(self, name, _as_tuple(getattr(self, name)))
        if unknown := [kind for kind in self.drop if kind not in get_args(LinkKind)]:
            raise UsageError(
                f"“{unknown[0]}” cannot be dropped.",
                f"--drop takes {', '.join(get_args(LinkKind))}.",
            )
        if self.token_pattern is not None:
            if self.segmenter not in ("auto", "words"):
                raise UsageError(
                    f"--token-pattern cannot be used with --segmenter {self.segmenter}.",
                    "Omit one of them.",
                )
            object.__setattr__(self, "segmenter", "words")

    @property
    def word_files(self) -> tuple[str, ...]:
        """The values of `words` that are files."""
        return tuple(name for name in self.words if name != AUTO)

    @property
    def has_protected_words(self) -> bool:
        """Whether any words are to be kept whole."""
        return bool(self.words or self.keep_whole)


def kinds_of(value: Any) -> tuple[Kind, ...]:
    """Return the kinds that a repeatable option names; raise UsageError if one is unknown."""
    kinds = _as_tuple(value)
    if unknown := [kind for kind in kinds if kind not in get_args(Kind)]:
        raise UsageError(
            f"“{unknown[0]}” is not a kind of word.", f"The kinds are {', '.join(get_args(Kind))}."
        )
    return kinds  # type: ignore[return-value]


def _as_tuple(value: Any) -> tuple[str, ...]:
    """Return the values of a repeatable option: JSON has lists, older models a string or null."""
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


READING_OPTIONS = ("encoding", "column", "plain")
"""Options of `SegmentConfig` that say what the text of a file is."""


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """Options of training (Mikolov et al. 2013, arXiv:1301.3781 and 1310.4546)."""

    algorithm: Algorithm = setting("cbow", "Training algorithm.", sized=True)
    loss: Loss = setting(
        "negative", "Training objective: negative sampling or hierarchical softmax."
    )
    dim: int = setting(100, "Vector dimension.", low=1, high=10_000, sized=True)
    window: int = setting(
        5, "Maximum number of context words on each side.", low=1, high=1_000, sized=True
    )
    negative: int = setting(
        5,
        "Negative samples per positive sample; not with --loss hierarchical.",
        low=1,
        high=1_000,
        sized=True,
    )
    cbow_gradient: CbowGradient = setting(
        "whole",
        "CBOW: whether each context word receives the whole gradient, as in word2vec.c, or an "
        "equal share.",
    )
    sample: float = setting(
        1e-3, "Subsampling threshold for frequent words; 0 disables subsampling.", 0, 1, sized=True
    )
    alpha: float = setting(0.025, "Initial learning rate.", low=1e-6, high=10.0, sized=True)
    min_alpha: float = setting(1e-4, "Final learning rate.", low=0.0, high=10.0)
    min_count: int = setting(
        5,
        "Omit words that occur fewer than this many times.",
        low=1,
        high=1_000_000_000,
        sized=True,
    )
    max_words: int | None = setting(
        None, "Keep at most this many of the most frequent words.", low=1, high=1_000_000_000
    )
    epochs: int = setting(5, "Passes over the corpus.", low=1, high=100_000, sized=True)
    workers: int | None = setting(
        None, "Number of threads; all available cores by default.", low=1, high=1_024
    )
    x_max: float = setting(
        10.0, "GloVe: co-occurrence count from which a pair has full weight.", 1e-3, 1e9
    )
    smoothing: float = setting(
        0.75, "PPMI: exponent of the counts of context words; 1 disables smoothing.", 0.0, 1.0
    )
    shift: float = setting(
        1.0, "PPMI: subtract the logarithm of this number; 1 subtracts nothing.", 1.0, 1_000.0
    )
    exponent: float = setting(
        0.5, "PPMI: exponent of the singular values in the vectors.", 0.0, 1.0
    )
    members: str = setting(
        "cbow=1,fasttext=0.75,ppmi=0.75",
        "Fused: the algorithms to train, each with its weight: cbow, skipgram, fasttext, ppmi.",
        shown="NAME=WEIGHT,…",
        sized=True,
    )
    architecture: Architecture = setting(
        "skipgram", "fastText: predict each word from single context words, or from their mean."
    )
    min_ngram: int | None = setting(
        None, "fastText: minimum subword length in characters; 1 for Chinese, otherwise 3.", 1, 20
    )
    max_ngram: int | None = setting(
        None, "fastText: maximum subword length in characters; 2 for Chinese, otherwise 6.", 1, 20
    )
    buckets: int = setting(
        500_000, "fastText: number of hash buckets for subwords.", 1, 100_000_000
    )
    seed: int = setting(1, "Random seed.", low=0, high=MAX_SEED)
    engine: EngineName | None = setting(
        None, "Training engine; native by default if it supports the algorithm."
    )
    checkpoint_minutes: float = setting(
        CHECKPOINT_MINUTES, "Minutes between checkpoints; 0 disables them.", low=0.0, high=100_000.0
    )

    def __post_init__(self) -> None:
        check_ranges(self)
        parse_members(self.members)
        if self.min_ngram and self.max_ngram and self.min_ngram > self.max_ngram:
            raise UsageError(
                f"--min-ngram {self.min_ngram} is greater than --max-ngram {self.max_ngram}.",
                "Lower --min-ngram or raise --max-ngram.",
            )

    @property
    def is_cbow(self) -> bool:
        """Whether a word is predicted from the mean of its contexts, not from each of them."""
        has_architecture = self.algorithm == "fasttext"
        return self.algorithm == "cbow" or (has_architecture and self.architecture == "cbow")


def parse_members(text: str) -> dict[MemberName, float]:
    """Return the weights of the members of a fused model, in the order given.

    >>> parse_members("cbow=1,ppmi=0.5")
    {'cbow': 1.0, 'ppmi': 0.5}

    Raises:
        UsageError: a member is unknown or named twice, or a weight is not a positive number.

    """
    members: dict[MemberName, float] = {}
    for part in text.split(","):
        name, _, weight = (piece.strip() for piece in part.partition("="))
        if name not in get_args(MemberName) or name in members or not _is_weight(weight or "1"):
            raise UsageError(
                f"“{part.strip()}” in --members {text} is not one of "
                f"{', '.join(get_args(MemberName))} with a positive weight, each at most once.",
                "Separate members with commas, as in --members cbow=1,ppmi=0.5.",
            )
        members[cast("MemberName", name)] = float(weight or "1")
    return members


def _is_weight(text: str) -> bool:
    """Return whether a text is a positive number of an ordinary size."""
    try:
        return 1e-3 <= float(text) <= 1e3
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class ItemsConfig:
    """Options of reading logs of items (Item2Vec, Barkan & Koenigstein 2016, arXiv:1603.04259)."""

    items: bool = setting(
        False,
        "Train vectors of items on baskets or sessions: a log with a column of groups and one of "
        "items, or one session per line.",
    )
    group_column: str | None = setting(
        None,
        "Items: the column of sessions or baskets, by name, or by number if there is no header; "
        "recognized by its name by default.",
        shown="NAME",
    )
    item_column: str | None = setting(
        None,
        "Items: the column of items, by name, or by number if there is no header; recognized by "
        "its name by default.",
        shown="NAME",
    )
    item_names: str | None = setting(
        None, "Items: file with a line “id ⇥ name” for each item.", shown="FILE"
    )

    def __post_init__(self) -> None:
        check_ranges(self)
        given = [name for name in ITEM_OPTIONS if getattr(self, name) is not None]
        if given and not self.items:
            raise UsageError(
                f"--{given[0].replace('_', '-')} has no effect without --items.",
                "Omit it, or add --items.",
            )


ITEM_OPTIONS = ("group_column", "item_column", "item_names")
"""Options that only have an effect on logs of items."""


@dataclass(frozen=True, slots=True)
class WalkConfig:
    """Options of random walks on a graph."""

    num_walks: int = setting(10, "Number of walks that start at each node.", 1, 1_000_000)
    walk_length: int = setting(80, "Number of nodes in a walk.", low=2, high=100_000)
    p: float = setting(
        1.0,
        "node2vec: return parameter; the lower, the more often a walk returns to the node before.",
        0.001,
        1_000.0,
    )
    q: float = setting(
        1.0,
        "node2vec: in-out parameter; above 1, walks stay near where they are; below 1, they move "
        "away.",
        0.001,
        1_000.0,
    )
    directed: bool = setting(False, "Follow edges only from the first node to the second.")
    weights: bool = setting(
        True, "Use a third column as the weight of the edge; otherwise ignore further columns."
    )
    layout: GraphLayout = setting(
        "auto",
        "Layout of the files: two nodes on each line, or a node and all its neighbors; recognized "
        "by default.",
    )
    encoding: str | None = setting(
        None, "Encoding of the files; detected for each file by default."
    )
    seed: int = setting(1, "Random seed.", low=0, high=MAX_SEED)
    workers: int | None = setting(
        None, "Number of threads; all available cores by default.", low=1, high=1_024
    )

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class ClusterConfig:
    """Options of clusters of words."""

    clusters: int | None = setting(
        None,
        "Number of clusters; by default the one from 2 to 20 with the best silhouette score.",
        low=2,
        high=10_000,
        short="-k",
    )
    method: ClusterMethod = setting(
        "kmeans", "Clustering algorithm: k-means, or agglomerative with Ward's linkage."
    )
    top: int = setting(300, "Number of words to cluster if no words are given.", low=1)
    by: Ranking = setting(
        "characteristic",
        "Which words to cluster if none are given: names and other nouns that are more frequent "
        "than in general, or the most frequent words.",
    )
    kinds: tuple[Kind, ...] = setting(
        (), "Cluster only words of this kind, if no words are given. Repeatable.", flag="kind"
    )
    seed: int = setting(1, "Random seed.", low=0, high=MAX_SEED)

    def __post_init__(self) -> None:
        check_ranges(self)
        object.__setattr__(self, "kinds", kinds_of(self.kinds))


@dataclass(frozen=True, slots=True)
class VectorizeConfig:
    """Options of vectors of texts."""

    weighting: Weighting = setting(
        "sif",
        "Weights of words in the mean: lower for frequent words (sif; Arora et al. 2017), or all "
        "equal (mean).",
    )
    a: float = setting(
        1e-3,
        "SIF: parameter of the weights a / (a + share of the word); the lower, the less frequent "
        "words count.",
        1e-9,
        1e3,
    )
    components: int = setting(
        0, "Remove this many common components, which are computed from the lines.", 0, 1_000
    )
    normalize: bool = setting(True, "Scale each vector to length 1.")

    def __post_init__(self) -> None:
        check_ranges(self)
        if self.weighting not in get_args(Weighting):
            raise UsageError(
                f"weighting is {self.weighting!r}, but it must be one of "
                f"{', '.join(get_args(Weighting))}.",
                "Choose one of them.",
            )


@dataclass(frozen=True, slots=True)
class AxisConfig:
    """Options of axes: which words to place."""

    top: int = setting(30, "Number of words to place if no words are given.", low=1)
    by: Ranking = setting(
        "characteristic",
        "Which words to place if none are given: names and other nouns that are more frequent "
        "than in general, or the most frequent words.",
    )
    kinds: tuple[Kind, ...] = setting(
        (), "Place only words of this kind, if no words are given. Repeatable.", flag="kind"
    )

    def __post_init__(self) -> None:
        check_ranges(self)
        object.__setattr__(self, "kinds", kinds_of(self.kinds))


@dataclass(frozen=True, slots=True)
class ImportConfig:
    """Options of importing vectors."""

    repair: bool = setting(False, "Repair errors in the file and report each kind of repair.")
    limit: int | None = setting(None, "Read only the first N words.", 1, 1_000_000_000)
    encoding: str | None = setting(
        None, "Encoding of the words; by default UTF-8, or detected where they are not."
    )
    words_file: str | None = setting(
        None, "File with the word of each row, for formats that contain only numbers.", shown="FILE"
    )
    trust_pickle: bool = setting(
        False, "Read Python pickles, which can run arbitrary code; use only with files you trust."
    )

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class ExportConfig:
    """Options of exporting vectors."""

    dim: int | None = setting(
        None, "Reduce the vectors to N dimensions by PCA.", low=1, high=10_000
    )
    words: int | None = setting(None, "Write only the first N words.", 1, 1_000_000_000)
    dtype: NumberType = setting(
        "float32",
        "Number type, in formats that offer a choice: npz, npy, safetensors, parquet; pq (product "
        "quantization) in faiss.",
    )
    repair: bool = setting(
        False, "Replace spaces in words with _ where the format does not allow them."
    )

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class PlotConfig:
    """Options of plots."""

    method: ProjectionMethod = setting(
        "tsne", "Projection method of the map; pca by default for pairs."
    )
    top: int = setting(
        300,
        "Number of words to draw if no words are given; fewer by default with --heatmap and "
        "--dendrogram.",
        low=1,
    )
    by: Ranking = setting(
        "characteristic",
        "Which words to draw if none are given: names and other nouns that are more frequent than "
        "in general, or the most frequent words.",
    )
    neighbours: int = setting(
        0,
        "Also draw this many nearest neighbors of each given word.",
        low=0,
        aliases=("neighbors",),
    )
    kinds: tuple[Kind, ...] = setting(
        (), "Draw only words of this kind, except the given ones. Repeatable.", flag="kind"
    )
    perplexity: float | None = setting(
        None, "t-SNE perplexity; 30 by default, less for few words.", low=1
    )
    seed: int = setting(1, "Random seed.", low=0, high=MAX_SEED)
    colour: Color | None = setting(
        None,
        "What colors show; categories by default if there are any, otherwise clusters.",
        aliases=("color",),
    )
    clusters: int | None = setting(
        None,
        "Number of clusters; the one with the best silhouette score by default.",
        low=2,
        high=50,
    )
    theme: Theme = setting("light", "Color theme.")
    width: float = setting(10.0, "Width in inches.", low=2, high=100)
    height: float | None = setting(
        None, "Height in inches; depends on the kind of plot by default.", low=2, high=100
    )
    dpi: int = setting(200, "Resolution of a PNG file in pixels per inch.", low=30, high=1_200)
    title: str | None = setting(
        None, "Title; by default it names the words and the model; '' for none."
    )

    def __post_init__(self) -> None:
        check_ranges(self)
        object.__setattr__(self, "kinds", kinds_of(self.kinds))


@dataclass(frozen=True, slots=True)
class ExploreConfig:
    """Options of the interactive page."""

    method: ProjectionMethod = setting("tsne", "Projection method of the map.")
    top: int = setting(10_000, "Number of most frequent words to show, at most 10,000.", low=1)
    kinds: tuple[Kind, ...] = setting((), "Show only words of this kind. Repeatable.", flag="kind")
    perplexity: float | None = setting(
        None, "t-SNE perplexity; 30 by default, less for few words.", low=1
    )
    seed: int = setting(1, "Random seed.", low=0, high=MAX_SEED)
    clusters: int = setting(12, "Number of clusters, each in its own color.", low=2, high=50)
    passages: bool = setting(
        True, "Add three passages of the text for each word, if the text is still available."
    )

    def __post_init__(self) -> None:
        check_ranges(self)
        object.__setattr__(self, "kinds", kinds_of(self.kinds))


PLOT_DEFAULTS: Mapping[Picture, Mapping[str, Any]] = {
    "map": {},
    "pairs": {"method": "pca", "colour": "none"},
    "heatmap": {"top": 30},
    "dendrogram": {"top": 60},
    "axis": {"top": 30},
}
"""Defaults that differ for one kind of plot."""


@dataclass(frozen=True, slots=True)
class QueryConfig:
    """Options of queries."""

    topn: int = setting(10, "Maximum number of results.", low=1, high=1_000_000_000, short="-n")
    metric: MetricName = setting("cosine", "Similarity measure.")
    method: AnalogyMethod = setting(
        "add", "Analogy method: 3CosAdd (add) or 3CosMul (mul; Levy & Goldberg 2014)."
    )
    min_count: int | None = setting(
        None,
        "Return only words that occur at least this many times; by default, rare words of a large "
        "text are left out.",
        low=0,
        high=1_000_000_000,
    )
    restrict: str | None = setting(
        None, "Return only words listed in this file, one per line.", shown="FILE"
    )
    match: str | None = setting(
        None, "Return only words that match this regular expression.", shown="REGEX"
    )
    kind: tuple[Kind, ...] = setting((), "Return only words of this kind. Repeatable.")
    threshold: float | None = setting(
        None,
        "Return only words with at least this score (euclidean: at most this distance).",
        -1e30,
        1e30,
    )
    include_query: bool = setting(False, "Include the query words in the results.")
    fuzzy: bool = setting(
        False,
        "Replace a missing word with the most similar one. By default, only another script or the "
        "pinyin of a single word is accepted; --no-fuzzy disables this, too.",
    )
    compose: bool = setting(
        False,
        "Compose the vector of any missing word of its character n-grams; by default, only those "
        "of words that share five letters in a row with words of the model.",
    )
    index: bool = setting(False, "Use the index built by w2vkit index.")

    def __post_init__(self) -> None:
        check_ranges(self)
        object.__setattr__(self, "kind", kinds_of(self.kind))


@dataclass(frozen=True, slots=True)
class IndexConfig:
    """Options of the index for approximate search."""

    kind: IndexKind = setting(
        "hnsw", "Index type: neighbor graph (hnsw), cells (ivf) or exhaustive search (flat)."
    )
    metric: MetricName = setting("cosine", "Similarity measure.")
    m: int = setting(32, "HNSW: maximum number of links per word (M).", 2, 512, aliases=("links",))
    ef_construction: int = setting(
        200,
        "HNSW: size of the candidate list during construction (efConstruction).",
        1,
        10_000,
        aliases=("care",),
    )
    ef_search: int | None = setting(
        None,
        "Candidates (hnsw) or cells (ivf) examined per search; by default the smallest number that "
        "finds 98% of the nearest neighbors.",
        1,
        100_000,
        aliases=("effort",),
    )

    def __post_init__(self) -> None:
        check_ranges(self)


WITHOUT_EFFECT = frozenset({"workers", "checkpoint_minutes"})
"""Options of `TrainConfig` that affect how training runs, but not the vectors."""


@dataclass(frozen=True, slots=True)
class EvalConfig:
    """Options of evaluation."""

    words: int = setting(
        300_000,
        "Use only this many of the most frequent words.",
        low=2,
        high=1_000_000_000,
    )
    keep_case: bool = setting(False, "Distinguish upper and lower case.")
    method: AnalogyMethod = setting("add", "Analogy method: 3CosAdd (add) or 3CosMul (mul).")
    compose: bool = setting(
        True,
        "In word similarity tests, score the questions with missing words whose vectors can be "
        "composed of subwords, too, in a row of their own.",
    )
    k: int = setting(
        10, "Items: number of recommendations for hit rate and NDCG.", low=1, high=100_000
    )
    seed: int = setting(
        1, "Items: random seed of the hidden items and the intervals.", low=0, high=MAX_SEED
    )

    def __post_init__(self) -> None:
        check_ranges(self)
