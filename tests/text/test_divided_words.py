"""Words that are divided at the ends of wrapped lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.toys import Notes
from w2vkit.text.divided_words import Division, division, divisions, joinable
from w2vkit.text.files.finding import find_files
from w2vkit.text.files.reading import read_sentences
from w2vkit.text.line_numbers import numbered_sentences
from w2vkit.text.unwrap import join_lines, unwrap_lines, without_hyphens


def joined(text):
    words, _ = joinable(lambda: [text])
    return {f"{left}-{right}" for left, right in words}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The agricul-\ntural land. Our agricultural tools.", {"agricul-tural"}),
        ("The agricul-\ntural land.", {"agricul-tural"}),
        ("A well-\nknown man, so well-known.", set()),
        ("A well-\nknown man is known well.", set()),
        ("co-\noperation, co-operation, co-operation, cooperation", set()),
        ("An Anglo-\nSaxon word.", set()),
        ("1914-\n18, and then--\nnothing, or -\nthat", set()),
        ("the oﬃ-\ncer, the officer", {"offi-cer"}),
        # This text is wrapped at its own hyphens only.
        ("a well-\nknown long-\nsleeved coat, well-known", set()),
        (
            "a sea-\ngreen coat and a mean-\ning, sea-green sea-green; meaning, meaning",
            {"mean-ing"},
        ),
        ("孙悟空-\n来了", {"孙悟空-来了"}),
    ],
)
def test_the_text_itself_decides(text, found):
    assert joined(text) == found


def test_a_division_is_found_at_the_end_of_a_line():
    assert division("it was under-", "standing room") == Division("under", "standing")
    assert division("IT WAS UNDER-", "STANDING") == Division("under", "standing")
    assert division("mother-in-", "law") == Division("in", "law")
    for line, after in (("word", "next"), ("word-", ""), ("word-", " next"), ("3-", "fold")):
        assert division(line, after) is None


@given(st.text("ab-\n A", max_size=60), st.integers(1, 20))
def test_blocks_make_no_difference_to_divided_words(text, size):
    blocks = [text[start : start + size] for start in range(0, len(text), size)]
    assert divisions(blocks) == divisions([text])
    words = joinable(lambda: [text])[0]
    assert joinable(lambda: blocks)[0] == words
    lines = text.split("\n")
    whole = join_lines(lines, 10, words)
    assert "".join(unwrap_lines(blocks, 10, words)) == whole
    assert "".join("".join(without_hyphens(lines, words)).split()) == "".join(whole.split())


LINES = [
    "The international government announced a significant enviro-",
    "nmental agreement between neighbouring countries after their",
    "well-known and very complicated negotiations about the agri-",
    "cultural and environmental productivity of their infrastruc-",
    "ture. This well-known agreement concerns the whole agricult-",
    "ural infrastructure and the agricultural trade of all coun-",
    "tries of the world in a significant and international way.",
] * 4


def test_a_wrapped_file_is_read_with_whole_words(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("\n".join(LINES), encoding="utf-8")
    notes = Notes()
    (source,) = find_files([str(path)], notes)
    assert any("20 words divided at the end of a line, such as " in note for note in notes.said)
    sentences = [*read_sentences(source)]
    text = " ".join(sentences)
    assert text.count("environmental agreement") == text.count("the agricultural trade") == 4
    assert text.count("well-known agreement") == text.count("agricultural and environmental") == 4
    assert text.count("infrastructure.") == 4
    assert "- " not in text
    numbers = [line for line, _ in numbered_sentences(source)]
    assert numbers == [line + 7 * part for part in range(4) for line in (1, 5)]


def test_soft_hyphens_join_lines(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("\n".join(LINES).replace("-\n", "\u00ad\n"), encoding="utf-8")
    (source,) = find_files([str(path)])
    found = " ".join(read_sentences(source))
    assert "significant environmental agreement" in found
    assert "\u00ad" not in found
