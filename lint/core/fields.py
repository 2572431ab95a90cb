"""Field names as written in settings: `collections.name`, `tools.*.doi`."""

from __future__ import annotations

import re
from functools import cached_property

ANY = "*"
"""Matches any single name in a field name."""


class FieldNames(tuple[str, ...]):
    """Dotted field names, which may contain `*`; a field is contained if one of them matches it."""

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
        """Return whether the dotted name *field* matches one of these."""
        if field in self._names:
            return True
        return self._forms is not None and isinstance(field, str) and self._forms.fullmatch(field) is not None
