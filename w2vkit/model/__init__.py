"""A model: vocabulary, vectors, and the directory that stores them."""
