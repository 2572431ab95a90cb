"""`recordlint explain`."""

from __future__ import annotations

import click

from lint.commands.options import complete_rules, split_commas
from lint.core.errors import UsageError
from lint.kinds.pathway import PATHWAY
from lint.rules import Rule
from lint.rules.reference import page
from lint.rules.selectors import canonical, match_rules


@click.command()
@click.argument("codes", metavar="CODE...", nargs=-1, callback=split_commas, shell_complete=complete_rules)
def explain(codes: tuple[str, ...]) -> None:
    """Explain what rules find, why it matters, and how to fix it."""
    if not codes:
        raise UsageError("name a rule, such as TXT001; `recordlint rules` lists them")
    found: dict[str, type[Rule]] = {}
    for code in codes:
        rules = match_rules(code)
        own = [rule for rule in rules if canonical(code) in (rule.code, rule.name)]
        found |= {rule.code: rule for rule in own or rules}
    click.echo("\n".join(page(rule) for rule in found.values()), nl=False)
    if any(rule.kinds is None or PATHWAY.name in rule.kinds for rule in found.values()):
        click.echo(f"\n## Where to repair it\n\n{PATHWAY.source_note}")
