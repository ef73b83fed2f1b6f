"""Training: from a corpus to a saved model.

In reading order:
    train: the entry points `train`, `train_sentences` and `resume`.
    request: what the user asks to train.
    job: what a training run needs: text, options, vocabulary and the state to start from.
    resumption: the same for a training that continues from a checkpoint.
    defaults, algorithms: options that depend on the corpus size; properties of each algorithm.
    inheritance, continuation: options, words and vectors taken over from a model.
    checkpoint: the state of an interrupted training on disk, and the signals that request it.
    saving: the saved model and its report.
    removal: deleting models and checkpoints.
"""
