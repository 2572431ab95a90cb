"""Files: finding, reading and writing them, and showing what changed."""

from lint.core.digests import digest
from lint.files.discovery import Found, Scope, discover
from lint.files.names import shown, stem, unified_diff
from lint.files.reading import UNREAD, Stamp, read, read_if_any, stamp, why
from lint.files.repositories import LEADS_OUT, SETTINGS, leads_out, repositories, within
from lint.files.writing import clear, write

__all__ = [
    "LEADS_OUT",
    "SETTINGS",
    "UNREAD",
    "Found",
    "Scope",
    "Stamp",
    "clear",
    "digest",
    "discover",
    "leads_out",
    "read",
    "read_if_any",
    "repositories",
    "shown",
    "stamp",
    "stem",
    "unified_diff",
    "why",
    "within",
    "write",
]
