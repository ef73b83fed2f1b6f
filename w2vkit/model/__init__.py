"""Models: vocabulary, vectors, and the directories that store them.

In reading order:
    vocabulary: words, counts and ids.
    embeddings: words with vectors.
    subwords: character n-grams, for vectors of out-of-vocabulary words.
    manifest: the content of `model.json`, and the checksums of the files.
    kinds_file: the file with the kinds of the words.
    store, writer: reading and writing model directories.
    registry: the directory of all models, and their names.
    npyfile, stored_options: strict readers of NPY files and of options in JSON.
    verification: checksums of large files, computed once.
"""
