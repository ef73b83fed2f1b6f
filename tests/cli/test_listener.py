from w2vkit.cli.listener import LineListener, rate
from w2vkit.progress import Progress


def test_lines_come_now_and_then(capsys):
    listener = LineListener()
    listener.progress(Progress("Training", 10, 100, "words", {"loss": 2.5}))
    assert capsys.readouterr().err == ""
    listener.last_line -= 60
    listener.progress(Progress("Training", 20, 100, "words", {"loss": 2.5}))
    listener.progress(Progress("Training", 30, 100, "words"))
    assert capsys.readouterr().err == "Training: 20% 20 words, loss 2.5\n"


def test_rates_are_readable():
    assert rate(Progress("Segmenting", 5_000_000, None, "B"), 2.0) == "2.5 MB/s"
    assert rate(Progress("Training", 900, None, "words"), 1.0) == "900 words/s"
