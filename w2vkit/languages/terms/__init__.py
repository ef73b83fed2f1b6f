"""Names, terms and collocations found in a corpus.

In reading order:

- `corpus_words`: the protected words of a corpus, from lists or found in the text
- `discovery`: finds words, in Chinese and in spaced text
- `chinese_words`: names with their aliases, and terms, of a Chinese text
- `extraction`: scores character n-grams of Chinese text as names and terms
- `ngram_statistics`: counts n-grams, their cohesion and their freedom
- `dictionary`: what jieba's dictionary knows of a text
- `name_heuristics`, `titles`: what is known of Chinese names and titles
- `text_occurrences`: the characters around words
- `phrase_classifier`: nouns and verb phrases, distinguished by what stands around them
- `kind_rules`: whether a word is a person, place, title or thing, from its tag and its use
- `found_kinds`: the kinds of the words found, by these rules
- `persons`, `nicknames`: full names, and epithets that stand before one of them
- `aliases`: names of the same person
- `collocations`: fixed phrases of spaced text
"""
