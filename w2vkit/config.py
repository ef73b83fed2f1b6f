"""Every option with its default, its range and its meaning: each written once, here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from w2vkit.errors import UsageError

Algorithm = Literal["skipgram", "cbow", "fasttext", "glove"]
Loss = Literal["negative", "hierarchical"]
CbowGradient = Literal["whole", "shared"]
EngineName = Literal["native", "gensim"]
SegmenterName = Literal["auto", "rjieba", "jieba", "words", "whitespace", "chars"]
NumberType = Literal["float32", "float16", "int8", "pq"]
Format = Literal["table", "tsv", "csv", "json", "jsonl"]
ProjectionMethod = Literal["tsne", "pca", "umap"]
Fix = Literal[
    "bad-bytes",
    "characters",
    "frames",
    "advertisements",
    "headers",
    "repeats",
    "duplicates",
    "long-lines",
]
OPT_IN_FIXES: tuple[Fix, ...] = ("headers",)
"""What `clean` does only if it is named: a reader decides whether such lines are text."""
Picture = Literal["map", "pairs", "heatmap", "dendrogram"]
Theme = Literal["light", "dark"]
Colour = Literal["cluster", "category", "frequency", "none"]
IndexKind = Literal["hnsw", "ivf", "flat"]
Metric = Literal["cosine", "dot", "euclidean"]
AnalogyMethod = Literal["add", "mul"]
Script = Literal["keep", "simplified", "traditional"]
Unwrap = Literal["auto", "yes", "no"]

MAX_SEED = 2**32 - 1
AUTO = "auto"
"""In place of a file of words: find them in the text."""
CHECKPOINT_MINUTES = 5.0
"""The usual time between two checkpoints."""
LEXICON = "lexicon.tsv"
"""The words that were kept whole, in the folder of a model or of an encoded corpus."""


def setting(
    default: Any, help: str, low: float | None = None, high: float | None = None, **more: Any
) -> Any:
    """Declare one option: its default, its meaning, and the range it must lie in (inclusive)."""
    return field(default=default, metadata={"help": help, "low": low, "high": high, **more})


def check_ranges(config: Any) -> None:
    """Raise UsageError if a field of the dataclass `config` lies outside its declared range."""
    for option in fields(config):
        low, high = option.metadata.get("low"), option.metadata.get("high")
        value = getattr(config, option.name)
        if value is None or isinstance(value, str):
            continue
        if (low is not None and not value >= low) or (high is not None and not value <= high):
            limits = f"at least {low:,}" if high is None else f"between {low:,} and {high:,}"
            raise UsageError(
                f"{option.name.replace('_', '-')} is {value}, but it must be {limits}.",
                "Choose another value or leave the option out.",
            )


@dataclass(frozen=True, slots=True)
class SegmentConfig:
    """How raw text becomes tokens."""

    encoding: str | None = setting(
        None, "Encoding of the files; found out for each file if not given."
    )
    unwrap: Unwrap = setting(
        "auto", "Join lines that were wrapped at a fixed width, as e-books do; auto: if they were."
    )
    script: Script = setting("keep", "Convert the characters of the text.")
    segmenter: SegmenterName = setting("auto", "What cuts the text into words.")
    token_pattern: str | None = setting(
        None,
        "Regular expression that matches one token, before lower-casing; "
        r"(?:[A-Za-z]\.){2,}|\w+(?:[-.\x27]\w+)*\+* keeps U.S., x86-64, 3.14 and C++ whole.",
        shown="REGEX",
    )
    dictionary: str | None = setting(
        None,
        "User dictionary for jieba: one word per line, optionally count and tag.",
        shown="FILE",
    )
    words: tuple[str, ...] = setting(
        (),
        "File of words that always stay whole, one per line; or 'auto' to find them. May be "
        "repeated: a file given by you wins over what is found.",
        shown="FILE|auto",
    )
    keep_whole: tuple[str, ...] = setting(
        (), "Word that always stays whole. May be repeated.", shown="WORD"
    )
    merge_aliases: bool = setting(
        False, "Count the names of one person as one word, as the alias column of --words says."
    )
    stop_words: str | None = setting(
        None, "File of words to leave out, one per line.", shown="FILE"
    )
    punctuation: bool = setting(False, "Keep punctuation marks as tokens.")
    keep_case: bool = setting(False, "Do not turn Latin letters into lower case.")

    def __post_init__(self) -> None:
        check_ranges(self)
        for name in ("words", "keep_whole"):
            object.__setattr__(self, name, _as_tuple(getattr(self, name)))
        if self.token_pattern is not None:
            if self.segmenter not in ("auto", "words"):
                raise UsageError(
                    f"--token-pattern does not go with --segmenter {self.segmenter}.",
                    "Leave out one of them.",
                )
            object.__setattr__(self, "segmenter", "words")

    @property
    def word_files(self) -> tuple[str, ...]:
        """The files among `words`."""
        return tuple(name for name in self.words if name != AUTO)

    @property
    def has_hard_words(self) -> bool:
        """Whether any words are to stay whole."""
        return bool(self.words or self.keep_whole)


def _as_tuple(value: Any) -> tuple[str, ...]:
    """Return the values of a repeatable option; JSON has lists, older models one text or null."""
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """How tokens become vectors (Mikolov et al. 2013, arXiv:1301.3781 and 1310.4546)."""

    algorithm: Algorithm = setting("cbow", "Model to train.", sized=True)
    loss: Loss = setting("negative", "Output layer: negative sampling or hierarchical softmax.")
    dim: int = setting(100, "Dimension of the vectors.", low=1, high=10_000, sized=True)
    window: int = setting(
        5, "Words to each side that count as context.", low=1, high=1_000, sized=True
    )
    negative: int = setting(
        5, "Negative samples for each positive one.", low=1, high=1_000, sized=True
    )
    cbow_gradient: CbowGradient = setting(
        "whole",
        "How CBOW's context words learn: each takes the whole gradient, as in word2vec.c, or they "
        "share it.",
    )
    sample: float = setting(
        1e-3, "Subsampling threshold of frequent words; 0 switches it off.", 0, 1, sized=True
    )
    alpha: float = setting(0.025, "Initial learning rate.", low=1e-6, high=10.0, sized=True)
    min_alpha: float = setting(1e-4, "Final learning rate.", low=0.0, high=10.0)
    min_count: int = setting(
        5, "Leave out words seen fewer times.", low=1, high=1_000_000_000, sized=True
    )
    max_words: int | None = setting(
        None, "Keep at most this many words, the most frequent.", low=1, high=1_000_000_000
    )
    epochs: int = setting(5, "Passes over the corpus.", low=1, high=100_000, sized=True)
    workers: int | None = setting(
        None, "Threads; as many as there are cores if not given.", low=1, high=1_024
    )
    x_max: float = setting(
        10.0, "glove: pairs that co-occur so often count in full, others less.", 1e-3, 1e9
    )
    min_ngram: int | None = setting(
        None, "fasttext: characters of the shortest subwords; 1 for Chinese, else 3.", 1, 20
    )
    max_ngram: int | None = setting(
        None, "fasttext: characters of the longest subwords; 2 for Chinese, else 6.", 1, 20
    )
    buckets: int = setting(500_000, "fasttext: different hashes of subwords.", 1, 100_000_000)
    seed: int = setting(1, "Seed of the random numbers.", low=0, high=MAX_SEED)
    engine: EngineName | None = setting(
        None, "Trainer to use; native wherever it knows the algorithm."
    )
    checkpoint_minutes: float = setting(
        CHECKPOINT_MINUTES, "Minutes between checkpoints; 0 keeps none.", low=0.0, high=100_000.0
    )

    def __post_init__(self) -> None:
        check_ranges(self)
        if self.min_ngram and self.max_ngram and self.min_ngram > self.max_ngram:
            raise UsageError(
                f"The shortest subwords, --min-ngram {self.min_ngram}, are longer than the "
                f"longest, --max-ngram {self.max_ngram}.",
                "Lower --min-ngram or raise --max-ngram.",
            )


@dataclass(frozen=True, slots=True)
class ImportConfig:
    """How the vectors of another tool are read."""

    repair: bool = setting(False, "Mend what is wrong in the file, and say what was done.")
    limit: int | None = setting(None, "Read only the first so many words.", 1, 1_000_000_000)
    words_file: str | None = setting(
        None, "File with the word of each row, for formats that hold numbers only.", shown="FILE"
    )
    trust_pickle: bool = setting(
        False, "Read Python pickles, which can run any program; only for files you trust."
    )

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class ExportConfig:
    """How vectors are written for another tool."""

    dim: int | None = setting(
        None, "Reduce the vectors to so many dimensions by PCA.", low=1, high=10_000
    )
    words: int | None = setting(None, "Write only the first so many words.", 1, 1_000_000_000)
    dtype: NumberType = setting(
        "float32",
        "Type of the numbers, in formats that leave a choice: npz, npy, safetensors, parquet; "
        "pq, product quantisation, in faiss.",
    )
    repair: bool = setting(False, "Write _ for spaces in words where the format has no room.")

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class PlotConfig:
    """What a picture shows and how it looks."""

    method: ProjectionMethod = setting(
        "tsne", "How vectors become places on the map; pca for pairs."
    )
    top: int = setting(
        300,
        "Draw this many of the most frequent words if none are given; fewer with --heatmap and "
        "--dendrogram.",
        low=1,
    )
    neighbours: int = setting(0, "Also draw this many nearest words of each word given.", low=0)
    perplexity: float | None = setting(
        None, "Neighbours that t-SNE minds; 30, or less for few words, if not given.", low=1
    )
    seed: int = setting(1, "Seed of the random numbers.", low=0, high=MAX_SEED)
    colour: Colour | None = setting(
        None, "What the colours mean; categories if there are any, else clusters."
    )
    clusters: int | None = setting(
        None, "Number of clusters; the one with the best silhouette if not given.", low=2, high=50
    )
    theme: Theme = setting("light", "Dark signs on white, or light ones on black.")
    width: float = setting(10.0, "Width of the picture in inches.", low=2, high=100)
    height: float | None = setting(
        None, "Height of the picture in inches; what suits its kind if not given.", low=2, high=100
    )
    dpi: int = setting(200, "Pixels per inch of a PNG.", low=30, high=1_200)
    title: str | None = setting(None, "Words to write above the picture.")

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class ExploreConfig:
    """What a page to explore shows."""

    method: ProjectionMethod = setting("tsne", "How vectors become places on the map.")
    top: int = setting(10_000, "Show this many of the most frequent words.", low=1)
    perplexity: float | None = setting(
        None, "Neighbours that t-SNE minds; 30, or less for few words, if not given.", low=1
    )
    seed: int = setting(1, "Seed of the random numbers.", low=0, high=MAX_SEED)
    clusters: int = setting(12, "Number of clusters, each with its colour.", low=2, high=50)

    def __post_init__(self) -> None:
        check_ranges(self)


PLOT_DEFAULTS: Mapping[Picture, Mapping[str, Any]] = {
    "map": {},
    "pairs": {"method": "pca", "colour": "none"},
    "heatmap": {"top": 30},
    "dendrogram": {"top": 60},
}
"""Where a kind of picture wants another default."""


@dataclass(frozen=True, slots=True)
class QueryConfig:
    """How words like others are looked for."""

    topn: int = setting(10, "How many answers.", low=1, high=1_000_000_000, short="-n")
    metric: Metric = setting("cosine", "What makes words similar.")
    method: AnalogyMethod = setting(
        "add", "How a formula is computed: 3CosAdd (add) or 3CosMul (mul; Levy & Goldberg 2014)."
    )
    min_count: int = setting(
        0, "Answer only with words seen at least so often.", low=0, high=1_000_000_000
    )
    restrict: str | None = setting(
        None, "Answer only with the words in this file, one per line.", shown="FILE"
    )
    match: str | None = setting(
        None, "Answer only with words that this regular expression finds.", shown="REGEX"
    )
    threshold: float | None = setting(
        None, "Answer only with scores of at least this (euclidean: at most).", -1e30, 1e30
    )
    include_query: bool = setting(False, "Let the words asked about be answers too.")
    fuzzy: bool = setting(False, "For a word that is missing, ask about the one most like it.")
    index: bool = setting(False, "Search with the index that w2vkit index made.")

    def __post_init__(self) -> None:
        check_ranges(self)


@dataclass(frozen=True, slots=True)
class IndexConfig:
    """How a model is indexed for approximate search."""

    kind: IndexKind = setting(
        "hnsw", "Graph of neighbours (hnsw), cells (ivf), or all vectors one by one (flat)."
    )
    metric: Metric = setting("cosine", "What makes words similar.")
    links: int = setting(32, "hnsw: neighbours that each word is linked with.", 2, 512)
    care: int = setting(200, "hnsw: candidates looked at for each link when building.", 1, 10_000)
    effort: int | None = setting(
        None,
        "Candidates (hnsw) or cells (ivf) looked at in a search; the fewest with which 98% of the "
        "neighbours are found if not given.",
        1,
        100_000,
    )

    def __post_init__(self) -> None:
        check_ranges(self)


WITHOUT_EFFECT = frozenset({"workers", "checkpoint_minutes"})
"""Options of `TrainConfig` that change how long training takes, but not the vectors."""


@dataclass(frozen=True, slots=True)
class EvalConfig:
    """How test sets are asked."""

    words: int = setting(
        300_000, "Only so many of the most frequent words take part.", low=2, high=1_000_000_000
    )
    keep_case: bool = setting(False, "Tell upper from lower case.")
    method: AnalogyMethod = setting("add", "How analogies are computed: 3CosAdd or 3CosMul.")
    compose: bool = setting(
        True,
        "In scored pairs, make vectors of unknown words from their subwords, if the model has any.",
    )

    def __post_init__(self) -> None:
        check_ranges(self)
