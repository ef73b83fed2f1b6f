"""Traditional variants of characters in a simplified text: 後 beside 后, 著 beside 着."""

from __future__ import annotations

import re
from collections.abc import Mapping

VARIANTS = {"後": "后", "於": "于", "裏": "里", "裡": "里", "著": "着"}
"""Characters that a simplified text does not use, and those that it uses."""
MIN_VARIANT_COUNT, MIN_VARIANT_SHARE = 5, 0.02
"""How often a variant occurs, and its share of both characters, before it is a problem."""
MIN_PARTICLE_SHARE = 0.1
"""The share for 著, which a simplified text also has in 著名 and 名著."""
MAX_TRADITIONAL_SHARE = 0.2
"""A text with more traditional characters is not a simplified one."""
_VARIANT = re.compile(
    "[後於裏裡]|(?<![名原显專专土巨卓编論论合遗昭])著(?![名作书書述者称稱录錄有于於])"
)


def mixed_variants(counts: Mapping[str, int], simplified: int, traditional: int) -> dict[str, int]:
    """Return the variants that a simplified text mixes with the usual characters, with counts.

    Args:
        counts: the number of each character.
        simplified: the number of characters that only simplified texts have.
        traditional: the number of characters that only traditional texts have.

    """
    if traditional > MAX_TRADITIONAL_SHARE * (simplified + traditional):
        return {}
    return {
        variant: counts.get(variant, 0)
        for variant, usual in VARIANTS.items()
        if _is_mixed(variant, counts.get(variant, 0), counts.get(usual, 0))
    }


def without_variants(line: str) -> str:
    """Return a line with the usual characters; words such as 著名 stay.

    >>> without_variants("看著後面的名著")
    '看着后面的名著'
    """
    return _VARIANT.sub(lambda match: VARIANTS[match[0]], line)


def _is_mixed(variant: str, count: int, usual: int) -> bool:
    share = MIN_PARTICLE_SHARE if variant == "著" else MIN_VARIANT_SHARE
    return count >= MIN_VARIANT_COUNT and usual > 0 and count >= share * (count + usual)
