"""Corpora as token ids: segmented, encoded and cached.

In reading order:
    prepare: from text files to an encoded corpus.
    encoded: the files of an encoded corpus: ids, sentences and types.
    cache: encoded corpora kept on disk.
    segmented: from text files to segmented text, without encoding.
    samples: the sample texts of the project.
"""
