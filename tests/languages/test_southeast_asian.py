"""Languages that are known by their letters alone."""

import pytest

from w2vkit.languages.recognition import language_of
from w2vkit.languages.southeast_asian import BURMESE, KHMER, LAO, THAI
from w2vkit.model.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("word", "language"),
    [("พระราชา", THAI), ("ກະສັດ", LAO), ("ស្តេច", KHMER), ("ဘုရင်", BURMESE)],
)
def test_a_text_in_its_letters_is_in_the_language(word, language):
    assert language.owns(word)
    assert language_of(Vocabulary.from_counts([(word, 3), ("the", 1)])) is language
