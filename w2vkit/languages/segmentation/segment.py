"""Blocks of sentences to tokens, and the form in which each token is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from w2vkit.base.config import AUTO, Script, SegmentConfig, SegmenterName
from w2vkit.base.errors import UsageError
from w2vkit.base.messages import msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.languages.recognition import check_language, language_named
from w2vkit.languages.segmentation.lemmas import check_lemmas, lemma_of
from w2vkit.languages.segmentation.protected_words import (
    MARK,
    ProtectedWords,
    add_marks,
    compile_protected_words,
    fold,
    restore_words,
)
from w2vkit.languages.segmentation.segmenter_choice import choose_segmenter
from w2vkit.languages.segmentation.segmenters import (
    PLAIN_SEGMENTERS,
    lemma_function,
    segment_as_simplified,
    segment_function,
    segmenter_named,
)
from w2vkit.languages.segmentation.spelling import spelled
from w2vkit.languages.segmentation.whole_words import find_whole_words
from w2vkit.languages.segmentation.word_lists import (
    NO_WORD,
    contradictions_note,
    read_aliases,
    read_dictionary,
    read_protected_words,
    read_weights,
    read_word_list,
    split_lines_note,
)
from w2vkit.text.links import find_links, has_links
from w2vkit.text.marks import without_optional_marks
from w2vkit.text.passages import Passage, ProcessingState
from w2vkit.text.script import is_traditional
from w2vkit.text.sentences import in_groups

BLOCK_CHARACTERS = 1 << 16
SCANNED_CHARACTERS = 1 << 22
"""Length of the blocks that the compiled scanner reads."""
SCANNED_SEGMENTERS: frozenset[SegmenterName] = frozenset(("words", "whitespace"))
LINE_BREAK = "\n"
SENTENCE_END, DROPPED = -1, -2
"""Numbers in place of ids: the end of a sentence, and a token that is dropped."""
MAX_FORMS = 1 << 20
"""Token forms that are kept in memory."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of text and the name of their segmenter.

    Attributes:
        text: the lines.
        segmenter: the name of the segmenter.
        state: how far the text is processed; usually it is split into sentences.
        script: the script to convert it to.
        traditional: whether it is in traditional characters, which its file decides, or None to
            judge by the text itself.
        rules: the code of the language whose rules of spelling hold, see `spelling`; "" if none
            do.

    """

    text: str
    segmenter: SegmenterName
    state: ProcessingState = "sentences"
    script: Script = "keep"
    traditional: bool | None = None
    rules: str = ""

    def is_traditional(self) -> bool:
        """Return whether the sentences of the block are in traditional characters."""
        if self.script != "keep":
            return self.script == "traditional"
        return is_traditional(self.text) if self.traditional is None else self.traditional

    def as_sentences(self) -> TextBlock:
        """Return the block with one sentence a line."""
        if self.state == "sentences" and self.script == "keep":
            return self
        text = Passage(self.text, self.state, self.script).split().text
        traditional = self.traditional if self.script == "keep" else self.script == "traditional"
        return TextBlock(text, self.segmenter, traditional=traditional)


def blocks(
    sentences: Iterable[str], segmenter: SegmenterName, size: int = BLOCK_CHARACTERS
) -> Iterator[TextBlock]:
    """Yield the sentences in blocks of about `size` characters, all for one segmenter.

    With the segmenter `auto` the first block decides for all of them.
    """
    for lines in in_groups(sentences, size):
        text = "\n".join(lines)
        if segmenter == "auto":
            segmenter = choose_segmenter(text)
        yield text_block(text, segmenter)


def merge_blocks(parts: Iterable[TextBlock], size: int = BLOCK_CHARACTERS) -> Iterator[TextBlock]:
    """Join consecutive small blocks of the same kind, so that many small files make few blocks."""
    waiting: list[TextBlock] = []
    length = 0
    for block in parts:
        if waiting and replace(waiting[0], text=block.text) != block:
            yield _joined(waiting)
            waiting, length = [], 0
        waiting.append(block)
        length += len(block.text)
        if length >= size:
            yield _joined(waiting)
            waiting, length = [], 0
    if waiting:
        yield _joined(waiting)


def _joined(parts: list[TextBlock]) -> TextBlock:
    return replace(parts[0], text="\n".join(part.text for part in parts))


def text_block(
    text: str,
    segmenter: SegmenterName,
    state: ProcessingState = "sentences",
    script: Script = "keep",
) -> TextBlock:
    """Return a part of a file as a block, which other files can join without changing it."""
    has_dictionary = segmenter_named(segmenter).has_dictionary
    return TextBlock(text, segmenter, state, script, has_dictionary and is_traditional(text))


def by_rules(block: TextBlock, config: SegmentConfig) -> TextBlock:
    """Return a block whose text is spelled by the rules of its language."""
    if not block.rules or (language := language_named(block.rules)) is None:
        return block
    divides = block.segmenter == "words" and config.token_pattern is None
    text = spelled(block.text, language, keep_case=config.keep_case, divides=divides)
    return replace(block, text=text, rules="")


def is_scannable(block: TextBlock, config: SegmentConfig) -> bool:
    """Return whether the compiled scanner reads such blocks."""
    is_plain = config.token_pattern is None and not config.has_protected_words
    if config.drop and segmenter_named(block.segmenter).keeps_symbols:
        return False
    return is_plain and block.segmenter in SCANNED_SEGMENTERS and block.script == "keep"


def segment_block(block: TextBlock, config: SegmentConfig) -> list[list[str]]:
    """Return the sentences of a block as lists of tokens, without empty sentences."""
    return [line.split(" ") for line in segment_lines(block, config).splitlines()]


def segment_lines(block: TextBlock, config: SegmentConfig) -> str:
    """Return the sentences of a block, one per line, with a space between tokens; none is empty."""
    forms = map(known_forms(config).__getitem__, block_tokens(block, config))
    lines = " ".join(filter(None, forms)).replace(" \n", "\n").replace("\n ", "\n")
    while "\n\n" in lines:
        lines = lines.replace("\n\n", "\n")
    lines = lines.strip("\n")
    return lines and lines + "\n"


def block_tokens(block: TextBlock, config: SegmentConfig) -> Iterable[str]:
    """Return the tokens of a block; what is kept whole is replaced first and restored later."""
    tokens, words = marked_tokens(block, config)
    return restore_words(tokens, words) if words else tokens


def marked_tokens(block: TextBlock, config: SegmentConfig) -> tuple[list[str], list[str]]:
    """Return the tokens of a block, with marks for what is kept whole, and these parts in order."""
    lists = weighed_lists(block.segmenter, config)
    split = segment_function(block.segmenter, config.dictionary, config.token_pattern, lists)
    if config.lemmas and config.token_pattern is None:
        split = lemma_function(block.segmenter) or split
    segmenter = segmenter_named(block.segmenter)
    text, words = _with_marks(block, config)
    if segmenter.keeps_symbols:
        if not (config.has_protected_words or config.drop):  # all marks are characters of the text
            tokens = split(text)
            return tokens, [MARK] * tokens.count(MARK)
        text = text.replace(MARK, f" {MARK} ")
    if segmenter.has_dictionary and block.is_traditional():
        return segment_as_simplified(split, text), words
    return split(text), words


def _with_marks(block: TextBlock, config: SegmentConfig) -> tuple[str, list[str]]:
    """Return the sentences of a block with marks for what is kept whole, and these parts in order.

    First links, then protected words, then what the segmenter would tear.
    """
    text = by_rules(block, config).as_sentences().text
    segmenter = segmenter_named(block.segmenter)
    words = [MARK] * text.count(MARK)  # a mark in the text stands for itself
    if has_links(text):
        text, words = _with_links_marked(text, words, config, whole=not segmenter.keeps_symbols)
    if config.has_protected_words:
        text, words = add_marks(text, words, _protected_spans(text, block, config))
    if segmenter.has_dictionary and config.token_pattern is None:
        text, words = add_marks(text, words, find_whole_words(text))
    return text, words


def _with_links_marked(
    text: str, words: list[str], config: SegmentConfig, *, whole: bool
) -> tuple[str, list[str]]:
    """Return the text with marks for its links, and what all marks stand for; "" for dropped ones.

    If links need not be kept `whole`, only those that are dropped are marked.
    """
    whole = whole and config.token_pattern is None
    links = [link for link in find_links(text) if whole or link[2] in config.drop]
    forms = ["" if kind in config.drop else text[start:end] for start, end, kind in links]
    return add_marks(text, words, [link[:2] for link in links], forms)


def _protected_spans(
    text: str, block: TextBlock, config: SegmentConfig
) -> Iterator[tuple[int, int]]:
    spans = protected_words(config, weighed_lists(block.segmenter, config), block.rules).find(text)
    return (span for span in spans if text[span[0] : span[1]] != MARK)


class TokenForms(dict[str, str]):
    """The form of each token in the output, or "" if it is dropped.

    The form is computed when a token is first looked up: there are few types and many tokens.
    """

    def __init__(self, config: SegmentConfig) -> None:
        super().__init__({LINE_BREAK: LINE_BREAK})
        # Everything that a token pattern matches is a token.
        self.punctuation = config.punctuation or config.token_pattern is not None
        self.config = config
        self.keep_case = config.keep_case
        self.stop_words = frozenset(
            map(without_optional_marks, read_word_list(config.stop_words))
            if config.stop_words
            else ()
        )
        self.protected = (
            protected_words(config).words if config.has_protected_words else frozenset()
        )
        self.aliases = self._aliases(config) if config.merge_aliases else {}

    def __missing__(self, token: str) -> str:
        self[token] = form = self.form(token)
        return form

    def form(self, token: str) -> str:
        """Return the form of a token without remembering it."""
        spelling = self._spelling(token)
        form = self.aliases.get(spelling, spelling)
        if form in self.stop_words:
            return ""
        if self.config.lemmas and form == spelling and not self._is_protected(token):
            form = self._spelling(lemma_of(token, self.config))
            if form in self.stop_words:
                return ""
        # The usual case first: a text can have millions of types.
        if form.isalnum() or self.punctuation or any(map(str.isalnum, form)):
            return form
        return form if self._is_protected(token) else ""

    def empty(self) -> None:
        """Forget all forms, which are computed again when they are needed."""
        self.clear()
        self[LINE_BREAK] = LINE_BREAK

    def _spelling(self, token: str) -> str:
        """Return a token with underscores for white space, which no format allows: `new_york`.

        What a writer may leave out is removed: vowel signs of Arabic, points of Hebrew.
        """
        form = token if token.isalnum() else "_".join(token.split())
        form = without_optional_marks(form)
        lower = form.lower()
        return form if self.keep_case or lower == form else lower  # one string, not two equal ones

    def _is_protected(self, token: str) -> bool:
        if not self.protected:
            return False
        return fold(token) in self.protected

    def _aliases(self, config: SegmentConfig) -> dict[str, str]:
        files = map(read_aliases, config.word_files)
        return {
            self._spelling(word): self._spelling(name)
            for aliases in files
            for word, name in aliases.items()
        }


@lru_cache(maxsize=8)
def token_forms(config: SegmentConfig) -> TokenForms:
    """Return the token forms for these options; stop words are read once."""
    return TokenForms(config)


def known_forms(config: SegmentConfig) -> TokenForms:
    """Return the token forms for these options, emptied if they are many."""
    forms = token_forms(config)
    if len(forms) > MAX_FORMS:
        forms.empty()
    return forms


def check_lists(config: SegmentConfig, listener: Listener = SILENT) -> None:
    """Load what the options name, word lists and segmenter, so that errors appear before any work.

    Args:
        config: the options.
        listener: receives a note on an empty list, split lines, and contradictory aliases.

    Raises:
        UsageError: options that do not go together, an invalid token pattern, or an unknown
            segmenter or language.
        W2vError: a list cannot be read, or the segmenter of another package cannot be loaded.

    """
    _check_language(config)
    if config.merge_aliases and not config.words:
        raise UsageError(
            msg("--merge-aliases requires a word list."), msg("Add --words FILE or --words auto.")
        )
    if config.token_pattern is not None:
        segment_function("words", token_pattern=config.token_pattern)
    elif config.segmenter not in (AUTO, *PLAIN_SEGMENTERS):
        segment_function(config.segmenter)
    token_forms(replace(config, words=config.word_files))
    if config.dictionary:
        read_dictionary(config.dictionary)
    for file in config.word_files:
        if not read_protected_words(file):
            listener.note(msg("{file} contains no words.", file=file))
        if said := split_lines_note(file):
            listener.note(said)
        if config.merge_aliases and (said := contradictions_note(file)):
            listener.note(said)


def _check_language(config: SegmentConfig) -> None:
    if config.language is not None:
        check_language(config.language)
        if config.lemmas:
            check_lemmas(config.language, config.segmenter)


def weighed_lists(segmenter: SegmenterName, config: SegmentConfig) -> tuple[str, ...]:
    """Return the word lists whose words with a weight a segmenter weighs against other words.

    The others are always kept whole, as are all words by segmenters without a dictionary.
    """
    weighs = segmenter_named(segmenter).has_dictionary and config.token_pattern is None
    return config.word_files if weighs else ()


@lru_cache(maxsize=4)
def protected_words(
    config: SegmentConfig, weighed: tuple[str, ...] = (), rules: str = ""
) -> ProtectedWords:
    """Return the words that are always kept whole; their files are read once.

    Args:
        config: the options, which name the lists.
        weighed: the lists whose words with a weight are left to the segmenter.
        rules: the language whose rules of spelling hold, as in `TextBlock`.

    """
    words = [
        word
        for file in config.word_files
        for word in _protected_of(file, is_weighed=file in weighed)
    ]
    words += config.keep_whole
    if rules and (language := language_named(rules)) is not None:
        words = [
            spelled(word, language, keep_case=config.keep_case, divides=True) for word in words
        ]
    return compile_protected_words(words, keep_case=config.keep_case)


def _protected_of(file: str, *, is_weighed: bool) -> list[str]:
    weights = read_weights(file)
    left = {word for word, weight in weights.items() if is_weighed or weight == NO_WORD}
    return [word for word in read_protected_words(file) if word not in left]
