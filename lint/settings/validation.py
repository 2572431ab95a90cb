"""Validation of settings by pydantic, and its errors in plain words.

Importing pydantic is slow, so this module is imported only for settings that
`lint.settings.values.accepted` does not accept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from dataclasses import Field as DataclassField
from functools import cache
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    PlainValidator,
    StrictBool,
    StrictInt,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    create_model,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from lint.core.errors import UsageError
from lint.core.formats import FORMATS
from lint.core.globs import Globs
from lint.core.toml import toml
from lint.core.wording import count, did_you_mean, kebab
from lint.files import why, within
from lint.kinds import builtin
from lint.kinds.declared import Declared, Level
from lint.records.hgnc import locate
from lint.records.inputs import SOURCE_ENDING
from lint.rules import Rule
from lint.rules.selectors import rule_named
from lint.settings.values import (
    MAX_FAULTS,
    MAX_PATTERNS,
    NOWHERE,
    Keys,
    Origin,
    default,
    distinct,
    nearby_file,
    pattern,
    patterns,
    report_format,
    selector,
    web_address,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def _with_origin(convert: Callable[[Any, Origin], Any]) -> Callable[[Any, ValidationInfo], Any]:
    """Return a validator that calls *convert* with the origin of the settings, pydantic's context."""
    return lambda value, info: convert(value, info.context or NOWHERE)


MAX_KINDS = 100
"""The most kinds of records that a repository may declare."""

Selector = Annotated[str, AfterValidator(selector)]
"""A selector of rules, see `lint.rules.selectors`."""
NearbyFile = Annotated[str, AfterValidator(_with_origin(nearby_file))]
"""The name of a file, relative to the folder of the settings; validated to its path."""
Patterns = Annotated[
    Globs,
    PlainValidator(_with_origin(patterns)),
    WithJsonSchema({"type": "array", "items": {"type": "string"}}),
]
"""Patterns in the syntax of `.gitignore`."""
Pattern = Annotated[Globs, PlainValidator(_with_origin(pattern)), WithJsonSchema({"type": "string"})]
"""One such pattern."""
Format = Annotated[str, AfterValidator(report_format), Field(json_schema_extra={"enum": list(FORMATS)})]
"""The format of a report."""

WebAddress = Annotated[str, AfterValidator(web_address)]
"""An address that a link can lead to."""


def _located(name: str, info: ValidationInfo) -> str:
    if not name:
        return ""
    origin = info.context or NOWHERE
    folder = origin.folder
    try:
        if origin.is_confined and (folder / name).is_file():
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
"""The name of the file of a set of genes; validated to its path, "" for none.

If the origin is confined, it must be below that folder, or be what `fetch` stores.
"""


def _source_pattern(name: str, info: ValidationInfo) -> str:
    origin = info.context or NOWHERE
    if name and not ("{id}" in name and name.endswith(SOURCE_ENDING)):
        raise ValueError(f"must name a file that ends in {SOURCE_ENDING}, with {{id}} for the record's id")
    return str((origin.folder / name).absolute()) if name else ""


SourcePattern = Annotated[str, AfterValidator(_source_pattern)]
"""The files of sources, relative to the folder of the settings; they may be in another repository."""


def _own_names(kinds: tuple[Declared, ...]) -> tuple[Declared, ...]:
    names = [kind.name for kind in kinds]
    for number, name in enumerate(names):
        if name in names[:number]:
            raise UsageError(f'two kinds are called "{name}"', path=(number, "name"))
    known = {*names, *(kind.name for kind in builtin())}
    for number, kind in enumerate(kinds):
        for field, name in kind.references.items():
            if name not in known:
                fault = f'no kind is called "{name}"{did_you_mean(name, known)}'
                raise UsageError(fault, path=(number, "references", field))
    return kinds


def _few(kinds: Any) -> Any:
    if isinstance(kinds, list | tuple) and len(kinds) > MAX_KINDS:
        raise ValueError(f"must be at most {MAX_KINDS} kinds, not {len(kinds):,}")
    return kinds


