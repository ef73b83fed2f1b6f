"""Queries on a model: from a question to its nearest words.

In reading order:

- `formula`: formulas as values; `expression`: the parser of their syntax.
- `suggestions`: other spellings of a word, and similar words.
- `origin`: the text of a model; `missing_reasons`, `missing_words`: why a word is not in the
  model, and which word replaces it.
- `parsing`: questions (text, lists, vectors) and sets of words into formulas of words that have
  vectors.
- `metrics`: the table of similarity metrics; `search`: the best rows, in one pass.
- `neighbors`, `operations`: results, which words are rare, and the operations that compute results.
- `filters`: which words may be results, and which rank first; `opening`: models opened for queries.
- `index`, `index_quality`: approximate search with faiss, and its recall and speed.
- `intervals`: 95% intervals of scores; `axes`, `associations`: words between poles, WEAT;
  `clusters`, `grouping`: groups of similar words.
- `answers`: many queries, each with an answer or an error, and their rows.
- `importing`, `exporting`, `shrink`: vectors of other tools; smaller models and what they lose.
- `keyed_vectors`: the methods of gensim's `KeyedVectors`; `movers_distance`: that of two texts.
- `model`: `Model`, the façade for Python; `given_vectors`: vectors in memory as a model;
  `model_facts`: what a notebook shows of one.
"""
