"""Conversion: import and export of vectors, and smaller models.

In reading order:
    transfer: importing and exporting models.
    shrink: fewer words, fewer dimensions, smaller number types.
"""
