"""The drafts of JSON Schema: converting schemas to draft 2020-12, and notes on what is ignored in them.

https://json-schema.org/specification-links lists the changes of each draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from typing import Any

from jsonschema import (
    Draft4Validator,
    Draft6Validator,
    Draft7Validator,
    Draft201909Validator,
    Draft202012Validator,
    FormatChecker,
)
from referencing.jsonschema import specification_with

from lint.core.findings import SEVERITIES
from lint.core.wording import close_matches
from lint.kinds.schema.formats import CHECKS
from lint.kinds.schema.patterns import foreign_to_ecma

DRAFTS: dict[str, Any] = {
    "draft-04": Draft4Validator,
    "draft-06": Draft6Validator,
    "draft-07": Draft7Validator,
    "draft/2019-09": Draft201909Validator,
    "draft/2020-12": Draft202012Validator,
}
"""The supported drafts, each with its validator."""

# Keywords that do not constrain a value, and so may be beside a `$ref` that replaces its siblings.
ANNOTATIONS = {"$comment", "$defs", "$schema", "default", "definitions", "description", "examples", "title"}

_WORDS = ANNOTATIONS | {
    *("contentEncoding", "contentMediaType", "contentSchema", "deprecated", "format", "readOnly"),
    "writeOnly",
}
_NEWEST = {"$anchor", "$id", "$vocabulary", "then", "else", "minContains", "maxContains"}
_BESIDE = {
    "draft-04": {"id", "exclusiveMinimum", "exclusiveMaximum"},
    "draft-06": {"$id"},
    "draft-07": {"$id", "then", "else"},
    "draft/2019-09": {*_NEWEST, "$recursiveAnchor"},
    "draft/2020-12": {*_NEWEST, "$dynamicAnchor"},
}
KEYWORDS = {name: _WORDS.union(_BESIDE[name], validator.VALIDATORS) for name, validator in DRAFTS.items()}
"""The keywords of each draft."""
ALL_KEYWORDS = frozenset().union(*KEYWORDS.values())

_OF_MAPS = ("$defs", "definitions", "dependentSchemas", "patternProperties", "properties")
_OF_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_OF_ONE = (
    *("additionalItems", "additionalProperties", "contains", "else", "if", "items", "not"),
    *("propertyNames", "then", "unevaluatedItems", "unevaluatedProperties"),
)
_INSTEAD = {
    "dependencies": "write `dependentRequired` or `dependentSchemas`",
    "additionalItems": "write `prefixItems` with `items`",
    "definitions": "write `$defs`",
    "id": "write `$id`",
}


def draft_of(schema: dict[str, Any]) -> str | None:
    """Return the draft in `$schema`, by default the newest; None if it is not supported."""
    address = schema.get("$schema", "https://json-schema.org/draft/2020-12/schema")
    match = re.fullmatch(r"https?://json-schema\.org/(.+)/schema#?", str(address))
    return match[1] if match and match[1] in DRAFTS else None


def modernised(schema: Any, draft: str) -> Any:
    """Return *schema*, written in *draft*, as a schema of draft 2020-12 that accepts the same values.

    Keywords of other drafts, which are ignored in this one, are left out.
    """
    if not isinstance(schema, dict) or draft == "draft/2020-12":
        return schema
    foreign = ALL_KEYWORDS - KEYWORDS[draft]
    schema = {key: part for key, part in schema.items() if key not in foreign}
    is_old = draft != "draft/2019-09"
    if is_old and isinstance(schema.get("$ref"), str):
        schema = {key: part for key, part in schema.items() if key in ANNOTATIONS or key == "$ref"}
    result: dict[str, Any] = {}
    for key, part in schema.items():
        if key in _OF_MAPS and isinstance(part, dict):
            result[key] = {name: modernised(each, draft) for name, each in part.items()}
        elif key in _OF_LISTS or (key == "items" and isinstance(part, list)):
            result[key] = [modernised(each, draft) for each in part]
        elif key == "dependencies":
            _split_dependencies(part, draft, result)
        else:
            result[key] = modernised(part, draft) if key in _OF_ONE else part
    additional = result.pop("additionalItems", True)
    if isinstance(result.get("items"), list):
        result["prefixItems"] = result.pop("items")
        result["items"] = additional
    if draft == "draft-04":
        _number_limits(result)
        if "id" in result:
            result["$id"] = result.pop("id")
    return result


def _split_dependencies(dependencies: dict[str, Any], draft: str, result: dict[str, Any]) -> None:
    for name, needs in dependencies.items():
        if isinstance(needs, list):
            result.setdefault("dependentRequired", {})[name] = needs
        else:
            result.setdefault("dependentSchemas", {})[name] = modernised(needs, draft)


def _number_limits(schema: dict[str, Any]) -> None:
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.pop(exclusive, False) is True and limit in schema:
            schema[exclusive] = schema.pop(limit)


def _checked(check: Callable[[str], object]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or bool(check(value))


CHECKER = FormatChecker(formats=())
for _name, _check in CHECKS.items():
    CHECKER.checkers[_name] = (_checked(_check), (ValueError, re.error))


def parts(schema: Any, draft: str) -> Iterator[dict[str, Any]]:
    """Yield *schema*, written in *draft*, and every schema in it."""
    if isinstance(schema, dict):
        yield schema
        for part in specification_with(DRAFTS[draft].META_SCHEMA["$schema"]).subresources_of(schema):
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
