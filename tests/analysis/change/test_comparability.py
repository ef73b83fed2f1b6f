"""Texts that cannot be compared are refused, and overlapping ones are said."""

import pytest

from tests.toys import Notes
from w2vkit.analysis.change.comparability import check_comparable
from w2vkit.analysis.change.part_rules import parts_of
from w2vkit.analysis.opening import text_of_files
from w2vkit.base.config import SegmentConfig
from w2vkit.base.errors import W2vError

ENGLISH = "The king rules the land and the people of the north love him.\n" * 20
SIMPLIFIED = "国王说：这个时候我们都来了，你们为什么还没进门？他对学生说过。\n" * 20
TRADITIONAL = "國王說：這個時候我們都來了，你們為什麼還沒進門？他對學生說過。\n" * 20
CHARACTERS = " ".join("国王说这个时候我们都来了你们为什么还没进门他对学生说过") + "\n"


def check(tmp_path, *contents, **options):
    paths = []
    for number, content in enumerate(contents):
        paths.append(str(tmp_path / f"{number}.txt"))
        (tmp_path / f"{number}.txt").write_text(content, encoding="utf-8")
    notes = Notes()
    text = text_of_files(paths, SegmentConfig(**options))
    check_comparable(text, parts_of(text, None), notes)
    return notes.said


@pytest.mark.parametrize(
    ("second", "message", "remedy"),
    [
        (ENGLISH, "are in different languages", "in one language"),
        (TRADITIONAL, "are in different scripts", "--script simplified"),
    ],
)
def test_other_languages_and_scripts_are_refused(tmp_path, second, message, remedy):
    with pytest.raises(W2vError, match=message) as caught:
        check(tmp_path, SIMPLIFIED, second)
    assert remedy in caught.value.hint


def test_the_remedy_helps(tmp_path):
    said = check(tmp_path, SIMPLIFIED, TRADITIONAL, script="simplified")
    assert "share 100% of their long sentences" in said[0]


def test_a_text_in_characters_is_not_compared_with_one_in_words(tmp_path):
    with pytest.raises(W2vError, match="are segmented differently") as caught:
        check(tmp_path, SIMPLIFIED, CHARACTERS * 20)
    assert "--segmenter" in caught.value.hint


def test_different_texts_have_nothing_to_say(tmp_path):
    assert check(tmp_path, ENGLISH, ENGLISH.replace("king", "queen").replace("land", "sea")) == []
    assert "share 100%" in check(tmp_path, ENGLISH, ENGLISH)[0]
