"""Thai, Lao, Khmer and Burmese, which have no spaces between words."""

from __future__ import annotations

import re
from dataclasses import replace

from w2vkit.base.messages import msg
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.language import Language
from w2vkit.text.writing_systems import BURMESE as BURMESE_LETTERS
from w2vkit.text.writing_systems import KHMER as KHMER_LETTERS
from w2vkit.text.writing_systems import LAO as LAO_LETTERS
from w2vkit.text.writing_systems import THAI as THAI_LETTERS


def _language(code: str, name: str, letters: str, *segmenters: str) -> Language:
    letter = re.compile(f"[{letters}]")

    def owns(word: str) -> bool:
        return letter.search(word) is not None

    return replace(
        ENGLISH,
        code=code,
        name=name,
        owns=owns,
        letters=letters,
        ngram_lengths=(2, 5),
        segmenters=(*segmenters, "icu", "chars"),
        headings=(),
        prior=None,
    )


THAI = _language("th", msg("Thai"), THAI_LETTERS, "pythainlp")
LAO = _language("lo", msg("Lao"), LAO_LETTERS)
KHMER = _language("km", msg("Khmer"), KHMER_LETTERS)
BURMESE = _language("my", msg("Burmese"), BURMESE_LETTERS)