Kinds = Annotated[tuple[Declared, ...], BeforeValidator(_few), AfterValidator(_own_names)]
"""Kinds of records, with distinct names."""


def _by_code(rules: dict[str, dict[str, Any]], info: ValidationInfo) -> dict[str, dict[str, Any]]:
    by_code: dict[str, dict[str, Any]] = {}
    for name, given in rules.items():
        try:
            rule = rule_named(name)
            if given and not fields(rule.Options):
                raise UsageError(f"{rule.code} has no options", path=(next(iter(given)),))
            if rule.code in by_code:
                raise UsageError(f'"{rule.code}" and "{rule.name}" are the same rule; join them')
            by_code[rule.code] = validated(rule.Options, given, info.context or NOWHERE)
        except ValidationError as error:
            first = faults(error, rule.Options)[0]
            raise UsageError(str(first), path=(name, *first.path)) from None
        except UsageError as error:
            raise UsageError(str(error), path=(name, *error.path)) from None
    return by_code


RuleOptions = Annotated[dict[str, dict[str, Any]], AfterValidator(_by_code)]
"""The options of rules by code or name; validated to those by code."""


def _known(names_in: Callable[[Any], Iterable[tuple[Keys, Any]]]) -> BeforeValidator:
    """Return a validator that refuses the first wrong name of a rule that *names_in* yields with its keys.

    Finding a similar name is slow, and pydantic would go on with all the others.
    """

    def check(given: Any) -> Any:
        for keys, name in names_in(given):
            try:
                if isinstance(name, str):
                    selector(name)
            except UsageError as error:
                raise UsageError(str(error), path=keys) from None
        return given

    return BeforeValidator(check)


def _in_list(names: Any) -> Iterator[tuple[Keys, Any]]:
    return (((number,), name) for number, name in enumerate(names if isinstance(names, list) else ()))


def _in_keys(table: Any) -> Iterator[tuple[Keys, Any]]:
    return (((name,), name) for name in (table if isinstance(table, dict) else ()))


def _in_lists(table: Any) -> Iterator[tuple[Keys, Any]]:
    for key, names in table.items() if isinstance(table, dict) else ():
        yield from (((key, *keys), name) for keys, name in _in_list(names))


_Selectors = Annotated[tuple[Selector, ...], _known(_in_list), AfterValidator(distinct)]

_TYPES: Mapping[str, Mapping[str, Any]] = {
    "Settings": {
        "select": _Selectors,
        "extend_select": _Selectors,
        "ignore": _Selectors,
        "severity": Annotated[dict[Selector, Level], _known(_in_keys)],
        "level": Level,
        "fail_on": Level,
        "include": Patterns | None,
        "exclude": Patterns | None,
        "per_file_ignores": Annotated[
            dict[Pattern, _Selectors], Field(max_length=MAX_PATTERNS), _known(_in_lists)
        ],
        "output_format": Format,
        "baseline": NearbyFile,
        "repo_url": WebAddress,
        "kinds": Kinds,
        "rules": RuleOptions,
    },
    "Genes": {"hgnc": SetFile},
    "Sources": {"pathway": SourcePattern},
    "IgnoredRecords": {"rules": _Selectors},
}
"""The types that validate fields whose own types do not suffice, by the name of the table.

The key is not the table itself, since the tables import this module.
"""


@cache
def model(table: type[DataclassInstance]) -> type[BaseModel]:
    """Return the model that validates the values of a *table*: of the settings, or the options of a rule.

    Keys are in kebab-case in tables of the settings, and as the rule names them in options.
    """
    types = {**get_type_hints(table, localns={"Declared": Declared}), **_TYPES.get(table.__name__, {})}
    # `Settings` itself accepts Python's names; `lint.settings.loading` refuses them in a file.
    config = ConfigDict(extra="forbid", populate_by_name=table.__name__ == "Settings")
    if issubclass(table, Rule.Options):
        types |= {each.name: SetFile for each in fields(table) if each.name == "hgnc"}
    else:
        config["alias_generator"] = kebab
    entries: dict[str, Any] = {
        each.name: (_validating(types[each.name]), Field(_default(each), **each.metadata))
        for each in fields(table)
    }
    return create_model(table.__name__, __config__=config, **entries)


