"""Kinds of record: one module a built-in kind, and those that settings declare."""

from __future__ import annotations

from lint.documents import may_have_field
from lint.kinds.figure import FIGURE
from lint.kinds.kind import SIDECAR_NAME, KeywordGroup, Kind, Url, schema_file
from lint.kinds.pathway import PATHWAY

__all__ = ["SIDECAR_NAME", "KeywordGroup", "Kind", "Url", "builtin", "recognise", "schema_file"]


def builtin() -> tuple[Kind, ...]:
    """Return the built-in kinds."""
    return (FIGURE, PATHWAY)  # in this order: a figure may hold a pathway's id, never the reverse


def recognise(path: str, data: bytes, kinds: tuple[Kind, ...]) -> Kind | None:
    """Return the kind of the file at *path* (with ``/``): by its name, else by its id field.

    Only built-in kinds are known by their id fields: those of others may be as common as `title`.
    """
    for kind in kinds:
        if kind.path_pattern.search(path):
            return kind
    return next((kind for kind in kinds if kind.is_builtin and may_have_field(data, kind.id_field)), None)
