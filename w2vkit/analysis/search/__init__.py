"""Vectors of texts (lines, sentences and documents), and search in a text.

text_vectors     texts and questions to vectors: weighted means, without common components
text_vectorizer  the same as a transformer for scikit-learn
search_units     the sentences, lines or paragraphs of a text
text_index       their words and places on disk
text_search      those that are nearest to a question
reverse_dictionary  from a description to the words that it describes, with
                 answer_kinds (a person, a place) and definitions (of a file)
compared_units   duplicates, outliers and a diverse sample among them
feature_files    vectors with labels in NPY, CSV, svmlight and Parquet files
"""
