"""Messages, which can be translated, and the wording of numbers, arguments and system errors."""

from __future__ import annotations

import errno
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters and direction marks, which a terminal interprets instead of showing."""


class Message(str):
    """An English text that knows what it was made of, so that it can be translated.

    As a `str`, it is the English text. `translation.translate` renders it in other languages.

    Attributes:
        template: the English text with a named field for each value; of numbers, the singular.
        plural: the plural of the template, empty if it has none.
        values: the values of the fields; those that are messages are translated as well.
        context: the part of the catalog with the translation, empty for that of messages.

    """

    __slots__ = ("context", "plural", "template", "values")
    context: str
    template: str
    plural: str
    values: Mapping[str, Any]

    def __new__(
        cls,
        text: str,
        template: str = "",
        plural: str = "",
        values: Mapping[str, Any] | None = None,
        context: str = "",
    ) -> Message:
        """Return a text with its template and values; `msg` is how to write one."""
        message = super().__new__(cls, text)
        message.template, message.plural = template or text, plural
        message.values, message.context = values or {}, context
        return message

    def __add__(self, other: str) -> Message:
        """Return this message followed by another text."""
        return joined("", [self, other])

    def __radd__(self, other: str) -> Message:
        """Return this message after another text."""
        return joined("", [other, self])


class JoinedMessage(Message):
    """Messages and other texts one after another.

    Attributes:
        template: what is between them: an empty text, a space between sentences, or a comma.
        parts: the messages and texts.

    """

    __slots__ = ("parts",)
    parts: tuple[str, ...]


def msg(template: str, /, **values: Any) -> Message:
    """Return a message: an English template with a named field for each of its values.

    >>> msg("No model {name} in {folder}.", name="xiyou", folder="models")
    'No model xiyou in models.'
    """
    if not values:
        return Message(template)
    stated = {name: _stated(value) for name, value in values.items()}
    return Message(template.format(**stated), template, values=stated)


def _stated(value: Any) -> Any:
    """Return what a template can format as it is, an error as its message, the rest as text."""
    if isinstance(value, Exception) and value.args and isinstance(value.args[0], Message):
        return value.args[0]
    has_formats = hasattr(value, "__float__") or hasattr(value, "strftime")
    return value if isinstance(value, str | bytes) or has_formats else str(value)


def label(word: str) -> Message:
    """Return a word that names a kind, a unit or a stage; names of users are no labels."""
    return Message(word, context="label")


def foreign(text: str) -> Message:
    """Return a text of the system or of another library, some of which have translations."""
    return Message(text, context="foreign")


def joined(separator: str, parts: Iterable[str]) -> Message:
    """Return messages and other texts, joined by a separator; empty ones are left out.

    The separators ` `, `, ` and `; ` have translations: they join sentences, lists and clauses.
    """
    texts = tuple(filter(None, parts))
    message = JoinedMessage(separator.join(texts))
    message.template, message.parts = separator, texts
    return message


def sentences(*parts: str | None) -> Message:
    """Return sentences one after another, without those that are None or empty.

    >>> sentences("It is rare.", None, "Lower --min-count.")
    'It is rare. Lower --min-count.'
    """
    return joined(" ", [part for part in parts if part])


def listed(names: Iterable[str], most: int | None = 3) -> Message:
    """Return the first names of a list, and how many more there are; all of them for None.

    >>> listed(["a", "b"]), listed(["a", "b", "c", "d"])
    ('a, b', 'a, b, c and 1 more')
    """
    every = [*names]
    first = joined(", ", every[:most])
    if most is None or len(every) <= most:
        return first
    return msg("{names} and {number:,} more", names=first, number=len(every) - most)


def has_controls(text: str) -> bool:
    """Return whether a text contains characters that a terminal interprets."""
    return _CONTROLS.search(text) is not None


def printable(text: str) -> str:
    r"""Return a text with control characters as escape sequences of Python.

    >>> printable("\x1b[31mred\n")
    '\\x1b[31mred\\n'
    """
    return _CONTROLS.sub(lambda sign: sign[0].encode("unicode_escape").decode("ascii"), text)


def shortened(text: str, limit: int) -> str:
    """Return the first `limit` characters of a text, with an ellipsis if there are more.

    >>> shortened("孙悟空大闹天宫", 3)
    '孙悟空…'
    """
    return text if len(text) <= limit else text[:limit] + "…"


def decimal(value: float, decimals: int = 2) -> str:
    """Return a number as pictures and pages show it: with a minus sign, and zero without one.

    >>> decimal(-0.126), decimal(-0.001)
    ('−0.13', '0.00')
    """
    return f"{value:z.{decimals}f}".replace("-", "−")


def counted(number: int, singular: str, plural: str, **values: Any) -> Message:
    """Return a message from the templates for one and for other numbers.

    Args:
        number: the number, which fills the field `number`.
        singular: the template for one.
        plural: the template for other numbers.
        values: the values of further fields.

    >>> [*map(str, (counted(n, "{number} epoch", "{number} epochs") for n in (1, 1200)))]
    ['1 epoch', '1,200 epochs']

    """
    template = singular if number == 1 else plural
    stated = {"number": f"{number:,}"} | {name: _stated(value) for name, value in values.items()}
    return Message(template.format(**stated), singular, plural, stated)


def forms(singular: str, plural: str) -> tuple[str, str]:
    """Return the templates of a number with its noun, for `counted` to choose from."""
    return singular, plural


def quoted(argument: str, platform: str = sys.platform) -> str:
    """Return an argument quoted for the shell of a platform; Chinese needs no quotes.

    >>> quoted("西游记.txt"), quoted("my novel.txt", "linux"), quoted("my novel.txt", "win32")
    ('西游记.txt', "'my novel.txt'", '"my novel.txt"')
    """
    if re.fullmatch(r"[\w./=-]+", argument):
        return argument
    return f'"{argument}"' if platform == "win32" else shlex.quote(argument)


def option_text(name: str, value: Any) -> str:
    """Return an option of the command line with its value, from the name of its field.

    >>> option_text("min_count", 5), option_text("keep_case", False)
    ('--min-count 5', '--no-keep-case')
    """
    flag = f"--{name.replace('_', '-')}"
    if isinstance(value, bool):
        return flag if value else f"--no-{flag[2:]}"
    return f"{flag} {quoted(f'{value:g}' if isinstance(value, float) else str(value))}"


def option_texts(options: Mapping[str, Any]) -> Iterator[str]:
    """Yield options as on the command line; one with several values is repeated."""
    for name, value in options.items():
        values = value if isinstance(value, (tuple, list)) else (value,)
        yield from (option_text(name, each) for each in values)


def reason(error: OSError) -> Message:
    """Return the reason of a system error; NumPy does not name a full disk as such."""
    if error.strerror:
        return foreign(error.strerror)
    return msg("the disk is full") if _is_full(error) else foreign(str(error))


def remedy(error: OSError, alternative: str) -> Message:
    """Return what to do about a system error: remove its cause, or `alternative` if there is one.

    >>> remedy(PermissionError(errno.EACCES, "Permission denied"), "choose another file")
    'Check the permissions, or choose another file.'
    >>> remedy(OSError(errno.ENOSPC, "No space left on device"), "")
    'Free some space.'
    """
    if not alternative:
        return msg("{step}.", step=first_step(error))
    if error.errno == errno.EROFS:
        return msg("{step}.", step=alternative[0].upper() + alternative[1:])
    return msg("{step}, or {alternative}.", step=first_step(error), alternative=alternative)


def first_step(error: OSError) -> Message:
    """Return how to remove the cause of a system error, without a period."""
    if _is_full(error):
        return msg("Free some space")
    return _STEPS.get(error.errno or 0, msg("Check the path and its permissions"))


_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_STEPS = {
    errno.EACCES: msg("Check the permissions"),
    errno.EPERM: msg("Check the permissions"),
    errno.ENOENT: msg("Check the spelling of the path"),
    errno.ENAMETOOLONG: msg("Choose a shorter name"),
    errno.EMFILE: msg("Raise the limit that `ulimit -n` shows"),
}


def _is_full(error: OSError) -> bool:
    return error.errno in _FULL or "requested and" in str(error)
