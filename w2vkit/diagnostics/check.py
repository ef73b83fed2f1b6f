"""Look at a corpus before training: what is in it, what is wrong, what training will take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from w2vkit.config import SegmentConfig, TrainConfig
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.corpus.prepare import corpus_of
from w2vkit.diagnostics.findings import Commands, Problem, commands_for, problems_of_files
from w2vkit.diagnostics.forecast import Forecast, available_memory, forecast
from w2vkit.diagnostics.inspection import FileReport, Lines, inspect_file
from w2vkit.errors import W2vError
from w2vkit.messages import counted
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.progress import Listener, Progress
from w2vkit.segmentation.segmenters import familiarity
from w2vkit.text.documents import find_files
from w2vkit.text.encoding import DecodeError
from w2vkit.text.text_file import TextFile
from w2vkit.training.defaults import resolve, size_defaults
from w2vkit.training.job import kept_vocabulary

MIN_COUNTS = (1, 2, 3, 5, 10, 20)
VANISHING, MOST_LOOKED_AT = 20, 10_000
FIRST_HAN = "\u3400"
FEW_TOKENS = 10_000
MOST_ONES = 0.7
"""Share of one-character tokens; about half is usual in old novels, a third in modern text."""


@dataclass(frozen=True, slots=True)
class MinCountEffect:
    """What a `--min-count` leaves: types, tokens, and their shares."""

    min_count: int
    types: int
    tokens: int
    types_share: float
    tokens_share: float


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """What `check` found.

    Attributes:
        files: what each file looks like.
        notes: what was said while they were looked for, such as files left out.
        problems: what is wrong, with remedies.
        tokens, types: of the corpus as `train` would cut it.
        one_character: share of tokens that are one Chinese character.
        min_counts: what several `--min-count` would keep.
        vanishing: the most frequent words that the chosen one leaves out, with counts.
        options: those that `train` would choose.
        forecast: what that takes here; None if it cannot be trained.

    """

    files: Sequence[FileReport]
    notes: Sequence[str]
    problems: Sequence[Problem]
    tokens: int
    types: int
    one_character: float
    min_counts: Sequence[MinCountEffect]
    vanishing: Mapping[str, int]
    options: Mapping[str, Any]
    forecast: Forecast | None


class NoteRecorder:
    """A listener that keeps the notes and passes the progress on."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.notes: list[str] = []

    def note(self, message: str) -> None:
        """Keep the sentence."""
        self.notes.append(message)

    def progress(self, progress: Progress) -> None:
        """Pass the figures on."""
        self.listener.progress(progress)


def check_corpus(
    paths: Sequence[str],
    segmentation: SegmentConfig,
    options: Mapping[str, Any],
    listener: Listener,
) -> CorpusReport:
    """Look at a corpus without training.

    Args:
        paths: files and directories.
        segmentation: how text becomes tokens.
        options: those fields of `TrainConfig` that were given by hand.
        listener: hears how far it is.

    Raises:
        W2vError: no file can be read.

    """
    scribe = NoteRecorder(listener)
    sources = find_files(paths, scribe, segmentation)
    commands = commands_for(paths, segmentation.encoding)
    readable, reports, problems = inspect_all(sources, listener, commands)
    corpus = corpus_of(readable, segmentation, scribe)
    config = resolve(options, corpus.tokens)
    words = corpus.vocabulary.kept(config.min_count)
    ones = one_character_share(corpus.vocabulary)
    expected, obstacles = foreseen(corpus, words, config)
    problems += [*_problems_of_tokens(corpus, ones), *obstacles]
    return CorpusReport(
        files=reports,
        notes=scribe.notes,
        problems=problems,
        tokens=corpus.tokens,
        types=len(corpus.vocabulary),
        one_character=round(ones, 4),
        min_counts=[*kept_by(corpus.vocabulary)],
        vanishing=vanishing(corpus.vocabulary, words),
        options={name: getattr(config, name) for name in size_defaults(0)},
        forecast=expected,
    )


