"""What the settings are given: their types as pydantic validates them, and what is wrong, for people.

pydantic is imported here, and so never for a run without settings.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StrictBool,
    StrictInt,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    create_model,
)
from pydantic_core import PydanticCustomError

from lint.core.errors import UsageError
from lint.core.findings import Severity
from lint.core.formats import FORMATS
from lint.core.globs import Globs
from lint.core.wording import did_you_mean, kebab
from lint.files import why, within
from lint.kinds.declared import Declared, Table
from lint.records.hgnc import locate
from lint.rules import Rule
from lint.rules.selectors import match_rules, rule_named
from lint.settings import Settings, default

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def _selector(text: str) -> str:
    match_rules(text)
    return text


Selector = Annotated[str, AfterValidator(_selector)]
"""The name of rules, see `match_rules`."""


_LABELS = {severity.label: severity for severity in reversed(Severity)}


def _level(value: Any) -> Severity:
    if isinstance(value, str):
        value = _LABELS.get(value, value)
    if not isinstance(value, Severity):
        raise ValueError(f'must be "error", "warning" or "info", not {value!r}')
    return value


Level = Annotated[Severity, PlainValidator(_level), WithJsonSchema({"type": "string", "enum": list(_LABELS)})]
"""A severity, which may be given by its label."""


def _beside(name: str, info: ValidationInfo) -> str:
    """Return the path of the file *name*, which need not be there."""
    context = info.context or {}
    folder = context.get("folder", FilePath())
    if context.get("is_confined") and not (folder / name).resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{name} is not below {folder}")
    return str(folder / name) if name else ""


NearbyFile = Annotated[str, AfterValidator(_beside)]
"""The name of a file, relative to the validation's `folder`; becomes its path."""


def _patterns(value: Any, info: ValidationInfo) -> Globs:
    """Return the patterns of a list of texts, as they count from the validation's `base`."""
    if isinstance(value, Globs):
        return value
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise ValueError("must be a list of patterns")
    globs = Globs(os.path.realpath((info.context or {}).get("base", "")), tuple(value))
    if globs.faulty:
        raise ValueError(
            f"`{globs.faulty[0]}` is no pattern of .gitignore, or has more than three `*` between two `/`"
        )
    return globs


def _pattern(value: Any, info: ValidationInfo) -> Globs:
    return _patterns([value] if isinstance(value, str) else value, info)


Patterns = Annotated[
    Globs,
    PlainValidator(_patterns),
    WithJsonSchema({"type": "array", "items": {"type": "string"}}),
]
"""Patterns in the syntax of `.gitignore`; they count from the validation's `base`."""
Pattern = Annotated[Globs, PlainValidator(_pattern), WithJsonSchema({"type": "string"})]
"""One such pattern."""


def _located(name: str, info: ValidationInfo) -> str:
    if not name:
        return ""
    context = info.context or {}
    folder = context.get("folder", FilePath())
    try:
        if context.get("is_confined") and (folder / name).is_file():
            within(folder, name)
        return str(locate(name, folder).absolute())
    except FileNotFoundError:
        fault = "there is no such file; `recordlint genes fetch` downloads it"
    except OSError as error:
        fault = why(error)
    except ValueError as error:
        fault = str(error)
    raise PydanticCustomError("hgnc", "must name HGNC's complete set ({fault})", {"fault": fault})


SetFile = Annotated[str, AfterValidator(_located)]
"""The name of a set's file, relative to the validation's `folder`; becomes its path, "" for none.

Where the validation `is_confined`, it must be below that folder, or be what `fetch` stores.
"""


Switch = StrictBool
"""Whether or not; nothing but a truth value will do."""


Count = StrictInt
"""A number of things; its bounds are those of the field."""


def _format(value: str) -> str:
    if value not in FORMATS:
        near = did_you_mean(value, FORMATS) or f"; there is: {', '.join(FORMATS)}"
        raise UsageError(f'no format is called "{value}"{near}')
    return value


Format = Annotated[str, AfterValidator(_format), Field(json_schema_extra={"enum": list(FORMATS)})]
"""How to report."""


def _own_names(kinds: tuple[Declared, ...]) -> tuple[Declared, ...]:
    names = [kind.name for kind in kinds]
    for number, name in enumerate(names):
        if name in names[:number]:
            raise UsageError(f'two kinds are called "{name}"', (number, "name"))
    return kinds


Kinds = Annotated[tuple[Declared, ...], AfterValidator(_own_names)]
"""Kinds of record, each with a name of its own."""


