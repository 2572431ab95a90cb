"""Settings: what is checked and how strictly. Every default is here; `lint.loading` finds the values."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Annotated, Any, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StrictBool,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

from lint.files import Scope
from lint.findings import Finding, Severity
from lint.globs import Globs
from lint.hgnc import SetFile
from lint.ignores import Ignores
from lint.kinds import Kind, builtin
from lint.kinds.declared import Declared, Table, kebab
from lint.names import did_you_mean
from lint.rules import Rule, registry
from lint.rules.installed import installed

ALL = "ALL"
"""Selects every rule that recordlint comes with."""

BASELINE = "recordlint-baseline.json"
"""What a baseline is called where the settings do not say."""


class UsageError(ValueError):
    """Wrong usage; the message says what is wrong and what to do, for people."""

    def __init__(self, message: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.path = path
        """The keys that lead to the fault, from the value that is turned down."""


def selected(selector: str) -> list[type[Rule]]:
    """Return the rules that *selector* names: `ALL`, a code, the beginning of one, or a name.

    Rules of other packages are looked for only where none of recordlint's own is meant.

    Raises:
        UsageError: it names none, or a package's rules cannot be used.
    """
    own = registry()
    found = [rule for rule in own.values() if _closeness(selector, rule) >= 0]
    if found:
        return found
    try:
        others = installed()
    except ValueError as error:
        raise UsageError(str(error)) from None
    found = [rule for rule in others.values() if _closeness(selector, rule) >= 0]
    if not found:
        rules = (*own.values(), *others.values())
        near = did_you_mean(selector, [name for rule in rules for name in (rule.code, rule.name)])
        raise UsageError(f'no rule is called "{selector}"{near or "; `recordlint rules` lists them"}')
    return found


def _closeness(selector: str, rule: type[Rule]) -> int:
    """Return how closely *selector* names *rule*: 0 for all rules, the code's length for this one, -1 not."""
    if selector in (ALL, rule.name):
        return 0 if selector == ALL else len(rule.code)
    return len(selector) if selector and rule.code.startswith(selector) else -1


def named(name: str) -> type[Rule]:
    """Return the rule whose code or name is *name*.

    Raises:
        UsageError: there is none.
    """
    for rule in selected(name):
        if name in (rule.code, rule.name):
            return rule
    raise UsageError(f'"{name}" stands for several rules; options belong to one')


def _selector(text: str) -> str:
    selected(text)
    return text


Selector = Annotated[str, AfterValidator(_selector)]
"""The name of rules, see `selected`."""


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


def _patterns(value: Any, info: ValidationInfo) -> Globs:
    """Return the patterns of a list of texts, as they count from the validation's `base`."""
    if isinstance(value, Globs):
        return value
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise ValueError("must be a list of patterns")
    globs = Globs(os.path.realpath((info.context or {}).get("base", "")), tuple(value))
    if globs.faulty:
        raise ValueError(f"`{globs.faulty[0]}` is no pattern of .gitignore")
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


def _format(value: str) -> str:
    from lint.reports import FORMATS

    if value not in FORMATS:
        near = did_you_mean(value, FORMATS) or f"; there is: {', '.join(FORMATS)}"
        raise UsageError(f'no format is called "{value}"{near}')
    return value


def _with_formats(schema: dict[str, Any]) -> None:
    from lint.reports import FORMATS

    schema["enum"] = list(FORMATS)


class IgnoredRecords(Table):
    """Findings of some records that are known and stay."""

    records: tuple[str, ...] = Field(min_length=1)
    """The ids of the records: `WP49`."""
    rules: tuple[Selector, ...] = Field(min_length=1)
    """The rules: codes (`TXT001`), their beginnings (`TXT`) or names (`mojibake`)."""
    reason: str = Field(min_length=1)
    """Why they stay, for people."""


