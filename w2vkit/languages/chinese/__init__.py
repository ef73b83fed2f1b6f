"""Chinese: its values, its dictionary, and the names and terms of Chinese text.

In reading order:

- `language`: Chinese as a `Language`, and how its chapters are headed
- `classical`: whether a text is Classical Chinese
- `chinese_words`: names with their aliases, and terms, of a Chinese text
- `word_model`: which strings of a text are words, by a probability model
- `lattice`, `lattice_kernels`: all strings that may be words, and sums over segmentations
- `word_probabilities`: how probable it is that a string is a word and a noun
- `word_contexts`, `logistic`: word classes by what stands beside a word, and regressions
- `composed_phrases`: phrases of a word and function words, which are no names
- `dictionary`: what jieba's dictionary knows of a text
- `name_heuristics`: what is known of Chinese names and titles
- `kind_rules`: whether a word is a person, place, title or thing, from its tag and its use
- `found_kinds`: the kinds of the words found, by these rules
- `persons`, `nicknames`: full names, and epithets that stand before one of them
- `aliases`, `courtesy_names`, `given_names`: names of the same person
"""
