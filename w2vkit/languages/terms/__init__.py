"""Names, terms and phrases found in a corpus.

In reading order:

- `corpus_words`: the protected words of a corpus, from lists or found in the text
- `discovery`: finds words, in Chinese (`languages.chinese`) and in spaced text
- `ngram_statistics`: counts n-grams, their cohesion and their freedom
- `text_occurrences`: the characters around words
- `phrases`: fixed phrases of spaced text
"""
