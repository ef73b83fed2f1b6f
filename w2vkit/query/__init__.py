"""Queries on a model: from a question to its nearest words.

In reading order:

- `formula`: formulas as values; `expression`: the parser of their syntax.
- `spelling`, `suggestions`: other spellings of a word, and similar words.
- `origin`, `missing_words`: why a word is not in a model.
- `parsing`: questions (text, lists, vectors) into formulas of words that have vectors.
- `metrics`: the table of similarity metrics; `search`: the best rows, in one pass.
- `neighbors`, `operations`: results, and the operations that compute them.
- `filters`, `word_sets`: which words may be results, and sets of words.
- `opening`, `composing`: models opened for queries; vectors composed for missing words.
- `ranking`, `clusters`, `grouping`: the words that rank first, and groups of words.
- `recall`, `index`: approximate search with faiss and its quality.
- `intervals`: 95% intervals of scores; `axes`, `separation`, `associations`: words between
  poles, WEAT.
- `answers`: many queries, each with an answer or an error, and their rows.
- `transfer`, `shrink`: import and export; smaller models and what they lose.
- `model`: `Model`, the façade for Python.
"""
