from w2vkit.engines.workers import choose_workers
from w2vkit.system.parallel import available_cores


class Notes:
    """A listener that keeps what is noted."""

    def __init__(self):
        self.notes = []

    def note(self, message):
        self.notes.append(message)

    def progress(self, progress):
        """Ignore progress."""


def test_the_number_of_threads_is_that_requested_or_that_of_the_cores():
    listener, cores = Notes(), available_cores()
    assert choose_workers(None, listener) == cores
    assert choose_workers(1, listener) == 1
    assert listener.notes == []
    assert choose_workers(cores + 1, listener) == cores + 1
    assert f"more than {cores} workers are not faster" in listener.notes[0]
