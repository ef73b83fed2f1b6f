import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from w2vkit.atomic import atomic_text, check_target
from w2vkit.errors import W2vError


def test_nothing_appears_until_all_went_well(tmp_path):
    target = tmp_path / "out.txt"

    def fail():
        with atomic_text(target) as file:
            file.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert not list(tmp_path.iterdir())
    with atomic_text(target) as file:
        file.write("孙悟空\n")
    assert target.read_bytes() == "孙悟空\n".encode()


def test_an_existing_file_is_replaced_only_by_force(tmp_path):
    target = tmp_path / "out.txt"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(W2vError, match="exists already"), atomic_text(target, force=False):
        pass
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("folder", ["nowhere", "file"])
def test_a_folder_that_is_none_is_explained(tmp_path, folder):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    target = tmp_path / folder / "b.txt"
    with pytest.raises(W2vError, match=r"b\.txt could not be written"), atomic_text(target):
        pass


@pytest.mark.parametrize(
    ("name", "force", "why"),
    [
        ("absent/out.txt", True, "there is no folder"),
        ("file/out.txt", True, "there is no folder"),
        ("folder", True, "it is a directory"),
        ("file", False, "exists already"),
    ],
)
def test_what_cannot_be_written_is_known_before(tmp_path, name, force, why):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(W2vError, match=why) as caught:
        check_target(tmp_path / name, force=force)
    assert caught.value.hint


def test_a_folder_that_may_not_be_written(locked_folder):
    with pytest.raises(W2vError, match="you may not write"):
        check_target(locked_folder / "out.txt")


@pytest.mark.parametrize("name", ["file", "new"])
def test_what_can_be_written_is_left_alone(tmp_path, name):
    (tmp_path / "file").write_text("old", encoding="utf-8")
    check_target(tmp_path / name)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["old"]


def test_a_named_pipe_is_written_to_and_stays(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        heard = pool.submit(pipe.read_text, encoding="utf-8")
        with atomic_text(pipe, force=False) as file:
            file.write("孙悟空\n")
        assert heard.result() == "孙悟空\n"
    assert pipe.is_fifo()