def foreseen(
    corpus: EncodedCorpus, words: int, config: TrainConfig
) -> tuple[Forecast | None, list[Problem]]:
    """Return what training on the first `words` types will take, and what is in its way."""
    try:
        kept_vocabulary(corpus, config)
        expected = forecast(corpus, words, config)
    except W2vError as error:
        return None, [Problem("cannot be trained", [], error.message, error.hint or "")]
    return expected, [*_problems_of_memory(expected)]


def kept_by(types: Vocabulary) -> Iterator[MinCountEffect]:
    """Give what each of the usual `--min-count` keeps."""
    counts = types.counts()
    total = max(1, int(counts.sum()))
    for least in MIN_COUNTS:
        kept = types.kept(least)
        tokens = int(counts[:kept].sum())
        shares = round(kept / max(1, len(types)), 4), round(tokens / total, 4)
        yield MinCountEffect(least, kept, tokens, *shares)


def vanishing(types: Vocabulary, kept: int) -> dict[str, int]:
    """Return the best-known words after the first `kept`: frequent here, then in jieba's list."""
    rows = range(kept, min(len(types), kept + MOST_LOOKED_AT))
    words = [(types.word(row), types.count(row)) for row in rows]
    longer = [(word, count) for word, count in words if len(word) > 1]
    longer.sort(key=lambda pair: (-pair[1], -familiarity(pair[0])))
    return dict(longer[:VANISHING])


def one_character_share(types: Vocabulary) -> float:
    """Return which share of the tokens is a single Chinese character."""
    counts = types.counts()
    rows = [row for row, word in enumerate(types) if len(word) == 1 and word >= FIRST_HAN]
    return float(counts[rows].sum() / max(1, counts.sum()))


def inspect_all(
    sources: Sequence[TextFile], listener: Listener, commands: Commands
) -> tuple[list[TextFile], list[FileReport], list[Problem]]:
    """Return the files that can be read, what they look like, and what is wrong with all files.

    Raises:
        W2vError: none can be read.

    """
    total, before = sum(source.bytes for source in sources), 0

    def advance(place: int) -> None:
        listener.progress(Progress("Checking", before + place, total, "B"))

    readable, reports, problems = [], [], []
    lines: list[Lines] = []
    for source in sources:
        try:
            report, found = inspect_file(source, advance)
        except DecodeError as error:
            remove = f"Remove the invalid bytes with: {commands(())}"
            remedy = remove if error.is_removable else error.hint or ""
            problems.append(Problem("bad bytes", [source.name], error.message, remedy))
        else:
            readable.append(source)
            reports.append(report)
            lines.append(found)
        before += source.bytes
    if not readable:
        raise W2vError(problems[0].message, problems[0].remedy)
    return readable, reports, [*problems, *problems_of_files(reports, lines, commands)]


def _problems_of_tokens(corpus: EncodedCorpus, ones: float) -> Iterator[Problem]:
    if corpus.tokens < FEW_TOKENS:
        yield Problem(
            "little text",
            [],
            f"It has only {counted(corpus.tokens, 'token')}: neighbours are a matter of chance.",
            "Give more text; 100,000 tokens give first results.",
        )
    if ones > MOST_ONES:
        yield Problem(
            "characters, not words",
            [],
            f"{ones:.0%} of the tokens are single characters.",
            "Use --segmenter rjieba, and --words auto to find names.",
        )


def _problems_of_memory(expected: Forecast) -> Iterator[Problem]:
    room = available_memory()
    if expected.memory_bytes and room and expected.memory_bytes > room:
        yield Problem(
            "too little memory",
            [],
            f"Training needs {expected.memory_bytes / 1e9:.1f} GB; {room / 1e9:.1f} GB are free.",
            "Use a smaller --dim, a larger --min-count, or --max-words.",
        )
