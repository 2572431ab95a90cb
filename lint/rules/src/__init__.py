"""SRC: the source of a record, and what was made of it. Here: what these rules share."""

from __future__ import annotations

SOURCE = frozenset({"pathway-source"})
"""The kind of the rules that look at sources."""
