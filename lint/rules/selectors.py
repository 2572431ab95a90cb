"""Selectors: how settings, options and comments name rules.

A selector is `ALL`, a code (`TXT001`), the beginning of a code (`TXT`), or the name of a rule
(`mojibake`); case does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from lint.core.errors import UsageError
from lint.core.patterns import lazy
from lint.core.wording import count, did_you_mean
from lint.rules import Rule, registry
from lint.rules.installed import families, installed, is_imported

ALL = "ALL"
"""Selects all of recordlint's own rules."""

_CODE = lazy(r"(?i)all|[a-z]{1,3}\d{0,3}")


def canonical(selector: str) -> str:
    """Return *selector* in the case of codes and names: `TXT001` for `txt001`, `mojibake` for `Mojibake`."""
    return selector.upper() if _CODE.fullmatch(selector) else selector.lower()


def match_rules(selector: str, *, by_settings: bool = True) -> list[type[Rule]]:
    """Return the rules that *selector* names.

    Rules of other packages are searched only if none of recordlint's own rules matches. Without *by_settings*
    (the selector is from a comment in a record), no package is imported for this; the result is empty if
    *selector* belongs to a package that the settings do not name.

    Raises:
        UsageError: The selector names no rule, or the rules of a package cannot be used.
    """
    name = canonical(selector)
    if known := _own(name):
        return [*known]
    own = registry()
    if not by_settings and not is_imported() and name[:3] in families():
        return []
    try:
        others = installed() if by_settings or is_imported() else {}
    except ValueError as error:
        raise UsageError(str(error)) from None
    found = [rule for rule in others.values() if specificity(name, rule) >= 0]
    if not found:
        rules = (*own.values(), *others.values())
        near = did_you_mean(selector, [name for rule in rules for name in (rule.code, rule.name)])
        raise UsageError(f'no rule is called "{selector}"{near or "; `recordlint rules` lists them"}')
    return found


@lru_cache(maxsize=1_000)
def _own(name: str) -> tuple[type[Rule], ...]:
    return tuple(rule for rule in registry().values() if specificity(name, rule) >= 0)


def note_on_selector(selector: str) -> str:
    """Return a message if *selector* is the beginning of codes and, with one more zero, a code; else ""."""
    name = canonical(selector)
    letters, digits = name[:3], name[3:]
    meant = f"{letters}0{digits}"
    if len(digits) not in (1, 2) or meant not in registry():
        return ""
    codes = sorted(rule.code for rule in match_rules(name))
    told = f"{codes[0]} to {codes[-1]}" if len(codes) > 1 else codes[0]
    return f"{name} selects {count(len(codes), 'rule')}, {told}; did you mean {meant}?"


def match_codes(selectors: Iterable[str]) -> frozenset[str]:
    """Return the codes of the rules that *selectors* name.

    Raises:
        UsageError: See `match_rules`.
    """
    return frozenset(rule.code for selector in selectors for rule in match_rules(selector))


def rule_named(name: str) -> type[Rule]:
    """Return the rule whose code or name is *name*.

    Raises:
        UsageError: There is no such rule.
    """
    for rule in match_rules(name):
        if canonical(name) in (rule.code, rule.name):
            return rule
    raise UsageError(f'"{name}" matches several rules; options belong to one')


def specificity(selector: str, rule: type[Rule]) -> int:
    """Return how closely *selector* names *rule*, or the rule of which it was a part.

    The result is 0 for `ALL`, the length of the matching code for others, and -1 if nothing matches.
    """
    if selector == ALL:
        return 0
    if selector and selector in (rule.name, rule.split_from):
        return len(rule.code)
    return len(selector) if selector and rule.code.startswith(selector) else -1


def highest_specificity(selectors: Iterable[str], rule: type[Rule]) -> int:
    """Return the specificity of the closest of *selectors*; -1 if none matches."""
    return max((specificity(selector, rule) for selector in selectors), default=-1)
