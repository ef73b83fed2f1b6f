"""From a corpus to a saved model: preparing, resuming, continuing, training."""
