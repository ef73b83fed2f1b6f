import json

import numpy as np

from w2vkit.base.progress import Notes, Progress
from w2vkit.base.system.folders import LocalFolder
from w2vkit.engines.distributed.shared_files import (
    FileListener,
    FileProgress,
    has_state,
    read_state,
    write_state,
)
from w2vkit.engines.state import State

STATE = State(
    np.ones((9, 20), np.float32),
    np.zeros((9, 20), np.float32),
    1,
    5,
    {"loss": 2.5},
    {"tree": np.arange(3)},
)


class Heard(Notes):
    """Keeps the last progress."""

    def progress(self, progress):
        self.last = progress


def test_a_state_is_read_as_it_was_written(tmp_path):
    write_state(LocalFolder(tmp_path), STATE)
    read = read_state(LocalFolder(tmp_path))
    assert (read.vectors == STATE.vectors).all()
    assert (read.context == STATE.context).all()
    assert (read.epoch, read.position, read.figures) == (1, 5, {"loss": 2.5})
    assert read.more["tree"].tolist() == [0, 1, 2]


def test_the_driver_reports_what_a_task_has_written(tmp_path):
    heard = Heard()
    FileProgress(LocalFolder(tmp_path), heard)()  # nothing is there yet
    assert not hasattr(heard, "last")
    FileListener(LocalFolder(tmp_path)).progress(Progress("Training", 3, 9, "words", {"loss": 1.5}))
    FileProgress(LocalFolder(tmp_path), heard)()
    assert (heard.last.done, heard.last.total, heard.last.details) == (3, 9, {"loss": 1.5})
    (tmp_path / "progress.json").write_text(json.dumps({"done": "x"}), encoding="utf-8")
    FileProgress(LocalFolder(tmp_path), heard)()
    assert heard.last.done == 3


def test_a_damaged_checkpoint_is_not_used(tmp_path):
    folder, notes = LocalFolder(tmp_path), Notes()
    assert not has_state(folder, notes)
    write_state(folder, STATE)
    assert has_state(folder, notes)
    content = (tmp_path / "state.npz").read_bytes()
    for broken in (content[:-500], content[:300] + b"!" + content[301:], b""):
        tmp_path.mkdir(exist_ok=True)
        (tmp_path / "state.npz").write_bytes(broken)
        assert not has_state(folder, notes)
        assert not tmp_path.exists()
    assert (
        notes.said == [f"The checkpoint in {tmp_path} is damaged; the training begins again."] * 3
    )
