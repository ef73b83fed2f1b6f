"""Messages in the language of the reader: English in the code, Chinese from a catalog.

A message of the code is an English template with its values (`base.messages`). Where one reaches
the user (errors, notes, progress, headings, captions, help), `translate.translated` renders it
with the translation of its template in `zh.po`. In other languages than Chinese it returns its
argument, and no catalog is read.

Exceptions and notes of the Python interface stay English.
"""
