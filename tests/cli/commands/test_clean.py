"""`clean` on the command line, and that all advice of `check` can be followed."""

import json
import re
import shlex
import subprocess
import sys

import pytest

from tests.books import packed
from tests.defects import DEFECTS, STORY
from tests.patience import PATIENCE
from w2vkit.base.progress import SILENT
from w2vkit.diagnostics.check import inspect_all
from w2vkit.diagnostics.problem import commands_for
from w2vkit.text.files.finding import find_files

AD = "请到www.example.com下载最新章节"
DIRTY = f"{AD}\n{STORY}\n{AD}\n-------\n{AD}\n"
SHELL = ("grep", "sed ", "awk", "iconv", "> text")


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(name):
    """Return the problems that `check` finds in a file or folder."""
    return inspect_all(find_files([name]), SILENT, commands_for([name]))[2]


def prepared(kind, name, encoding="utf-8"):
    content = DEFECTS[kind]
    text = content if isinstance(content, bytes) else content.encode(encoding)
    if kind == "bad bytes":  # a file alone that cannot be read is an error; here others can
        return text
    return text + f"\n{STORY}\n".encode(encoding) if kind == "page header" else text


@pytest.mark.parametrize("name", ["text.txt", "it's a $file.txt", "-------.txt", "西游记.txt"])
@pytest.mark.parametrize("kind", DEFECTS)
def test_each_advice_can_be_typed_and_helps(w2v, place, kind, name):
    folder = place / "in"
    folder.mkdir()
    (folder / name).write_bytes(prepared(kind, name))
    (folder / "good.txt").write_text(STORY, encoding="utf-8")
    if kind == "mixed scripts":
        (folder / "old.txt").write_text(DEFECTS[kind], encoding="utf-8")
    if kind == "equal files":
        (folder / "twice.txt").write_text(DEFECTS[kind], encoding="utf-8")
    found = [problem for problem in problems("in") if problem.kind == kind]
    assert found
    for problem in found:
        assert not any(tool in problem.remedy for tool in SHELL)
        if command := re.search(r"w2vkit clean .*", problem.remedy):
            _, *arguments = shlex.split(command[0])
            done = w2v(*arguments)
            assert done.exit_code == 0, done.output
            output = arguments[arguments.index("-o") + 1]
            assert kind not in {left.kind for left in problems(output)}


def test_which_defects_clean_repairs(place):
    for number, content in enumerate(DEFECTS.values()):
        text = content if isinstance(content, bytes) else content.encode()
        (place / f"{number:02}.txt").write_bytes(text)
    (place / "story.txt").write_text(STORY, encoding="utf-8")
    repaired = {problem.kind for problem in problems(".") if "w2vkit clean" in problem.remedy}
    by_other_means = {"uncertain encoding", "wrapped lines", "damaged characters", "mixed scripts"}
    assert repaired == {*DEFECTS} - by_other_means - {"decomposed characters"}


def test_the_error_for_a_single_file_with_invalid_bytes_can_be_followed(w2v, place):
    (place / "text.txt").write_bytes(STORY.encode("gb18030") + b"\n\xff\n")
    done = w2v("segment", "text.txt")
    assert done.exit_code == 1
    [command] = re.findall(r"w2vkit (clean .*)", done.stderr)
    assert w2v(*shlex.split(command)).exit_code == 0
    assert (place / "text.clean.txt").read_bytes() == STORY.encode("gb18030") + b"\n\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_only_the_findings_go(w2v, place, encoding):
    (place / "text.txt").write_bytes(DIRTY.encode(encoding))
    done = w2v("clean", "text.txt", "-o", "new.txt")
    assert (done.exit_code, done.stdout) == (0, "new.txt\n")
    assert "advertisements: 3 lines removed." in done.stderr
    assert (place / "new.txt").read_bytes() == f"{STORY}\n-------\n".encode(encoding)
    assert (place / "text.txt").read_bytes() == DIRTY.encode(encoding)


def test_a_dry_run_lists_every_line_and_writes_nothing(w2v, place):
    (place / "text.txt").write_text(DIRTY, encoding="utf-8")
    last = DIRTY.count("\n")
    done = w2v("clean", "text.txt", "--dry-run", "-o", "new.txt", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["line"] for row in rows] == [1, last - 2, last]
    assert {(row["file"], row["fix"], row["action"], row["text"]) for row in rows} == {
        ("text.txt", "advertisements", "removed", AD)
    }
    assert [path.name for path in place.iterdir()] == ["text.txt"]
    table = w2v("clean", "text.txt", "--dry-run").stdout
    assert table.splitlines()[0].split() == ["file", "line", "fix", "action", "text", "becomes"]
    assert w2v("clean", "text.txt", "--dry-run", "--format", "tsv").stdout.count("\n") == 4


