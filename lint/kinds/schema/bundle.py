"""A JSON Schema of a repository's own, made one text with the neighbouring files that it refers to.

It imports jsonschema, and so is imported only with kinds in the settings.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path as FilePath
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from jsonschema import SchemaError
from referencing.jsonschema import DRAFT202012

from lint.core.wording import shortened
from lint.files import read, why, within
from lint.kinds.schema.backtracking import multiplies
from lint.kinds.schema.drafts import CHECKER, DRAFTS, draft_of, modernised
from lint.kinds.schema.keywords import notes

MAX_SIZE = 1_000_000
"""What is longer, in bytes, is no schema of a record."""

MAX_PARTS = 4_000
"""How many parts a schema may be made of."""
MAX_PATTERNS = 50_000
"""How many characters all `pattern` of a schema may have together, a short one counted as some more."""
MAX_WAYS = 1_000
"""In how many ways a schema may ask about one value: what asks in some way may itself ask in several."""

# Keywords whose schemas are asked about the very value that their own schema is asked about.
_OF_THE_SAME = {"allOf", "anyOf", "dependentSchemas", "else", "if", "not", "oneOf", "then"}


@dataclass(frozen=True)
class Bundle:
    """A schema with all that it refers to, as JSON, and *notes* on what in it says nothing."""

    text: str
    notes: tuple[str, ...] = ()


@dataclass
class _File:
    """A schema as it was read, its own address, the pointers to its parts by their addresses, and more.

    *dynamic* are the names of its dynamic anchors.
    """

    schema: Any
    address: str
    pointers: dict[str, str]
    dynamic: list[str]
    notes: list[str]


def bundle(name: str, folder: FilePath, known: Container[str] = ()) -> Bundle:
    """Return the JSON Schema in the file *name*, with all that it refers to.

    Keywords of other tools say nothing, but for those that are *known*; the notes name them.

    A schema may refer to others in files below *folder*, by their paths from its own; they are
    put below `$defs`, so that nothing has to be looked up later.

    Raises:
        ValueError: it cannot be read, is no JSON Schema of draft-04 or later, or refers to something
            that is not there, not below *folder*, or made of itself.
    """
    main = within(folder, name)
    files: dict[FilePath, _File] = {}
    due = [main]
    references: list[tuple[FilePath, str, dict[str, Any], FilePath, str]] = []
    asked: dict[int, list[int]] = {}
    while due:
        file = due.pop()
        if file in files:
            continue
        files[file] = found = _read(file, folder, known)
        for part, address in _parts(found.schema, found.address):
            asked[id(part)] = [id(each) for each in _of_the_same(part)]
            if isinstance(reference := part.get("$ref"), str):
                target, pointer = _target(reference, address, found, file, folder)
                due.append(target)
                references.append((file, reference, part, target, pointer))
    for anchor, number in Counter(name for found in files.values() for name in found.dynamic).items():
        if number > 1:
            raise ValueError(
                f"{_shown(main, folder)}: the dynamic anchor `{anchor}` is given {number} times, of which "
                "recordlint follows none; refer to parts by `#/$defs/NAME`"
            )
    for file, reference, part, target, pointer in references:
        if pointer and not pointer.startswith("/"):
            pointer = files[target].pointers.get(f"{files[target].address}#{pointer}", pointer)
        where = f"{_shown(file, folder)}: `$ref`: `{reference}`"
        if pointer and not pointer.startswith("/"):
            raise ValueError(f"{where}: no part has this name; refer to parts by `#/$defs/NAME`")
        led_to = _found(files[target].schema, pointer)
        if not isinstance(led_to, bool) and id(led_to) not in asked:
            raise ValueError(f"{where} leads to no schema")
        asked[id(part)].append(id(led_to))
        part["$ref"] = ("#" if target == main else f"#/$defs/{_key(target, folder)}") + pointer
    for found in files.values():
        for part, _ in _parts(found.schema):
            for name in ("$anchor", "$id"):
                part.pop(name, None)
    ways: dict[int, int] = {}
    try:
        for each in TopologicalSorter(asked).static_order():
            ways[each] = min(sum(ways[below] for below in asked.get(each, ())) or 1, MAX_WAYS + 1)
    except CycleError as error:
        file, reference = next((file, ref) for file, ref, part, *_ in references if id(part) in error.args[1])
        raise ValueError(f"{_shown(file, folder)}: `$ref`: `{reference}` leads back to itself") from None
    if max(ways.values()) > MAX_WAYS:
        raise ValueError(
            f"{_shown(main, folder)} asks about one value in more than {MAX_WAYS:,} ways, by `anyOf`, "
            "`oneOf`, `allOf` and what `$ref` leads to"
        )
    told = tuple(f"{_shown(file, folder)}: {note}" for file, read in files.items() for note in read.notes)
    result = files.pop(main).schema
    if files:
        neighbours = {_key(file, folder, escape=False): read.schema for file, read in sorted(files.items())}
        result["$defs"] = {**result.get("$defs", {}), **neighbours}
    return Bundle(json.dumps(result, ensure_ascii=False), told)


def _read(file: FilePath, folder: FilePath, known: Container[str]) -> _File:
    """Return the schema in *file*, checked by itself."""
    shown = _shown(file, folder)
    try:
        data = read(str(file), MAX_SIZE)
        if len(data) > MAX_SIZE:
            raise ValueError(f"{shown} is longer than {MAX_SIZE:,} bytes")
        schema = json.loads(data.decode("utf-8-sig"))
        if not isinstance(schema, dict):
            raise ValueError(f"{shown} is no JSON Schema")
        _refuse_costly(schema, shown)
        draft = draft_of(schema)
        if draft is None:
            known = "https://json-schema.org/draft/2020-12/schema, or that of draft-04 to 2019-09"
            raise ValueError(f"{shown}: `$schema` must be {known}")
        DRAFTS[draft].check_schema(schema, format_checker=CHECKER)
        told = list(notes(schema, draft, known))
        schema = modernised(schema, draft)
        schema.pop("$schema", None)
        dynamic: list[str] = []
        for part, _ in _parts(schema):
            dynamic += _settle_dynamic(part)
            for pattern in (*part.get("patternProperties", ()), *filter(None, [part.get("pattern")])):
                if multiplies(pattern):
                    raise ValueError(
                        f"{shown}: the `pattern` `{pattern[:100]}` takes a time that multiplies with each "
                        "character of some texts; repeat nothing that is itself repeated"
                    )
    except OSError as error:
        raise ValueError(f"{shown} cannot be read: {why(error)}") from None
    except SchemaError as error:
        raise ValueError(f"{shown} is no JSON Schema: {error.json_path}: {_advice(error)}") from None
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"{shown} is no JSON: {error}") from None
    address = str(schema.get("$id", "")).partition("#")[0]
    return _File(schema, address, dict(_pointers(schema, address)), dynamic, told)


def _settle_dynamic(part: dict[str, Any]) -> Iterator[str]:
    """Make dynamic references plain ones, which mean the same if no anchor is given twice; yield these."""
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
    """Return what is wrong with a schema, and what to write instead."""
    keyword = error.absolute_path[-1] if error.absolute_path else ""
    written = f"`{shortened(json.dumps(error.instance, ensure_ascii=False), 60)}`"
    if error.validator == "format":
        return f"{written} is no regular expression that recordlint can read"
    if keyword == "type":
        return f"{written} is no type; these are array, boolean, integer, null, number, object and string"
    if keyword == "required":
        return f"{written} is no list of names, which stands beside `properties`"
    if keyword == "items" and isinstance(error.instance, list):
        return "write `prefixItems` for a list of schemas"
    return error.message


def _refuse_costly(schema: Any, shown: str) -> None:
    """Refuse a schema that takes long to read.

    Raises:
        ValueError: it has too many parts or too long patterns.
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

    *address* is that of what *schema* is in.
    """
    if isinstance(schema, dict):
        own, _, old_anchor = _text(schema.get("$id")).partition("#")
        address = urljoin(address, own)
        if own or not pointer:
            yield address, pointer
        for anchor in (old_anchor, _text(schema.get("$anchor"))):
            if anchor and not anchor.startswith("/"):
                yield f"{address}#{anchor}", pointer
        for key, part in schema.items():
            yield from _pointers(part, address, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(schema, list):
        for index, part in enumerate(schema):
            yield from _pointers(part, address, f"{pointer}/{index}")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _parts(schema: Any, address: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """Yield *schema* and every schema in it, with the address that its references count from."""
    if isinstance(schema, dict):
        address = urljoin(address, _text(schema.get("$id")).partition("#")[0])
        yield schema, address
        for part in DRAFT202012.subresources_of(schema):
            yield from _parts(part, address)


def _of_the_same(schema: dict[str, Any]) -> Iterator[Any]:
    """Yield the schemas in *schema* that are asked about the same value."""
    yield from DRAFT202012.subresources_of({key: schema[key] for key in schema.keys() & _OF_THE_SAME})


def _target(
    reference: str, address: str, found: _File, file: FilePath, folder: FilePath
) -> tuple[FilePath, str]:
    """Return the file that a `$ref` leads to, and the JSON pointer into it, or a part's name.

    Args:
        reference: What the `$ref` says.
        address: What it counts from.
        found: The file that it is in.
        file: The path of that.
        folder: The repository.
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


def _found(schema: Any, pointer: str) -> Any:
    """Return what a JSON pointer, as it stands in an address, leads to; None where that is nothing."""
    for key in unquote(pointer).split("/")[1:]:
        key = key.replace("~1", "/").replace("~0", "~")
        if isinstance(schema, list) and key.isdecimal() and int(key) < len(schema):
            schema = schema[int(key)]
        elif isinstance(schema, dict):
            schema = schema.get(key)
        else:
            return None
    return schema


def _shown(file: FilePath, folder: FilePath) -> str:
    return file.relative_to(folder.resolve()).as_posix()


def _key(file: FilePath, folder: FilePath, *, escape: bool = True) -> str:
    """Return the name of a neighbour below `$defs`; *escape*: as it stands in a JSON pointer."""
    name = f"./{_shown(file, folder)}"
    return name.replace("~", "~0").replace("/", "~1").replace("%", "%25") if escape else name
