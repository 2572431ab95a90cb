"""Kinds of damage as they happen to records, and the trial of a linter on records that have them."""

from . import encodings, lists, others, styles, texts, yaml_files
from .kinds import KINDS
from .samples import load

__all__ = ["KINDS", "encodings", "lists", "load", "others", "styles", "texts", "yaml_files"]
