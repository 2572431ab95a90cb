"""One finding for a fault in a value that YAML aliases share."""

from __future__ import annotations

from collections.abc import Sequence

from lint.core.findings import Finding
from lint.core.values import Path
from lint.documents.document import Document


def drop_aliased(found: Sequence[Finding], document: Document) -> list[Finding]:
    """Return *found* without those that say again, at an alias, what is said where its value stands.

    Both point at the same place of the file, and one fix repairs it for all aliases.
    """
    shared = [_is_shared(finding.path, document) for finding in found] if "*" in document.text else []
    if not any(shared):
        return list(found)
    keys = [(finding.code, finding.message, document.span(finding.path)) for finding in found]
    said = {key for key, is_shared in zip(keys, shared, strict=True) if not is_shared}
    return [
        finding
        for finding, key, is_shared in zip(found, keys, shared, strict=True)
        if not is_shared or key not in said
    ]


def _is_shared(path: Path, document: Document) -> bool:
    """Return whether the value at *path* stands elsewhere: an alias or a merge key brings it in."""
    if any(document.is_alias(path[:end]) for end in range(1, len(path) + 1)):
        return True
    if len(path) < 2:
        return False
    start = document.span(path)[0]
    try:
        begin, end = document.span(path[:-1])
    except LookupError:  # a text of the body has no value around it
        return False
    return not begin <= start <= end
