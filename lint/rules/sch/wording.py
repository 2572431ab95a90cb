"""Describes in words what a schema requires, and what is there instead."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lint.core.values import Path, Value
from lint.core.wording import close_matches, shortened
from lint.kinds.schema.identifiers import FORMS, advice
from lint.kinds.schema.validation import UNANSWERED
from lint.kinds.schema.violation import Violation

MAX_SHOWN = 60
"""The largest number of characters of a value that a message shows."""
MAX_CHOICES = 20
"""The largest number of allowed values that a message lists."""

TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "empty",
    "number": "a number",
    "object": "fields with values",
    "string": "text",
}


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
    """Return ": " and the schema's description of a field; "" if there is none."""
    text = schema.get("description", "").removesuffix(".")
    if not text[1:2].isupper():
        text = text[:1].lower() + text[1:]
    return f": {text}" if text else ""


def shown(value: Value) -> str:
    """Return a value for a message, shortened if it is long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"`{shortened(text, MAX_SHOWN)}`"


def either(choices: Iterable[str]) -> str:
    """Return the choices as a list in a sentence: "a, b or c"."""
    *others, last = choices
    return f"{', '.join(others)} or {last}" if others else last


def types_named(limit: str | list[str]) -> str:
    """Return the types of a `type` in words: "text or empty"."""
    names = [limit] if isinstance(limit, str) else limit
    return either(dict.fromkeys(TYPES[name] for name in names))


def clause(violation: Violation) -> str:
    """Return what is wrong, as a clause that names the value by its place."""
    return _CLAUSES[violation.keyword](violation)


def _size(noun: str, extreme: str) -> Callable[[Violation], str]:
    def tell(violation: Violation) -> str:
        place, limit, actual = label(violation.path), violation.limit, len(violation.value)
        if extreme == "least" and actual == 0 and limit == 1:
            return f"{place} must not be empty"
        return f"{place} must have at {extreme} {limit:,} {noun}{'' if limit == 1 else 's'}, not {actual:,}"

    return tell


def _number(relation: str) -> Callable[[Violation], str]:
    def tell(violation: Violation) -> str:
        limit, actual = shown(violation.limit), shown(violation.value)
        return f"{label(violation.path)} must be {relation} {limit}, not {actual}"

    return tell


def _type(violation: Violation) -> str:
    return f"{label(violation.path)} must be {types_named(violation.limit)}"


def _fixed(violation: Violation) -> str:
    is_one = violation.keyword == "const"
    limit = [violation.limit] if is_one else violation.limit
    choices = [*map(shown, limit[:MAX_CHOICES]), *(["…"] if len(limit) > MAX_CHOICES else [])]
    actual = shown(violation.value) if violation.value != "" else "an empty text"
    if actual in choices and isinstance(violation.value, str):
        actual = f"the text {actual}"
    elif actual in choices:
        choices = [f"the text {choice}" if choice == actual else choice for choice in choices]
    near = _near(violation.value, limit) if len(limit) > 1 else ""
    return f"{label(violation.path)} must be {either(choices)}, not {actual}{near}{meaning(violation.schema)}"


def _near(value: Value, choices: list[Any]) -> str:
    """Return "; did you mean …?" with the choice that is most similar to a text; "" if none is."""
    known = [choice for choice in choices if isinstance(choice, str) and choice]
    near = close_matches(value, known, cutoff=0.75) if isinstance(value, str) and value else []
    return f"; did you mean {shown(near[0])}?" if near else ""


def _form(violation: Violation) -> str:
    schema, value, place = violation.schema, violation.value, label(violation.path)
    if "title" not in schema:
        if violation.limit in FORMS and violation.keyword == "format":
            hint = advice(violation.limit, value)
            hint = f"; {hint}" if hint else ""
            return f"{place} is {shown(value)}, not {FORMS[violation.limit]}{hint}{meaning(schema)}"
        form = f"{violation.keyword} `{violation.limit}`"
        return f"{place} is {shown(value)}, which does not fit the {form}{meaning(schema)}"
    title = schema["title"]
    form = f"{'an' if title[0] in 'aeiou' else 'a'} {title}"
    if schema.get("examples"):
        form += f" such as {shown(schema['examples'][0])}"
    return f"{shown(value)} is not {form}" if value else f"{place} is empty, and must be {form}"


def _required(violation: Violation) -> str:
    name = violation.limit
    place = f" from {label(violation.path)}" if violation.path else ""
    return f"`{name}` is missing{place}{meaning(violation.schema.get('properties', {}).get(name, {}))}"


def _unknown(violation: Violation) -> str:
    return f"there is no field {label(violation.path)}"


def _dependent(violation: Violation) -> str:
    field, missing = violation.limit
    place = f" from {label(violation.path)}" if violation.path else ""
    return f"`{missing}` is missing{place}, which `{field}` needs"


def _repeated(violation: Violation) -> str:
    first = label((*violation.path[:-1], violation.limit)).partition(" of ")[0]
    return f"{label(violation.path)} repeats {first}: {shown(violation.value)}"


def _name(violation: Violation) -> str:
    name = shown(violation.value)
    clauses: list[str] = []
    for inner in violation.branches[0]:
        if inner.keyword in ("pattern", "format"):
            clauses.append(f"the name {name} does not fit the {inner.keyword} `{inner.limit}`")
        else:
            rest = clause(inner).removeprefix(label(inner.path)).removesuffix(f", not {name}")
            clauses.append(f"the name {name}{rest}")
    return "; ".join(dict.fromkeys(clauses))


def _contains(violation: Violation) -> str:
    place, item = label(violation.path), shown(violation.schema["contains"])
    least, most = violation.schema.get("minContains", 1), violation.schema.get("maxContains")
    if most is not None:
        return f"{place} must have {least} to {most} items that fit {item}"
    if least == 1:
        return f"{place} lacks an item that fits {item}"
    return f"{place} must have {least} items that fit {item}"


def _choice(violation: Violation) -> str:
    place = label(violation.path)
    if not violation.branches:
        return f"{place} fits more than one of the choices in the schema, but must fit only one"
    choices = dict.fromkeys(" and ".join(map(clause, branch)) for branch in violation.branches)
    return f"{place} fits none of the choices in the schema: {'; or '.join(choices)}"


_CLAUSES: dict[str, Callable[[Violation], str]] = {
    "additionalProperties": _unknown,
    "anyOf": _choice,
    "const": _fixed,
    "contains": _contains,
    "dependentRequired": _dependent,
    "enum": _fixed,
    "exclusiveMaximum": _number("less than"),
    "exclusiveMinimum": _number("more than"),
    "false": lambda violation: f"{label(violation.path)} must not be given",
    "format": _form,
    "maxContains": _contains,
    "maxItems": _size("item", "most"),
    "maxLength": _size("character", "most"),
    "maxProperties": _size("field", "most"),
    "maximum": _number("at most"),
    "minContains": _contains,
    "minItems": _size("item", "least"),
    "minLength": _size("character", "least"),
    "minProperties": _size("field", "least"),
    "minimum": _number("at least"),
    "multipleOf": _number("a multiple of"),
    "not": lambda violation: (
        f"{label(violation.path)} is {shown(violation.value)}, which {shown(violation.limit)} forbids"
    ),
    "oneOf": _choice,
    "pattern": _form,
    "propertyNames": _name,
    "required": _required,
    "type": _type,
    "unevaluatedItems": lambda violation: f"{label(violation.path)} is not allowed by the schema",
    "unevaluatedProperties": _unknown,
    "uniqueItems": _repeated,
    UNANSWERED: lambda _: "values are nested too deep for the schema of this kind, which refers to itself",
}
