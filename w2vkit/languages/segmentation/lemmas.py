"""Lemmas: the form of a word under which a dictionary lists it, such as `gehen` for `ging`.

They come from simplemma, a package with a dictionary and rules for each of some fifty languages
(Barbaresi 2021, https://doi.org/10.5281/zenodo.4673264), which judges a word by itself. Those of
Japanese and Korean come with the tokens from their segmenters, which judge a word by its sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache

from w2vkit.base.config import AUTO, SegmentConfig, SegmenterName
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.system.plugins import package_version
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.language import Language
from w2vkit.languages.recognition import is_plain_word, language_by_counts, language_named
from w2vkit.languages.segmentation.segmenter_choice import language_of_letters
from w2vkit.languages.segmentation.segmenters import SEGMENTERS, lemma_function, segment_function
from w2vkit.text.marks import without_optional_marks

LIBRARY = "simplemma"
"""The package that knows lemmas."""
_ITS_CODES: Mapping[str, str] = {"no": "nb", "hr": "hbs", "sr": "hbs"}
"""Its codes of languages, where they differ: Bokmål, and Serbo-Croatian."""
Lemmatize = Callable[[str], str]
"""Returns the lemma of a word."""


def lemma_version() -> str | None:
    """Return the version of the library, None if it is not installed."""
    return package_version(LIBRARY)


@cache
def lemmatizer(code: str) -> Lemmatize:
    """Return the function that returns the lemma of a word of a language.

    A word is given as the text has it: by the capital of a German noun, `Liebe` is told from the
    verb `liebe`. The dictionary is kept as it is stored, which takes a third of the memory; each
    type is looked up once.

    Raises:
        UsageError: the library is not installed, or lacks the language.

    """
    _check_library(code)
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    lemmatize = Lemmatizer(
        cache_max_size=0, lemmatization_strategy=DefaultStrategy(low_memory=True)
    ).lemmatize
    its_code = _ITS_CODES.get(code, code)
    return lambda word: lemmatize(word, its_code)


def check_lemmas(code: str, segmenter: SegmenterName = AUTO) -> None:
    """Check that there are lemmas for a language, and that its segmenter gives them if it has to.

    Raises:
        UsageError: there are none, or a package is not installed.

    """
    own = _segmenters_with_lemmas(code)
    if not own:
        _check_library(code)
    elif segmenter == AUTO:
        lemma_function(own[0])
    elif segmenter not in own:
        raise UsageError(
            msg(
                "The segmenter {name} gives no lemmas of {language}.",
                name=segmenter,
                language=_name_of(code),
            ),
            msg("Omit --segmenter or --lemmas."),
        )


def can_lemmatize(config: SegmentConfig) -> bool:
    """Return whether words become lemmas with these options, and what knows them is installed."""
    if not config.lemmas or config.language is None:
        return False
    with suppress(UsageError):
        check_lemmas(config.language, config.segmenter)
        return True
    return False


@cache
def _segmenters_with_lemmas(code: str) -> tuple[SegmenterName, ...]:
    """Return the segmenters that give the lemmas of a language, the usual one first."""
    return tuple(
        segmenter.name
        for segmenter in SEGMENTERS.values()
        if segmenter.load_lemmas is not None and code in segmenter.languages
    )


def _lemmatizing_segmenter(config: SegmentConfig) -> SegmenterName | None:
    """Return the segmenter that gives the lemmas of a text, None if the library does."""
    if not (own := _segmenters_with_lemmas(config.language or "")):
        return None
    return own[0] if config.segmenter == AUTO else config.segmenter


def _check_library(code: str) -> None:
    """Check that the library has a language; raises what `lemmatizer` raises."""
    if code == CHINESE.code:
        raise UsageError(
            msg("--lemmas has no effect on Chinese: its words have no inflected forms."),
            msg("Omit it."),
        )
    try:
        from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES
    except ModuleNotFoundError as error:
        raise UsageError(
            msg("--lemmas needs the package simplemma, which is not installed."),
            msg("Run pip install 'w2vkit[lemmas]'."),
        ) from error
    if _ITS_CODES.get(code, code) not in SUPPORTED_LANGUAGES:
        raise UsageError(
            msg("simplemma has no lemmas for {language}.", language=_name_of(code)),
            msg("Omit --lemmas."),
        )


def _name_of(code: str) -> str:
    language = language_named(code)
    return language.name if language is not None else code


def lemma_of(word: str, config: SegmentConfig) -> str:
    """Return the lemma of a token of a text with these options; the token itself without `lemmas`.

    Links, numbers and other tokens with digits stay as they are, and so do the tokens of a
    segmenter that gives lemmas.
    """
    if not config.lemmas or config.language is None or not is_plain_word(word):
        return word
    if _lemmatizing_segmenter(config) is not None:
        return word
    return lemmatizer(config.language)(word) or word


def possible_lemmas(word: str, config: SegmentConfig) -> Iterator[str]:
    """Yield what a word may be counted as, that is typed without regard to case: `häuser`.

    Nothing if it is several tokens: `食べた`.
    """
    if (tokens := _tokens_as_lemmas(word, config)) is not None:
        lemmas = tokens if len(tokens) == 1 else []
    else:
        forms = dict.fromkeys((word, word.lower(), word.capitalize()))
        lemmas = [lemma_of(form, config) for form in forms]
    for lemma in map(without_optional_marks, lemmas):
        yield lemma if config.keep_case else lemma.lower()


def lemmatized(phrase: str, config: SegmentConfig, known: Callable[[str], bool]) -> str:
    """Return a word or phrase with the lemmas of its words; those that are `known` stay."""
    return " ".join(_as_lemma(word, config, known) for word in phrase.split())


def _as_lemma(word: str, config: SegmentConfig, known: Callable[[str], bool]) -> str:
    if known(word):
        return word
    lemmas = [*possible_lemmas(word, config)] or ["".join(_tokens_as_lemmas(word, config) or word)]
    return next(filter(known, lemmas), lemmas[0])


def _tokens_as_lemmas(text: str, config: SegmentConfig) -> list[str] | None:
    """Return the lemmas of the tokens of a text, None if the segmenter does not give them."""
    if (name := _lemmatizing_segmenter(config)) is None:
        return None
    split = lemma_function(name)
    return None if split is None else split(text)


def language_of_sample(sample: str) -> Language | None:
    """Return the language of a text before it is segmented; None if a sample does not tell it."""
    if (language := language_of_letters(sample)) is not None:
        return language
    words = filter(is_plain_word, segment_function("words")(sample))
    return language_by_counts(Counter(map(str.lower, words)))


def lemma_language(sample: str) -> Language:
    """Return the language of a text, judged by a sample, whose words are to be lemmatized.

    Raises:
        UsageError: its frequent words do not tell it.

    """
    if (language := language_of_sample(sample)) is not None:
        return language
    raise UsageError(
        msg("--lemmas needs the language of the text, and its frequent words do not tell it."),
        msg("Name it, such as --language de."),
    )


def lemma_line(config: SegmentConfig, *, named: bool = False) -> str:
    """Return what is said about the lemmas, `named` with their language; "" without lemmas."""
    if not config.lemmas:
        return ""
    if (name := _lemmatizing_segmenter(config)) is not None:
        return msg("Lemmas: those of {segmenter}.", segmenter=name)
    if not named or config.language is None:
        return msg("Lemmas: simplemma {version}.", version=lemma_version())
    return msg(
        "Lemmas: simplemma {version}, for {language}.",
        version=lemma_version(),
        language=_name_of(config.language),
    )


def lemmas_record(config: SegmentConfig) -> dict[str, dict[str, str]]:
    """Return what a model records of its lemmas, beside its segmenters; {} without lemmas.

    The versions of segmenters that give lemmas are recorded with them.
    """
    if not config.lemmas or _lemmatizing_segmenter(config) is not None:
        return {}
    return {LIBRARY: {"version": lemma_version() or "", "package": LIBRARY}}
