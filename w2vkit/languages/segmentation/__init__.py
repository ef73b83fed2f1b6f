"""Sentences to tokens.

In reading order:

- `segmenter`: a word segmenter as a value, and the contract of those of other packages
- `segmenters`: the table of those of w2vkit, and how the others are found
- `optional_segmenters`: those of packages that are extras, for Japanese, Korean, Thai and others
- `testing`: the tests that every segmenter passes
- `segmenter_versions`: the versions that a model records of its segmenters
- `segmenter_choice`: which of them suits a text, whether it is segmented already, and what is
  said about that
- `token_pattern`: the segmenter that a regular expression defines, `--token-pattern`
- `protected_words`: words that no segmenter may split
- `lemmas`, `text_language`: the lemma of a word, and the language whose lemmas a text has
- `spelling`: what a few languages write otherwise: the I without a dot, elisions
- `whole_words`: numbers and words of other scripts in Chinese text
- `segment`: blocks of sentences to tokens; the form of each token, and which are dropped
- `blocks`: the text of files as blocks
- `scanner`, `scanner_kernels`, `character_kernels`: the compiled scanner for spaced text
- `word_lists`, `word_tables`: files of words: stop words, protected words, user dictionaries
- `comma_lists`: several words in one argument or line
- `cut_explanation`: why a text is segmented as it is, `segment --why`
"""
