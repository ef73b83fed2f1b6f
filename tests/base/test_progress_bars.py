from w2vkit.base.progress import Progress
from w2vkit.base.progress_bars import NotebookListener, bundle, rate

TRAINING = Progress("Training", 50, 200, "words", {"loss": 2.5})


class Cell:
    """What IPython shows in a cell: an output that can be replaced."""

    def __init__(self):
        self.outputs = []

    def display(self, data, *, raw, display_id):
        assert raw
        assert display_id
        self.outputs.append(data)
        return self

    def update(self, data, *, raw):
        assert raw
        self.outputs[-1] = data


def test_bars_are_html_and_text():
    shown = bundle({"Training": TRAINING, "Reading": Progress("Reading", 7, None, "files")})
    assert '<progress max="200" value="50"></progress>' in shown["text/html"]
    assert shown["text/plain"] == "Training  25%  loss 2.5\nReading  7"


def test_a_cell_has_one_output_that_is_replaced():
    cell = Cell()
    listener = NotebookListener(cell.display)
    listener.progress(TRAINING)
    listener.progress(Progress("Training", 60, 200, "words"))
    assert (len(cell.outputs), "25%" in cell.outputs[0]["text/plain"]) == (1, True)
    listener.close()
    assert "30%" in cell.outputs[0]["text/plain"]
    assert len(cell.outputs) == 1


def test_rates_are_readable():
    assert rate(Progress("Segmenting", 5_000_000, None, "B"), 2.0) == "2.5 MB/s"
    assert rate(Progress("Training", 900, None, "words"), 1.0) == "900 words/s"
