"""Settings: what is checked and how strictly, where that is written, and how flags override it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path as FilePath
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from lint.findings import Finding, Severity
from lint.hgnc import SetFile
from lint.rules import Rule, registry

ALL = "ALL"
"""Selects every rule."""

# The fields of `Settings` that a settings file may give.
_IN_FILE = ("baseline", "genes", "rules")

BASELINE = "recordlint-baseline.json"
"""What a baseline is called where the settings do not say."""


class UsageError(Exception):
    """Wrong usage; the message says what is wrong and what to do, for people."""


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return `; did you mean "…"?` with that of *names* nearest to *name*, "" where none is near."""
    from difflib import get_close_matches

    folded = {known.casefold(): known for known in names}
    near = get_close_matches(name.casefold(), folded, n=1)
    return f'; did you mean "{folded[near[0]]}"?' if near else ""


def selected(selector: str) -> list[type[Rule]]:
    """Return the rules that *selector* names: `ALL`, a code, the beginning of one, or a name.

    Raises:
        UsageError: it names none.
    """
    rules = registry().values()
    found = [rule for rule in rules if _closeness(selector, rule) >= 0]
    if not found:
        near = did_you_mean(selector, [name for rule in rules for name in (rule.code, rule.name)])
        raise UsageError(f'no rule is called "{selector}"{near or "; `recordlint rules` lists them"}')
    return found


def _closeness(selector: str, rule: type[Rule]) -> int:
    """Return how closely *selector* names *rule*: 0 for all rules, the code's length for this one, -1 not."""
    if selector in (ALL, rule.name):
        return 0 if selector == ALL else len(rule.code)
    return len(selector) if rule.code.startswith(selector) else -1


def _named(name: str) -> type[Rule]:
    """Return the rule whose code or name is *name*.

    Raises:
        UsageError: there is none.
    """
    for rule in selected(name):
        if name in (rule.code, rule.name):
            return rule
    raise UsageError(f'"{name}" stands for several rules; options belong to one')


def _options(rule: type[Rule], given: Mapping[str, Any]) -> Rule.Options:
    try:
        return rule.Options.model_validate(given)
    except ValidationError as error:
        raise UsageError(_explained(error, f"rules.{rule.code}.", rule.Options.model_fields)) from None


def _explained(error: ValidationError, where: str, names: Iterable[str]) -> str:
    """Return what pydantic turns down first, with its key."""
    fault = error.errors(include_url=False)[0]
    key = where + ".".join(map(str, fault["loc"]))
    if fault["type"] == "extra_forbidden":
        return f"{key}: there is no such key{did_you_mean(str(fault['loc'][-1]), names)}"
    return f"{key}: {fault['msg'][0].lower()}{fault['msg'][1:]}, not {fault['input']!r}"


def _severity(value: Any) -> Any:
    labels = {severity.label: severity for severity in Severity}
    return labels.get(value, value) if isinstance(value, str) else value


Level = Annotated[Severity, BeforeValidator(_severity)]
"""A severity, which may be given by its label."""


def _beside(name: str, info: ValidationInfo) -> str:
    return str((info.context or {}).get("folder", FilePath()) / name) if name else ""


class Genes(BaseModel):
    """What the rules know of genes beyond the records."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hgnc: SetFile = ""
    """HGNC's complete set, a file; looked for beside the settings file."""


