import csv
import io

import pytest

from w2vkit.base.messages import has_controls
from w2vkit.cli.output import Matrix, print_matrix, print_record, print_rows, print_vectors

ROWS = [{"word": "孙悟空", "score": 0.5, "count": 1200}, {"word": "a", "score": 0.25, "count": 7}]
EXPECTED = {
    "table": "word     score  count\n孙悟空  0.5000  1,200\na       0.2500      7\n",
    "tsv": "word\tscore\tcount\n孙悟空\t0.5\t1200\na\t0.25\t7\n",
    "csv": "word,score,count\n孙悟空,0.5,1200\na,0.25,7\n",
    "jsonl": (
        '{"word": "孙悟空", "score": 0.5, "count": 1200}\n'
        '{"word": "a", "score": 0.25, "count": 7}\n'
    ),
}


@pytest.mark.parametrize("output_format", EXPECTED)
def test_rows(capsys, output_format):
    print_rows(ROWS, output_format, ("word", "score", "count"))
    assert capsys.readouterr().out == EXPECTED[output_format]


def test_json_is_one_array(capsys):
    import json

    print_rows(ROWS, "json", ())
    assert json.loads(capsys.readouterr().out) == ROWS


def test_a_record_as_a_table_is_a_list_of_names_and_values(capsys):
    print_record({"name": "xiyou", "words": 7735}, "table")
    assert capsys.readouterr().out == "name   xiyou\nwords  7,735\n"


def test_no_rows_print_nothing_as_a_table(capsys):
    print_rows([], "table", ("word",))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (True, "true"),
        (False, "false"),
        (None, ""),
        ([1, "孙"], '[1, "孙"]'),
        ({"a": None}, '{"a": null}'),
    ],
)
def test_cells_are_json_where_they_are_no_text(capsys, value, cell):
    import csv
    import io

    print_rows([{"x": 1, "value": value}], "tsv", ("x", "value"))
    [_, [_, written]] = csv.reader(io.StringIO(capsys.readouterr().out), delimiter="\t")
    assert written == cell


WORDS = [
    "\x1b]0;evil\x07",
    "a\x00b",
    "\x9b31m",
    "a\u202eb",
    "=1+1",
    "+1",
    "-well",
    "@home",
    '"',
    "a,b",
]


def test_a_table_shows_control_characters_instead_of_obeying_them(capsys):
    rows = [{"word": word, "n": 1} for word in WORDS]
    print_rows(rows, "table", ("word", "n"))
    print_record({word: word for word in WORDS}, "table")
    print_matrix(Matrix(WORDS, [[1.0] * len(WORDS)] * len(WORDS)), "table")
    print_vectors([{"word": word, "vector": [0.5]} for word in WORDS], "table")
    shown = capsys.readouterr().out
    assert not has_controls(shown.replace("\n", ""))
    assert len(shown.splitlines()) == 4 * len(WORDS) + 2
    assert "\\x1b]0;evil\\x07" in shown


@pytest.mark.parametrize(("output_format", "separator"), [("csv", ","), ("tsv", "\t")])
def test_what_programs_read_is_the_word_itself(capsys, output_format, separator):
    print_rows([{"word": word} for word in WORDS], output_format, ("word",))
    lines = csv.reader(io.StringIO(capsys.readouterr().out, newline=""), delimiter=separator)
    assert [line[0] for line in lines] == ["word", *WORDS]
