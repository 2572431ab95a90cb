"""Kinds of records: the built-in kinds, and those that settings declare."""

from __future__ import annotations

from lint.documents import may_be
from lint.kinds.figure import FIGURE
from lint.kinds.kind import SIDECAR_NAME, KeywordGroup, Kind, Url, schema_file
from lint.kinds.pages import ANNOTATION, AUTHOR, COMMUNITY, ORGANISM
from lint.kinds.pathway import PATHWAY
from lint.kinds.pathway_source import PATHWAY_SOURCE

__all__ = [
    "PATHWAY",
    "PATHWAY_SOURCE",
    "SIDECAR_NAME",
    "KeywordGroup",
    "Kind",
    "Url",
    "builtin",
    "recognise",
    "schema_file",
]


def builtin() -> tuple[Kind, ...]:
    """Return the built-in kinds of records, which have published schemas."""
    # The order matters: a figure may have a pathway's id, but not the other way round.
    return (FIGURE, PATHWAY, AUTHOR, COMMUNITY, ORGANISM, ANNOTATION)


def recognise(path: str, data: bytes, kinds: tuple[Kind, ...]) -> Kind | None:
    """Return the kind of the file at *path* (with ``/``), by its name, else by its id field or root element.

    Only built-in kinds without marks are recognised by the latter: other id fields may be as common as
    `title`.
    """
    for kind in kinds:
        if kind.path_pattern.search(path) and _is_marked(kind, data):
            return kind
    known = (kind for kind in kinds if kind.is_builtin and not kind.marks)
    return next((kind for kind in known if may_be(data, kind.format, kind.id_field)), None)


def _is_marked(kind: Kind, data: bytes) -> bool:
    return not kind.marks or any(may_be(data, kind.format, field) for field in kind.marks)
