"""The JSON Schema of the settings, for editors: `schemas/settings.schema.json`."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from lint.core.findings import Severity
from lint.core.limits import Limits
from lint.kinds.declared import Declared, KeywordSource
from lint.kinds.models import DIALECT, PUBLISHED, in_order
from lint.rules import registry
from lint.rules.reference import title
from lint.settings import Genes, IgnoredRecords, Settings, Sources
from lint.settings.validation import model

_TABLES: Mapping[type, type[BaseModel]] = {
    Settings: model(Settings),
    Genes: model(Genes),
    Sources: model(Sources),
    Limits: model(Limits),
    IgnoredRecords: model(IgnoredRecords),
    Declared: Declared,
    KeywordSource: KeywordSource,
}
"""The tables of the settings, and the types that validate them."""


def schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12) of settings files; the descriptions are those of the docstrings.

    It allows any options for rules of other packages.
    """
    found = model(Settings).model_json_schema()
    parts = {Settings.__name__: found, **found["$defs"]}
    for table, validating in _TABLES.items():
        part = parts[table.__name__]
        part["description"] = inspect.cleandoc(table.__doc__ or "").split("\n")[0]
        texts = _docstrings(table)
        for name, field in validating.model_fields.items():
            told = part["properties"][field.alias or name]
            told["description"] = texts[name]
            if isinstance(field.default, Severity):
                told["default"] = field.default.label
    options: dict[str, Any] = {}
    for rule in registry().values():
        of_rule = model(rule.Options).model_json_schema()
        if of_rule.get("properties"):
            of_rule["description"] = title(rule)
            options |= {rule.code: of_rule, rule.name: of_rule}
    found["properties"]["rules"]["properties"] = options
    found = {**_plain(found), "title": "Settings of recordlint"}
    found |= {"$schema": DIALECT, "$id": f"{PUBLISHED}/settings.schema.json"}
    return in_order(found)


def text() -> str:
    """Return the schema as it is published."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _docstrings(table: type) -> Mapping[str, str]:
    """Return the docstring of each field of *table*, from its source code."""
    (definition,) = ast.parse(inspect.getsource(table)).body
    assert isinstance(definition, ast.ClassDef)
    found: dict[str, str] = {}
    for statement, below in zip(definition.body, definition.body[1:], strict=False):
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            match below:
                case ast.Expr(ast.Constant(str() as words)):
                    found[statement.target.id] = " ".join(words.split())
    return found


def _plain(schema: Any) -> Any:
    """Return *schema* without titles that only repeat names, and without null, which TOML does not have."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    rest = {key: part for key, part in schema.items() if not (key == "title" and isinstance(part, str))}
    if {"type": "null"} in rest.get("anyOf", ()):
        rest |= next(part for part in rest.pop("anyOf") if part != {"type": "null"})
        del rest["default"]
    return {key: _plain(part) for key, part in rest.items()}


if __name__ == "__main__":
    print(text(), end="")
