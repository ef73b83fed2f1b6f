"""How words are written in a text whose tokens are lemmas: `ging` where the token is `gehen`."""

from __future__ import annotations

from collections.abc import Sequence

from w2vkit.base.config import SegmentConfig
from w2vkit.languages.segmentation.blocks import segmenter_by_options
from w2vkit.languages.segmentation.segment import TextBlock, block_tokens, known_forms
from w2vkit.languages.segmentation.segmenter_choice import choose_segmenter


def written_tokens(text: str, tokens: Sequence[str], config: SegmentConfig) -> Sequence[str]:
    """Return tokens as they are written in the text of their sentence.

    Args:
        text: the sentence.
        tokens: its tokens, or some of them in order; one that the text does not contain stays.
        config: the options of segmentation; without lemmas, tokens are written as they are.

    """
    if not config.lemmas:
        return tokens
    forms = known_forms(config)
    segmenter = segmenter_by_options(config)
    block = TextBlock(text, choose_segmenter(text) if segmenter == "auto" else segmenter)
    pieces = [piece for piece in block_tokens(block, config) if forms[piece]]
    written: list[str] = []
    place = 0
    for token in tokens:
        ahead = range(place, len(pieces))
        found = next((number for number in ahead if forms[pieces[number]] == token), None)
        written.append(token if found is None else pieces[found])
        place = place if found is None else found + 1
    return written
