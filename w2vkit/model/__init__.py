"""Models: vocabulary, vectors, and the directories that store them.

In reading order:
    vocabulary, hash_index: words, counts and ids.
    embeddings: words with vectors.
    subwords: character n-grams, for vectors of out-of-vocabulary words.
    manifest: the content of `model.json`, and the checksums of the files, computed once.
    prior, nearest_means: vectors of the language beside those of a text.
    word_files: kinds of words, names of items, characteristic words, in files of their own.
    shown_names: how a word is shown where the model knows names.
    store, writer: reading and writing model directories, with strict readers of their options.
    registry: the directory of all models, and their names.
    npyfile: a strict reader of NPY files.
    stability: the same words, trained on bootstrap samples of the text.
"""
