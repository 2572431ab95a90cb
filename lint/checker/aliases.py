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
    if "*" not in document.text or not any(_is_shared(finding.path, document) for finding in found):
        return list(found)
    said = {
        (finding.code, finding.message, document.span(finding.path))
        for finding in found
        if not _is_shared(finding.path, document)
    }
    return [
        finding
        for finding in found
        if not _is_shared(finding.path, document)
        or (finding.code, finding.message, document.span(finding.path)) not in said
    ]


def _is_shared(path: Path, document: Document) -> bool:
    """Return whether an alias stands at *path* or above."""
    return any(document.is_alias(path[:end]) for end in range(1, len(path) + 1))
