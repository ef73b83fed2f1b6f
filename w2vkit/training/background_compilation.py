"""The training kernels, compiled in another process while the text is segmented."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from w2vkit import engines
from w2vkit.base.config import Algorithm, TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.base.system.compilation import are_stored, can_compile
from w2vkit.base.system.files import read_blocks
from w2vkit.base.system.parallel import worker_pool
from w2vkit.base.system.stage_times import stage
from w2vkit.corpus.encoded import chunk_of, open_corpus, write_corpus
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.language import Language
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.script import is_han
from w2vkit.training.defaults import resolve

TINY = TrainConfig(dim=4, epochs=1, min_count=1, sample=0, workers=1)
MIN_BYTES = 4 << 20
"""Size of the files from which segmenting them takes longer than starting a process."""
BYTES_PER_TOKEN = 6
"""The usual size of a token, in Chinese as well as in English text."""
SAMPLE_BYTES = 1 << 16


def compiling_ahead(
    options: Mapping[str, Any], least: int = MIN_BYTES, *, continues: bool = False
) -> Callable[[Sequence[TextFile]], AbstractContextManager[None]]:
    """Return a function that compiles the kernels for these options during a block.

    It does nothing if the kernels are in the cache, or if the files are smaller than `least` bytes.

    Args:
        options: the explicit options of the training.
        least: size of the files, in bytes.
        continues: whether the training starts from the vectors of a model.

    """

    @contextmanager
    def meanwhile(sources: Sequence[TextFile]) -> Iterator[None]:
        large = sum(source.bytes for source in sources) >= least
        missing = missing_kernels(options, sources, continues=continues) if large else []
        if not missing:
            yield
            return
        with worker_pool(1, "spawn") as submit:
            compiled = submit(compile_kernels, missing)
            yield
            with stage("compiling"), suppress(W2vError):  # the training reports it
                compiled.result()

    return meanwhile


def missing_kernels(
    options: Mapping[str, Any], sources: Sequence[TextFile], *, continues: bool
) -> list[Algorithm]:
    """Return the kernels for these options that are not in the cache, by an algorithm of each."""
    tokens = sum(source.bytes for source in sources) // BYTES_PER_TOKEN
    try:
        config = resolve(options, tokens, language=_language(sources[0]), continues=continues)
        offer = engines.find_offer(config)
    except W2vError:  # the training reports it
        return []
    return [name for name, target in offer.kernels.items() if _is_missing(target)]


def _language(source: TextFile) -> Language:
    """Return the language of most letters at the beginning of a file.

    `language_of` needs the words of the text, which is not segmented yet.
    """
    block = next(read_blocks(source.path, source.name, size=SAMPLE_BYTES), b"")
    text = block.decode(source.detection.encoding, "replace")
    is_chinese = 2 * sum(map(is_han, text)) > sum(map(str.isalpha, text))
    return CHINESE if is_chinese else ENGLISH


def _is_missing(target: str) -> bool:
    module, _, name = target.partition(":")
    kernels = [getattr(import_module(f"{engines.__name__}.{module}"), name)]
    return can_compile(kernels) and not are_stored(kernels)


def compile_kernels(algorithms: Sequence[Algorithm]) -> None:
    """Train on a few words with each algorithm, so that its kernels are compiled and cached."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        write_corpus([chunk_of([["a", "b", "c"]] * 9)], Path(folder))
        corpus = open_corpus(Path(folder), verify=False)
        for algorithm in algorithms:
            tiny = replace(TINY, algorithm=algorithm)
            engines.engine_for(tiny).train(corpus, corpus.vocabulary, tiny, SILENT)
