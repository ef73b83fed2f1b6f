"""What is wrong with a corpus or with this machine, before any time is spent."""
