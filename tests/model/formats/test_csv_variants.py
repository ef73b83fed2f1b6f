"""Tables of vectors as pandas, R and spreadsheets write them."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from w2vkit.base.config import ImportConfig
from w2vkit.base.errors import W2vError
from w2vkit.model.formats.csv_table import layout_of
from w2vkit.model.formats.reading import open_vectors
from w2vkit.model.formats.vector_stream import collect_vectors

NUMBERS = np.random.default_rng(1).normal(size=(3, 4)).astype(np.float32)
WORDS = ["the", "naïve, so", "国王"]


def table(header, rows, separator=",", quoting=csv.QUOTE_MINIMAL, point="."):
    """Return a table as text."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, quoting=quoting, lineterminator="\n")
    if header is not None:
        writer.writerow(header)
    writer.writerows([str(one).replace(".", point) for one in row] for row in rows)
    return file.getvalue()


def rows(words=WORDS, numbers=NUMBERS, before=(), after=()):
    return [
        [*(one[place] for one in before), word, *map(repr, vector.tolist()),
         *(one[place] for one in after)]
        for place, (word, vector) in enumerate(zip(words, numbers, strict=True))
    ]  # fmt: skip


def read(path, **options):
    with open_vectors(path, ImportConfig(**options)) as incoming:
        return collect_vectors(incoming), incoming


R_NAMES = ["V1", "V2", "V3", "V4"]
VARIANTS = {
    "pandas": table(["", *range(4)], rows()),
    "pandas with tabs": table(["", *range(4)], rows(), "\t"),
    "pandas with an index": table(["", "word", *range(4)], rows(before=[[0, 1, 2]])),
    "R write.csv": table(["", *R_NAMES], rows(), quoting=csv.QUOTE_NONNUMERIC),
    "R write.table": table(R_NAMES, rows(), " ", csv.QUOTE_ALL),
    "R write.csv2": table(["", *R_NAMES], rows(), ";", point=","),
    "no header": table(None, rows()),
    "with counts": table(["token", "freq", *R_NAMES],
                         [[row[0], 7, *row[1:]] for row in rows()]),
    "words last": table([*R_NAMES, "word"], [[*row[1:], row[0]] for row in rows()]),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_variant_is_read(name, encoding, tmp_path):
    (tmp_path / "x.txt").write_bytes(VARIANTS[name].encode(encoding))
    found, incoming = read(tmp_path / "x.txt")
    assert incoming.format_name == "csv"
    assert [*found.vocabulary] == WORDS
    assert np.array_equal(found.vectors, NUMBERS)
    assert found.vocabulary.counts().tolist() == ([7] * 3 if name == "with counts" else [0] * 3)


def test_columns_that_are_left_out_are_named(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(table(["id", "word", *R_NAMES], rows(before=[[1, 2, 3]])), encoding="utf-8")
    assert read(path)[1].source.decisions == ["columns that are left out: id"]


@settings(max_examples=25, deadline=None)
@given(
    words=st.lists(
        st.text("ab,;\"' 词é0", min_size=1).filter(lambda word: word.strip() == word),
        min_size=2, max_size=9, unique=True,
    ),
    separator=st.sampled_from(",;\t"),
)  # fmt: skip
def test_quoted_words_are_kept(words, separator, tmp_path_factory):
    numbers = np.random.default_rng(len(words)).normal(size=(len(words), 3)).astype(np.float32)
    path = tmp_path_factory.mktemp("quoted") / "x.csv"
    path.write_text(table(["word", *"abc"], rows(words, numbers), separator), encoding="utf-8")
    found, _ = read(path)
    assert [*found.vocabulary] == words
    assert np.array_equal(found.vectors, numbers)


@pytest.mark.parametrize(
    "content",
    [
        "the king said, and the queen said\nthat is prose, is it not\n",
        "name,city,year\nAda,London,1815\nAlan,Paris,1912\n",
        "word\nking\nqueen\n",
        "",
        ",0,1\nking,0.5\n",
        'word,0,1\n"king,1,2\n',
    ],
)
def test_other_tables_and_prose_are_not_taken(content):
    assert layout_of(content.encode()) is None


def test_a_damaged_row_is_named(tmp_path):
    path = tmp_path / "x.csv"
    lines = VARIANTS["pandas"].replace('"naïve, so"', "naive") * 20
    lines = [f"{place}{line}" for place, line in enumerate(lines.splitlines()) if "the" in line]
    path.write_text(",0,1,2,3\n" + "\n".join(lines) + "\n" * 2 + "king,1,2\n", encoding="utf-8")
    with pytest.raises(W2vError, match="3 columns instead of 5") as caught:
        read(path)
    assert "--repair" in caught.value.hint
    assert len(read(path, repair=True)[0]) == 20
