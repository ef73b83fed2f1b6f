"""The interactive page: which words and passages it shows, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import get_args

from w2vkit.analysis.word_passages import WordPassage, word_passages
from w2vkit.base.config import ExploreConfig, Kind, PlotConfig
from w2vkit.base.errors import W2vError
from w2vkit.base.messages import counted, listed, msg
from w2vkit.base.progress import SILENT, Listener
from w2vkit.base.system.atomic import unused
from w2vkit.model.embeddings import Embeddings
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.pictures.fonts import EmbeddedFont, embedded_font
from w2vkit.pictures.page_data import (
    characteristic_ranks,
    cluster_names,
    own_groups,
    packed_passages,
    payload,
    reduced,
    search_forms,
)
from w2vkit.pictures.page_html import asset, render_page
from w2vkit.pictures.selection import Selection, check_word_count
from w2vkit.pictures.shown_picture import check_page_path, write_page
from w2vkit.pictures.word_map import (
    MAX_PAGE_WORDS,
    limited,
    map_words,
    vectors_of,
)
from w2vkit.query.filters import rows_of_kinds
from w2vkit.query.model import Model


@dataclass(frozen=True)
class PageContent:
    """What a page shows besides vectors.

    Attributes:
        passages: up to three passages for each word, or {}.
        categories: the category of the words that have one; they are shown even if they are rare.
        kinds: the kind of the words that have one, such as person or place.
        names: the names of items, which the page shows instead of the ids.

    """

    passages: Mapping[str, Sequence[WordPassage]] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


NO_CONTENT = PageContent()


def explore_model(
    model: Model,
    path: Path,
    config: ExploreConfig,
    listener: Listener = SILENT,
    *,
    categories: Mapping[str, str] | None = None,
    force: bool = False,
) -> Path:
    """Write the page of a model with passages of its text, and return `path`.

    Without that text, the page has no passages, and the listener receives the reason.

    Raises:
        UsageError: the suffix is not .html, or there are fewer than two words.
        W2vError: the file exists and `force` is not set, or it cannot be written.

    """
    check_page_path(path, force=force)
    page = model_page(model, config, listener, categories=categories)
    return write_page(page, path, force=force)


def model_page(
    model: Model,
    config: ExploreConfig,
    listener: Listener = SILENT,
    *,
    categories: Mapping[str, str] | None = None,
    live: str = "",
) -> str:
    """Return the HTML of the page of a model, with passages of its text; see `explore_page`."""
    content = PageContent(categories=dict(categories or {}), kinds=model.kinds, names=model.names)
    rows = page_rows(model.embeddings.vocabulary, config, content, listener)
    words = [*map(model.embeddings.vocabulary.word, rows)]
    if config.passages:
        content = replace(content, passages=found_passages(model, words, listener))
    return explore_page(model.embeddings, model.label, config, listener, content=content, live=live)


def found_passages(
    model: Model, words: Sequence[str], listener: Listener
) -> Mapping[str, Sequence[WordPassage]]:
    """Return passages for words; {} with a note if the text is no longer there."""
    origin = model.origin
    if origin is None:
        listener.note(msg("The page has no passages: the model does not record its text."))
        return {}
    try:
        passages = word_passages(origin, words, listener)
    except W2vError as error:
        listener.note(msg("The page has no passages: {message}", message=error.message))
        return {}
    return dict(zip(words, passages, strict=True))


def page_rows(
    vocabulary: Vocabulary, config: ExploreConfig, content: PageContent, listener: Listener
) -> tuple[int, ...]:
    """Return the ids of the words of a page, the most frequent first.

    These are the most frequent words, of the kinds in `config` if it has any, and the words with a
    category. A note says how many words of the categories are not in the model.
    """
    chosen = set(range(min(config.top, len(vocabulary))))
    if config.kinds:
        chosen = set(map(int, rows_of_kinds(vocabulary, config.kinds, content.kinds)[: config.top]))
    known = {word: vocabulary.find(word) for word in content.categories}
    if missing := [word for word, row in known.items() if row is None]:
        listener.note(
            counted(
                len(missing),
                "{number} word of the categories is not in the model: {words}.",
                "{number} words of the categories are not in the model: {words}.",
                words=listed(missing),
            )
        )
    return tuple(sorted(chosen | {row for row in known.values() if row is not None}))


def explore_page(
    embeddings: Embeddings,
    name: str,
    config: ExploreConfig,
    listener: Listener = SILENT,
    *,
    max_words: int = MAX_PAGE_WORDS,
    content: PageContent = NO_CONTENT,
    live: str = "",
) -> str:
    """Return the HTML of the page for the most frequent words of the model `name`.

    At most `max_words` words are shown, with a note if `config` asks for more. `kinds` are the
    kinds of the words, where known. A page that a server shows has its lists from there: `live` is
    the name of the model on the server.

    Raises:
        UsageError: there are fewer than two words.

    """
    selection = Selection(
        page_rows(embeddings.vocabulary, config, content, SILENT), names=content.names
    )
    check_word_count(len(selection.rows), msg("The page"))
    selection = limited(selection, listener, max_words)
    words = map_words(embeddings, name, selection, _plot_config(config), listener, max_words)
    vectors = reduced(vectors_of(embeddings, selection.rows))
    ranks = characteristic_ranks(embeddings.vocabulary)
    facts = {
        "vocabulary": len(embeddings),
        "clusterNames": cluster_names(words, ranks),
        **search_forms([content.names.get(word, word) for word in words.words]),
        "names": [content.names.get(word, "") for word in words.words] if content.names else [],
        **own_groups(words.words, content.categories, "categories", "categoryNames"),
        **own_groups(words.words, content.kinds, "kinds", "kindNames", get_args(Kind)),
        **packed_passages(words.words, content.passages),
    }
    font = page_font([*words.words, *words.labels, *facts["names"]], content, listener)
    return render_page(name, payload(name, words, vectors, facts, font), live)


def page_font(
    words: Sequence[str], content: PageContent, listener: Listener
) -> EmbeddedFont | None:
    """Return the font for the Chinese characters of a page; note what it does not show."""
    shown = [
        *words,
        *content.categories.values(),
        *(
            text
            for passages in content.passages.values()
            for passage in passages
            for text in _of(passage)
        ),
    ]
    font = embedded_font(shown)
    if font is not None:
        font = embedded_font([*shown, asset("texts.js")]) or font
    elif embedded_font(["中"]) is None:
        listener.note(
            msg(
                "No font is embedded in the page, because the package zhplot with Noto Sans "
                "SC is not installed; Chinese characters need a font on the reader's machine."
            )
        )
    if font is not None and font.missing:
        listener.note(
            msg(
                "{name}, which is embedded in the page, lacks {characters}: {missing}.",
                name=font.name,
                characters=counted(len(font.missing), "{number} character", "{number} characters"),
                missing=listed([*font.missing]),
            )
        )
    return font


def _of(passage: WordPassage) -> tuple[str, str]:
    return passage.text, passage.place


def page_path(model: str, *, force: bool = False) -> Path:
    """Return the default file of a page: `MODEL.html` or, if it exists, `MODEL-2.html` and so on.

    With `force`, return the first name even if that file exists.
    """
    path = Path(f"{model}.html")
    return path if force else unused(path)


def _plot_config(config: ExploreConfig) -> PlotConfig:
    """Return the options of the page as options of a figure."""
    options = {name: value for name, value in asdict(config).items() if name != "passages"}
    return replace(PlotConfig(colour="cluster"), **options)
