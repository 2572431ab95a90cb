"""Judge drafted schemas: against handwritten ones, and by what they say of records not seen.

    python benchmarks/infer.py compare NAME SCHEMA PATTERN FILE...
    python benchmarks/infer.py hold-out PATTERN FILE...

`compare` works field by field. For each field of the records that the handwritten schema describes, it
compares whether the field is known, its types, whether it is required, whether it has a fixed set of
values, and whether its text has a pattern.

`hold-out` drafts a schema from a random half of the records and checks the other half with it, five times.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lint import documents
from lint.core.values import Value
from lint.kinds.inference.draft import Draft, draft
from lint.kinds.kind import Kind
from lint.kinds.schema.field_types import ITEM, FieldTypes
from lint.kinds.schema.violation import json_view

Field = tuple[Any, ...]
Fact = tuple[Field, str, Any]


def fields_of(values: Value, field: Field = ()) -> Iterator[Field]:
    """Yield the fields in *values*, with `ITEM` for every index."""
    yield field
    if isinstance(values, dict):
        for key, value in values.items():
            yield from fields_of(value, (*field, key))
    elif isinstance(values, list):
        for value in values:
            yield from fields_of(value, (*field, ITEM))


def types_in(forms: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    found: set[str] = set()
    for form in forms:
        named = form.get("type", ())
        values = form.get("enum", [form["const"]] if "const" in form else [])
        found |= {named} if isinstance(named, str) else set(named)
        found |= {"string"} if any(isinstance(value, str) for value in values) else set()
    return frozenset(found)


def facts(schema: Mapping[str, Any], fields: Sequence[Field]) -> Iterator[Fact]:
    """Yield what *schema* knows of the *fields*."""
    types = FieldTypes(schema)
    for field in fields:
        forms = types.at(field)
        if not forms or not field:
            continue
        yield field, "is there", True
        if types_in(forms):
            yield field, "types", types_in(forms)
        if any(field[-1] in form.get("required", ()) for form in types.at(field[:-1])):
            yield field, "required", True
        if any(form.keys() & {"enum", "const"} for form in forms):
            yield field, "fixed", True
        if any(form.keys() & {"pattern", "format"} for form in forms):
            yield field, "form", True


def unknown(
    hand: Mapping[str, Any], drafted: Mapping[str, Any], fields: Sequence[Field]
) -> tuple[list[Fact], int]:
    """Return what of the hand-written schema's facts the drafted one does not know, and their number."""
    own = {(field, what): value for field, what, value in facts(drafted, fields)}
    asked = list(facts(hand, fields))
    missing = []
    for field, what, value in asked:
        known = own.get((field, what))
        if what == "types":
            is_known = bool(known) and known - {"integer"} <= value | {"string"} - {"null"}
        elif what == "form":
            is_known = known is not None or (field, "fixed") in own
        else:
            is_known = known is not None
        if not is_known:
            missing.append((field, what, value))
    return missing, len(asked)


def compared(
    name: str, hand: Mapping[str, Any], pattern: str, files: Sequence[Path]
) -> tuple[Draft, list[Fact], int]:
    """Return the draft of the records in *files*, with what `unknown` says of it."""
    made = draft(pattern, [str(file) for file in files], name)
    assert made is not None
    records = (documents.read(file.read_bytes(), path=str(file)).values for file in files)
    fields = dict.fromkeys(field for values in records for field in fields_of(json_view(values)))
    return made, *unknown(hand, json.loads(made.schema), list(fields))


def held_out(pattern: str, files: Sequence[Path], seed: int) -> tuple[int, dict[Path, list[str]]]:
    """Return what the draft of a random half of *files* finds in the other half, and the size of that."""
    shuffled = random.Random(seed).sample(sorted(files), len(files))
    half, others = shuffled[: len(files) // 2], shuffled[len(files) // 2 :]
    made = draft(pattern, list(map(str, half)))
    assert made is not None
    kind = Kind(name=f"{made.name}-{seed}", patterns=(pattern,), id_field="", schema_text=made.schema)
    found: dict[Path, list[str]] = {}
    for file in others:
        document = documents.read(file.read_bytes(), path=str(file))
        if document.problem is None and document.values:
            found[file] = [
                f"{'.'.join('*' if isinstance(part, int) else str(part) for part in fault.path)}: "
                f"{fault.keyword} {str(fault.limit)[:60]}"
                for fault in kind.check(json_view(document.values))
            ]
    return len(found), {file: faults for file, faults in found.items() if faults}


def _compare(name: str, schema: str, pattern: str, *files: str) -> None:
    hand = json.loads(Path(schema).read_text())
    made, missing, number = compared(name, hand, pattern, list(map(Path, files)))
    print(f"{name}: knows {number - len(missing)} of {number} facts ({1 - len(missing) / number:.1%})")
    print(f"{len(made.exceptions)} of {made.records} records are exceptions:", *sorted(made.exceptions))
    for field, what, value in missing:
        print(f"  not known: {'/'.join(map(str, field))} {what} {sorted(value) if what == 'types' else ''}")
    print("\n".join(line for line in made.settings.splitlines() if line.startswith("#")))


def _hold_out(pattern: str, *files: str) -> None:
    counts: Counter[str] = Counter()
    number = rejected = 0
    for seed in range(5):
        checked, found = held_out(pattern, list(map(Path, files)), seed)
        number, rejected = number + checked, rejected + len(found)
        counts.update(fault for faults in found.values() for fault in faults)
    print(f"{pattern}: {counts.total()} findings in {rejected} of {number} records ({rejected / number:.1%})")
    for fault, count in counts.most_common(12):
        print(f"  {count:4} {fault}")


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    {"compare": _compare, "hold-out": _hold_out}[command](*arguments)
