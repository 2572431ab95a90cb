"""Bundling a JSON Schema of a repository with the files that it refers to.

This module imports jsonschema, and is imported only if the settings declare kinds.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path as FilePath
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from jsonschema import SchemaError
from referencing.jsonschema import DRAFT202012

from lint.core import values
from lint.core.wording import shortened
from lint.files import read, why, within
from lint.kinds.schema.backtracking import multiplies
from lint.kinds.schema.compiler import target
from lint.kinds.schema.drafts import CHECKER, DRAFTS, draft_of, modernised, notes

MAX_SIZE = 1_000_000
"""The most bytes of a schema."""

MAX_PARTS = 4_000
"""The most parts of a schema."""
MAX_PATTERNS = 50_000
"""The most characters of all patterns of a schema, plus 20 for each pattern."""
MAX_WAYS = 1_000
"""The most ways in which a schema may check one value; the ways of nested schemas multiply."""

# Keywords whose schemas apply to the same value as the enclosing schema.
_OF_THE_SAME = {"allOf", "anyOf", "dependentSchemas", "else", "if", "not", "oneOf", "then"}


@dataclass(frozen=True)
class Bundle:
    """A schema with all that it refers to, as JSON, and *notes* on what in it is ignored or misleading."""

    text: str
    notes: tuple[str, ...] = ()


@dataclass
class _File:
    """A file with a schema."""

    schema: Any
    address: str
    """The schema's own address."""
    pointers: dict[str, str]
    """JSON pointers to the schema's parts by their addresses."""
    dynamic: list[str]
    """The names of the dynamic anchors."""
    notes: list[str]


class _Reference(NamedTuple):
    """A `$ref`: its text, its file, the schema with it, and the file and the JSON pointer of its target."""

    text: str
    file: FilePath
    part: dict[str, Any]
    target: FilePath
    pointer: str


def bundle(name: str, folder: FilePath, known: Container[str] = ()) -> Bundle:
    """Return the JSON Schema in the file *name*, with all that it refers to.

    Keywords of other tools are ignored and noted, except for those that are *known*. A schema may refer
    to other files below *folder* by paths relative to its own; they are put below `$defs`, so that
    nothing has to be looked up later.

    Raises:
        ValueError: The schema cannot be read, is not a JSON Schema of draft-04 or later, or refers to
            something that is missing, is not below *folder*, or contains the reference itself.
    """
    main = within(folder, name)
    files: dict[FilePath, _File] = {}
    waiting = [main]
    references: list[_Reference] = []
    applied: dict[int, list[int]] = {}  # the schemas that each schema applies to the same value, by their ids
    while waiting:
        file = waiting.pop()
        if file in files:
            continue
        files[file] = found = _read(file, folder, known)
        for part, address in _parts(found.schema, found.address):
            applied[id(part)] = [id(each) for each in _of_the_same(part)]
            if isinstance(text := part.get("$ref"), str):
                reference = _Reference(text, file, part, *_target(text, address, found, file, folder))
                references.append(reference)
                waiting.append(reference.target)
    for anchor, number in Counter(name for found in files.values() for name in found.dynamic).items():
        if number > 1:
            raise ValueError(
                f"{_shown(main, folder)}: the dynamic anchor `{anchor}` occurs {number} times, which "
                "recordlint does not support; refer to parts by `#/$defs/NAME`"
            )
    for reference in references:
        pointer = _resolved(reference, files, applied, folder)
        start = "#" if reference.target == main else f"#/$defs/{_key(reference.target, folder)}"
        reference.part["$ref"] = start + pointer
    for found in files.values():
        for part, _ in _parts(found.schema):
            for name in ("$anchor", "$id"):
                part.pop(name, None)
    _refuse_many_ways(applied, references, main, folder)
    lines = tuple(f"{_shown(file, folder)}: {note}" for file, read in files.items() for note in read.notes)
    result = files.pop(main).schema
    if files:
        neighbours = {_key(file, folder, escape=False): read.schema for file, read in sorted(files.items())}
        result["$defs"] = {**result.get("$defs", {}), **neighbours}
    return Bundle(json.dumps(result, ensure_ascii=False), lines)


