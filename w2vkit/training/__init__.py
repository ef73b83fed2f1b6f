"""Training: from a corpus to a saved model.

In reading order:
    train: the entry points `train`, `train_sentences` and `resume`.
    request: what the user asks to train.
    job: what a training run needs: text, options, vocabulary and the state to start from.
    interrupted_training: the same for a training that goes on after an interruption.
    defaults, algorithms: options that depend on the corpus size; properties of each algorithm.
    continued_training, continued_options: training that goes on from a model.
    checkpoint: the state of an interrupted training on disk, and the signals that request it.
    saving: the saved model and its report.
    removal: deleting models and checkpoints.
"""
