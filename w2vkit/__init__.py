"""w2vkit: from raw text, Chinese or English, to word vectors, answers and pictures."""

from __future__ import annotations

__version__ = "0.1.0"
