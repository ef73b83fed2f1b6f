"""How the use of words differs between parts of a text.

In reading order:

- `dates`: dates in the names of files
- `units`: the chapters, files or rows of a text, of which parts consist
- `parts`: the parts of a text, and their sizes
- `part_tables`: the table by which a user corrects parts, and where parts are kept
- `part_rules`: from what a user writes to the parts
- `comparability`: whether parts can be compared
- `blocks`: the chapters or passages that are shuffled between parts
- `contexts`: contexts of words as vectors in one space, summed by block
- `difference`: how much they differ: unbiased, with p-value and interval
- `alignment`: or by models of the parts that are rotated onto each other
- `regression`: contexts regressed on one covariate while others are held constant
- `trend`: a steady trend over ordered parts, by regression on a number
- `passages`: sentences that show it
- `word_paths`: the path of a word through a map of its neighbors
- `changes`: the words of a text with their changes, as rows
- `compared_text`: a text with the contexts of its words; `comparison`: its words, compared
- `covariates`: what is known of the occurrences, such as a year and a speaker
- `effects`: how words depend on several covariates at once
- `power`: which changes would be found, by planting some
- `contrast`: two parts, by use and by frequency
"""
