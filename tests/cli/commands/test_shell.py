"""`shell`: questions, settings and mistakes; the terminal is that of `shell_lines`."""

import shutil

import pytest

from tests.toys import random_embeddings, save_model
from w2vkit.base.config import QueryConfig
from w2vkit.cli.commands.shell import SHELL_HELP, Shell
from w2vkit.query.opening import open_model


def shell(output_format="tsv"):
    return Shell(open_model("toy"), QueryConfig(topn=1), output_format)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("孙悟空", "行者\t0.990099\t90"),
        ("  king - man + woman  ", "queen\t"),
        ("similar 孙悟空", "行者\t0.990099\t90"),
        ("similarity 孙悟空 行者", "孙悟空\t行者\t0.990099"),
        ("analogy king woman man", "queen\t"),
        ("odd 八戒 沙僧 行者 馒头", "馒头\t"),
        ("vector 八戒", "八戒\t0.9\t0.3\t0.0\t0.1"),
        (":help", SHELL_HELP.splitlines()[0]),
        ("New York", "well-known\t"),
        ("help", SHELL_HELP.splitlines()[0]),
        ('similarity "New York" king', "\tking\t0.707107"),
        ("similarity {king, man} king", "{king, man}\tking\t"),
        ("孙悟空 king", "孙悟空\t行者\t0.990099\t90\nking\tman\t"),
        ("similar 孙悟空 king", "孙悟空\t行者\t0.990099\t90\nking\tman\t"),
        ("孙悟空、king", "孙悟空\t行者\t0.990099\t90\nking\tman\t"),
        ("孙悟空，king", "孙悟空\t行者\t0.990099\t90\nking\tman\t"),
        ("odd 八戒、沙僧、行者、馒头", "馒头\t"),
        ("孙悟空 -n 2", "行者\t0.990099\t90\n八戒\t"),
        ("-n2 孙悟空", "行者\t0.990099\t90\n八戒\t"),
        ("孙悟空 --topn=2", "行者\t0.990099\t90\n八戒\t"),
        ("孙悟空 king --min-count 85 --include-query", "king\t行者\t"),
        ("analogy king woman man --method mul", "queen\t"),
        ("king - man + woman -n 1 --format csv", "queen,"),
        ("similarity 孙悟空 行者 --format json", '"score": 0.990099'),
        ("similarity 孙悟空 孫悟空 --fuzzy", "孙悟空\t孫悟空\t1.0"),
        ("similarity 孙悟空 sunwukong", "孙悟空\tsunwukong\t1.0"),
    ],
)
def test_the_same_verbs_and_grammar(toy, capsys, line, answer):
    assert not shell().answer(line)
    assert answer in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("sunwukong --no-fuzzy", "“sunwukong” is not in the model “toy” (12 words)."),
        ("唐僧", "“唐僧” is not in the model “toy” (12 words)."),
        ("king -", "a word is expected here"),
        ("odd king man", "at least three words"),
        (":nothing", "Unknown command :nothing."),
        ("similarity", "similarity requires words."),
        ("king queeen", "“queeen” is not in the model"),
        ("孙悟空 -n many", "'many' is not a valid integer"),
        ("孙悟空 --topm 3", "No such option"),
        ("similarity king queen -n 3", "similarity does not accept --topn."),
        (":topn many", ":topn requires a number."),
        (":topn 0", "topn is 0"),
        (":model nowhere", "no model named “nowhere”"),
    ],
)
def test_mistakes_are_said_and_the_session_goes_on(toy, capsys, line, part):
    session = shell()
    assert not session.answer(line)
    assert part in capsys.readouterr().err
    session.answer("孙悟空")
    assert "行者" in capsys.readouterr().out


def test_settings_change_while_it_runs(toy, capsys):
    save_model("other", random_embeddings(50, 3))
    session = shell()
    session.answer(":topn 3")
    session.answer("孙悟空")
    assert capsys.readouterr().out.count("\n") == 4
    session.answer(":model other")
    assert "model “other” (50 words)" in capsys.readouterr().err
    session.answer("w7")
    assert capsys.readouterr().out.count("\n") == 4
    assert session.answer(":quit")
    assert session.answer("exit")


def test_a_model_that_is_replaced_is_opened_again(toy, capsys):
    session = shell()
    shutil.rmtree(toy)
    save_model("toy", random_embeddings(50, 3))
    session.answer("w7")
    out, err = capsys.readouterr()
    assert "The model was replaced" in err
    assert out.count("\n") == 2


def test_a_model_that_is_gone_is_said_once_and_the_old_one_asked(toy, capsys):
    session = shell()
    shutil.rmtree(toy)
    session.answer("孙悟空")
    assert "Error" in capsys.readouterr().err
    session.answer("孙悟空")
    out, err = capsys.readouterr()
    assert "行者" in out
    assert err == ""


def test_completions(toy):
    session = shell()
    assert [*session.completions("si", "si")] == ["similar", "similarity"]
    assert [*session.completions("孙", "similar 孙")] == ["孙悟空"]
    assert [*session.completions(":m", ":m")] == [":model"]
    assert [*session.completions("", "similar ")] == []
    assert [*session.completions("wo", "king + wo")] == ["woman"]


def test_a_pipe_sees_answers_only(toy, w2v):
    done = w2v("shell", "--topn", "1", input="孙悟空\n\nodd 八戒 沙僧 行者 馒头\n唐僧\n")
    assert done.exit_code == 3
    assert "> " not in done.stdout
    assert done.stdout.startswith("word   score  count\n行者")
    assert w2v("shell", input="").exit_code == 0
    assert w2v("shell", input="孙悟空\n:quit\n唐僧\n").exit_code == 0


def test_options_of_a_line_hold_for_that_line(toy, capsys):
    session = shell()
    session.answer("孙悟空 -n 3 --format jsonl")
    assert capsys.readouterr().out.count('"query"') == 3
    session.answer("孙悟空")
    assert capsys.readouterr().out == "word\tscore\tcount\n行者\t0.990099\t90\n"


LINES = [
    "孙悟空",
    "唐僧",
    ":topn 2",
    "king 孙悟空",
    "similarity king man",
    "king - man",
    "八戒 -n 1",
]


def test_lines_that_come_together_are_answered_as_one_by_one(toy, capsys):
    together, single = shell(), shell()
    assert not together.answer_all(LINES)
    expected = capsys.readouterr()
    for line in LINES:
        single.answer(line)
    assert capsys.readouterr() == expected
    assert together.runner.exit_code == single.runner.exit_code == 3


def test_nothing_is_answered_after_the_end(toy, capsys):
    assert shell().answer_all(["孙悟空", ":quit", "king"])
    assert capsys.readouterr().out.count("word\t") == 1


def test_a_missing_word_has_a_record_in_json(toy, capsys):
    shell("jsonl").answer("唐僧")
    assert '"query": "唐僧", "error": ' in capsys.readouterr().out