class Genes(Table):
    """What the rules know of genes beyond the records."""

    hgnc: SetFile = ""
    """HGNC's complete set, a file: from the folder of the settings file, else from where
    `recordlint genes fetch` stores it."""


class Settings(BaseModel):
    """What a run checks, and how strictly.

    Raises:
        pydantic.ValidationError: a rule or an option that does not exist, or an option's wrong value.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=kebab, populate_by_name=True)

    select: tuple[Selector, ...] = (ALL,)
    """The rules to run: codes (`TXT001`), their beginnings (`TXT`) or names (`mojibake`)."""
    extend_select: tuple[Selector, ...] = ()
    """More rules to run, such as those of other packages."""
    ignore: tuple[Selector, ...] = ()
    """The rules to leave out. Where a rule is both selected and ignored, the closer name counts."""
    severity: dict[Selector, Level] = {}
    """How much what rules find matters, by code, beginning or name; the closest counts."""
    level: Level = Severity.WARNING
    """The least severity that is shown."""
    fail_on: Level = Severity.WARNING
    """The least severity that fails the run."""
    include: Patterns | None = None
    """Where to look: patterns in the syntax of `.gitignore`. Without, everywhere."""
    exclude: Patterns | None = None
    """What to leave out, also where it is named: patterns in the syntax of `.gitignore`."""
    per_file_ignores: dict[Pattern, tuple[Selector, ...]] = {}
    """Rules to leave out in some files, by a pattern in the syntax of `.gitignore`."""
    ignore_records: tuple[IgnoredRecords, ...] = ()
    """Findings of some records that are known and stay."""
    unsafe_fixes: StrictBool = False
    """Whether fixes are applied that may change what a record says."""
    output_format: Annotated[str, AfterValidator(_format), Field(json_schema_extra=_with_formats)] = "full"
    """How to report."""
    genes: Genes = Genes()
    """What the rules know of genes beyond the records."""
    baseline: Annotated[str, AfterValidator(_beside)] = ""
    """The file that lists the findings that are known and not reported; "" for none."""
    kinds: tuple[Declared, ...] = ()
    """Kinds of record that the repository declares."""
    rules: dict[str, dict[str, Any]] = {}
    """The options of rules, by code or name; `recordlint explain` lists them."""

    @field_validator("kinds")
    @classmethod
    def _have_own_names(cls, kinds: tuple[Declared, ...]) -> tuple[Declared, ...]:
        names = [kind.name for kind in kinds]
        for number, name in enumerate(names):
            if name in names[:number]:
                raise UsageError(f'two kinds are called "{name}"', (number, "name"))
        return kinds

    @field_validator("rules")
    @classmethod
    def _are_options(
        cls, rules: dict[str, dict[str, Any]], info: ValidationInfo
    ) -> dict[str, dict[str, Any]]:
        by_code: dict[str, dict[str, Any]] = {}
        for name, given in rules.items():
            try:
                rule = named(name)
                if rule.code in by_code:
                    raise UsageError(f'"{rule.code}" and "{rule.name}" are the same rule; join them')
                by_code[rule.code] = _options(rule, given, info.context).model_dump(exclude_unset=True)
            except UsageError as error:
                raise UsageError(str(error), (name, *error.path)) from None
        return by_code

    def chosen(self) -> list[Rule]:
        """Return the rules to run, with their options, in the order of the registry, others behind."""
        select = self.select + self.extend_select
        asked = {rule.code: rule for selector in select for rule in selected(selector)}
        own = registry()
        others = sorted(asked.keys() - own.keys())
        return [
            rule(_options(rule, {**self._shared(rule), **self.rules.get(code, {})}), self._severity(rule))
            for code, rule in ((code, own.get(code) or asked[code]) for code in (*own, *others))
            if code in asked and _closest(select, rule) > _closest(self.ignore, rule)
        ]

    def _severity(self, rule: type[Rule]) -> Severity | None:
        """Return the severity that the settings give *rule*, if any."""
        closest = max(self.severity, key=lambda selector: _closeness(selector, rule), default="")
        return self.severity[closest] if closest and _closeness(closest, rule) >= 0 else None

    def _shared(self, rule: type[Rule]) -> dict[str, Any]:
        """Return the options of *rule* that the settings give once for several rules."""
        return {"hgnc": self.genes.hgnc} if "hgnc" in rule.Options.model_fields else {}

    def all_kinds(self) -> tuple[Kind, ...]:
        """Return the kinds to know records by: the repository's own first."""
        return (*(declared.kind for declared in self.kinds), *builtin())

    def scope(self) -> Scope:
        """Return which files belong to a run."""
        patterns = [pattern for declared in self.kinds for pattern in declared.files]
        endings = dict.fromkeys((".md", *(os.path.splitext(pattern)[1] for pattern in patterns)))
        return Scope(self.include, self.exclude, tuple(endings))

    def ignores(self, folder: str) -> Ignores | None:
        """Return which findings are only counted; None for none. Paths of records count from *folder*."""
        by_record: dict[str, frozenset[str]] = {}
        for ignored in self.ignore_records:
            for record in ignored.records:
                by_record[record] = by_record.get(record, frozenset()) | _codes(ignored.rules)
        by_file = [(globs, _codes(rules)) for globs, rules in self.per_file_ignores.items()]
        return Ignores(by_record, by_file, folder) if by_record or by_file else None

    def for_findings(self) -> Settings:
        """Return these without what changes nothing of what is found, only of what is made of it."""
        plain = Settings()
        names = ("baseline", "fail_on", "output_format")
        return self.model_copy(update={name: getattr(plain, name) for name in names})

    def shows(self, finding: Finding) -> bool:
        """Return whether a report lists *finding*.

        What a rule says that was asked for by its own code or name is shown like a warning.
        """
        severity = finding.severity
        for names in (self.select, self.extend_select):
            if finding.code in names or finding.name in names:
                severity = max(severity, Severity.WARNING)
        return severity >= self.level

    def matters(self, finding: Finding) -> bool:
        """Return whether a report lists *finding*, or the run fails because of it."""
        return self.shows(finding) or self.fails(finding.severity)

    def fails(self, severity: Severity) -> bool:
        """Return whether a finding of this severity fails the run."""
        return severity >= self.fail_on


