import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from w2vkit.base.errors import UsageError, W2vError
from w2vkit.base.system.atomic import (
    Destination,
    atomic_path,
    atomic_text,
    check_file_type,
    check_target,
    destination,
    is_stdout,
    unused,
)


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
    with pytest.raises(W2vError, match="already exists"), atomic_text(target, force=False):
        pass
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("folder", ["nowhere", "file"])
def test_a_folder_that_is_none_is_explained(tmp_path, folder):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    target = tmp_path / folder / "b.txt"
    with pytest.raises(W2vError, match=r"b\.txt could not be written"), atomic_text(target):
        pass


def test_a_file_type_is_known_before():
    check_file_type(Path("MAP.PNG"), (".png", ".svg"))
    with pytest.raises(UsageError, match="The file type of map is not supported") as caught:
        check_file_type(Path("map"), (".png", ".svg", ".pdf"))
    assert caught.value.hint == "Use the suffix .png, .svg or .pdf."


@pytest.mark.parametrize(
    ("name", "force", "why"),
    [
        ("absent/out.txt", True, "does not exist"),
        ("file/out.txt", True, "does not exist"),
        ("folder", True, "it is a directory"),
        ("file", False, "already exists"),
    ],
)
def test_what_cannot_be_written_is_known_before(tmp_path, name, force, why):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(W2vError, match=why) as caught:
        check_target(tmp_path / name, force=force)
    assert caught.value.hint


def test_a_folder_that_may_not_be_written(locked_folder):
    with pytest.raises(W2vError, match="no permission to write"):
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


def write_text(target):
    with atomic_text(target) as file:
        file.write("new")


def write_draft(target):
    with atomic_path(target) as draft:
        assert draft != target
        draft.write_text("new", encoding="utf-8")


WRITERS = pytest.mark.parametrize("write", [write_text, write_draft])


@WRITERS
@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_and_its_file_is_written(tmp_path, write, exists):
    there = tmp_path / "there"
    there.mkdir()
    if exists:
        (there / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "middle.txt").symlink_to("there/real.txt")
    link = tmp_path / "link.txt"
    link.symlink_to("middle.txt")
    write(link)
    assert link.is_symlink()
    assert (tmp_path / "middle.txt").is_symlink()
    assert (there / "real.txt").read_text(encoding="utf-8") == "new"
    assert [path.name for path in there.iterdir()] == ["real.txt"]


def test_a_link_is_refused_without_force_if_its_file_exists(tmp_path):
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with pytest.raises(W2vError, match="already exists"):
        check_target(tmp_path / "link.txt", force=False)


def test_the_file_of_a_link_stays_if_writing_fails(tmp_path):
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")

    def fail():
        with atomic_text(tmp_path / "link.txt") as file:
            file.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert {path.name for path in tmp_path.iterdir()} == {"real.txt", "link.txt"}
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "old"


def test_links_in_a_circle_are_explained(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(W2vError, match="circle"):
        check_target(tmp_path / "a")


@WRITERS
def test_a_device_is_written_and_stays(write):
    write(Path("/dev/null"))
    assert Path("/dev/null").is_char_device()


@WRITERS
def test_a_descriptor_is_written_on_and_never_emptied(tmp_path, write):
    path = tmp_path / "log.txt"
    with path.open("w", encoding="utf-8") as file:
        file.write("before\n")
        file.flush()
        place = path.stat().st_ino
        write(Path(f"/dev/fd/{file.fileno()}"))
        file.write("\nafter")
    assert path.read_text(encoding="utf-8") == "before\nnew\nafter"
    assert path.stat().st_ino == place


def test_a_descriptor_that_is_not_open_is_explained():
    with pytest.raises(W2vError, match="Bad file descriptor"):
        check_target(Path("/dev/fd/987"))


def test_what_names_the_standard_output(tmp_path):
    link = tmp_path / "link"
    link.symlink_to("/dev/stdout")
    assert all(map(is_stdout, [Path("-"), Path("/dev/stdout"), Path("/dev/fd/1"), link]))
    assert not any(map(is_stdout, [Path("/dev/stderr"), Path("/dev/null"), tmp_path / "-"]))
    assert destination(Path("a.txt")) == Destination(Path("a.txt"))


def test_a_pipe_whose_reader_has_gone_is_no_fault_of_the_file(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    def write():
        with atomic_text(pipe) as file:
            os.close(reader)
            file.write("new")

    with pytest.raises(BrokenPipeError):
        write()
    assert pipe.is_fifo()


def test_a_name_nobody_chose_gets_a_number_if_it_is_taken(tmp_path):
    path = tmp_path / "xiyou-plot.png"
    assert unused(path) == path
    path.touch()
    assert unused(path) == tmp_path / "xiyou-plot-2.png"
    (tmp_path / "xiyou-plot-2.png").symlink_to("nowhere")
    assert unused(path) == tmp_path / "xiyou-plot-3.png"


def test_no_other_user_can_guess_the_name_of_a_draft(tmp_path):
    names = set()
    for _ in range(20):
        with atomic_path(tmp_path / "x.txt") as draft:
            draft.write_bytes(b"")
        names.add(draft.name)
    assert len(names) == 20
    assert all(len(name) > len(".x.") + 16 for name in names)
