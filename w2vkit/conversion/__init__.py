"""Vectors of other tools in, ours out, and smaller models."""