def _options(
    rule: type[Rule], given: Mapping[str, Any], context: Mapping[str, Any] | None = None
) -> Rule.Options:
    try:
        return rule.Options.model_validate(given, context=context)
    except ValidationError as error:
        raise fault(error, rule.Options) from None


_MUST = {
    "bool_type": "must be true or false",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "string_type": "must be a text",
    "tuple_type": "must be a list",
}
"""What pydantic turns down as of the wrong type, in the terms of TOML."""


def fault(error: ValidationError, model: type[BaseModel]) -> UsageError:
    """Return what *model* turns down first, in words for people; a misspelt key before what it leaves out."""
    first = min(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
    path = tuple(key for key in first["loc"] if key != "[key]")
    match first["type"]:
        case "extra_forbidden":
            known = _keys(model, path[:-1])
            near = did_you_mean(str(path[-1]), known) or f"; there is: {', '.join(known) or 'none'}"
            return UsageError(f"there is no such key{near}", path)
        case "missing":
            return UsageError("is missing", path)
        case "value_error":
            cause = first["ctx"]["error"]
            return UsageError(str(cause), path + (cause.path if isinstance(cause, UsageError) else ()))
        case "too_short" | "string_too_short":
            return UsageError("must not be empty", path)
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


def _codes(selectors: Sequence[str]) -> frozenset[str]:
    return frozenset(rule.code for selector in selectors for rule in selected(selector))


def _closest(selectors: Sequence[str], rule: type[Rule]) -> int:
    return max((_closeness(selector, rule) for selector in selectors), default=-1)
