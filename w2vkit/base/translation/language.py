"""The language of messages, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGE_VARIABLE = "W2VKIT_LANG"
"""Language of messages: `zh` or `en`; by default that of the locale."""
PREFERRED_VARIABLE = "LANGUAGE"
NO_LANGUAGE = ("C", "POSIX")
"""Locales in which `LANGUAGE` has no effect."""
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language(environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of messages; English if the environment names an unknown one.

    The first variable that is set and not empty decides, as in POSIX. `LANGUAGE`, a list in order
    of preference, takes precedence over the locale unless that is C, as for gettext.

    >>> language({"LANG": "zh_CN.UTF-8"}), language({"W2VKIT_LANG": "en", "LC_ALL": "zh_TW"})
    ('zh', 'en')
    """
    if value := environment.get(LANGUAGE_VARIABLE):
        return _known(value) or "en"
    locale = next((value for name in LOCALE_VARIABLES if (value := environment.get(name))), "C")
    if locale.partition(".")[0] not in NO_LANGUAGE:
        for value in environment.get(PREFERRED_VARIABLE, "").split(":"):
            if found := _known(value):
                return found
    return _known(locale) or "en"


def _known(value: str) -> Language | None:
    """Return the language of a code such as zh_CN.UTF-8, None if there are no messages in it."""
    code = value.replace("-", "_").partition(".")[0].partition("_")[0].partition("@")[0].lower()
    return "zh" if code == "zh" else "en" if code == "en" else None


def is_chinese() -> bool:
    """Return whether messages are in Chinese."""
    return language() == "zh"