def _resolved(
    reference: _Reference, files: Mapping[FilePath, _File], applied: Mapping[int, list[int]], folder: FilePath
) -> str:
    """Return the JSON pointer of a reference's target, which is added to the schemas that are *applied*.

    Raises:
        ValueError: The target does not exist, or is not a schema.
    """
    file, pointer = files[reference.target], reference.pointer
    if pointer and not pointer.startswith("/"):
        pointer = file.pointers.get(f"{file.address}#{pointer}", pointer)
    where = f"{_shown(reference.file, folder)}: `$ref`: `{reference.text}`"
    if pointer and not pointer.startswith("/"):
        raise ValueError(f"{where}: no part has this name; refer to parts by `#/$defs/NAME`")
    found = target(file.schema, f"#{pointer}")
    if not isinstance(found, bool) and id(found) not in applied:
        raise ValueError(f"{where} does not lead to a schema")
    applied[id(reference.part)].append(id(found))
    return pointer


def _refuse_many_ways(
    applied: Mapping[int, list[int]], references: Sequence[_Reference], main: FilePath, folder: FilePath
) -> None:
    """Refuse a schema that checks one value in very many ways, or without end.

    Raises:
        ValueError: The schema does.
    """
    ways: dict[int, int] = {}
    try:
        for each in TopologicalSorter(applied).static_order():
            ways[each] = min(sum(ways[below] for below in applied.get(each, ())) or 1, MAX_WAYS + 1)
    except CycleError as error:
        reference = next(each for each in references if id(each.part) in error.args[1])
        where = f"{_shown(reference.file, folder)}: `$ref`: `{reference.text}`"
        raise ValueError(f"{where} leads back to itself") from None
    if max(ways.values()) > MAX_WAYS:
        raise ValueError(
            f"{_shown(main, folder)} checks one value in more than {MAX_WAYS:,} ways, by `anyOf`, `oneOf`, "
            "`allOf` and `$ref`"
        )


def _read(file: FilePath, folder: FilePath, known: Container[str]) -> _File:
    """Return the schema in *file*, checked for itself.

    Raises:
        ValueError: It cannot be read, or is not a JSON Schema that is supported.
    """
    shown = _shown(file, folder)
    try:
        data = read(str(file), MAX_SIZE)
        if len(data) > MAX_SIZE:
            raise ValueError(f"{shown} is longer than {MAX_SIZE:,} bytes")
        schema = json.loads(data.decode("utf-8-sig"))
        if not isinstance(schema, dict):
            raise ValueError(f"{shown} is not a JSON Schema")
        _refuse_costly(schema, shown)
        draft = draft_of(schema)
        if draft is None:
            newest = "https://json-schema.org/draft/2020-12/schema"
            raise ValueError(f"{shown}: `$schema` must be {newest}, or the address of draft-04 to 2019-09")
        DRAFTS[draft].check_schema(schema, format_checker=CHECKER)
        own_notes = list(notes(schema, draft, known))
        schema = modernised(schema, draft)
        schema.pop("$schema", None)
        dynamic: list[str] = []
        for part, _ in _parts(schema):
            dynamic += _settle_dynamic(part)
            for pattern in (*part.get("patternProperties", ()), *filter(None, [part.get("pattern")])):
                if multiplies(pattern):
                    raise ValueError(
                        f"{shown}: the `pattern` `{pattern[:100]}` takes exponential time on some texts; do "
                        "not repeat what is itself repeated"
                    )
    except OSError as error:
        raise ValueError(f"{shown} cannot be read: {why(error)}") from None
    except SchemaError as error:
        raise ValueError(f"{shown} is not a JSON Schema: {error.json_path}: {_advice(error)}") from None
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"{shown} is not JSON: {error}") from None
    address = str(schema.get("$id", "")).partition("#")[0]
    return _File(schema, address, dict(_pointers(schema, address)), dynamic, own_notes)


def _settle_dynamic(part: dict[str, Any]) -> Iterator[str]:
    """Replace dynamic references and anchors by plain ones, which are the same if no anchor occurs twice.

    Yields:
        The names of the dynamic anchors.
    """
    for key in ("$recursiveRef", "$dynamicRef"):
        if key in part:
            reference = {"$ref": part.pop(key)}
            part.update({"allOf": [*part.get("allOf", ()), reference]} if "$ref" in part else reference)
    if part.pop("$recursiveAnchor", False):
        yield "$recursiveAnchor"
    if "$dynamicAnchor" in part:
        part["$anchor"] = part.pop("$dynamicAnchor")
        yield part["$anchor"]


