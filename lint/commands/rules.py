"""`recordlint rules`."""

from __future__ import annotations

import click

from lint.core.errors import UsageError
from lint.core.printable import printable
from lint.rules import FAMILIES, registry
from lint.rules.installed import installed, provider
from lint.rules.reference import fixes, title


@click.command()
def rules() -> None:
    """List the rules."""
    try:
        others = installed()
    except ValueError as error:
        raise UsageError(str(error)) from None
    found = [*registry().values(), *others.values()]
    width = max(len(rule.name) for rule in found)
    family = ""
    for rule in found:
        if rule.code[:3] != family:
            family = rule.code[:3]
            meaning = FAMILIES.get(family) or f"from {provider(family)}; off until selected"
            click.echo(f"{family}: {printable(meaning)}")
        click.echo(
            f"  {rule.code}  {rule.name:<{width}}  {rule.severity.label:<7}  {fixes(rule):<12}  {title(rule)}"
        )
