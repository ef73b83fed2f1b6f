"""PPMI-SVD: factorized association scores, without stochastic training.

Read in this order:

    engine         the algorithm in a paragraph, and the computation from the counts to the vectors
    association    from co-occurrence counts to the sparse matrix of PPMI, in bounded memory
    factorization  the truncated SVD, with a fixed order and fixed signs
"""
