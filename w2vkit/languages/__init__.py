"""What a language brings: segmenters, names and terms."""
