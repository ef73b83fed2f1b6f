"""Sentences to tokens: word segmenters, protected words, word lists."""
