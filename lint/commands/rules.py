"""`recordlint rules`."""

from __future__ import annotations

import json

import click

from lint.commands.options import text_or_json
from lint.core.errors import UsageError
from lint.core.printable import printable
from lint.rules import FAMILIES, Rule, registry
from lint.rules.installed import installed, provider
from lint.rules.reference import fixes, title


@click.command()
@text_or_json
def rules(output_format: str) -> None:
    """List the rules."""
    try:
        others = installed()
    except ValueError as error:
        raise UsageError(str(error)) from None
    found = [*registry().values(), *others.values()]
    if output_format == "json":
        click.echo(json.dumps([_as_object(rule) for rule in found], indent=2))
        return
    width = max(len(rule.name) for rule in found)
    family = ""
    for rule in found:
        if rule.code[:3] != family:
            family = rule.code[:3]
            click.echo(f"{family}: {printable(_meaning(family))}")
        click.echo(
            f"  {rule.code}  {rule.name:<{width}}  {rule.severity.label:<7}  {fixes(rule):<12}  {title(rule)}"
        )


def _meaning(family: str) -> str:
    return FAMILIES.get(family) or f"from {provider(family)}; off until selected"


def _as_object(rule: type[Rule]) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "family": _meaning(rule.code[:3]),
        "severity": rule.severity.label,
        "fixes": [word for word in fixes(rule).split(", ") if word],
        "title": title(rule),
    }
