"""Kinds of damage as they happen to records, and the trial of a linter on records that have them."""

from . import encodings, texts
from .kinds import KINDS
from .samples import load

__all__ = ["KINDS", "encodings", "load", "texts"]
