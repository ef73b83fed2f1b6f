import json
import select
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.patience import PATIENCE
from w2vkit.query.missing_reasons import NOT_KNOWN

HEAVY = {"gensim", "jieba", "rjieba", "sklearn", "matplotlib", "numba", "scipy", "rich"}
HELP = {"rapidfuzz", "pypinyin", "opencc", "regex"}


def process(*arguments, stdin=b"", code="", **options):
    """Run a command line in a process of its own."""
    program = f"import sys; sys.argv = ['w2vkit', *{arguments!r}]\n{code}\n"
    program += "import w2vkit.cli.main as main\nmain.run()"
    return subprocess.run(
        [sys.executable, "-c", program], input=stdin, capture_output=True, **options
    )


def test_similar_as_a_table_leaves_out_the_only_question(toy, w2v):
    done = w2v("similar", "孙悟空", "-n", "2")
    assert done.exit_code == 0
    assert done.stdout == "word   score  count\n行者  0.9901     90\n八戒  0.9388     80\n"
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("output_format", "expected"),
    [
        ("tsv", "query\tword\tscore\tcount\n孙悟空\t行者\t0.990099\t90\nking\t行者\t0.07036\t90\n"),
        ("csv", "query,word,score,count\n孙悟空,行者,0.990099,90\nking,行者,0.07036,90\n"),
        (
            "jsonl",
            '{"query": "孙悟空", "word": "行者", "score": 0.990099, "count": 90, "rare": false}\n'
            '{"query": "king", "word": "行者", "score": 0.07036, "count": 90, "rare": false}\n',
        ),
    ],
)
def test_formats_of_similar(toy, w2v, tmp_path, output_format, expected):
    words = tmp_path / "words.txt"
    words.write_text("行者\nqueen\n唐僧\n", encoding="utf-8")
    done = w2v(
        "similar", "孙悟空", "king", "-n", "1", "--restrict", words, "--format", output_format
    )
    assert done.exit_code == 0, done.stderr
    assert done.stdout == expected


def test_a_table_marks_rare_words_if_there_are_any(toy, w2v):
    """woman occurs 10 times; the columns of TSV stay as they are."""
    assert w2v("similar", "queen", "-n", "1").stdout == (
        "word    score  count  rare\nwoman  0.8280     10  yes\n"
    )
    assert w2v("similar", "孙悟空", "-n", "1").stdout.splitlines()[0].split()[-1] == "count"
    assert w2v("similar", "queen", "-n", "1", "--format", "tsv").stdout.splitlines()[0] == (
        "query\tword\tscore\tcount"
    )
    assert json.loads(w2v("similar", "queen", "-n", "1", "--format", "json").stdout)[0]["rare"]


def test_json_of_each_command(toy, w2v):
    def answer(*arguments):
        return json.loads(w2v(*arguments, "--format", "json").stdout)

    row = {"query": "孙悟空", "word": "行者", "score": 0.990099, "count": 90, "rare": False}
    assert answer("similar", "孙悟空", "-n", "1") == [row]
    assert answer("analogy", "king", "woman", "man", "-n", "1")[0] == {
        "query": "king woman man",
        "word": "queen",
        "score": 0.964191,
        "count": 30,
        "rare": False,
        "formula": "king + woman - man",
    }
    assert answer("similarity", "孙悟空", "行者") == {"a": "孙悟空", "b": "行者", "score": 0.990099}
    assert answer("odd", "八戒", "沙僧", "行者", "馒头")[0]["word"] == "馒头"
    assert answer("odd", "八戒", "沙僧", "行者", "馒头")[0]["odd"] is True
    assert answer("vector", "八戒") == [{"word": "八戒", "vector": [0.9, 0.3, 0.0, 0.1]}]
    assert answer("similarity", "--matrix", "八戒", "沙僧")["scores"][0][0] == 1.0


