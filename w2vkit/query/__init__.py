"""Questions to a model: search, formulas, missing words, indexes."""