def _by_code(rules: dict[str, dict[str, Any]], info: ValidationInfo) -> dict[str, dict[str, Any]]:
    by_code: dict[str, dict[str, Any]] = {}
    for name, given in rules.items():
        try:
            rule = rule_named(name)
            if rule.code in by_code:
                raise UsageError(f'"{rule.code}" and "{rule.name}" are the same rule; join them')
            by_code[rule.code] = validated(rule.Options, given, info.context)
        except ValidationError as error:
            found = fault(error, rule.Options)
            raise UsageError(str(found), (name, *found.path)) from None
        except UsageError as error:
            raise UsageError(str(error), (name, *error.path)) from None
    return by_code


RuleOptions = Annotated[dict[str, dict[str, Any]], AfterValidator(_by_code)]
"""The options of rules by code or name; become those by code."""


class IgnoredRecords(Table):
    """Findings of some records that are known and stay."""

    records: tuple[str, ...] = Field(min_length=1)
    """The ids of the records: `WP49`."""
    rules: tuple[Selector, ...] = Field(min_length=1)
    """The rules: codes (`TXT001`), their beginnings (`TXT`) or names (`mojibake`)."""
    reason: str = Field(min_length=1)
    """Why they stay, for people."""


@cache
def model(table: type[DataclassInstance]) -> type[BaseModel]:
    """Return what validates the values of a *table*: of the settings, or the options of a rule.

    The keys of the settings are in kebab-case, those of options as the rule names them.
    """
    types = get_type_hints(table, localns=globals(), include_extras=True)
    # By Python's names, `Settings` itself may be given; `lint.settings.loading` refuses them in a file.
    config = ConfigDict(extra="forbid", populate_by_name=table is Settings)
    if not issubclass(table, Rule.Options):
        config["alias_generator"] = kebab
    values: dict[str, Any] = {
        each.name: (_validating(types[each.name]), Field(default(each), **each.metadata))
        for each in fields(table)
    }
    return create_model(table.__name__, __config__=config, **values)


def _validating(type_: Any) -> Any:
    """Return the type that pydantic validates for *type_*: for a table, its model."""
    if not isinstance(type_, type) or not is_dataclass(type_):
        return type_
    return Annotated[model(type_), AfterValidator(lambda given: type_(**dict(given)))]


def validated(
    table: type[DataclassInstance], values: Mapping[str, Any], context: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return those fields of a *table* that *values* give, by name.

    Raises:
        pydantic.ValidationError: there is a wrong one.
    """
    given = model(table).model_validate(values, context=context)
    return {name: getattr(given, name) for name in given.model_fields_set}


_MUST = {
    "bool_type": "must be true or false",
    "dict_type": "must be a table",
    "int_type": "must be a whole number",
    "model_type": "must be a table",
    "string_type": "must be a text",
    "tuple_type": "must be a list",
}
"""What pydantic turns down as of the wrong type, in the terms of TOML."""


def fault(error: ValidationError, table: type[DataclassInstance]) -> UsageError:
    """Return what *table* turns down first, in words for people; a misspelt key before what is left out."""
    first = min(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
    path = tuple(key for key in first["loc"] if key != "[key]")
    match first["type"]:
        case "extra_forbidden":
            known = _keys(model(table), path[:-1])
            near = did_you_mean(str(path[-1]), known) or f"; there is: {', '.join(known) or 'none'}"
            return UsageError(f"there is no such key{near}", path)
        case "missing":
            return UsageError("is missing", path)
        case "value_error":
            cause = first["ctx"]["error"]
            return UsageError(str(cause), path + (cause.path if isinstance(cause, UsageError) else ()))
        case "too_short" | "string_too_short":
            return UsageError("must not be empty", path)
        case "greater_than_equal":
            return UsageError(f"must be at least {first['ctx']['ge']:,}, not {first['input']!r}", path)
        case "less_than_equal":
            return UsageError(f"must be at most {first['ctx']['le']:,}, not {first['input']!r}", path)
    message = _MUST.get(first["type"]) or f"{first['msg'][0].lower()}{first['msg'][1:]}"
    return UsageError(f"{message}, not {first['input']!r}", path)


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Return the keys of the table at *path*."""
    for key in path:
        for name, field in model.model_fields.items():
            if key in (name, field.alias):
                model = next(each for each in _in(field.annotation) if issubclass(each, BaseModel))
    return [field.alias or name for name, field in model.model_fields.items()]


def _in(annotation: Any) -> Iterator[type]:
    """Yield the classes that an annotation is made of."""
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _in(part)
