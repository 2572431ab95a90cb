"""The command `recordlint`: finds the subcommands, and turns errors into exit codes."""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from lint.core.errors import UsageError
from lint.core.printable import printable
from lint.core.project import PROJECT, __version__
from lint.core.wording import did_you_mean

COMMANDS = (
    *("baseline", "check", "clean", "config", "explain", "fix", "genes", "init", "review", "rules", "schema"),
    "server",
)
"""The subcommands; each is the function of that name in the module of that name, imported when called."""


class Refused(click.ClickException):
    """The request cannot be carried out."""

    exit_code = 2


class Recordlint(click.Group):
    """The subcommands. Errors that are not about records exit with 2, Ctrl-C exits with 130."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line, and exit with 2 if a standard stream cannot be written."""
        try:
            return super().main(*args, **extra)
        except OSError as error:
            with suppress(OSError):
                click.echo(f"Error: {printable(str(error))}", err=True)
            sys.exit(2)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command *name*; None if there is none."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"lint.commands.{name}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that *args* begin with, and the other arguments.

        Raises:
            UsageError: There is no such command.
        """
        name = args[0]
        if name not in COMMANDS and not ctx.resilient_parsing:
            raise UsageError(f'no command is called "{name}"{did_you_mean(name, COMMANDS)}')
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        _set_encodings()
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.exceptions.NoArgsIsHelpError, click.Abort, BrokenPipeError):
            raise
        except UsageError as error:
            raise Refused("\n".join(map(printable, error.messages))) from None
        except OSError as error:
            raise Refused(printable(str(error))) from None
        except click.ClickException as error:
            raise Refused(printable(error.format_message())) from None
        except KeyboardInterrupt:
            click.echo("\nInterrupted.", err=True)
            ctx.exit(130)
        except Exception:
            _print_traceback()
            ctx.exit(2)


def _set_encodings() -> None:
    """Let the standard streams accept any text in any locale, and the bytes that patches keep."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _print_traceback() -> None:
    import traceback

    for line in traceback.format_exc().splitlines():
        click.echo(printable(line), err=True)
    click.echo(f"This is a bug in recordlint. Please report it at {PROJECT}.", err=True)


@click.group(
    cls=Recordlint, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="recordlint", message="%(prog)s %(version)s")
def main() -> None:
    """Check and repair the metadata records of pathway databases."""
