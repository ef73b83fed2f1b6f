"""Chinese: its values, its dictionary, and the names and terms of Chinese text.

In reading order:

- `language`, `headings`: Chinese as a `Language`, and how its chapters are headed
- `chinese_words`: names with their aliases, and terms, of a Chinese text
- `extraction`: scores character n-grams as names and terms
- `dictionary`: what jieba's dictionary knows of a text
- `name_heuristics`, `titles`: what is known of Chinese names and titles
- `phrase_classifier`: nouns and verb phrases, distinguished by what stands around them
- `kind_rules`: whether a word is a person, place, title or thing, from its tag and its use
- `found_kinds`: the kinds of the words found, by these rules
- `persons`, `nicknames`: full names, and epithets that stand before one of them
- `aliases`, `courtesy_names`, `given_names`: names of the same person
"""
