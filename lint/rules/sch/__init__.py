"""SCH: schema. Here: what its rules share, which all tell of `Record.violations` in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from lint.core.findings import Finding
from lint.core.values import Path, Value
from lint.kinds.schema.explain import Violation
from lint.records.record import Record
from lint.rules import Rule

MAX_SHOWN = 60
"""How many characters of a value a message shows at most."""


class SchemaRule(Rule):
    """A rule for violations of some of the schema's keywords."""

    keywords: ClassVar[frozenset[str]] = frozenset()

    def might_match(self, record: Record) -> bool:
        """Return False for a record that its kind's model accepts."""
        return bool(record.violations)

    def check(self, record: Record) -> Iterator[Finding]:
        """Yield a finding for each violation of the rule's keywords."""
        for violation in record.violations:
            if self.takes(violation.keyword):
                yield self.told(record, violation)

    def takes(self, keyword: str) -> bool:
        """Return whether the rule is for violations of *keyword*."""
        return keyword in self.keywords

    def told(self, record: Record, violation: Violation) -> Finding:
        """Return the finding for one violation."""
        raise NotImplementedError


def label(path: Path) -> str:
    """Return what people call the value at *path*: "item 2 of `organisms`"."""
    words: list[str] = []
    for key in reversed(path):
        if not isinstance(key, int):
            words.append(f"`{key}`")
            break
        words.append(f"item {key + 1}")
    return " of ".join(words) or "the record"


def meaning(schema: Mapping[str, Any]) -> str:
    """Return ": " and what the schema says of a field, "" where it says nothing."""
    text = schema.get("description", "").removesuffix(".")
    if not text[1:2].isupper():
        text = text[:1].lower() + text[1:]
    return f": {text}" if text else ""


def shown(value: Value) -> str:
    """Return a value for a message, cut to what fits."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"`{text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + '…'}`"


def either(choices: Iterable[str]) -> str:
    """Return the choices as people list them: "a, b or c"."""
    *others, last = choices
    return f"{', '.join(others)} or {last}" if others else last
