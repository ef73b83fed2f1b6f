"""Evaluation of models on test sets.

Reading order:

- `test_sets`: reads a test set and detects its kind, by the `layouts` of lines and columns.
- `scoring`: the score of each kind of test set.
- `evaluate`: a whole test set: score, coverage and sections.
- `comparison`: several models side by side: their scores on test sets (`compared_sets`, with
  `bootstrap_intervals`) and `neighborhoods` of their `common_words`; `named_models` opens them.
- `self_evaluation`: a model is evaluated from its own text: by known aliases and by
  pseudo-synonyms, scored by `word_groups`.
- `items`: recommendation from sessions.
- `tuning`: good options for a text, from `trials` of options.
"""
