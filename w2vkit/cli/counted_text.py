"""The text that a command counts words in: of a model, or of files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from w2vkit.cli.query_runner import open_shown
from w2vkit.config import LEXICON, SegmentConfig
from w2vkit.errors import MissingWordError, W2vError
from w2vkit.progress import Listener

if TYPE_CHECKING:
    from w2vkit.corpus.encoded import EncodedCorpus
    from w2vkit.query.model import Model


COUNTED_TEXT_OPTIONS = (
    "encoding",
    "segmenter",
    "words",
    "keep_whole",
    "merge_aliases",
    "keep_case",
)
"""Options of segmentation for files in which words are counted."""


@dataclass(frozen=True)
class CountedText:
    """An encoded text, its name, and the model it belongs to, if any."""

    name: str
    corpus: EncodedCorpus
    model: Model | None = None

    def known(self, words: Sequence[str], note: Callable[[str], None]) -> list[str]:
        """Return the words as they are counted in the text, each once.

        Args:
            words: the words; aliases, other spellings, scripts and pinyin are accepted.
            note: receives a note for each word that is counted as another one.

        Raises:
            MissingWordError: a word does not occur.

        """
        from w2vkit.query.missing_words import MissingWords

        types = self.corpus.vocabulary
        lexicon = self.corpus.folder / LEXICON
        missing_words = MissingWords(types, lexicon=lexicon if lexicon.is_file() else None)
        names = {word: word for word in words}
        for word in names:
            found = None if word in types else missing_words.stand_in(word, forgiving=True)
            if found is not None:
                names[word] = found[0]
                note(f"“{word}” is counted as {found[0]} ({found[1]}).")
        self._check([*names.values()])
        return [*dict.fromkeys(names.values())]

    def _check(self, words: Sequence[str]) -> None:
        """Raise MissingWordError if a word does not occur."""
        missing = [word for word in words if word not in self.corpus.vocabulary]
        if not missing:
            return
        if self.model and (absent := [word for word in missing if word not in self.model]):
            raise self.model.missing_words.error(absent, str(self.model))
        raise MissingWordError(
            missing[0],
            f"“{missing[0]}” does not occur as a word in {self.name}.",
            "Check its spelling, or search the output of w2vkit frequencies.",
            missing[1:],
        )


def counted_text(
    paths: Sequence[str], model: str | None, options: dict[str, Any], listener: Listener
) -> CountedText:
    """Return the text of files if there are any, otherwise that of a model.

    Raises:
        W2vError: there is no such text.

    """
    from w2vkit.corpus.prepare import prepare

    if not paths:
        return text_of_model(open_shown(model))
    corpus, sources = prepare(paths, SegmentConfig(**options), listener)
    name = sources[0].name if len(sources) == 1 else ", ".join(paths)
    return CountedText(name, corpus, open_shown(model) if model else None)


def text_of_model(model: Model) -> CountedText:
    """Return the text that a model was trained on.

    Raises:
        W2vError: it is not in the cache.

    """
    from w2vkit.corpus import cache
    from w2vkit.corpus.encoded import open_corpus

    origin = model.missing_words.origin
    fingerprint = origin.corpus.get("fingerprint") if origin else None
    folder = cache.find(fingerprint) if isinstance(fingerprint, str) else None
    if folder is None:
        raise W2vError(
            f"The text that {model} was trained on is no longer in the cache.",
            "Name the files of the text.",
        )
    return CountedText(model.name, open_corpus(folder, verify=False), model)
