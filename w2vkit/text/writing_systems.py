"""Letters of writing systems, for use in the brackets of regular expressions.

Chinese characters are in `script`. Letters of scripts with spaces between words need no table.
"""

from __future__ import annotations

KANA = r"\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
"""Without the middle dot, which Chinese text has in foreign names."""
HANGUL = r"\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
THAI = r"\u0e00-\u0e4e"
LAO = r"\u0e80-\u0ecf"
KHMER = r"\u1780-\u17d3"
BURMESE = r"\u1000-\u103f\u1050-\u109f"
UNSPACED = f"{KANA}{THAI}{LAO}{KHMER}{BURMESE}"
"""Letters, with vowel signs, of the scripts beside Chinese that have no spaces between words."""
