"""Chinese: its dictionary, and the names of persons and places in Chinese text."""