def _advice(error: SchemaError) -> str:
    """Return what is wrong with a schema, or what to write instead."""
    keyword = error.absolute_path[-1] if error.absolute_path else ""
    written = f"`{shortened(json.dumps(error.instance, ensure_ascii=False), 60)}`"
    if error.validator == "format":
        return f"{written} is not a regular expression that recordlint can read"
    if keyword == "type":
        types = "array, boolean, integer, null, number, object and string"
        return f"{written} is not a type; the types are {types}"
    if keyword == "required":
        return f"{written} is not a list of names; `required` belongs beside `properties`"
    if keyword == "items" and isinstance(error.instance, list):
        return "write `prefixItems` for a list of schemas"
    return error.message


def _refuse_costly(schema: Any, shown: str) -> None:
    """Refuse a schema that would take long to read.

    Raises:
        ValueError: The schema has too many parts or too long patterns.
    """
    parts = patterns = 0
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            parts += 1
            waiting += part.values()
            own = (part.get("pattern"), *_keys(part.get("patternProperties")))
            patterns += sum(len(each) + 20 for each in own if isinstance(each, str))
    if parts > MAX_PARTS:
        raise ValueError(f"{shown} has more than {MAX_PARTS:,} parts")
    if patterns > MAX_PATTERNS:
        raise ValueError(f"{shown} has patterns of more than {MAX_PATTERNS:,} characters")


def _keys(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, dict) else ()


def _pointers(schema: Any, address: str, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yield the addresses of parts (`$id`, `$anchor`), each with its JSON pointer.

    *address* is the base address of *schema*.
    """
    if isinstance(schema, dict):
        own, _, old_anchor = _text(schema.get("$id")).partition("#")
        address = urljoin(address, own)
        if own or not pointer:
            yield address, pointer
        for anchor in (old_anchor, _text(schema.get("$anchor"))):
            if anchor and not anchor.startswith("/"):
                yield f"{address}#{anchor}", pointer
    if isinstance(schema, dict | list):
        for key, part in schema.items() if isinstance(schema, dict) else enumerate(schema):
            yield from _pointers(part, address, pointer + values.pointer((key,)))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _parts(schema: Any, address: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """Yield *schema* and every schema in it, each with the base address of its references."""
    if isinstance(schema, dict):
        address = urljoin(address, _text(schema.get("$id")).partition("#")[0])
        yield schema, address
        for part in DRAFT202012.subresources_of(schema):
            yield from _parts(part, address)


def _of_the_same(schema: dict[str, Any]) -> Iterator[Any]:
    """Yield the schemas in *schema* that apply to the same value."""
    yield from DRAFT202012.subresources_of({key: schema[key] for key in schema.keys() & _OF_THE_SAME})


def _target(
    reference: str, address: str, found: _File, file: FilePath, folder: FilePath
) -> tuple[FilePath, str]:
    """Return the file of a `$ref`'s target, and the JSON pointer into it or the name of a part.

    Args:
        reference: The text of the `$ref`.
        address: Its base address.
        found: The file with the `$ref`.
        file: The path of that file.
        folder: The repository.

    Raises:
        ValueError: The target is not in the repository.
    """
    name, _, pointer = reference.partition("#")
    name = urljoin(address, name) if name else address
    if (place := found.pointers.get(name)) is not None:
        is_name = pointer and not pointer.startswith("/")
        return file, found.pointers.get(f"{name}#{pointer}", pointer) if is_name else place + pointer
    where = f"{_shown(file, folder)}: `$ref`: `{reference}`"
    own, other = urlsplit(found.address), urlsplit(name)
    if own[:2] != other[:2]:
        raise ValueError(f"{where} leads out of the repository; nothing is fetched, so copy the file into it")
    path = os.path.relpath(other.path, os.path.dirname(own.path)) if found.address else other.path
    try:
        return within(folder, os.path.relpath(file.parent / unquote(path), folder)), pointer
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None


def _shown(file: FilePath, folder: FilePath) -> str:
    return file.relative_to(folder.resolve()).as_posix()


def _key(file: FilePath, folder: FilePath, *, escape: bool = True) -> str:
    """Return the name of a file's schema below `$defs`; with *escape*, as it is written in a JSON pointer."""
    name = f"./{_shown(file, folder)}"
    return values.pointer((name,))[1:].replace("%", "%25") if escape else name
