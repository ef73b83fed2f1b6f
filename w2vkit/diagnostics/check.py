"""Examine a corpus before training: its contents, its problems, and the cost of training."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from w2vkit.base.config import SegmentConfig, TrainConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, msg
from w2vkit.base.progress import Listener, Progress
from w2vkit.base.system.memory import available_memory
from w2vkit.corpus.chosen_segmenters import decide_on_text
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.lost_names import lost_names_of
from w2vkit.corpus.prepare import corpus_of
from w2vkit.corpus.sections import chapters, numbering
from w2vkit.diagnostics.findings import problems_of_files
from w2vkit.diagnostics.forecast import Forecast, forecast
from w2vkit.diagnostics.inspection import FileReport, Lines, inspect_file
from w2vkit.diagnostics.problem import Commands, Problem, commands_for
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.language import Language
from w2vkit.languages.recognition import language_of
from w2vkit.languages.segmentation.segment import check_lists
from w2vkit.languages.segmentation.segmenters import familiarity
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.text.character_encoding import DecodeError
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.natural_order import order_note
from w2vkit.text.files.text_file import TextFile
from w2vkit.training.defaults import resolve, size_defaults
from w2vkit.training.kept_vocabulary import kept_vocabulary
from w2vkit.training.used_options import member_options

MIN_COUNTS = (1, 2, 3, 5, 10, 20)
"""The values of `--min-count` that the report compares."""
DROPPED_SHOWN, DROPPED_EXAMINED = 20, 10_000
"""How many words below `--min-count` are shown, and among how many they are chosen."""
FIRST_HAN = "\u3400"
FEW_TOKENS = 10_000
MAX_ONE_CHARACTER_SHARE = 0.7
"""Share of one-character tokens; about half is usual in old novels, a third in modern text."""


@dataclass(frozen=True, slots=True)
class MinCountEffect:
    """The types and tokens that a `--min-count` keeps, and their shares."""

    min_count: int
    types: int
    tokens: int
    types_share: float
    tokens_share: float


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """The report of `check`.

    Attributes:
        files: the report on each file.
        notes: notes on the files, such as those that were skipped.
        reading: what was decided in reading them, as a model stores it.
        problems: the problems, with remedies.
        tokens, types: how many `train` would see.
        one_character: share of tokens that are one Chinese character.
        min_counts: what several values of `--min-count` keep.
        vanishing: well-known words that the chosen `--min-count` drops, with counts.
        lost_names: names of persons that the chosen `--min-count` drops, with counts.
        options: the options that `train` would choose.
        members: the options that each member of a fused model would use; {} for other models.
        forecast: time and memory of that training; None if the corpus cannot be trained on.

    """

    files: Sequence[FileReport]
    notes: Sequence[str]
    reading: Mapping[str, Mapping[str, int]]
    problems: Sequence[Problem]
    tokens: int
    types: int
    one_character: float
    min_counts: Sequence[MinCountEffect]
    vanishing: Mapping[str, int]
    lost_names: Mapping[str, int]
    options: Mapping[str, Any]
    members: Mapping[str, Mapping[str, Any]]
    forecast: Forecast | None


class NoteRecorder:
    """A listener that records notes and forwards progress."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.notes: list[str] = []

    def note(self, message: str) -> None:
        """Record the note."""
        self.notes.append(message)

    def progress(self, progress: Progress) -> None:
        """Forward the progress."""
        self.listener.progress(progress)


def check_corpus(
    paths: Sequence[str],
    segmentation: SegmentConfig,
    options: Mapping[str, Any],
    listener: Listener,
    memory: Callable[[], int | None] = available_memory,
) -> CorpusReport:
    """Examine a corpus without training.

    Args:
        paths: files and directories.
        segmentation: how text becomes tokens.
        options: the fields of `TrainConfig` that are set explicitly.
        listener: receives the progress.
        memory: returns the free memory in bytes, or None if it is unknown.

    Raises:
        W2vError: no file can be read.

    """
    recorder = NoteRecorder(listener)
    check_lists(segmentation, recorder)
    sources = find_files(paths, recorder, segmentation)
    if note := order_note([source.name.replace(os.sep, "/") for source in sources]):
        recorder.note(note)
    commands = commands_for(paths, segmentation.encoding)
    readable, reports, problems = inspect_all(sources, listener, commands)
    corpus = corpus_of(readable, segmentation, recorder)
    for note in numbering(chapters(corpus)):
        recorder.note(note)
    reading = decide_on_text(sources.reading, corpus, readable, segmentation, recorder)
    language = language_of(corpus.vocabulary, corpus.language)
    config = resolve(options, corpus.tokens, language=language)
    words = corpus.vocabulary.kept(config.min_count)
    one_character = one_character_share(corpus.vocabulary)
    expected, obstacles = training_forecast(corpus, words, config, memory)
    problems += [*_problems_of_tokens(corpus, one_character), *obstacles]
    return CorpusReport(
        files=reports,
        notes=recorder.notes,
        reading=reading.record(),
        problems=problems,
        tokens=corpus.tokens,
        types=len(corpus.vocabulary),
        one_character=round(one_character, 4),
        min_counts=[*min_count_effects(corpus.vocabulary)],
        vanishing=dropped_words(corpus.vocabulary, words),
        lost_names=lost_names_of(corpus, config.min_count) if language.finds_names else {},
        options=_chosen_options(config, corpus.tokens, language=language),
        members=member_options(
            config, language=language_of(corpus.vocabulary.head(words), corpus.language)
        ),
        forecast=expected,
    )


