"""Fused models: several trainings on the same text, joined and reduced.

Each member sees the text in its own way: CBOW and skip-gram learn what predicts a word, fastText
also how it is written, PPMI which words it occurs with. Their vectors are joined (see `fusion`), so
that words are near if the members agree. Each member trains with its own engine, on the same
encoded text and for the same vocabulary, several at a time if there are workers (see `lanes`).

Vectors of unseen words are composed from the n-grams of fastText, mapped into the fused space.
There are no output weights.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from w2vkit.base.config import TrainConfig
from w2vkit.base.messages import msg
from w2vkit.base.progress import Listener
from w2vkit.base.system import jsonfile
from w2vkit.corpus.encoded import EncodedCorpus
from w2vkit.engines import MemberLoss, Trained, engine_for, restored_loss
from w2vkit.engines.fused.fusion import Fusion, View, fuse, fused_subwords, view_of
from w2vkit.engines.fused.lanes import (
    MemberListener,
    MemberSink,
    SharedKeeper,
    in_lanes,
    number_of_lanes,
)
from w2vkit.engines.fused.members import Finished, Member, members_of
from w2vkit.engines.fused.position import (
    NO_WEIGHTS,
    Position,
    restored_position,
    restored_subwords,
    subword_arrays,
    subword_facts,
)
from w2vkit.engines.state import (
    NO_CHECKPOINT,
    CheckpointSink,
    InsufficientTextError,
    State,
    restoring,
)
from w2vkit.engines.word2vec.engine import trainer_versions
from w2vkit.engines.workers import choose_workers
from w2vkit.languages.recognition import language_of
from w2vkit.model.subwords import Subwords
from w2vkit.model.vocabulary import Vocabulary

RECORD = "fused"
"""Name of the record of members and reduction, in a model and in the last state."""
LOSSES = "losses"
"""Name of the losses of the members in the last state."""


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
        members = members_of(config, language=language_of(vocabulary, corpus.language))
        seconds = _train_members(members, corpus, vocabulary, position, listener, keeper)
        return _fused(members, position, config, seconds)


def _train_members(
    members: Sequence[Member],
    corpus: EncodedCorpus,
    vocabulary: Vocabulary,
    position: Position,
    listener: Listener,
    keeper: CheckpointSink,
) -> float:
    """Train the members that are left, in lanes; return the seconds that training took.

    Members that were finished before an interruption count as if they had trained one by one.
    """
    before = sum(result.seconds for result in position.finished.values())
    done = (*position.finished, *position.omitted)
    left = [member for member in members if member.name not in done]
    if not left:
        return before
    workers = choose_workers(left[0].config.workers, listener)
    lanes = number_of_lanes(left, workers)
    shared, lock = SharedKeeper(keeper, position), threading.Lock()
    seconds: defaultdict[str, float] = defaultdict(float)

    def announce(member: Member) -> None:
        place = members.index(member) + 1
        with lock:
            listener.note(
                msg(
                    "Training {name}, member {place} of {members}.",
                    name=member.name,
                    place=place,
                    members=len(members),
                )
            )

    def train(member: Member) -> None:
        heard = MemberListener(listener, member.name, lock)
        config = replace(member.config, workers=workers // lanes)
        _train_member(replace(member, config=config), corpus, vocabulary, heard, shared)
        if member.name in position.finished:
            seconds[threading.current_thread().name] += position.finished[member.name].seconds

    in_lanes(lanes, left, train, shared, announce)
    return before + max(seconds.values(), default=0.0)


def _train_member(
    member: Member,
    corpus: EncodedCorpus,
    vocabulary: Vocabulary,
    listener: Listener,
    shared: SharedKeeper,
) -> None:
    """Train a member from its state, and add the result to the position."""
    name, position = member.name, shared.position
    engine, sink = engine_for(member.config), MemberSink(shared, name)
    start = shared.begin(name)
    try:
        trained = engine.train(corpus, vocabulary, member.config, listener, sink, start)
    except InsufficientTextError as error:
        listener.note(msg("{name} is omitted: {message}", name=name, message=error.message))
        shared.finish(name, partial(position.omitted.__setitem__, name, error.message))
    else:
        loss = MemberLoss(trained.loss, [*trained.curve])
        finished = Finished(trained.vectors, trained.seconds, loss, trained.subwords)
        shared.finish(name, partial(position.finished.__setitem__, name, finished))


def _fused(
    members: Sequence[Member], position: Position, config: TrainConfig, seconds: float
) -> Trained:
    """Return the fused result of the finished members.

    Raises:
        W2vError: there is none.

    """
    present = [member for member in members if member.name in position.finished]
    if not present:
        raise InsufficientTextError(
            next(iter(position.omitted.values())), msg("Provide more text.")
        )
    results = [position.finished[member.name] for member in present]
    views = [
        view_of(result.vectors, member.weight)
        for member, result in zip(present, results, strict=True)
    ]
    fusion = fuse(views, config.dim)
    subwords = _mapped_subwords(results, views, fusion)
    record = {
        "members": {
            member.name: {"weight": member.weight, **member.own, "loss": result.loss.loss}
            for member, result in zip(present, results, strict=True)
        },
        "omitted": {
            member.name: position.omitted[member.name]
            for member in members
            if member.name in position.omitted
        },
        "reduction": {
            "columns": sum(result.vectors.shape[1] for result in results),
            "dim": config.dim,
            "kept": round(fusion.kept, 6),
        },
    }
    losses = {
        member.name: asdict(result.loss) for member, result in zip(present, results, strict=True)
    }
    figures: dict[str, Any] = {RECORD: record, "seconds": seconds, LOSSES: losses}
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
    return _result(end, jsonfile.number(end.figures, "seconds"), subwords)


def _result(end: State, seconds: float, subwords: Subwords | None) -> Trained:
    return Trained(
        end.vectors,
        None,
        seconds,
        end,
        versions=trainer_versions(),
        members={
            name: restored_loss(loss) for name, loss in jsonfile.group(end.figures, LOSSES).items()
        },
        subwords=subwords,
        record={RECORD: end.figures[RECORD]},
    )
