"""Counts of words in an encoded corpus, and the significance of what they show.

In reading order:

- `sections`: the chapters of a corpus
- `word_counts`: how often words occur in each section
- `log_likelihood`: log-likelihood ratios of counts
- `frequencies`: frequencies of words, and keyness against another corpus
- `characteristic`: names and other nouns that are more frequent than in general
- `vocabulary_kinds`: the kinds of all words of a corpus, by the rules of `terms`
- `relations`: which words occur together
- `graphml`: the network of such words as GraphML
"""
