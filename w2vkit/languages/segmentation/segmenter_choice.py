"""Which segmenter suits a text, whether it is segmented already, and what is said about that.

In segmented text, spaces stand at almost all boundaries of words; in other text at few or none.
jieba's dictionary finds the boundaries that have no space. Of the boundaries between Chinese
characters, spaces mark at least 90 % in text segmented by any dictionary, 75 % in pairs of
characters, at most a third in verse, song texts and subtitles that have spaces for punctuation,
and 0 to 3 % in prose and chats (benchmarks/README.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from w2vkit.base.config import AUTO, SegmentConfig, SegmenterName
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import counted, joined, msg, sentences
from w2vkit.base.progress import Listener
from w2vkit.languages.chinese.classical import reads_as_classical
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.east_asian import BORROWED_KANA, JAPANESE, is_japanese
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.language import Language
from w2vkit.languages.recognition import SCRIPT_LANGUAGES
from w2vkit.languages.segmentation.segmenters import (
    installed_version,
    rjieba_tokenizer,
    segmenter_named,
)
from w2vkit.text.decisions import Decision
from w2vkit.text.files.text_file import TextFile
from w2vkit.text.script import convert, is_traditional, sampled

SAMPLE = 1 << 12
"""Length of each of the three samples by which a segmenter is chosen."""
MIN_HAN_SHARE = 0.02
"""Text with a smaller share of Han among its letters is segmented by `words`."""
MIN_SPACES = 0.05
"""Spaces per Chinese character: text with fewer is not segmented, whatever its words are."""
MIN_MARKED = 0.6
"""The share of boundaries with a space from which text counts as segmented."""
UNCLEAR_SHARES = 0.4, 0.8
"""Between these shares, the text may also be of the other kind."""
FEWEST_BOUNDARIES = 5
"""Fewer boundaries are weak evidence that a text is segmented."""
_HAN = r"[\u4e00-\u9fff]"
_COMMON_HAN_RUN = re.compile(f"{_HAN}+")
_TAG = "[/_][A-Za-z]{1,4}"
"""A part of speech after a word, as in 国王/n."""
_SPACE_BETWEEN = re.compile(rf"(?<={_HAN})(?:{_TAG})?[^\S\n]+(?={_HAN})")
_LETTER = re.compile(r"[^\W\d_]")
OTHER_SCRIPTS = tuple(language for language in SCRIPT_LANGUAGES if language.letters)
_OTHER_LETTER = re.compile(f"[{''.join(language.letters for language in OTHER_SCRIPTS)}]")
MIN_OTHER_SHARE = 0.2
"""The share of its letters from which a text is in a language with letters of its own."""
Doubt = Literal["", "some spaces", "many spaces", "no tokenizer", "classical"]
"""Why the evidence for a segmenter is weak; "" if it is strong."""
UNCLEAR_SENTENCES: Mapping[Doubt, str] = {
    "some spaces": msg(
        "spaces divide only some of the Chinese words, so the text is segmented by rjieba. "
        "If it is segmented already, add --segmenter whitespace."
    ),
    "classical": msg(
        "the text reads as Classical Chinese, many of whose words rjieba does not know. "
        "--segmenter chars divides it into characters; names stay whole."
    ),
    "no tokenizer": msg(
        "the text is Korean and divided at spaces, so words keep their particles. "
        "pip install 'w2vkit[ko]' brings --segmenter kiwi, which divides them off."
    ),
    "many spaces": msg(
        "words are divided at spaces only, since most of the Chinese words seem to be. If "
        "the text is not segmented, add --segmenter rjieba."
    ),
}
"""What is said about files whose kind is unclear."""


@dataclass(frozen=True, slots=True)
class SegmenterChoice:
    """The segmenter that suits a text.

    Attributes:
        segmenter: its name.
        doubt: why the evidence is weak.
        rules: the code of the language whose rules of spelling hold; "" if none do.

    """

    segmenter: SegmenterName
    doubt: Doubt = ""
    rules: str = ""


Choices = Mapping[SegmenterChoice, Sequence[int]]
"""The positions of the files for which each choice was made."""


def choose_segmenter(text: str) -> SegmenterName:
    """Return the segmenter that suits a text.

    >>> choose_segmenter("孙悟空大闹天宫。"), choose_segmenter("the king and the queen")
    ('rjieba', 'words')
    >>> choose_segmenter("孙悟空 大闹 天宫 。 玉帝 大怒")
    'whitespace'
    """
    return judge_segmenter(text).segmenter


def judge_segmenter(text: str) -> SegmenterChoice:
    """Return the segmenter that suits a text, judged by its beginning, middle, and end."""
    sample = sampled(text, SAMPLE)
    if _OTHER_LETTER.search(sample) and (language := written_language(sample)) is not None:
        return _choice_of(language)
    runs = _COMMON_HAN_RUN.findall(sample)
    han = sum(map(len, runs))
    if han < MIN_HAN_SHARE * max(1, len(_LETTER.findall(sample))):
        return SegmenterChoice(ENGLISH.segmenters[0])
    spaces = len(_SPACE_BETWEEN.findall(sample))
    if spaces < MIN_SPACES * han:
        doubt: Doubt = "classical" if reads_as_classical(sample, han) else ""
        return SegmenterChoice(CHINESE.segmenters[0], doubt)
    boundaries = spaces + _unmarked_boundaries(runs)
    marked = spaces / boundaries
    if marked < MIN_MARKED:
        few = marked < UNCLEAR_SHARES[0]
        return SegmenterChoice(CHINESE.segmenters[0], "" if few else "some spaces")
    clear = marked > UNCLEAR_SHARES[1] and boundaries >= FEWEST_BOUNDARIES
    return SegmenterChoice("whitespace", "" if clear else "many spaces")


def segmenter_of(language: Language) -> SegmenterName:
    """Return the segmenter of a language that the user names; `auto` where the text decides."""
    if language is CHINESE or not language.segmenters:
        return AUTO
    return _choice_of(language).segmenter


def written_language(sample: str) -> Language | None:
    """Return the language other than Chinese whose letters a text has, None if there is none."""
    language = language_of_letters(sample)
    return None if language is CHINESE else language


def language_of_letters(sample: str) -> Language | None:
    """Return the language whose letters a text has; None if many languages share its letters."""
    letters = max(1, len(_LETTER.findall(sample)))
    han = sum(map(len, _COMMON_HAN_RUN.findall(sample)))
    for language in OTHER_SCRIPTS:
        own = len(re.findall(f"[{language.letters}]", sample))
        if language is JAPANESE:
            borrowed = sum(map(sample.count, BORROWED_KANA))
            if is_japanese(own, borrowed, han) and own + han >= MIN_OTHER_SHARE * letters:
                return language
        elif own >= MIN_OTHER_SHARE * letters:
            return language
    return CHINESE if han >= MIN_OTHER_SHARE * letters else None


def _choice_of(language: Language) -> SegmenterChoice:
    """Return the first segmenter of a language, or the one that stands in for it."""
    first = segmenter_named(language.segmenters[0])
    if language.has_stand_in and installed_version(first) is None:
        return SegmenterChoice(language.segmenters[1], "no tokenizer")
    return SegmenterChoice(first.name)


def check_installed(choice: SegmenterChoice, text: str, name: str) -> None:
    """Check that the segmenter that was chosen for a file is installed.

    Args:
        choice: the segmenter.
        text: the beginning of the file, by which it was chosen.
        name: the name of the file.

    Raises:
        UsageError: it is not.

    """
    segmenter, language = segmenter_named(choice.segmenter), written_language(sampled(text, SAMPLE))
    if language is None or installed_version(segmenter) is not None:
        return
    try:
        segmenter.load()
    except UsageError as error:
        said = msg("{name} is in {language}, by its letters.", name=name, language=language.name)
        raise UsageError(sentences(said, error.message), error.hint) from error


def _unmarked_boundaries(runs: list[str]) -> int:
    """Return how many boundaries of words the dictionary finds inside runs of Han."""
    text = "\n".join(runs)
    if is_traditional(text):
        simplified = convert(text, "simplified")
        text = simplified if len(simplified) == len(text) else text
    cut = rjieba_tokenizer().cut
    return sum(len(cut(run)) - 1 for run in text.split("\n"))


def grouped(choices: Iterable[SegmenterChoice]) -> Choices:
    """Return the positions of each choice in a sequence."""
    groups: dict[SegmenterChoice, list[int]] = {}
    for place, choice in enumerate(choices):
        groups.setdefault(choice, []).append(place)
    return groups


def note_choices(
    choices: Choices, sources: Sequence[TextFile], config: SegmentConfig, listener: Listener
) -> None:
    """Say which segmenters were chosen, and for which files the evidence was weak."""
    if config.segmenter == "auto" and (said := segmenter_line(choices, config)):
        listener.note(said)
    for decision in unclear_decisions(choices, sources):
        listener.note(decision.line)


def used_segmenters(choices: Choices) -> dict[SegmenterName, int]:
    """Return the number of files of each segmenter."""
    used: dict[SegmenterName, int] = {}
    for choice, places in choices.items():
        used[choice.segmenter] = used.get(choice.segmenter, 0) + len(places)
    return used


def segmenter_line(choices: Choices, config: SegmentConfig) -> str:
    """Return what is said about the segmenters, or "" if nothing was segmented.

    >>> segmenter_line({SegmenterChoice("whitespace"): [0]}, SegmentConfig())
    'Segmenter: whitespace, since the text is segmented already.'
    """
    if config.token_pattern is not None or not choices:
        return ""
    used = used_segmenters(choices)
    if len(used) > 1:
        parts = [
            msg(
                "{name} ({files})",
                name=name,
                files=counted(files, "{number} file", "{number} files"),
            )
            for name, files in used.items()
        ]
        return msg("Segmenters: {parts}.", parts=joined(", ", parts))
    [name] = used
    if name == "whitespace" and config.segmenter == "auto":
        return msg("Segmenter: whitespace, since the text is segmented already.")
    return msg("Segmenter: {name}.", name=name)


def unclear_decisions(choices: Choices, sources: Sequence[TextFile]) -> Iterator[Decision]:
    """Yield a decision about the files for which the evidence was weak."""
    for choice, places in choices.items():
        if choice.doubt:
            names = tuple(sources[place].name for place in places if place < len(sources))
            yield Decision("segmenter", choice.segmenter, UNCLEAR_SENTENCES[choice.doubt], names)