@pytest.mark.parametrize(
    "question",
    [("king + woman - man",), ("king", "+", "woman", "-", "man"), ("man:king::woman:?",)],
)
def test_a_formula_is_echoed_on_stderr(toy, w2v, question):
    done = w2v("similar", *question, "-n", "1")
    assert done.stdout.splitlines()[1].split()[0] == "queen"
    assert done.stderr.strip() in ("", "king + woman - man", "king - man + woman")
    assert bool(done.stderr) == (question[0] == "man:king::woman:?")


def test_analogy_takes_a_formula_too_and_says_what_it_computes(toy, w2v):
    three = w2v("analogy", "king", "woman", "man", "-n", "1")
    one = w2v("analogy", "man:king::woman:?", "-n", "1")
    assert three.stdout == one.stdout
    assert three.stderr == "king + woman - man\n"
    assert one.stderr == "king - man + woman\n"


def test_a_missing_word_is_explained_and_the_others_answered(toy, w2v):
    done = w2v("similar", "孙悟室", "八戒", "呆子", "-n", "1", "--format", "tsv")
    assert done.exit_code == 3
    assert done.stdout == "query\tword\tscore\tcount\n八戒\t行者\t0.970067\t90\n"
    assert done.stderr == (
        "Error: “孙悟室” is not in the model “toy” (12 words).\n"
        f"Hint: {NOT_KNOWN} Did you mean 孙悟空?\n"
        "Error: “呆子” is not in the model “toy” (12 words).\n"
        "Hint: It occurs 2 times, below --min-count 3.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "rows"),
    [
        (("similarity", "八戒", "唐僧"), 0),
        (("analogy", "八戒", "唐僧", "行者"), 0),
        (("odd", "八戒", "沙僧", "行者", "唐僧"), 4),
        (("odd", "八戒", "沙僧", "唐僧"), 0),
        (("vector", "唐僧"), 0),
        (("similarity", "--matrix", "八戒", "唐僧"), 2),
    ],
)
def test_every_command_goes_on_after_a_missing_word(toy, w2v, arguments, rows):
    done = w2v(*arguments)
    assert done.exit_code == 3
    assert "“唐僧” is not in the model" in done.stderr
    assert len(done.stdout.splitlines()) == rows


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("孙悟室", "a near spelling"),
        ("孫悟空", "the simplified form"),
        ("sunwukong", "the same pinyin"),
        ("Ｋｉｎｇ", "they differ only in case"),
    ],
)
def test_fuzzy_answers_and_says_so(toy, w2v, word, why):
    done = w2v("similar", word, "--fuzzy", "-n", "1", "--format", "json")
    assert done.exit_code == 0
    meant = json.loads(done.stdout)[0]["formula"]
    assert done.stderr == f"“{word}” is not in the model; using {meant} instead ({why}).\n"
    assert meant == ("king" if "case" in why else "孙悟空")


def test_questions_come_from_stdin_one_per_line(toy, w2v):
    done = w2v(
        "similar", "-n", "1", "--format", "tsv", input="\ufeff孙悟空\n\n  king - man + woman \n"
    )
    assert [line.split("\t")[1] for line in done.stdout.splitlines()[1:]] == ["行者", "queen"]
    done = w2v("similarity", "--format", "tsv", input="八戒 沙僧\nNew York\t沙僧\n八戒\n")
    assert done.stdout.count("\n") == 3
    assert done.exit_code == 2
    done = w2v(
        "analogy", "-n", "1", "--format", "tsv", input="king woman man\nking - man + woman\n"
    )
    assert [line.split("\t")[1] for line in done.stdout.splitlines()[1:]] == ["queen", "queen"]
    done = w2v("odd", "--format", "jsonl", input="八戒 沙僧 行者 馒头\n八戒 沙僧\n")
    assert json.loads(done.stdout.splitlines()[0])["query"] == "八戒 沙僧 行者 馒头"
    assert done.exit_code == 2


