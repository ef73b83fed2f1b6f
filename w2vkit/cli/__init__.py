"""The command line: parses, calls a verb, prints; one module per group of commands."""
