"""Names of fields as settings write them: `collections.name`, `tools.*.doi`."""

from __future__ import annotations

import re
from functools import cached_property

ANY = "*"
"""Stands for any one name in the name of a field."""


class FieldNames(tuple[str, ...]):
    """Dotted names of fields, of which each may hold `*`; a field is among them if one fits."""

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self)

    @cached_property
    def _forms(self) -> re.Pattern[str] | None:
        forms = [
            r"\.".join("[^.]+" if part == ANY else re.escape(part) for part in name.split("."))
            for name in self
            if ANY in name.split(".")
        ]
        return re.compile("|".join(forms)) if forms else None

    def __contains__(self, field: object) -> bool:
        """Return whether the dotted name *field* is one of these."""
        if field in self._names:
            return True
        return self._forms is not None and isinstance(field, str) and self._forms.fullmatch(field) is not None
