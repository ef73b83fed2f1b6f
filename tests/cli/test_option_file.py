import pytest

from w2vkit.base.errors import UsageError, W2vError
from w2vkit.cli.main import COMMANDS
from w2vkit.cli.option_file import OptionFile, stored_options

TRAIN = "[train]\ndim = 8\nmin-count = 1\nkeep_case = true\n"


@pytest.fixture
def text(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "tale.txt"
    path.write_text("The King rules the land. The queen rules it.\n" * 20, encoding="utf-8")
    return path


def written(folder, name, content):
    (folder / name).write_text(content, encoding="utf-8")


def test_the_own_file_comes_before_that_of_the_project(tmp_path):
    assert stored_options(tmp_path, COMMANDS) is None
    written(tmp_path, "pyproject.toml", "[project]\nname = 'a'\n")
    assert stored_options(tmp_path, COMMANDS) is None
    written(tmp_path, "pyproject.toml", "[tool.w2vkit.train]\ndim = 9\n")
    assert stored_options(tmp_path, COMMANDS) == OptionFile("pyproject.toml", {"train": {"dim": 9}})
    written(tmp_path, "w2vkit.toml", TRAIN)
    assert stored_options(tmp_path, COMMANDS).file == "w2vkit.toml"


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        ("[train", W2vError, "cannot be read"),
        ("dim = 8\n", UsageError, "dim in w2vkit.toml is in no"),
    ],
)
def test_what_is_no_table_of_options_is_refused(tmp_path, content, error, message):
    written(tmp_path, "w2vkit.toml", content)
    with pytest.raises(error, match=message):
        stored_options(tmp_path, COMMANDS)


def test_a_training_that_is_resumed_has_its_own_options(tmp_path):
    written(tmp_path, "w2vkit.toml", TRAIN)
    assert stored_options(tmp_path, COMMANDS, ["--resume", "tale"]).tables == {"train": {}}


def test_options_of_a_file_are_said_and_used_and_the_command_line_comes_first(text, w2v):
    written(text.parent, "w2vkit.toml", TRAIN)
    done = w2v("train", str(text), "--dim", "6", "--epochs", "1")
    assert "Options of train from w2vkit.toml: dim, min-count, keep_case." in done.stderr
    info = w2v("info", "tale", "--format", "json").stdout
    assert '"dim": 6' in info
    assert "King" in w2v("frequencies", "-m", "tale").stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[train]\ndimension = 8\n", "w2vkit.toml has the unknown option dimension."),
        ("[train]\nforce = true\n", "w2vkit.toml cannot set force."),
        ("[trian]\ndim = 8\n", "w2vkit.toml has the unknown command trian."),
    ],
)
def test_unknown_and_dangerous_options_are_refused(text, w2v, content, message):
    written(text.parent, "w2vkit.toml", content)
    done = w2v("train", str(text))
    assert (done.exit_code, message in done.stderr) == (2, True)
