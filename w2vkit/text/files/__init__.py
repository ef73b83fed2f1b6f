"""Files, folders and archives as the texts that they contain."""