class Settings(BaseModel):
    """What a run checks, and how strictly.

    Raises:
        UsageError: a rule or an option that does not exist, or an option's wrong value.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    select: tuple[str, ...] = (ALL,)
    """The rules to run: codes (`TXT001`), their beginnings (`TXT`) or names (`mojibake`)."""
    ignore: tuple[str, ...] = ()
    """The rules to leave out. Where a rule is both selected and ignored, the closer name counts."""
    level: Level = Severity.WARNING
    """The least severity that is shown."""
    fail_on: Level = Severity.WARNING
    """The least severity that fails the run."""
    unsafe_fixes: bool = False
    """Whether fixes are applied that may change what a record says."""
    genes: Genes = Genes()
    """What the rules know of genes beyond the records."""
    baseline: Annotated[str, AfterValidator(_beside)] = ""
    """The file that lists the findings that are known and not reported; "" for none."""
    rules: dict[str, dict[str, Any]] = {}
    """The options of rules, by code."""

    @field_validator("select", "ignore")
    @classmethod
    def _are_rules(cls, selectors: tuple[str, ...]) -> tuple[str, ...]:
        for selector in selectors:
            selected(selector)
        return selectors

    @field_validator("rules")
    @classmethod
    def _are_options(cls, rules: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        by_code: dict[str, dict[str, Any]] = {}
        for name, given in rules.items():
            rule = _named(name)
            if rule.code in by_code:
                raise UsageError(f'"rules.{rule.code}" and "rules.{rule.name}" are the same rule; join them')
            _options(rule, given)
            by_code[rule.code] = given
        return by_code

    def chosen(self) -> list[Rule]:
        """Return the rules to run, with their options, in the order of the registry."""
        return [
            rule(_options(rule, {**self._shared(rule), **self.rules.get(rule.code, {})}))
            for rule in registry().values()
            if _closest(self.select, rule) > _closest(self.ignore, rule)
        ]

    def _shared(self, rule: type[Rule]) -> dict[str, Any]:
        """Return the options of *rule* that the settings give once for several rules."""
        return {"hgnc": self.genes.hgnc} if "hgnc" in rule.Options.model_fields else {}

    def shows(self, finding: Finding) -> bool:
        """Return whether a report lists *finding*.

        What a rule says that was asked for by its own code or name is shown like a warning.
        """
        severity = finding.severity
        if finding.code in self.select or finding.name in self.select:
            severity = max(severity, Severity.WARNING)
        return severity >= self.level

    def fails(self, severity: Severity) -> bool:
        """Return whether a finding of this severity fails the run."""
        return severity >= self.fail_on


def _closest(selectors: Sequence[str], rule: type[Rule]) -> int:
    return max((_closeness(selector, rule) for selector in selectors), default=-1)


def load(start: FilePath, options: Sequence[str] = (), **flags: Any) -> Settings:
    """Return the settings for the folder *start*.

    The defaults are overridden by the nearest settings file at or above *start*, that by those
    *flags* that are given (not None, not empty), and that by *options*, each a text such as
    `DUP002.strategy=alias`.

    Raises:
        UsageError: a file that cannot be read, or a wrong value; the message says where.
    """
    baseline = default_baseline(start)
    settings = Settings(baseline=str(baseline) if baseline.is_file() else "")
    found = _nearest(start)
    if found is not None:
        file, table = found
        with _blaming(f"{file}: "):
            unknown = next((key for key in table if key not in _IN_FILE), None)
            if unknown is not None:
                near = did_you_mean(unknown, _IN_FILE) or f"; there is: {', '.join(_IN_FILE)}"
                raise UsageError(f"{unknown}: there is no such key{near}")
            settings = _updated(settings, table, folder=file.parent)
    settings = _updated(settings, {key: value for key, value in flags.items() if value not in (None, ())})
    for text in options:
        with _blaming(f"--set {text}: "):
            settings = _updated(settings, {"rules": _with_option(settings.rules, text)})
    return settings


def default_baseline(start: FilePath) -> FilePath:
    """Return where the baseline is where the settings do not say: beside their file, else in *start*."""
    found = _nearest(start)
    return (found[0].parent if found else start) / BASELINE


@contextmanager
def _blaming(where: str) -> Iterator[None]:
    try:
        yield
    except UsageError as error:
        raise UsageError(f"{where}{error}") from None


def _updated(settings: Settings, values: Mapping[str, Any], folder: FilePath = FilePath()) -> Settings:
    """Return *settings* with *values*; a file that they name is looked for in *folder*."""
    try:
        return Settings.model_validate({**dict(settings), **values}, context={"folder": folder})
    except ValidationError as error:
        raise UsageError(_explained(error, "", Settings.model_fields)) from None


def _nearest(start: FilePath) -> tuple[FilePath, dict[str, Any]] | None:
    """Return the nearest settings file at or above the folder *start*, and what it says."""
    folder = start.resolve()
    for above in (folder, *folder.parents):
        for file in (above / "recordlint.toml", above / ".recordlint.toml"):
            if file.is_file():
                return file, _read(file)
        file = above / "pyproject.toml"
        if file.is_file():
            tool = _read(file).get("tool")
            if isinstance(tool, dict) and isinstance(tool.get("recordlint"), dict):
                return file, tool["recordlint"]
    return None


def _read(file: FilePath) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{file}: cannot be read: {error}") from None


def _with_option(rules: Mapping[str, dict[str, Any]], text: str) -> dict[str, dict[str, Any]]:
    """Return *rules* with the option of a text such as `DUP002.strategy=alias`."""
    key, equals, value = text.partition("=")
    name, dot, option = key.strip().partition(".")
    if not (equals and dot and option):
        raise UsageError("write RULE.OPTION=VALUE, such as DUP002.strategy=alias")
    code = _named(name).code
    return {**rules, code: {**rules.get(code, {}), option: _parsed(value)}}


def _parsed(value: str) -> Any:
    """Return a value as TOML reads it, and as text where it is no TOML (`alias`, without quotes)."""
    import tomllib

    try:
        return tomllib.loads(f"value = {value}")["value"]
    except ValueError:
        return value.strip()
