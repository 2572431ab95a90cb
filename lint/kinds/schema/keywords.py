"""Keywords of JSON Schema by draft, and notes on keywords that are ignored.

https://json-schema.org/specification-links lists the drafts.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from typing import Any

from referencing.jsonschema import DRAFT4, DRAFT6, DRAFT7, DRAFT201909, DRAFT202012

from lint.core.findings import SEVERITIES
from lint.core.wording import close_matches
from lint.kinds.schema.drafts import ALL_KEYWORDS, ANNOTATIONS, KEYWORDS
from lint.kinds.schema.formats import CHECKS
from lint.kinds.schema.patterns import foreign_to_ecma

_DIALECTS: dict[str, Any] = {
    "draft-04": DRAFT4,
    "draft-06": DRAFT6,
    "draft-07": DRAFT7,
    "draft/2019-09": DRAFT201909,
    "draft/2020-12": DRAFT202012,
}
_INSTEAD = {
    "dependencies": "write `dependentRequired` or `dependentSchemas`",
    "additionalItems": "write `prefixItems` with `items`",
    "definitions": "write `$defs`",
    "id": "write `$id`",
}


def parts(schema: Any, draft: str) -> Iterator[dict[str, Any]]:
    """Yield *schema*, written in *draft*, and every schema in it."""
    if isinstance(schema, dict):
        yield schema
        for part in _DIALECTS[draft].subresources_of(schema):
            yield from parts(part, draft)


def notes(schema: Any, draft: str, known: Container[str]) -> Iterator[str]:
    """Yield notes on what in *schema* is ignored or misleading, each once.

    Args:
        schema: The schema as it is written.
        draft: The draft of the schema.
        known: The keywords for severities, which are used, too.
    """
    own = KEYWORDS[draft]
    is_old = draft in ("draft-04", "draft-06", "draft-07")
    ignored: dict[str, None] = {}
    beside: set[str] = set()
    levels: dict[tuple[str, str], None] = {}
    formats: set[str] = set()
    patterns: dict[str, str] = {}
    for part in parts(schema, draft):
        for keyword in part:
            if keyword not in own and keyword not in known and not keyword.startswith("x-"):
                ignored[keyword] = None
            elif keyword in known and str(part[keyword]) not in SEVERITIES:
                levels[keyword, str(part[keyword])] = None
        if is_old and "$ref" in part:
            beside.update(set(part) - ANNOTATIONS - {"$ref", "id", "$id"})
        if part.get("format", "date") not in CHECKS:
            formats.add(str(part["format"]))
        for pattern in (part.get("pattern"), *part.get("patternProperties", ())):
            if isinstance(pattern, str) and (fault := foreign_to_ecma(pattern)):
                patterns[pattern] = fault
    yield from _on_ignored(ignored, draft)
    if beside:
        yield f"beside a `$ref`, {_are_ignored(beside)} in {draft}"
    for keyword, level in levels:
        yield f"`{keyword}`: `{level}` is ignored, since it is not one of {', '.join(SEVERITIES)}"
    for name in sorted(formats):
        near = close_matches(name, CHECKS)
        yield f"the `format` `{name}` is unknown, and is not checked" + (
            f"; did you mean `{near[0]}`?" if near else ""
        )
    for pattern, fault in patterns.items():
        yield f"the `pattern` `{pattern}` {fault}"


def _on_ignored(keywords: Iterable[str], draft: str) -> Iterator[str]:
    others: list[str] = []
    for keyword in keywords:
        near = close_matches(keyword, ALL_KEYWORDS, cutoff=0.8) or close_matches(
            keyword.casefold(), ALL_KEYWORDS, cutoff=0.8
        )
        if keyword in ALL_KEYWORDS:
            advice = _INSTEAD.get(keyword, "it is from another draft")
            yield f"`{keyword}` is not a keyword of {draft} and is ignored: {advice}"
        elif near:
            yield f"`{keyword}` is ignored; did you mean `{near[0]}`?"
        else:
            others.append(keyword)
    if others:
        yield f"{_are_ignored(others)} by recordlint"


def _are_ignored(names: Collection[str]) -> str:
    """Return the statement that *names* are ignored."""
    return f"{', '.join(f'`{name}`' for name in sorted(names))} {'are' if len(names) > 1 else 'is'} ignored"
