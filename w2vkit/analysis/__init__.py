"""What studies a text: counts of its words, their contexts, and search in it.

In reading order:

- `counted_text`: an encoded text in which words are counted; `opening`: that of a model, of files
  or of tokens; `changed_files`: what has become of the files of a model
- `model_segmentation`: other texts, segmented as the text of a model
- `frequencies`, `log_likelihood`: frequencies of words, and keyness against another corpus
- `section_counts`: counts by chapter, and the titles of chapters
- `keyword_in_context`, `concordance`, `word_passages`: where words occur
- `collocates`, `relations`: which words occur together; their network as GraphML
- `shared_contexts`, `explanation`: why two words are similar
- `change`: how the use of words differs between parts of a text
- `search`: vectors of texts, and questions to a text
"""
