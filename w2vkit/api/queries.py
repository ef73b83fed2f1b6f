"""Clusters of words, passages for a question, words for a description, vectors of texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

from w2vkit.api.given_text import Corpus, File, Texts, given_text, texts_or_tokens
from w2vkit.api.models import opened_model
from w2vkit.base.automatic_progress import AUTOMATIC
from w2vkit.base.config import ClusterConfig, QueryConfig, TextUnit, VectorizeConfig
from w2vkit.base.options import ClusterOptions, SearchOptions, VectorizeOptions
from w2vkit.base.progress import Listener
from w2vkit.base.public import public
from w2vkit.base.shown_tables import Results
from w2vkit.query.model import Model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from w2vkit.analysis.search.text_search import FoundPassage
    from w2vkit.query.clusters import Cluster
    from w2vkit.query.neighbors import Neighbors


@public(ClusterConfig)
def cluster(
    model: Model | File,
    words: Sequence[str] = (),
    **options: Unpack[ClusterOptions],
) -> Results[Cluster]:
    """Divide words into clusters of similar words.

    Args:
        model: a model, its name or its path.
        words: words or formulas; if empty, the characteristic words of the text.
        options: fields of `w2vkit.base.config.ClusterConfig`.

    Returns:
        the clusters, the largest first.

    Raises:
        MissingWordError: a word is not in the model.
        UsageError: there are too few words for the number of clusters, or too many for the method.

    """
    from w2vkit.query.clusters import clusters, formulas_to_cluster, shown_clusters

    opened, config = opened_model(model), ClusterConfig(**dict[str, Any](options))
    if words:
        formulas = [opened.parse(word).formula for word in words]
    else:
        kinds = opened.kinds if config.kinds else {}
        formulas = formulas_to_cluster(opened.embeddings, config, kinds)
    return shown_clusters(clusters(opened.embeddings, formulas, config), opened.names)


@public()
def search(
    model: Model | File,
    question: str,
    corpus: Corpus | None = None,
    topn: int = 10,
    *,
    texts: Texts | None = None,
    column: str | None = None,
    unit: TextUnit = "sentence",
    listener: Listener = AUTOMATIC,
) -> Results[FoundPassage]:
    """Search a text for the sentences, lines or paragraphs nearest to a question.

    The index of the text is built by the first search, and kept in the cache.

    Args:
        model: a model, its name or its path.
        question: words or sentences.
        corpus: files and directories; by default, the text that the model was trained on.
        topn: how many results to return.
        texts: texts in memory, see `train`, instead of a corpus.
        column: the column with the text of a table, as of `train`.
        unit: what is searched for.
        listener: receives messages and progress.

    Returns:
        the results, highest score first: the cosine of the weighted means of the vectors (SIF;
        Arora, Liang & Ma 2017) with weight 0.3, and the share of common words with weight 0.7.

    Raises:
        MissingWordError: no word of the question is in the model.
        UsageError: the question is empty.
        W2vError: there is no such text.

    """
    from w2vkit.analysis.search.text_search import PASSAGE_COLUMNS, open_text, short_rows

    options: dict[str, Any] = {} if column is None else {"column": column}
    given = given_text("search", corpus, texts, options, listener)
    paths = () if given is None else given.files("search")
    text = open_text(opened_model(model), paths, unit, options, listener)
    columns = text.telling_columns(PASSAGE_COLUMNS)
    return Results(text.search(question, topn), columns, short_rows)


@public(VectorizeConfig)
def vectorize(
    model: Model | File,
    texts: Texts,
    *,
    column: str | None = None,
    listener: Listener = AUTOMATIC,
    **options: Unpack[VectorizeOptions],
) -> NDArray[np.float32]:
    """Return the vector of each text, float32 (n, D).

    `w2vkit.TextVectorizer` does the same in a pipeline of scikit-learn.

    Args:
        model: a model, its name or its path.
        texts: strings, which are segmented as the text of the model was, or lists of tokens; see
            `train` for the collections that are accepted.
        column: the column with the text of a table.
        listener: receives messages.
        options: fields of `w2vkit.base.config.VectorizeConfig`.

    Raises:
        UsageError: there are no texts, or too few for the number of components.

    """
    from w2vkit.analysis.search.text_vectors import text_vectors

    strings = [*texts_or_tokens(texts, {} if column is None else {"column": column}, listener)]
    config = VectorizeConfig(**dict[str, Any](options))
    return text_vectors(opened_model(model), strings, config, listener.note)


@public(QueryConfig)
def define(
    model: Model | File,
    description: str,
    topn: int = 10,
    *,
    definitions: Sequence[tuple[str, str]] = (),
    length: int | None = None,
    pinyin: str = "",
    listener: Listener = AUTOMATIC,
    **options: Unpack[SearchOptions],
) -> Neighbors:
    """Find the words that a description describes: a reverse dictionary.

    If the head of the description asks for a person, a place or a thing, as 少年 in 含玉而生的少年,
    words of this kind come first, unless `kind` is given.

    Args:
        model: a model, its name or its path; without its text, words are ranked by their vectors
            alone.
        description: words or sentences.
        topn: how many words to return.
        definitions: pairs of a word and its definition; with them, words are ranked by the nearest
            definition, too, and the score is the sum of 1 / (60 + rank) over both rankings.
        length: return only words of this many characters.
        pinyin: return only words whose pinyin begins so, without tones.
        listener: receives messages.
        options: the filters `min_count`, `restrict`, `match` and `kind`.

    Raises:
        MissingWordError: no word of the description is in the model.
        UsageError: the description is empty, or a filter is malformed.

    """
    from w2vkit.analysis.search.definitions import Definition
    from w2vkit.analysis.search.reverse_dictionary import Form
    from w2vkit.analysis.search.reverse_dictionary import define as find

    config: dict[str, Any] = {"topn": topn, **options}
    return find(
        opened_model(model),
        description,
        QueryConfig(**config),
        Form(length, pinyin),
        [Definition(*pair) for pair in definitions],
        listener,
    )
