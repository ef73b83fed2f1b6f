"""Options of importing and exporting vectors."""

from __future__ import annotations

from dataclasses import dataclass

from w2vkit.base.config.choices import MAX_PRIOR_WEIGHT, NumberType
from w2vkit.base.config.declaration import check_ranges, setting


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
    prior: float | None = setting(
        None,
        "Weight of the prior in the vectors, which are reduced to the dimension of the model; 0 "
        "writes those of the text alone. By default, the weight chosen in training.",
        low=0.0,
        high=MAX_PRIOR_WEIGHT,
        shown="WEIGHT",
    )
    repair: bool = setting(
        False, "Replace spaces in words with _ where the format does not allow them."
    )

    def __post_init__(self) -> None:
        check_ranges(self)
