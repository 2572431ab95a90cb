"""What readers of YAML and JSON have in common."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from lint.core.findings import Span
from lint.core.values import Path, Value


class Reader:
    """A reader of a file; this one is for a file that cannot be read, which has no values.

    The methods raise `LookupError` if there is no value at the path.
    """

    folds_items = True
    """Whether an item of a list may be a plain text on several lines."""

    def __init__(self) -> None:
        self.values: Value = {}

    @property
    def comments(self) -> Sequence[Span]:
        """The spans of the comments, each from its `#` to the end of its line."""
        return ()

    @property
    def aliases(self) -> Container[Path]:
        """The paths of the values that are written as `*name`."""
        return ()

    @property
    def duplicates(self) -> Sequence[tuple[Path, Sequence[Any]]]:
        """The duplicate fields of mappings: their paths, and all their entries."""
        return ()

    def span(self, path: Path) -> Span:
        """Return the span of the value at *path*; that of an alias is its `*name`."""
        raise LookupError(path)

    def key_span(self, path: Path) -> Span:
        """Return the span of the name of the field at *path*, which is no item of a list."""
        raise LookupError(path)

    def is_plain(self, path: Path) -> bool:
        """Return whether the value at *path* is a plain scalar without a tag."""
        return False

    def is_block(self, path: Path) -> bool:
        """Return whether the value at *path* is a list or a mapping without brackets."""
        return False
