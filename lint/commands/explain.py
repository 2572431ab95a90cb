"""`recordlint explain`."""

from __future__ import annotations

import click

from lint.commands.options import complete_rules, split_commas
from lint.kinds.pathway import PATHWAY
from lint.rules.reference import page
from lint.rules.selectors import match_rules


@click.command()
@click.argument(
    "codes", metavar="CODE...", nargs=-1, required=True, callback=split_commas, shell_complete=complete_rules
)
def explain(codes: tuple[str, ...]) -> None:
    """Explain what rules find, why it matters, and how to fix it."""
    found = {rule.code: rule for code in codes for rule in match_rules(code)}
    click.echo("\n".join(page(rule) for rule in found.values()), nl=False)
    if any(rule.kinds is None or PATHWAY.name in rule.kinds for rule in found.values()):
        click.echo(f"\n{PATHWAY.source_note}")
