"""What a language brings: defaults, segmenters, names and terms.

In reading order:

- `language`: what is known of a language, as a value, with defaults by the size of the text
- `headings`: how the headings of chapters are written
- `chapter_headings`: those of languages with spaces between words, and lone numbers
- `english`, `chinese.language`, `east_asian`, `southeast_asian`: the languages with values of
  their own
- `spaced`: other languages with spaces between words, told apart by their frequent words
- `recognition`: the table of them, and the language of a text
- `segmentation`: sentences to tokens
- `terms`, `chinese`: names and terms of a text
"""
