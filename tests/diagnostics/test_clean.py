"""A cleaned copy: what is in it, where it lies, and that the corpus stays as it was."""

import gzip
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.defects import DEFECTS, STORY
from w2vkit.base.errors import W2vError
from w2vkit.base.progress import SILENT
from w2vkit.diagnostics.check import inspect_all
from w2vkit.diagnostics.clean import (
    USUAL_FIXES,
    clean_corpus,
    line_end,
    lines_with_ends,
    prepare_cleaning,
    preview,
)
from w2vkit.diagnostics.problem import commands_for
from w2vkit.text.files.finding import find_files

AD = "请到www.example.com下载最新章节"
LINES = STORY.split("\n")
DIRTY = "\n".join([AD, *LINES[:9], AD, *LINES[9:], AD]) + "\n"


def cleaned(tmp_path, content, name="novel.txt", fixes=USUAL_FIXES, **options):
    """Write a file, clean it, and return the bytes of the copy."""
    (tmp_path / name).write_bytes(content)
    paths, output = [str(tmp_path / name)], tmp_path / f"new-{name}"
    clean_corpus(prepare_cleaning(paths, fixes=fixes), paths, output, **options)
    assert (tmp_path / name).read_bytes() == content
    return output.read_bytes()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encoding_and_line_ends_stay(tmp_path, encoding, end):
    content = DIRTY.replace("\n", end).encode(encoding)
    expected = (STORY + "\n").replace("\n", end).encode(encoding)
    assert cleaned(tmp_path, content) == expected


def test_utf_8_on_request(tmp_path):
    assert cleaned(tmp_path, DIRTY.encode("gb18030"), utf8=True) == (STORY + "\n").encode()


@pytest.mark.parametrize("text", [STORY, STORY + "\n", STORY + "\n\n \n"])
def test_what_has_no_fault_is_copied_byte_by_byte(tmp_path, text):
    assert cleaned(tmp_path, text.encode()) == text.encode()


def test_a_packed_file_stays_packed(tmp_path):
    content = gzip.compress(DIRTY.encode())
    assert gzip.decompress(cleaned(tmp_path, content, "a.txt.gz")) == (STORY + "\n").encode()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_invalid_bytes_are_removed_and_nothing_else(tmp_path, encoding):
    content = STORY.encode(encoding)
    place = len("\n".join(LINES[:9]).encode(encoding)) + 1
    spoilt = content[:place] + b"\xff" + content[place:] + b"\n\xe4"
    assert cleaned(tmp_path, spoilt) == content + b"\n"


def test_only_what_was_chosen_is_repaired(tmp_path):
    assert cleaned(tmp_path, DIRTY.encode(), fixes=["repeats"]) == DIRTY.encode()
    with pytest.raises(W2vError, match="not valid"):
        cleaned(tmp_path, STORY.encode() + b"\xff", fixes=["repeats"])


@pytest.mark.parametrize("content", [f"{AD}\n" * 5, f"{AD}\n \n\n" * 5])
def test_a_corpus_of_which_nothing_would_be_left(tmp_path, content):
    with pytest.raises(W2vError, match="Nothing would be left"):
        cleaned(tmp_path, content.encode())
    assert os.listdir(tmp_path) == ["novel.txt"]


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    (folder / "deep").mkdir(parents=True)
    for name in ("a.txt", "copy.txt"):
        (folder / name).write_text(DIRTY, encoding="utf-8")
    (folder / "deep" / "b.txt").write_bytes(f"{AD}\n新的一天。\n".encode("gb18030") * 5)
    (folder / "ads.txt").write_text(f"{AD}\n", encoding="utf-8")
    return folder


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.txt")}


def test_a_folder_is_mirrored(tmp_path, corpus):
    before = tree(corpus)
    job = prepare_cleaning([str(corpus)])
    done = clean_corpus(job, [str(corpus)], tmp_path / "new")
    assert {str(path) for path in tree(tmp_path / "new")} == {"a.txt", "deep/b.txt"}
    assert (done.files, len(done.left_out)) == (2, 2)
    assert (tmp_path / "new" / "a.txt").read_text(encoding="utf-8") == STORY + "\n"
    assert tree(corpus) == before
    with pytest.raises(W2vError, match="already exists"):
        clean_corpus(job, [str(corpus)], tmp_path / "new")
    (tmp_path / "new" / "mine.txt").touch()
    with pytest.raises(W2vError, match=r"contains other files, such as mine\.txt"):
        clean_corpus(job, [str(corpus)], tmp_path / "new", force=True)
    (tmp_path / "new" / "mine.txt").unlink()
    clean_corpus(job, [str(corpus)], tmp_path / "new", force=True)
    assert sorted(os.listdir(tmp_path)) == ["corpus", "new"]


def test_the_preview_is_what_is_done(tmp_path, corpus):
    job = prepare_cleaning([str(corpus)])
    changes = [*preview(job)]
    done = clean_corpus(job, [str(corpus)], tmp_path / "new")
    removed = [change for change in changes if change.action == "removed"]
    assert len(removed) == done.removed["advertisements"]
    for change in removed:
        lines = (corpus.parent / change.file).read_bytes().splitlines()
        assert lines[change.line - 1] in (AD.encode(), AD.encode("gb18030"))
    [left_out] = [change for change in changes if change.action == "left out"]
    assert (left_out.file, left_out.line) == (str(corpus / "copy.txt"), None)


@given(st.lists(st.text(st.sampled_from("ab\n"), max_size=4), max_size=8))
def test_lines_are_the_same_however_the_text_comes(blocks):
    text = "".join(blocks)
    found = [*lines_with_ends(blocks)]
    assert "".join(line + end for line, end in found) == text
    assert not any("\n" in line for line, _ in found)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("没有", "\n"),
        ("一\r\n二\n", "\r\n"),
        ("一\r二", "\r"),
        ("一\n二\r\n", "\n"),
        ("一\r", "\r"),
    ],
)
def test_how_the_first_line_ends(tmp_path, text, end):
    (tmp_path / "a.txt").write_bytes(text.encode())
    [source] = find_files([str(tmp_path / "a.txt")])
    assert line_end(source, "strict") == end


def problems_in(folder):
    paths = [str(folder)]
    sources = find_files(paths)
    return inspect_all(sources, SILENT, commands_for(paths))[2]


def fixes_of(remedy):
    """Return the fixes that a remedy names: those after --only, or the usual ones; none without."""
    if "w2vkit clean" not in remedy:
        return None
    only = re.search(r"--only (\S+)", remedy)
    return only[1].split(",") if only else USUAL_FIXES


@pytest.mark.parametrize("kind", [kind for kind in DEFECTS if kind != "uncertain encoding"])
def test_what_check_finds_is_gone_after_the_fix_that_it_names(tmp_path, kind):
    content = DEFECTS[kind]
    content = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a.txt").write_bytes(content + "\n山高路远。".encode())
    (tmp_path / "old" / "b.txt").write_text(STORY, encoding="utf-8")
    before = problems_in(tmp_path / "old")
    for number, problem in enumerate(before):
        if fixes := fixes_of(problem.remedy):
            paths, output = [str(tmp_path / "old")], tmp_path / f"new{number}"
            clean_corpus(prepare_cleaning(paths, fixes=fixes), paths, output)
            assert problem.kind not in {one.kind for one in problems_in(output)}
