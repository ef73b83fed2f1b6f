"""Training with gensim."""
