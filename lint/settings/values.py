"""Conversion of the values of a settings file or an option to those of `Settings`.

Each function returns the converted value, or raises a ValueError that says what is wrong.
`lint.settings.validation` builds pydantic's models from them, which give better messages; `accepted` uses
them alone, since importing pydantic takes longer than checking ten records.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from pathlib import Path as FilePath
from typing import Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

from lint.core.errors import UsageError
from lint.core.findings import Severity, severity_of
from lint.core.formats import FORMATS
from lint.core.globs import Globs
from lint.core.limits import Limits
from lint.core.wording import did_you_mean, kebab
from lint.rules import Rule
from lint.rules.selectors import canonical, match_rules, rule_named

Keys: TypeAlias = "tuple[str | int, ...]"
"""The path to a value of a settings file: names of keys, and indices of items, counted from 0."""

MAX_PATTERNS = 1_000
"""The most patterns in one list."""
MAX_FAULTS = 20
"""The most faults of one settings file that are listed."""


@dataclass(frozen=True)
class Origin:
    """Where settings come from."""

    folder: FilePath = FilePath()
    """The folder to which names of files are relative."""
    base: FilePath = FilePath()
    """The folder to which patterns are relative."""
    is_confined: bool = False
    """Whether files must be below *folder*, as those that a settings file names."""


NOWHERE = Origin()
"""The origin of settings that are passed from Python."""


def selector(text: str) -> str:
    """Return *text*, which must name rules, in the spelling of their codes and names."""
    match_rules(text)
    return canonical(text)


def distinct(selectors: Iterable[str]) -> tuple[str, ...]:
    """Return *selectors* without duplicates, so that very many of them are no more than all rules."""
    return tuple(dict.fromkeys(selectors))


def nearby_file(name: str, origin: Origin) -> str:
    """Return the path of the file *name*, which need not exist; "" for none."""
    if origin.is_confined and not (origin.folder / name).resolve().is_relative_to(origin.folder.resolve()):
        raise ValueError(f"{name} is not below {origin.folder}")
    return str(origin.folder / name) if name else ""


def patterns(value: Any, origin: Origin) -> Globs:
    """Return patterns in the syntax of `.gitignore`, given as a list of texts or as `Globs`."""
    if isinstance(value, Globs):
        return value
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise ValueError("must be a list of patterns")
    if len(value) > MAX_PATTERNS:
        raise ValueError(f"must be at most {MAX_PATTERNS:,} patterns, not {len(value):,}")
    globs = Globs(os.path.realpath(origin.base), tuple(value))
    if globs.faulty:
        raise ValueError(
            f"`{globs.faulty[0]}` is no pattern of .gitignore, or has more than three `*` between two `/`"
        )
    return globs


def pattern(value: Any, origin: Origin) -> Globs:
    """Return one such pattern."""
    return patterns([value] if isinstance(value, str) else value, origin)


def report_format(name: str) -> str:
    """Return *name*, which must be that of a report format."""
    if name not in FORMATS:
        near = did_you_mean(name, FORMATS) or f"; choose from {', '.join(FORMATS)}"
        raise UsageError(f'no format is called "{name}"{near}')
    return name


def web_address(text: str) -> str:
    """Return *text*, which must be a web address, or "" for none."""
    if text and not re.fullmatch(r"https?://[^\s<>\"']+", text):
        raise ValueError(f"must be an address such as https://github.com/OWNER/NAME, not {text!r}")
    return text.rstrip("/")


def default(each: Field[Any]) -> Any:
    """Return the default of a field of a dataclass."""
    return each.default if each.default_factory is MISSING else each.default_factory()


# Without pydantic ---------------------------------------------------------------------------------


def accepted(values: Mapping[str, Any], origin: Origin) -> dict[str, Any] | None:
    """Return the settings for *values*, the keys of a settings file, by their names in `Settings`.

    None if a key is unknown or too complex (`kinds` is), or if a value is wrong: pydantic then accepts it,
    or says why not. What is accepted here, pydantic accepts with the same result.
    """
    try:
        return {key.replace("-", "_"): _PLAIN[key](value, origin) for key, value in values.items()}
    except (LookupError, ValueError, TypeError):
        return None


def _of_type(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _selectors(value: Any, origin: Origin) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError(value)
    return distinct(selector(_of_type(str, text)) for text in value)


def _severities(value: Any, origin: Origin) -> dict[str, Severity]:
    return {selector(name): severity_of(label) for name, label in _of_type(dict, value).items()}


def _file_ignores(value: Any, origin: Origin) -> dict[Globs, tuple[str, ...]]:
    if len(value) > MAX_PATTERNS:
        raise ValueError(value)
    return {pattern(name, origin): _selectors(given, origin) for name, given in _of_type(dict, value).items()}


def _limits(value: Any, origin: Origin) -> Limits:
    known = {kebab(each.name): each for each in fields(Limits)}
    given: dict[str, int] = {}
    for key, number in _of_type(dict, value).items():
        bounds = known[key].metadata
        if not bounds["ge"] <= _of_type(int, number) <= bounds["le"]:
            raise ValueError(number)
        given[known[key].name] = number
    return Limits(**given)


def _rule_options(value: Any, origin: Origin) -> dict[str, dict[str, Any]]:
    by_code: dict[str, dict[str, Any]] = {}
    for name, given in _of_type(dict, value).items():
        rule = rule_named(name)
        if rule.code in by_code:
            raise ValueError(name)
        by_code[rule.code] = {
            option: _choice(rule.Options, option, chosen) for option, chosen in _of_type(dict, given).items()
        }
    return by_code


def _choice(options: type[Rule.Options], name: str, value: Any) -> str:
    """Return the *value* of an option that is one of several texts."""
    hint = get_type_hints(options)[name]
    if get_origin(hint) is not Literal or _of_type(str, value) not in get_args(hint):
        raise ValueError(value)
    text: str = value
    return text


_PLAIN: dict[str, Callable[[Any, Origin], Any]] = {
    "baseline": lambda value, origin: nearby_file(_of_type(str, value), origin),
    "exclude": patterns,
    "extend-select": _selectors,
    "fail-on": lambda value, origin: severity_of(value),
    "ignore": _selectors,
    "include": patterns,
    "level": lambda value, origin: severity_of(value),
    "limits": _limits,
    "output-format": lambda value, origin: report_format(_of_type(str, value)),
    "per-file-ignores": _file_ignores,
    "repo-url": lambda value, origin: web_address(_of_type(str, value)),
    "rules": _rule_options,
    "select": _selectors,
    "severity": _severities,
    "unsafe-fixes": lambda value, origin: _of_type(bool, value),
}
