"""Corpora as token ids: segmented, encoded and cached.

In reading order:
    prepare: from text files to an encoded corpus.
    block_map: blocks of text, processed in parallel.
    chosen_segmenters: the segmenters of the files, stored beside the corpus and said once.
    encoding, encoded: the files of an encoded corpus: ids, sentences and types.
    cache: encoded corpora kept on disk.
    parts, spark_preparation: a corpus in parts, which a cluster writes, and how it does.
    counting: exact counts of any number of types in bounded memory.
    segmented: from text files to segmented text, without encoding.
    sessions, session_logs, log_columns, parquet_log: logs of items, their columns and formats.
    prepare_log: from a log of items to an encoded corpus.
    headings, sections: the chapters of a corpus, and counts of words in each.
    occurrences: where a word occurs, and how it was segmented there.
    source_sentences: the sentences of the files beside those of the corpus.
    written_forms: how words are written in a text whose tokens are lemmas.
    halving: half of the occurrences of some words under another name.
    vocabulary_kinds, lost_names: the kinds of words; names that are too rare for vectors.
    concentrated_words: words that a text concentrates in some of its parts.
    noun_contexts, characteristic: nouns and names that are more frequent than in general.
"""