@pytest.mark.parametrize("word", ["孫悟空", "sunwukong"])
@pytest.mark.parametrize("command", ["similar", "vector"])
def test_another_script_and_pinyin_answer_and_say_so(toy, w2v, command, word):
    done = w2v(command, word, "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)[0]["replaced"] == {word: "孙悟空"}
    assert f"“{word}” is not in the model; using 孙悟空 instead" in done.stderr
    strict = w2v(command, word, "--no-fuzzy")
    assert strict.exit_code == 3
    assert "Did you mean 孙悟空" in strict.stderr


def test_a_near_spelling_is_only_suggested(toy, w2v):
    done = w2v("similar", "孙悟室")
    assert done.exit_code == 3
    assert "Did you mean 孙悟空" in done.stderr


def test_kinds_narrow_and_an_empty_kind_is_one_sentence(toy, w2v):
    done = w2v("similar", "孙悟空", "--kind", "person")
    assert done.exit_code == 1
    assert "The model contains no words of the kind “person”." in done.stderr
    assert w2v("similar", "孙悟空", "--kind", "hero").exit_code == 2


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-8"])
def test_stdin_may_come_in_another_encoding(toy, encoding):
    text = "孙悟空\n八戒\n沙僧\n" * 5
    done = process("similar", "-n", "1", "--format", "tsv", stdin=text.encode(encoding))
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().splitlines()[1] == "孙悟空\t行者\t0.990099\t90"
    assert (b"GB18030" in done.stderr) == (encoding == "gb18030")


def test_pairs_come_from_a_file(toy, w2v, tmp_path):
    pairs = tmp_path / "pairs.tsv"
    pairs.write_bytes("八戒\t沙僧\n行者\t孙悟空\n".encode("gb18030"))
    done = w2v("similarity", "--pairs", pairs, "--format", "csv")
    assert done.stdout == "a,b,score\n八戒,沙僧,0.966726\n行者,孙悟空,0.990099\n"


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (("similar", "孙悟空", "--topn", "0"), 2, "0 is not in the range"),
        (("similar", "孙悟空", "--topn", "-5"), 2, "-5 is not in the range"),
        (("similar", "  "), 2, "empty"),
        (("similar", "king -"), 2, "a word is expected here"),
        (("similar", "x*king"), 2, "not a valid factor"),
        (("similar", "king", "--method", "mul", "--metric", "dot"), 2, "3CosMul"),
        (("similar", "king", "--match", "("), 2, "regular expression"),
        (("similar", "king", "-m", "nowhere"), 1, "no model named “nowhere”"),
        (("similar", "king - king"), 1, "zero vector"),
        (("similar", "king", "--restrict", "missing.txt"), 1, "missing.txt"),
        (("similarity", "king"), 2, "two words, not 1"),
        (("similarity", "king", "--pairs", "x.tsv"), 2, "--pairs"),
        (("analogy", "king", "man"), 2, "three words"),
        (("odd", "king", "man"), 2, "three words"),
    ],
)
def test_mistakes_get_a_sentence(toy, w2v, arguments, code, part):
    done = w2v(*arguments)
    assert done.exit_code == code
    assert part in done.stderr
    assert "Traceback" not in done.stderr


def test_more_answers_than_words_are_all_words(toy, w2v):
    done = w2v("similar", "king", "--topn", "1000", "--format", "tsv")
    assert len(done.stdout.splitlines()) == 1 + 11


def test_one_question_without_an_answer_does_not_spoil_the_batch(toy, w2v):
    done = w2v("similar", "king - king", "孙悟空", "-n", "1", "--format", "tsv")
    assert done.exit_code == 1
    assert "行者" in done.stdout


