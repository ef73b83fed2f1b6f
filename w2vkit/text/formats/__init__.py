"""Formats of documents and data that contain text, one module each."""
