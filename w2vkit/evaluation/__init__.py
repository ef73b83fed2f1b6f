"""Evaluation of models on test sets.

Reading order:

- `test_sets`: reads a test set and detects its kind, with `lines` (fields and sections),
  `rating_columns` (columns of scored pairs) and `analogy_relations` (word pairs, as in BATS).
- `scoring`: the score of each kind of test set.
- `evaluate`: a whole test set: score, coverage and sections.
- `model_comparison`: several models side by side: `comparison`, with `resampled_scores` and
  `bootstrap_intervals`.
- `self_evaluation`: a model is evaluated from its own text: by known aliases and by
  `pseudo_synonyms`, scored by `word_groups`.
- `items`: recommendation from sessions.
- `tuning`: good options for a text, out of a `search_space`, by `trials`.
"""
