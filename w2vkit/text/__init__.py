"""Bytes to sentences.

In reading order:

- `files.finding`: the files of a corpus, opened (`files.opening`) and read (`files.reading`)
- `files.text_file`: what the beginning of a file shows: kind, encoding, wrapped lines, markup
- `decisions`: what was decided in reading a text
- `detection`: the encoding of a text
- `garbled`: texts that were read in a wrong encoding before they were saved
- `character_encoding`: bytes to text, with exact errors
- `normalization`: Unicode NFC and straight apostrophes
- `marks`: combining marks, which belong to the letter before them
- `links`: URLs, e-mail addresses, @mentions and #tags
- `unwrap`: joins lines that were wrapped at a fixed width; `divided_words`: words that a hyphen
  divides there
- `sentences`: splits text into sentences
- `passages`: the text of a file in parts of whole lines
- `line_numbers`: lines and sentences with their numbers
- `numerals`: numbers of chapters and files, as 第叁回 or XIV
- `script`: simplified and traditional characters
- `writing_systems`: letters of scripts, as ranges of characters
- `samples`: the sample texts of the project
- `remedy`: command lines that repair a corpus, for messages
"""
