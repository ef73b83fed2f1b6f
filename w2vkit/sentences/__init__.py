"""Vectors of texts: lines, sentences and documents.

tokenization     texts to tokens, with the segmenter and words of a model
text_vectors     tokens to vectors: weighted means, without common components
text_vectorizer  the same as a transformer for scikit-learn
feature_files    vectors with labels in NPY, CSV, svmlight and Parquet files
"""
