"""Rules of other installed packages, which have entry points in the group `recordlint.rules`.

    [project.entry-points."recordlint.rules"]
    LAB = "lab_rules:RULES"

The name is the family: three letters with which the codes of its rules begin. The object is a list of
subclasses of `Rule`. A package is imported only if the settings name a rule that is not one of
recordlint's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import cache
from typing import TYPE_CHECKING, Any

from lint.core.findings import Severity
from lint.rules import FAMILIES, Rule, registry
from lint.rules.rec.rule_crashed import CRASHES, told

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


@cache
def installed() -> Mapping[str, type[Rule]]:
    """Return the rules of other packages by code, in sorted order.

    Raises:
        ValueError: The rules of a package cannot be used; the message names the package.
    """
    found: dict[str, type[Rule]] = {}
    for family, point in _points().items():
        where = f"the rules {family} of {provider(family)}"
        try:
            rules = list(point.load())
        except CRASHES as error:  # the code of another package may do anything
            raise ValueError(f"{where} cannot be imported: {told(error)}") from error
        for rule in rules:
            fault = _fault(rule, family, found)
            if fault:
                raise ValueError(f"{where}: {getattr(rule, '__name__', repr(rule))} {fault}")
            found[rule.code] = rule
    return dict(sorted(found.items()))


def is_imported() -> bool:
    """Return whether the rules of other packages have been imported, since the settings name one."""
    return bool(installed.cache_info().currsize)


def families() -> Set[str]:
    """Return the families of the rules of other packages."""
    return _points().keys()


def provider(family: str) -> str:
    """Return the name and the version of the package that has a family of rules.

    Raises:
        KeyError: No package has it.
    """
    point = _points()[family]
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


@cache
def _points() -> Mapping[str, EntryPoint]:
    """Return the entry points by family."""
    from importlib.metadata import entry_points

    found: dict[str, EntryPoint] = {}
    for point in entry_points(group="recordlint.rules"):
        if not re.fullmatch("[A-Z]{3}", point.name) or point.name in FAMILIES:
            raise ValueError(
                f"the entry point {point.name} = {point.value} for rules of recordlint must be named by "
                "three letters, a family of its own"
            )
        if point.name in found:
            raise ValueError(f"two packages have rules of the family {point.name}; remove one of them")
        found[point.name] = point
    return found


def _fault(rule: Any, family: str, others: Mapping[str, type[Rule]]) -> str:
    """Return what is wrong with an object that a package offers as a rule; "" if nothing is."""
    if not (isinstance(rule, type) and issubclass(rule, Rule)):
        return "is not a subclass of lint.Rule"
    missing = [name for name in ("code", "severity") if not hasattr(rule, name)]
    if missing:
        return f"has no `{missing[0]}`"
    if not isinstance(rule.severity, Severity):
        return f"has the severity {rule.severity!r}, which must be one of lint.Severity"
    if not re.fullmatch(f"{family}[0-9]{{3}}", str(rule.code)):
        return f"has the code {rule.code}, which must be {family} and three digits"
    names = {other.name for other in (*registry().values(), *others.values())}
    if rule.code in others or rule.name in names:
        return f"has the code {rule.code} and the name {rule.name}, but another rule has one of them"
    try:
        rule()
    except CRASHES as error:
        return f"cannot be made: {told(error)}"
    return ""
