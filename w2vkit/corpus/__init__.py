"""Corpora as token ids: segmented, encoded and cached.

In reading order:
    prepare: from text files to an encoded corpus.
    encoded: the files of an encoded corpus: ids, sentences and types.
    cache: encoded corpora kept on disk.
    segmented: from text files to segmented text, without encoding.
    headings, sections: the chapters of a corpus, and counts of words in each.
    occurrences: where a word occurs, and how it was segmented there.
    vocabulary_kinds, lost_names: the kinds of words; names that are too rare for vectors.
    noun_contexts, characteristic: nouns and names that are more frequent than in general.
"""
