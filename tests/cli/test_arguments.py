import pytest

PLAIN = "孙悟空 - 八戒"


@pytest.mark.parametrize(
    "question",
    [
        ("-八戒 + 孙悟空",),
        ("-八戒", "+", "孙悟空"),
        ("-1*八戒 + 孙悟空",),
        ("-1.0*八戒+孙悟空",),
        ("--", "-八戒 + 孙悟空"),
    ],
)
def test_a_formula_may_begin_with_a_minus(toy, w2v, question):
    def scores(*words):
        rows = w2v("similar", "--format", "tsv", "-n", "2", *words).stdout.splitlines()
        return [row.split("\t")[1:] for row in rows[1:]]

    assert scores(*question) == scores(PLAIN) != []


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("similarity", "-八戒 + 孙悟空", "孙悟空 - 八戒"), "score  1.0000"),
        (("odd", "-八戒 + 孙悟空", "沙僧", "行者"), "八戒 + 孙悟空"),
        (("analogy", "-八戒 + 孙悟空", "沙僧", "行者"), "八戒 + 孙悟空 + 沙僧 - 行者"),
        (("vector", "-八戒 + 孙悟空"), "-八戒 + 孙悟空 "),
        (("similar", "沙僧", "--match", "-八"), "No word matches “沙僧”"),
    ],
)
def test_other_commands_take_it_too(toy, w2v, arguments, shown):
    done = w2v(*arguments)
    assert done.exit_code == 0, done.stderr
    assert shown in done.output


def test_plot_takes_it_too(toy, w2v, tmp_path):
    file = tmp_path / "map.svg"
    done = w2v("plot", "沙僧", "-八戒 + 孙悟空", "行者", "-o", file)
    assert (done.exit_code, file.exists()) == (0, True), done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("similar", "-八戒"), "all terms are subtracted"),
        (("similar", "-foo"), "No such option '-f'. If a formula begins with a minus"),
        (("similar", "--topm", "3", "沙僧"), "Did you mean '--topn'?"),
        (("similar", "沙僧", "--match"), "'--match' requires an argument"),
        (("similar", "--八戒"), "No such option '--八戒'"),
    ],
)
def test_what_is_no_formula_is_wrong_usage(toy, w2v, arguments, said):
    done = w2v(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "\0" not in done.output
