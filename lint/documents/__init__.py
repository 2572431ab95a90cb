"""Documents: files as values with places, one module a format."""

from __future__ import annotations

import re
from functools import cache

from lint.core.limits import DEFAULT, Limits
from lint.documents.document import Document
from lint.documents.front_matter import FrontMatter


def read(data: bytes, limits: Limits = DEFAULT) -> Document:
    """Return the document that a file with these bytes is."""
    return FrontMatter(data, limits)


def may_have_fields(data: bytes) -> bool:
    """Return whether a file with these bytes looks like one with fields and values."""
    return data.startswith(b"---")


def may_have_field(data: bytes, name: str) -> bool:
    """Return whether a file with these bytes looks like one with a field of that name at its top level."""
    return may_have_fields(data) and _field(name).search(data) is not None


@cache
def _field(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"^%b\s*:" % re.escape(name).encode(), re.MULTILINE)
