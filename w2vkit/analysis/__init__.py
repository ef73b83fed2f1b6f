"""What studies a text: counts of its words, their contexts, and search in it.

In reading order:

- `counted_text`: an encoded text in which words are counted; `opening`: that of a model, of files
  or of tokens; `changed_files`: what has become of the files of a model
- `model_segmentation`: other texts, segmented as the text of a model
- `frequencies`, `log_likelihood`: frequencies of words, and keyness against another corpus
- `section_counts`, `titles`: counts by chapter, and the titles of chapters as they are written
- `keyword_in_context`, `concordance`, `word_passages`: where words occur
- `collocates`, `relations`, `graphml`: which words occur together, and their network
- `shared_contexts`, `predicted_associations`: contexts of words, as counted and as predicted
- `explanation`, `examples`: why two words are similar
- `change`: how the use of words differs between parts of a text
- `search`: vectors of texts, and questions to a text
"""
