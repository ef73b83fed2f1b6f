"""Fused models: several trainings on the same text, joined and reduced.

Each member sees the text in its own way: CBOW and skip-gram learn what predicts a word, fastText
also how it is written, PPMI which words it occurs with. Their vectors are joined (see `fusion`), so
that words are near if the members agree. The members train one after the other, each with its own
engine, on the same encoded text and for the same vocabulary.

Vectors of unseen words are composed from the n-grams of fastText, mapped into the fused space.
There are no output weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from w2vkit.config import TrainConfig
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import Trained, engine_for
from w2vkit.engines.fused.fusion import Fusion, View, fuse, fused_subwords, view_of
from w2vkit.engines.fused.members import Finished, Member, members_of
from w2vkit.engines.fused.position import (
    NO_WEIGHTS,
    Position,
    restored_position,
    restored_subwords,
    state_of,
    subword_arrays,
    subword_facts,
)
from w2vkit.engines.ngrams import mostly_chinese
from w2vkit.engines.state import (
    NO_CHECKPOINT,
    CheckpointSink,
    InsufficientTextError,
    State,
    restoring,
)
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.progress import Listener, Progress
from w2vkit.system.compilation import versions
from w2vkit.system.jsonfile import number

RECORD = "fused"
"""Name of the record of members and reduction, in a model and in the last state."""


class FusedEngine:
    """Several algorithms, fused: the same bytes for any number of workers."""

    name = "native"

    def train(
        self,
        corpus: EncodedCorpus,
        vocabulary: Vocabulary,
        config: TrainConfig,
        listener: Listener,
        keeper: CheckpointSink = NO_CHECKPOINT,
        start: State | None = None,
    ) -> Trained:
        """Train the members, then fuse them; see `Engine.train`.

        A member for which there is too little text is omitted, and this is reported.

        Raises:
            W2vError: a member diverged, or there is too little text for all members.
            StoppedError: the training stopped at a checkpoint, on request.

        """
        if start is not None and RECORD in start.figures:
            with restoring():
                return _restored_end(start, len(vocabulary), config)
        position = Position()
        if start is not None:
            with restoring():
                position = restored_position(start, len(vocabulary), config.dim)
        members = members_of(config, chinese=mostly_chinese(vocabulary))
        for place, member in enumerate(members, 1):
            if member.name not in (*position.finished, *position.omitted):
                listener.note(f"Training {member.name}, member {place} of {len(members)}.")
                _train_member(member, corpus, vocabulary, position, listener, keeper)
                keeper.keep(state_of(position))
        return _fused(members, position, config)


class MemberListener:
    """Names the member in the progress of its training."""

    def __init__(self, listener: Listener, name: str) -> None:
        self.listener, self.name = listener, name

    def note(self, message: str) -> None:
        """Pass a message on."""
        self.listener.note(message)

    def progress(self, progress: Progress) -> None:
        """Pass the progress on, with the member in its name."""
        stage = f"Training {self.name}" if progress.stage == "Training" else progress.stage
        self.listener.progress(
            Progress(stage, progress.done, progress.total, progress.unit, progress.details)
        )


class MemberSink:
    """Writes checkpoints of the whole training whenever a member writes one."""

    def __init__(self, keeper: CheckpointSink, position: Position) -> None:
        self.keeper, self.position = keeper, position

    def due(self) -> bool:
        """Return whether a checkpoint is due."""
        return self.keeper.due()

    def keep(self, state: State) -> None:
        """Write a checkpoint; raise StoppedError if the training is to stop here."""
        self.position.current = state
        self.keeper.keep(state_of(self.position))


def _train_member(
    member: Member,
    corpus: EncodedCorpus,
    vocabulary: Vocabulary,
    position: Position,
    listener: Listener,
    keeper: CheckpointSink,
) -> None:
    """Train a member from its current state, and add the result to the position."""
    engine = engine_for(member.config)
    heard, sink = MemberListener(listener, member.name), MemberSink(keeper, position)
    try:
        trained = engine.train(corpus, vocabulary, member.config, heard, sink, position.current)
    except InsufficientTextError as error:
        listener.note(f"{member.name} is omitted: {error.message}")
        position.omitted[member.name] = error.message
    else:
        position.finished[member.name] = Finished(
            trained.vectors, trained.seconds, trained.loss, trained.subwords
        )
    position.current = None


def _fused(members: Sequence[Member], position: Position, config: TrainConfig) -> Trained:
    """Return the fused result of the finished members.

    Raises:
        W2vError: there is none.

    """
    present = [member for member in members if member.name in position.finished]
    if not present:
        raise InsufficientTextError(next(iter(position.omitted.values())), "Provide more text.")
    results = [position.finished[member.name] for member in present]
    views = [
        view_of(result.vectors, member.weight)
        for member, result in zip(present, results, strict=True)
    ]
    fusion = fuse(views, config.dim)
    subwords = _mapped_subwords(results, views, fusion)
    seconds = sum(result.seconds for result in results)
    record = {
        "members": {
            member.name: {"weight": member.weight, **member.own, "loss": result.loss}
            for member, result in zip(present, results, strict=True)
        },
        "omitted": dict(position.omitted),
        "reduction": {
            "columns": sum(result.vectors.shape[1] for result in results),
            "dim": config.dim,
            "kept": round(fusion.kept, 6),
        },
    }
    figures: dict[str, Any] = {RECORD: record, "seconds": seconds}
    more = {} if subwords is None else subword_arrays(subwords)
    if subwords is not None:
        figures["subwords"] = subword_facts(subwords)
    end = State(fusion.vectors, NO_WEIGHTS, config.epochs, figures=figures, more=more)
    return _result(end, seconds, subwords)


def _mapped_subwords(
    results: Sequence[Finished], views: Sequence[View], fusion: Fusion
) -> Subwords | None:
    """Return the n-grams of the member that has some, in the fused space, or None."""
    for result, view, axes in zip(results, views, fusion.axes, strict=True):
        if result.subwords is not None:
            return fused_subwords(result.subwords, view, axes)
    return None


def _restored_end(end: State, words: int, config: TrainConfig) -> Trained:
    """Return the result of a finished training."""
    end.check(words, config.dim, with_context=False)
    subwords = restored_subwords(end.figures, end.more)
    return _result(end, number(end.figures, "seconds"), subwords)


def _result(end: State, seconds: float, subwords: Subwords | None) -> Trained:
    return Trained(
        end.vectors,
        None,
        seconds,
        end,
        versions=versions(),
        subwords=subwords,
        record={RECORD: end.figures[RECORD]},
    )
