"""Names, terms and collocations found in a corpus.

In reading order:

- `corpus_words`: the protected words of a corpus, from lists or found in the text
- `discovery`: finds words, in Chinese and in spaced text
- `extraction`: scores character n-grams of Chinese text as names and terms
- `ngrams`: counts n-grams, their cohesion and their freedom
- `dictionary`: what jieba's dictionary knows of a text
- `name_heuristics`, `titles`: what is known of Chinese names and titles
- `aliases`: names of the same person
- `collocations`: fixed phrases of spaced text
"""
