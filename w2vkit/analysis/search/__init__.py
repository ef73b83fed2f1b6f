"""Vectors of texts (lines, sentences and documents), and search in a text.

tokenization     texts to tokens, with the segmenter and words of a model
text_vectors     tokens to vectors: weighted means, without common components
text_vectorizer  the same as a transformer for scikit-learn
units            the sentences, lines or paragraphs of a text
text_index       their words and texts on disk
cached_index     the same in the cache, built when it is first needed
question_words   the words of a question
text_search      the units nearest to a question
definitions      definitions in a file, nearest to a description
reverse_dictionary  from a description to the words that it describes
comparisons      duplicates, outliers and a diverse sample among them
feature_files    vectors with labels in NPY, CSV, svmlight and Parquet files
"""
