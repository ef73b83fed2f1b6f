"""How words are written in a text whose tokens are lemmas: `ging` where the token is `gehen`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from w2vkit.base.config import AUTO, SegmentConfig
from w2vkit.languages.segmentation.blocks import segmenter_by_options
from w2vkit.languages.segmentation.segment import TextBlock, block_tokens, known_forms
from w2vkit.languages.segmentation.segmenter_choice import choose_segmenter
from w2vkit.languages.segmentation.segmenters import lemma_function


def written_tokens(text: str, tokens: Sequence[str], config: SegmentConfig) -> Sequence[str]:
    """Return tokens as they are written in the text of their sentence.

    Args:
        text: the sentence.
        tokens: its tokens, or some of them in order; one that the text does not contain stays.
        config: the options of segmentation; without lemmas, tokens are written as they are.

    """
    if not config.lemmas:
        return tokens
    pairs = _forms_and_pieces(text, config)
    written: list[str] = []
    place = 0
    for token in tokens:
        ahead = range(place, len(pairs))
        found = next((number for number in ahead if pairs[number][0] == token), None)
        written.append(token if found is None else pairs[found][1])
        place = place if found is None else found + 1
    return written


def _forms_and_pieces(text: str, config: SegmentConfig) -> list[tuple[str, str]]:
    """Return the form of each token of a sentence, and the piece of the text that it stands for."""
    chosen = segmenter_by_options(config)
    block = TextBlock(text, choose_segmenter(text) if chosen == AUTO else chosen)
    pieces = tokens = [*block_tokens(block, replace(config, lemmas=False))]
    if lemma_function(block.segmenter) is not None:
        tokens = [*block_tokens(block, config)]  # as many, in the same order
    forms = known_forms(config)
    return [
        (form, piece) for token, piece in zip(tokens, pieces, strict=True) if (form := forms[token])
    ]
