"""SRC: the source of a record, and what was made from it. This module holds what these rules share."""

from __future__ import annotations

SOURCE = frozenset({"pathway-source"})
"""The kind that the rules about sources check."""
