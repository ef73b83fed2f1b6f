"""The language of messages, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGE_VARIABLE = "W2VKIT_LANG"
"""Language of messages: `zh` or `en`; by default that of the locale."""
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language(environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of messages; English if the environment names an unknown one.

    The first variable that is set and not empty decides, as in POSIX.

    >>> language({"LANG": "zh_CN.UTF-8"}), language({"W2VKIT_LANG": "en", "LC_ALL": "zh_TW"})
    ('zh', 'en')
    """
    for variable in (LANGUAGE_VARIABLE, *LOCALE_VARIABLES):
        if value := environment.get(variable):
            code = value.replace("-", "_").partition(".")[0].partition("_")[0].partition("@")[0]
            return "zh" if code.lower() == "zh" else "en"
    return "en"


def is_chinese() -> bool:
    """Return whether messages are in Chinese."""
    return language() == "zh"
