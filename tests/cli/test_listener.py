import sys

from w2vkit.base.progress import Progress
from w2vkit.cli.boundary import show_error
from w2vkit.cli.listener import LineListener, listening


def test_lines_come_now_and_then(capsys):
    listener = LineListener()
    listener.progress(Progress("Training", 10, 100, "words", {"loss": 2.5}))
    assert capsys.readouterr().err == ""
    listener.last_line -= 60
    listener.progress(Progress("Training", 20, 100, "words", {"loss": 2.5}))
    listener.progress(Progress("Training", 30, 100, "words"))
    assert capsys.readouterr().err == "Training: 20% 20 words, loss 2.5\n"


def test_lines_have_chinese_commas(capsys, monkeypatch):
    monkeypatch.setenv("W2VKIT_LANG", "zh")
    listener = LineListener()
    listener.last_line -= 60
    listener.progress(Progress("Training", 20, 100, "words", {"loss": 2.5}))
    assert capsys.readouterr().err == "训练：20% 20 词，损失 2.5\n"


def test_a_cell_of_a_notebook_gets_lines_although_it_looks_like_a_terminal(monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("JPY_PARENT_PID", "1")
    with listening() as listener:
        assert isinstance(listener, LineListener)
    monkeypatch.delenv("JPY_PARENT_PID")
    with listening() as listener:
        assert not isinstance(listener, LineListener)


def test_nothing_that_is_said_can_steer_the_terminal(capsys):
    LineListener().note("reading \x1b[2Jnovel.txt")
    show_error("“a\x1b]0;b\x07\nc” is missing.", "Try \x9b1m.")
    assert capsys.readouterr().err == (
        "reading \\x1b[2Jnovel.txt\nError: “a\\x1b]0;b\\x07\\nc” is missing.\nHint: Try \\x9b1m.\n"
    )
