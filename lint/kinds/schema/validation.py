"""Violations of a kind's JSON Schema in a record, as people need to know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from lint.core.values import ANY, Path, Remove, Value, apply, get
from lint.kinds.kind import Kind
from lint.kinds.schema.compiler import below, target
from lint.kinds.schema.violation import Schema, Violation, json_view

UNANSWERED = "unanswered"
"""The keyword of a violation if values are nested too deep for the schema."""

_MAX_BESIDE = 100  # fields of a mapping that are kept beside the one that is checked


def violations(kind: Kind, values: Mapping[Any, Value]) -> Sequence[Violation]:
    """Return the violations of the kind's schema in a record's *values*, the outermost first.

    A value of the wrong type has no other violation. If a schema has several choices and it is clear which
    one is meant, the violations of that choice are returned.
    """
    try:
        return _useful(list(_raw(kind, values)), kind.schema, values)
    except RecursionError:  # with a recursive schema, Python's limit is lower than `limits.depth`
        return [Violation((), UNANSWERED, None, {}, {})]


def accepts_at(kind: Kind, values: Mapping[Any, Value], path: Path, value: Value) -> bool:
    """Return whether the schema accepts *value* at *path*, whatever is wrong elsewhere.

    Of the fields beside it, only scalars are kept, since a schema may depend on them.
    """
    values, path = _alone(values, path, value)
    doubtful = kind.doubtful(values)
    if doubtful is not None and path[0] not in doubtful:
        return True
    return not any(
        fault.path[: len(path)] == path or fault.keyword == UNANSWERED for fault in violations(kind, values)
    )


def accepts_without(kind: Kind, values: Mapping[Any, Value], path: Path) -> bool:
    """Return whether there are no more violations without the field at *path*."""
    values, path = _alone(values, path, get(values, path))

    def faults(of: Any) -> set[tuple[Path, str, str]]:
        return {(fault.path, fault.keyword, repr(fault.limit)) for fault in violations(kind, of)}

    return faults(apply(values, [Remove(path)])) <= faults(values)


def _alone(values: Value, path: Path, value: Value) -> tuple[Any, Path]:
    """Return *values* reduced to the values that lead to *path*, with *value* there, and its new path.

    Fields beside these are kept as scalars or empty collections, unless there are very many of them.
    """
    if not path:
        return value, ()
    inner, below = _alone(values[path[0]] if len(path) > 1 else None, path[1:], value)
    if isinstance(values, list):
        return [inner], (0, *below)
    beside: dict[Any, Value] = {}
    if isinstance(values, dict) and len(values) <= _MAX_BESIDE:
        beside = {
            key: type(each)() if isinstance(each, dict | list) else each for key, each in values.items()
        }
    return {**beside, path[0]: inner}, (path[0], *below)


def _raw(kind: Kind, values: Mapping[Any, Value]) -> Iterator[Violation]:
    for place, value in kind.records(values):
        view = json_view(value)
        if place and not isinstance(view, dict):
            yield Violation(place, "type", "object", view, {})
        else:
            yield from (below(place, each) if place else each for each in kind.check(view))
    if (missing := _lost(kind.items, values)) is not None:
        yield missing


def _lost(items: str, values: Value) -> Violation | None:
    """Return the violation that a file lacks the field with the records, *items*; None if it is there."""
    path: Path = ()
    for name in items.split(".") if items else ():
        if name == ANY or not isinstance(values, dict):
            break
        if name not in values:
            return Violation(path, "required", name, values, {})
        path, values = (*path, name), values[name]
    return None


def _useful(raw: Iterable[Violation], root: Schema, values: Mapping[Any, Value]) -> Sequence[Violation]:
    """Return the violations with their choices settled, without duplicates, and with paths into *values*."""
    settled = [each for violation in raw for each in _settled(violation, root)]
    mistyped = {each.path for each in settled if each.keyword == "type"}
    found: dict[tuple[Path, str, str], Violation] = {}
    names: _Names = {}
    for each in settled:
        if each.keyword == "type" or each.path not in mistyped:
            path = _original(each.path, values, names)
            found.setdefault((path, each.keyword, repr(each.limit)), each._replace(path=path))
    return sorted(found.values(), key=lambda violation: len(violation.path))


# Choices ------------------------------------------------------------------------------------------

_Branch: TypeAlias = "tuple[Violation, ...]"
_FIXED = frozenset({"const", "enum"})


def _settled(violation: Violation, root: Schema) -> Iterator[Violation]:
    """Yield *violation*, or the violations of the choice that is meant if it is clear which one that is."""
    branches = violation.branches
    if violation.keyword not in ("anyOf", "oneOf") or not branches:
        yield violation
        return
    path = violation.path
    meant = [branch for branch in branches if not _is_other_type(branch, path)]
    others = [branch for branch in branches if branch not in meant and not _is_empty_value(branch, path)]
    schemas = {id(branch): choice for branch, choice in zip(branches, violation.limit, strict=True)}
    branch = _clearly_meant(meant, violation, others, [schemas[id(each)] for each in meant], root)
    if branch is not None:
        for inner in branch:
            yield from _settled(inner, root)
    elif not meant and (names := _types_of(others or branches, path)):
        yield violation._replace(keyword="type", limit=names, branches=())
    elif meant and not others and (merged := _merged(meant, path)):
        yield from merged
    else:
        named: list[_Branch] = []
        for branch in branches:
            settled = tuple(each for inner in branch for each in _settled(inner, root))
            is_choice = len(settled) == 1 and settled[0].path == path and settled[0].branches
            named += settled[0].branches if is_choice else [settled]
        yield violation._replace(branches=tuple(named))


def _is_other_type(branch: _Branch, path: Path) -> bool:
    """Return whether *branch* is for values of another type, or for empty values."""
    return any(each.path == path and each.keyword == "type" for each in branch) or _is_empty_value(
        branch, path
    )


def _is_empty_value(branch: _Branch, path: Path) -> bool:
    """Return whether *branch* only accepts an empty value: an empty text or null."""
    for each in branch:
        if each.path == path and each.keyword in _FIXED:
            return all(value in ("", None) for value in _choices(each))
        if each.path == path and each.keyword == "type":
            return bool(each.limit == "null")
    return False


def _types_of(branches: Sequence[_Branch], path: Path) -> list[str]:
    """Return the types that *branches* require; none if one of them requires something else."""
    names: list[str] = []
    for branch in branches:
        limits = [each.limit for each in branch if each.path == path and each.keyword == "type"]
        if not limits:
            return []
        names += [limits[0]] if isinstance(limits[0], str) else limits[0]
    return names


def _clearly_meant(
    meant: Sequence[_Branch],
    violation: Violation,
    others: Sequence[_Branch],
    schemas: list[Any],
    root: Schema,
) -> _Branch | None:
    """Return the branch that the value is clearly meant for; None if there is no such branch."""
    path, value = violation.path, violation.value
    if len(meant) == 1:
        is_below = any(len(each.path) > len(path) or each.keyword == "required" for each in meant[0])
        return meant[0] if is_below or not others else None
    if not isinstance(value, dict):
        return None
    fitting = meant
    for name in _fields(schemas[0], root) if schemas else ():
        if name in value and all(_is_fixed(schema, name, root) for schema in schemas):
            below = (*path, name)
            fitting = [
                branch for branch in fitting if all(each.path[: len(below)] != below for each in branch)
            ]
            if len(fitting) < 2:
                return fitting[0] if fitting else None
    if len(fitting) < len(meant):
        return None
    known = [len(value.keys() & _fields(schema, root).keys()) for schema in schemas]
    return meant[known.index(max(known))] if known and known.count(max(known)) == 1 else None


def _resolved(schema: Any, root: Schema) -> Any:
    for _ in range(20):  # a schema may refer to itself
        if not isinstance(schema, dict) or "$ref" not in schema:
            break
        schema = target(root, schema["$ref"])
    return schema if isinstance(schema, dict) else {}


def _fields(schema: Any, root: Schema) -> Mapping[str, Any]:
    """Return the fields that a schema describes, with their schemas."""
    schema = _resolved(schema, root)
    fields: dict[str, Any] = {}
    for part in schema.get("allOf", ()):
        fields |= _fields(part, root)
    fields |= schema.get("properties", {})
    return fields


def _is_fixed(schema: Any, name: str, root: Schema) -> bool:
    """Return whether a schema requires a fixed value of the field *name*."""
    return not _FIXED.isdisjoint(_resolved(_fields(schema, root).get(name), root))


def _merged(branches: Sequence[_Branch], path: Path) -> list[Violation]:
    """Return one violation per value if all *branches* require other fixed values at the same paths.

    If they require more than that, only fields are merged whose value no branch accepts.
    """
    places = [{each.path for each in branch if each.keyword in _FIXED} for branch in branches]
    shared = set.intersection(*places)
    if not all(each.keyword in _FIXED and each.path in shared for branch in branches for each in branch):
        shared = {place for place in shared if len(place) == len(path) + 1}
    merged: list[Violation] = []
    for first in branches[0]:
        if first.path not in shared or first.keyword not in _FIXED:
            continue
        limit: list[Any] = []
        for branch in branches:
            for each in branch:
                if each.path == first.path and each.keyword in _FIXED:
                    limit += [value for value in _choices(each) if value not in limit]
        merged.append(first._replace(keyword="enum", limit=limit))
    return merged


def _choices(violation: Violation) -> list[Any]:
    """Return the values that a `const` or an `enum` allows."""
    return [violation.limit] if violation.keyword == "const" else violation.limit


# Paths --------------------------------------------------------------------------------------------

_Names: TypeAlias = "dict[int, dict[str, Any]]"
"""The keys of each mapping, by the `id` of the mapping and their JSON view."""


def _original(path: Path, values: Value, names: _Names) -> Path:
    """Return a path into the JSON view as a path into *values*, whose keys may not be texts."""
    keys: list[Any] = []
    for key in path:
        if isinstance(values, dict) and key not in values:
            if id(values) not in names:
                names[id(values)] = {str(json_view(name)): name for name in reversed(values)}
            key = names[id(values)][key]
        keys.append(key)
        values = values[key]
    return tuple(keys)
