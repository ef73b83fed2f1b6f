"""Training with gensim, on request (`--engine gensim`): a comparison for the native engine.

Read in this order:

    engine    skip-gram and CBOW by gensim's `Word2Vec`
    fasttext  skip-gram with subwords by gensim's `FastText`
    run       a training in progress: chunks of the text, state for checkpoints
"""
