"""Messages in the language of the reader: English in the code, Chinese from a table.

The code contains English messages only. Where one reaches the user (errors, notes, progress,
headings, captions, help), `translate.translated` looks it up in `messages.txt`, whose entries are
the English text with `{}` for every value, and returns the Chinese text with the same values. In
other languages than Chinese it returns its argument, and no table is read.

Exceptions and notes of the Python interface stay English.
"""
