"""`recordlint init`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath

import click

from lint import files
from lint.commands.baseline import baseline
from lint.commands.outputs import naming
from lint.core.errors import UsageError
from lint.core.printable import printable
from lint.core.project import IS_PUBLISHED
from lint.core.wording import count
from lint.kinds import PATHWAY_SOURCE
from lint.kinds.inference.draft import Draft, draft
from lint.settings import init as templates
from lint.settings.loading import default_baseline, in_folder, load


@click.command()
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: write missing files, keep existing ones.")
@click.option(
    "--baseline", "with_baseline", is_flag=True, help="Write a baseline of the present findings, too."
)
def init(yes: bool, with_baseline: bool) -> None:
    """Set up recordlint in the repository that is the working folder.

    Says which records there are, and writes recordlint.toml, the hooks for pre-commit, a GitHub
    workflow, and a baseline if asked for. Of files alike that it does not know, it offers to draft
    a kind: a schema and its settings, from what nearly all of them have.
    """
    found = templates.survey(".", load(FilePath()))
    if not found.records and not found.pages:
        raise UsageError("there is no record here; go to the folder of a repository with records")
    nouns = {PATHWAY_SOURCE.name: "drawing"}
    kinds = [count(number, nouns.get(kind, kind)) for kind, number in sorted(found.records.items())]
    if kinds:
        click.echo(f"Found {count(found.records.total(), 'record')}: {', '.join(kinds)}.")
    offers = templates.offers(FilePath())
    kept: list[str] = []
    drafted = list(_drafts(found.pages, yes, are_first=not kinds))
    if not IS_PUBLISHED:
        click.echo(
            "recordlint has no public address yet: hooks run the one installed here; no workflow is written."
        )
    for each in drafted:
        offers.setdefault(each.file, each.schema)
        if files.SETTINGS[0] in offers:
            offers[files.SETTINGS[0]] += f"\n{each.settings}"
    for name, text in offers.items():
        path = FilePath(name)
        if os.path.lexists(path) and (yes or not click.confirm(f"{name} exists. Overwrite it?")):
            click.echo(f"Kept {name}.")
            kept.append(name)
            continue
        with naming(name):
            templates.write(path, text)
        click.echo(f"Wrote {name}.")
    if drafted:
        click.echo("Review what is drafted: it knows only the present records, and may reject good new ones.")
    settings = in_folder(FilePath())
    if settings is not None and settings.path.name not in offers:
        click.echo(f"Kept the settings in {settings.path.name}.")
    if drafted and (files.SETTINGS[0] not in offers or files.SETTINGS[0] in kept):
        click.echo("Add this to the settings:\n")
        click.echo("\n".join(printable(line) for each in drafted for line in each.settings.split("\n")))
    if templates.HOOKS not in offers:
        click.echo(f"Kept {templates.HOOKS}.")
        if not templates.has_hooks(FilePath()):
            click.echo(f"Add this to its `repos`:\n\n{templates.hooks()}", nl=False)
    if with_baseline:
        listed = default_baseline(FilePath())
        if os.path.lexists(listed):
            click.echo(printable(f"Kept {files.shown(str(listed))}."))
        else:
            click.get_current_context().invoke(baseline)


def _drafts(pages: Mapping[str, list[str]], yes: bool, *, are_first: bool) -> Iterator[Draft]:
    """Yield the drafts that the user wants for *pages*: similar files, by the pattern of their names.

    *are_first* says that no records were found before them.
    """
    for pattern, paths in sorted(pages.items()):
        told, noun = ("No known records; found", "file") if are_first else ("Found", "other file")
        are_first = False
        click.echo(printable(f"{told} {count(len(paths), noun)} that are alike: {pattern}."))
        if not yes and not click.confirm("Draft a kind of record from them?", default=True):
            continue
        made = draft(pattern, paths)
        if made is None:
            click.echo("They hold no fields with values.")
        else:
            told = f"{len(made.exceptions):,} of {count(made.records, 'record')}"
            differ = "differs" if len(made.exceptions) == 1 else "differ"
            click.echo(printable(f"Drafted the kind {made.name}; {told} {differ} from the others."))
            yield made
