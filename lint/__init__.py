"""recordlint: check and repair the metadata records of pathway repositories."""

__version__ = "0.1.0"
