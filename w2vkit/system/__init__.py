"""Files, locks, processes and paths: what the package asks of the operating system."""