def _default(each: DataclassField[Any]) -> Any:
    return ... if each.default is each.default_factory is MISSING else default(each)


def _validating(type_: Any) -> Any:
    """Return the type that pydantic validates for *type_*: a strict one, or the model of a table."""
    if type_ in (int, bool):
        return StrictInt if type_ is int else StrictBool
    if get_origin(type_) is tuple:
        (item, _) = get_args(type_)
        many = GenericAlias(tuple, (_validating(item), ...))
        return Annotated[many, FailFast()] if is_dataclass(item) else many
    if not isinstance(type_, type) or not is_dataclass(type_):
        return type_
    return Annotated[model(type_), AfterValidator(lambda given: type_(**dict(given)))]


def validated(
    table: type[DataclassInstance], values: Mapping[str, Any], origin: Origin = NOWHERE
) -> dict[str, Any]:
    """Return the fields of a *table* that are in *values*, by name and validated.

    Raises:
        pydantic.ValidationError: Values are wrong.
    """
    given = model(table).model_validate(values, context=origin)
    return {name: getattr(given, name) for name in given.model_fields_set}


def checked(
    table: type[DataclassInstance], values: Any, origin: Origin
) -> tuple[dict[str, Any], list[UsageError]]:
    """Return the result of `validated`, which is empty if *values* are wrong, and what is wrong with them."""
    try:
        return validated(table, values, origin), []
    except ValidationError as error:
        return {}, faults(error, table)


_MUST = {
    "bool_type": "must be true or false",
    "dict_type": "must be a table",
    "int_type": "must be a whole number",
    "model_type": "must be a table",
    "string_type": "must be a text",
    "tuple_type": "must be a list",
}
"""The types in pydantic's errors, in terms of TOML."""


def faults(error: ValidationError, table: type[DataclassInstance]) -> list[UsageError]:
    """Return what is wrong with the values of *table*, in plain words; misspelt keys come first.

    If there are very many faults, the last one says how many more there are.
    """
    found = sorted(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
    told = [_fault(each, table) for each in found[:MAX_FAULTS]]
    more = len(found) - len(told)
    return [*told, UsageError(count(more, "more fault"))] if more else told


def _fault(error: ErrorDetails, table: type[DataclassInstance]) -> UsageError:
    path = tuple(key for key in error["loc"] if key != "[key]")
    match error["type"]:
        case "extra_forbidden":
            known = _keys(model(table), path[:-1])
            near = did_you_mean(str(path[-1]), known) or f"; choose from {', '.join(known)}"
            return UsageError(f"there is no such key{near}", path=path)
        case "missing":
            return UsageError("is missing", path=path)
        case "value_error":
            cause = error["ctx"]["error"]
            return UsageError(str(cause), path=path + (cause.path if isinstance(cause, UsageError) else ()))
        case "too_short" | "string_too_short":
            return UsageError("must not be empty", path=path)
        case "greater_than_equal":
            return UsageError(f"must be at least {error['ctx']['ge']:,}, not {error['input']!r}", path=path)
        case "less_than_equal":
            return UsageError(f"must be at most {error['ctx']['le']:,}, not {error['input']!r}", path=path)
        case "tuple_type" if isinstance(error["input"], str):
            text = error["input"]
            return UsageError(f"must be a list, not {text!r}: write {toml([text])}", path=path)
    message = _MUST.get(error["type"]) or f"{error['msg'][0].lower()}{error['msg'][1:]}"
    return UsageError(f"{message}, not {error['input']!r}", path=path)


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Return the keys of the table at *path*."""
    for key in path:
        for name, field in model.model_fields.items():
            if key in (name, field.alias):
                model = next(each for each in _in(field.annotation) if issubclass(each, BaseModel))
    return [field.alias or name for name, field in model.model_fields.items()]


def _in(annotation: Any) -> Iterator[type]:
    """Yield the classes in an annotation."""
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _in(part)
