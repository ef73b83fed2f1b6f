"""Training: from a corpus to a saved model.

In reading order:
    train: the entry points `train`, `train_sentences` and `resume`.
    spark_training: training on a cluster.
    request: what the user asks to train.
    prepared_text, kept_vocabulary: its text, read and encoded; the words that get vectors.
    job: what a training run needs: text, options, vocabulary and the state to start from.
    interrupted_training: the same for a training that goes on after an interruption.
    defaults, algorithms: options that depend on the corpus size; properties of each algorithm.
    prior: the vectors of the language beside those of the text.
    used_options, option_notes: the options as each algorithm uses them; what is said of them.
    continued_training, continued_options: training that goes on from a model.
    original_text: the text of a trained model.
    settling, drift: how far words may move, and how far they moved, from their old vectors.
    initial_vectors, induction: training that starts with given vectors; vectors of new words.
    background_compilation: compiled kernels, made while the text is segmented.
    long_vectors: vectors that are much longer than the others after training.
    epoch_callbacks: the vectors after each epoch, for callbacks.
    checkpoint: the state of an interrupted training on disk, and the signals that request it.
    saving: the saved model and its report.
    removal: deleting models and checkpoints.
    reproduction, bootstrap: training a model again, from the same text or from samples of it.
"""
