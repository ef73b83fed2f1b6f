"""The version of w2vkit, written here only."""

__version__ = "0.2.0"
