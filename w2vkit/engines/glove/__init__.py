"""GloVe: the same bytes for any number of workers and on every processor.

Read in this order:

    engine        the algorithm in a paragraph, and the training from the first count to the result
    cooccurrence  counts which words are near each other, in bounded memory, sorted by block
    run           a training in progress: initial weights, rounds, state for checkpoints
    kernels       the compiled loops: the hash table of counts, and AdaGrad
"""
