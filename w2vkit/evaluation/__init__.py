"""How good a model is: test sets and their scores."""
