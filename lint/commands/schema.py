"""`recordlint schema`."""

from __future__ import annotations

import os
from functools import partial

import click

from lint import files
from lint.commands.outputs import naming, print_failures
from lint.core.errors import UsageError
from lint.core.printable import printable
from lint.core.wording import count, did_you_mean
from lint.kinds import builtin, schema_file
from lint.kinds.inference.draft import draft
from lint.kinds.inference.groups import groups


class _Kinds(click.Group):
    """`infer`, and one command for each kind, which prints its schema."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return ["infer", *_names()]

    def get_command(self, ctx: click.Context, name: str) -> click.Command:
        if name == "infer":
            return infer
        if name not in _names():
            near = did_you_mean(name, _names()) or f"; choose from {', '.join(_names())}"
            raise UsageError(f'no kind is called "{name}"{near}')
        return click.Command(name, callback=partial(_print, name), help=f"Print the schema of {name}.")


def _names() -> list[str]:
    return [*(each.name for each in builtin()), "settings"]


def _print(name: str) -> None:
    click.echo(schema_file(name).read_text("utf-8"), nl=False)


@click.command(cls=_Kinds)
def schema() -> None:
    """Print a JSON Schema, or draft one from records."""


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True))
@click.option(
    "--name", default="", help="What such a record is called.  [default: by the name of the folder]"
)
@click.option("--dry-run", is_flag=True, help="Print the schema, too, and write nothing.")
def infer(paths: tuple[str, ...], name: str, dry_run: bool) -> None:
    """Draft a schema and settings from the records at hand, or from a file that holds several.

    Writes schemas/NAME.schema.json, and prints the settings that recordlint.toml needs for it. Comments
    name the records that differ from what nearly all have: these are likely faults.
    """
    scope = files.Scope(endings=(".md", ".yaml", ".yml", ".json"))
    discovered = files.discover(paths, scope)
    print_failures(discovered)
    shown = [files.shown(path) for path in discovered.paths]
    named = {files.shown(path) for path in paths}
    found = groups(shown, alone=[path for path in shown if path in named])
    drafts = [each for pattern, members in found.items() if (each := draft(pattern, members, name))]
    if not drafts:
        raise UsageError(
            "no records found: a kind is drafted from three files of one folder, or of one name in several "
            "folders, or from a file that holds three records"
        )
    if name and len(drafts) > 1:
        raise UsageError(f"--name names one kind, and these are {len(drafts)}: {', '.join(found)}")
    for each in drafts:
        if dry_run:
            click.echo(each.schema)
        else:
            _write(each.file, each.schema)
        click.echo("\n".join(map(printable, each.settings.split("\n"))), nl=False)
        told = count(len(each.exceptions), "exception")
        click.echo(f"# {count(each.records, 'record')}, {told}")


def _write(path: str, text: str) -> None:
    if os.path.lexists(path):
        raise UsageError(f"{path} exists; give the kind another name by --name, or remove the file")
    with naming(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        files.write(path, text.encode())
    click.echo(f"Wrote {path}.", err=True)