def test_repeated_headings_stay(w2v, place):
    text = "".join(f"第一回 开始\n正文开始：\n-------\nChapter One\n{line}\n" for line in
                   STORY.split("\n")[:40])  # fmt: skip
    (place / "text.txt").write_text(text, encoding="utf-8")
    assert w2v("clean", "text.txt", "--dry-run", "--format", "tsv").stdout.count("\n") == 1
    assert w2v("clean", "text.txt", "-o", "new.txt").exit_code == 0
    assert (place / "new.txt").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("text.txt",), 2, "Name the output with -o"),
        (("text.txt", "-o", "text.txt"), 2, "which clean never changes"),
        (("text.txt", "-o", "text.txt", "--force"), 2, "which clean never changes"),
        (("text.txt", "-o", "there.txt"), 1, "already exists"),
        (("text.txt", "-o", "nowhere/x.txt"), 1, "does not exist"),
        (("text.txt", "--only", "advertisement", "-o", "x.txt"), 2, "“advertisement” is not a fix"),
        (("text.txt", "--only", ",", "-o", "x.txt"), 2, "is not a fix"),
        (("missing.txt", "-o", "x.txt"), 1, "missing.txt does not exist"),
        (("ads.txt", "-o", "x.txt"), 1, "Nothing would be left"),
        (("text.txt", "there.txt", "-o", "-"), 2, "Name a directory"),
        (("text.txt", "--encoding", "what", "-o", "x.txt"), 2, "no encoding called"),
    ],
)
def test_bad_input(w2v, place, arguments, code, said):
    (place / "text.txt").write_text(DIRTY, encoding="utf-8")
    (place / "there.txt").write_text("precious", encoding="utf-8")
    (place / "ads.txt").write_text(f"{AD}\n" * 9, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    done = w2v("clean", *arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before


def test_stdin_to_stdout():
    command = [sys.executable, "-m", "w2vkit", "clean", "-", "-o", "-"]
    done = subprocess.run(command, input=DIRTY.encode(), capture_output=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{STORY}\n-------\n".encode()


@pytest.mark.parametrize("command", ["segment", "words", "check"])
def test_markup_is_said_wherever_a_corpus_is_read(w2v, place, command):
    (place / "text.txt").write_text("<p>八戒</p>\n" * 20 + STORY, encoding="utf-8")
    done = w2v(command, "text.txt")
    assert done.exit_code == 0
    assert "text.txt: the text contains HTML tags, which are read as words." in done.output
    if command == "check":
        assert "- HTML tags (text.txt)" in done.output


@pytest.mark.parametrize("text", [STORY, "if a < b and c > d:\n" * 50, "<他>说：好。\n" * 50])
def test_plain_text_is_no_markup(place, text):
    (place / "text.txt").write_text(text, encoding="utf-8")
    [source] = find_files(["text.txt"])
    assert source.markup == ""


def test_a_dry_run_shows_the_place_of_a_change_and_sums_up(w2v, place):
    line = "很久以前，" * 20 + "八戒\u200b放下担子" + "，走了" * 20
    (place / "text.txt").write_text(f"{DIRTY}{line}\n", encoding="utf-8")
    done = w2v("clean", "text.txt", "--dry-run")
    row = next(row for row in done.stdout.splitlines() if "changed" in row)
    old, new = row.split("changed")[1].split()
    assert "八戒<U+200B>放下担子" in old
    assert "八戒放下担子" in new
    assert done.stderr.splitlines()[-1] == (
        "With -o: 3 lines removed, 1 line changed. Nothing was written."
    )
    (place / "text.txt").write_text(STORY, encoding="utf-8")
    assert w2v("clean", "text.txt", "--dry-run").stderr == "There is nothing to clean.\n"


def test_remaining_tags_become_lines_and_characters(w2v, place):
    text = "<p>八戒&nbsp;说<br>走吧&hellip;</p>\n<b>悟空</b>说：a < b\n" * 3
    (place / "text.txt").write_text(text, encoding="utf-8")
    assert w2v("clean", "text.txt", "--only", "tags", "-o", "out.txt").exit_code == 0
    assert (place / "out.txt").read_text(encoding="utf-8") == (
        "八戒 说\n走吧…\n悟空说：a < b\n" * 3
    )
    assert w2v("clean", "text.txt", "--only", "characters", "-o", "same.txt").exit_code == 0
    assert (place / "same.txt").read_text(encoding="utf-8") == text


def test_documents_are_cleaned_as_plain_text(w2v, place):
    (place / "a.html").write_text("<html><p>八戒\u200b说", encoding="utf-8")
    assert w2v("clean", "a.html", "-o", "a.txt").exit_code == 0
    assert (place / "a.txt").read_text(encoding="utf-8") == "八戒说\n"
    members = {"b/一.txt": "八戒\u200b说\n", "../二.html": "<html>走了", "三.txt": "完\n"}
    (place / "texts.zip").write_bytes(packed(members))
    assert w2v("clean", "texts.zip", "-o", "out").exit_code == 0
    found = {path.relative_to(place / "out").as_posix() for path in (place / "out").rglob("*.*")}
    assert found == {"b/一.txt", "二.txt", "三.txt"}
    assert (place / "out/b/一.txt").read_text(encoding="utf-8") == "八戒说\n"
    done = w2v("clean", "texts.zip", "-o", "-")
    assert done.exit_code == 2
    assert "is a stream, but the corpus has several files" in done.output


def test_contents_heads_and_variants_are_cleaned_on_request(w2v, place):
    titles = [f"第{number}回 灵根育孕源流出" for number in range(12)]
    chapters = [
        f"{title}\n吴承恩--西游记--{title}\n{title[:3]}他看著後面的名著，这个人们。"
        for title in titles
    ]
    text = "\n".join([*(f"{title}……{number}" for number, title in enumerate(titles)), *chapters])
    (place / "text.txt").write_text(text + "\n然后走着着。\n", encoding="utf-8")
    fixes = "contents,headers,variants"
    assert w2v("clean", "text.txt", "--only", fixes, "-o", "out.txt").exit_code == 0
    lines = [
        line for title in titles for line in (title, f"{title[:3]}他看着后面的名著，这个人们。")
    ]
    assert (place / "out.txt").read_text(encoding="utf-8").split("\n") == [
        *lines, "然后走着着。", "",
    ]  # fmt: skip
    assert w2v("clean", "text.txt", "-o", "same.txt").exit_code == 0
    assert (place / "same.txt").read_bytes() == (place / "text.txt").read_bytes()
