"""From sentences to tokens: segmenters, word lists, names and terms found in the text."""