def _chosen_options(config: TrainConfig, tokens: int, *, language: Language) -> dict[str, Any]:
    """Return the options that depend on the corpus."""
    names = size_defaults(tokens, config.algorithm, language=language)
    return {name: getattr(config, name) for name in names}


def training_forecast(
    corpus: EncodedCorpus, words: int, config: TrainConfig, memory: Callable[[], int | None]
) -> tuple[Forecast | None, list[Problem]]:
    """Return the forecast of training on the first `words` types, and what prevents it."""
    try:
        kept_vocabulary(corpus, config)
        expected = forecast(corpus, words, config)
    except W2vError as error:
        return None, [Problem(msg("cannot be trained"), [], error.message, error.hint or "")]
    return expected, [*_problems_of_memory(expected, memory())]


def min_count_effects(types: Vocabulary) -> Iterator[MinCountEffect]:
    """Yield what each of the usual values of `--min-count` keeps."""
    counts = types.counts()
    total = max(1, int(counts.sum()))
    for least in MIN_COUNTS:
        kept = types.kept(least)
        tokens = int(counts[:kept].sum())
        shares = round(kept / max(1, len(types)), 4), round(tokens / total, 4)
        yield MinCountEffect(least, kept, tokens, *shares)


def dropped_words(types: Vocabulary, kept: int) -> dict[str, int]:
    """Return words after the first `kept`: the most frequent here, then in jieba's dictionary."""
    rows = range(kept, min(len(types), kept + DROPPED_EXAMINED))
    words = [(types.word(row), types.count(row)) for row in rows]
    longer = [(word, count) for word, count in words if len(word) > 1]
    longer.sort(key=lambda pair: (-pair[1], -familiarity(pair[0])))
    return dict(longer[:DROPPED_SHOWN])


def one_character_share(types: Vocabulary) -> float:
    """Return the share of tokens that are a single Chinese character."""
    counts = types.counts()
    rows = [row for row, word in enumerate(types) if len(word) == 1 and word >= FIRST_HAN]
    return float(counts[rows].sum() / max(1, counts.sum()))


def inspect_all(
    sources: Sequence[TextFile], listener: Listener, commands: Commands
) -> tuple[list[TextFile], list[FileReport], list[Problem]]:
    """Return the readable files, the reports on them, and the problems of all files.

    Raises:
        W2vError: no file can be read.

    """
    total, before = sum(source.bytes for source in sources), 0

    def advance(place: int) -> None:
        listener.progress(Progress("Checking", before + place, total, "B"))

    readable, reports, problems = [], [], []
    lines: list[Lines] = []
    for source in sources:
        try:
            report, file_lines = inspect_file(source, advance)
        except DecodeError as error:
            remove = msg("Remove the invalid bytes with: {commands}", commands=commands(()))
            remedy = remove if error.is_removable else error.hint or ""
            problems.append(Problem(msg("bad bytes"), [source.name], error.message, remedy))
        else:
            readable.append(source)
            reports.append(report)
            lines.append(file_lines)
        before += source.bytes
    if not readable:
        raise W2vError(problems[0].message, problems[0].remedy)
    return readable, reports, [*problems, *problems_of_files(reports, lines, commands)]


def _problems_of_tokens(corpus: EncodedCorpus, one_character: float) -> Iterator[Problem]:
    if corpus.tokens < FEW_TOKENS:
        yield Problem(
            msg("small corpus"),
            [],
            msg(
                "The corpus has only {tokens}; nearest neighbors will be mostly chance.",
                tokens=counted(corpus.tokens, "{number} token", "{number} tokens"),
            ),
            msg("Add more text; first useful results need about 100,000 tokens."),
        )
    is_chinese = corpus.language in (None, CHINESE.code)
    if is_chinese and one_character > MAX_ONE_CHARACTER_SHARE:
        yield Problem(
            msg("characters, not words"),
            [],
            msg(
                "{one_character:.0%} of the tokens are single Chinese characters.",
                one_character=one_character,
            ),
            msg("Use --segmenter rjieba, and --words auto to find names."),
        )


def _problems_of_memory(expected: Forecast, free: int | None) -> Iterator[Problem]:
    if expected.memory_bytes and free and expected.memory_bytes > free:
        yield Problem(
            msg("too little memory"),
            [],
            msg(
                "Training needs {memory_bytes:.1f} GB of memory, but only {free:.1f} GB are free.",
                memory_bytes=expected.memory_bytes / 1000000000.0,
                free=free / 1000000000.0,
            ),
            msg("Use a smaller --dim, a larger --min-count, or --max-words."),
        )
