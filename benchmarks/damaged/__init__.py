"""Realistic kinds of damage to records, and trials of a linter on damaged records."""

from . import encodings, lists, others, styles, texts, yaml_files
from .kinds import KINDS
from .samples import load

__all__ = ["KINDS", "encodings", "lists", "load", "others", "styles", "texts", "yaml_files"]
