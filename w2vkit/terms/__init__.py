"""Names, terms and collocations found in a corpus."""
