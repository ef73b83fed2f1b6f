"""From bytes to sentences: encodings, scripts, wrapped lines, files and folders."""
