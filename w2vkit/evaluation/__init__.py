"""Evaluation of models on test sets.

Reading order:

- `test_sets`: reads a test set and detects its kind, with `lines` (fields and sections),
  `rating_columns` (columns of scored pairs) and `relations` (word pairs, as in BATS).
- `scoring`: the score of each kind of test set.
- `evaluate`: a whole test set: score, coverage and sections.
"""