def test_a_closed_pipe_ends_quietly(toy):
    done = subprocess.run(
        f"{sys.executable} -m w2vkit similar 孙悟空 --format jsonl -n 12 | head -1",
        shell=True,
        capture_output=True,
        check=False,
    )
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_answers_need_no_heavy_package(toy):
    code = (
        "import atexit\natexit.register(lambda: print("
        "*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr))"
    )
    for arguments in (("similar", "孙悟空"), ("analogy", "king", "woman", "man")):
        done = process(*arguments, code=code)
        assert done.returncode == 0
        assert not {*done.stderr.decode().splitlines()[-1].split()} & (HEAVY | HELP)


@contextmanager
def listening(*arguments):
    """Start a command; give a function that writes a line and returns what is answered to it."""
    command = [sys.executable, "-m", "w2vkit", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:

        def ask(line, lines):
            running.stdin.write(f"{line}\n".encode())
            running.stdin.flush()
            answers = b""
            while answers.count(b"\n") < lines:
                if not select.select([running.stdout], [], [], PATIENCE)[0]:
                    running.kill()
                    pytest.fail(f"no answer to {line}")
                answers += running.stdout.read1()
            return answers.decode()

        yield ask
        running.stdin.close()
        assert running.wait() == 0


@pytest.mark.parametrize(
    ("arguments", "first", "second"),
    [
        (
            ("similar", "-n", "1", "--format", "tsv"),
            ("孙悟空", "query\tword\tscore\tcount\n孙悟空\t行者\t0.990099\t90\n"),
            ("八戒", "八戒\t行者\t0.970067\t90\n"),
        ),
        (
            ("similar", "-n", "1"),
            ("八戒", "query  word   score  count  rare\n八戒   行者  0.9701     90\n"),
            ("孙悟空", "孙悟空  行者  0.9901     90\n"),
        ),
        (
            ("similarity", "--format", "jsonl"),
            ("孙悟空 行者", '{"a": "孙悟空", "b": "行者", "score": 0.990099}\n'),
            ("八戒 沙僧", '{"a": "八戒", "b": "沙僧", "score": 0.966726}\n'),
        ),
        (
            ("shell", "-n", "1", "--format", "tsv"),
            ("孙悟空", "word\tscore\tcount\n行者\t0.990099\t90\n"),
            ("八戒", "word\tscore\tcount\n行者\t0.970067\t90\n"),
        ),
    ],
    ids=["similar-tsv", "similar-table", "similarity", "shell"],
)
def test_each_line_of_a_pipe_is_answered_before_the_next_is_written(toy, arguments, first, second):
    with listening(*arguments) as ask:
        for line, answer in (first, second):
            assert ask(line, answer.count("\n")) == answer


@pytest.mark.parametrize(
    ("arguments", "found", "record"),
    [
        (("similar", "八戒", "唐僧", "-n", "1"), {"query": "八戒"}, {"query": "唐僧"}),
        (("vector", "八戒", "唐僧"), {"word": "八戒"}, {"word": "唐僧"}),
    ],
)
@pytest.mark.parametrize("output_format", ["json", "jsonl"])
def test_json_has_a_record_for_each_missing_word(toy, w2v, arguments, found, record, output_format):
    done = w2v(*arguments, "--format", output_format)
    text = done.stdout if output_format == "json" else f"[{','.join(done.stdout.splitlines())}]"
    answered, missing = json.loads(text)
    assert found.items() <= answered.items()
    assert "error" not in answered
    assert missing == {
        **record,
        "error": "“唐僧” is not in the model “toy” (12 words).",
        "hint": NOT_KNOWN,
        "missing": ["唐僧"],
    }
    assert done.exit_code == 3
    assert done.stderr.startswith("Error: “唐僧” is not in the model")


def test_a_matrix_in_json_names_what_is_missing(toy, w2v):
    done = w2v("similarity", "--matrix", "八戒", "唐僧", "--format", "json")
    answer = json.loads(done.stdout)
    assert answer["words"] == ["八戒"]
    assert [one["query"] for one in answer["errors"]] == ["唐僧"]


@pytest.mark.parametrize("output_format", ["table", "tsv", "csv"])
def test_tables_have_no_row_for_a_missing_word(toy, w2v, output_format):
    assert w2v("similar", "唐僧", "--format", output_format).stdout.count("\n") <= 1


def test_restrict_takes_the_list_that_words_writes(toy, w2v, tmp_path):
    words = tmp_path / "词表.tsv"
    header = "word\tcount\tscore\tcut\talias_of\n"
    words.write_text(header + "沙僧\t9\t1.5\t沙 僧\t\nqueen\t9\t1\t\t\n", encoding="utf-8")
    done = w2v("similar", "孙悟空", "--restrict", words, "--format", "tsv")
    assert [line.split("\t")[1] for line in done.stdout.splitlines()[1:]] == ["沙僧", "queen"]
    words.write_text("沙僧、queen\n", encoding="utf-8")
    done = w2v("similar", "孙悟空", "--restrict", words, "--format", "tsv")
    assert [line.split("\t")[1] for line in done.stdout.splitlines()[1:]] == ["沙僧", "queen"]
    assert done.stderr == f"{words}: “沙僧、queen” is read as 2 words.\n"
    words.write_text("0.5 0.25\n" * 900, encoding="utf-8")
    done = w2v("similar", "孙悟空", "--restrict", words)
    assert done.exit_code == 1
    assert "None of the 900 words" in done.stderr


@pytest.mark.parametrize("sign", "、，,;")
def test_words_between_commas_are_several_and_this_is_said(toy, w2v, sign):
    for verb, words in (("similarity", ["king", "queen"]), ("odd", ["king", "queen", "馒头"])):
        done = w2v(verb, sign.join(words))
        assert done.exit_code == 0, done.stderr
        assert done.stdout == w2v(verb, *words).stdout
        assert done.stderr == f"“{sign.join(words)}” is read as {len(words)} words.\n"


@pytest.mark.parametrize("sign", "、，,;")
def test_each_answer_names_its_word_if_there_are_several(toy, w2v, sign):
    done = w2v("similar", f"king{sign}馒头", "-n", "1")
    assert done.exit_code == 0, done.stderr
    assert done.stdout == w2v("similar", "king", "馒头", "-n", "1").stdout
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["query", "king", "馒头"]
    assert done.stderr == f"“king{sign}馒头” is read as 2 words.\n"


@pytest.mark.parametrize("quoted", ["“king”", "「king」", "『king』", "《king》"])
def test_quotation_marks_around_a_word_do_not_belong_to_it(toy, w2v, quoted):
    done = w2v("similarity", quoted, "man", "--format", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout)["score"] == 0.816497


@pytest.mark.parametrize("word", ["KING", "King"])
def test_another_spelling_is_understood_and_said(toy, w2v, word):
    done = w2v("similarity", word, "queen", "--format", "json")
    assert done.exit_code == 0
    assert done.stderr == (
        f"“{word}” is not in the model; using king instead (they differ only in case).\n"
    )


def test_other_metrics_have_no_intervals(w2v, trained):
    done = w2v("similar", "悟空", "--stability", "--samples", 2, "--metric", "dot")
    assert done.exit_code == 2
    assert "--stability requires --metric cosine" in done.stderr


def test_a_word_with_two_occurrences_is_marked(w2v, trained, tmp_path):
    with (tmp_path / "book.txt").open("a", encoding="utf-8") as book:
        book.write("玉帝打雷。\n" * 2)
    options = ["--algorithm", "cbow", "--dim", "8", "--min-count", "1", "--epochs", "3"]
    w2v("train", "book.txt", "--name", "n", *options)
    arguments = ("--stability", "--samples", 2, "--match", "玉帝|八戒", "--format", "json")
    rows = json.loads(w2v("similar", "悟空", *arguments).stdout)
    assert {row["word"]: row["rare"] for row in rows} == {"玉帝": True, "八戒": False}
