"""The options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Any, TypeVar

import click

from lint.core.findings import Severity
from lint.core.formats import FORMATS
from lint.rules import FAMILIES, registry

Command = TypeVar("Command", bound=Callable[..., Any])

Decorator = Callable[[Command], Command]

_ORDER = f"{__name__}.order"

EXIT_CODES = """\b
Exit codes: 0 nothing found, 1 findings remain (with --diff: there are fixes),
2 wrong usage or an internal error, 3 no record found.
"""


class OrderedCommand(click.Command):
    """A command that knows the order of its options: an output file belongs to the format before it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments, and remember the order of the options."""
        ctx.meta[_ORDER] = [option.name for option in self.make_parser(ctx).parse_args(list(args))[2]]
        return super().parse_args(ctx, args)


def order_of_options() -> list[str | None]:
    """Return the names of the options of the running `OrderedCommand`, as they were given."""
    order: list[str | None] = click.get_current_context().meta[_ORDER]
    return order


def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Return the families, codes and names that complete what follows the last comma."""
    from click.shell_completion import CompletionItem

    done, comma, start = incomplete.rpartition(",")
    offers = dict(FAMILIES)
    for rule in registry().values():
        offers |= {rule.code: rule.name, rule.name: rule.code}
    return [
        CompletionItem(f"{done}{comma}{offer}", help=text)
        for offer, text in offers.items()
        if offer.startswith(start)
    ]


def split_commas(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts of *values* between commas."""
    parts = (part.strip() for value in values for part in value.split(","))
    return tuple(part for part in parts if part)


def _rules_option(name: str, help: str) -> Decorator[Command]:
    """Return an option that names rules; it may be repeated, or given a list with commas."""
    return click.option(
        name, metavar="RULES", multiple=True, callback=split_commas, shell_complete=complete_rules, help=help
    )


def combined(*decorators: Decorator[Any]) -> Decorator[Command]:
    """Return a decorator that applies *decorators*, the last one first."""

    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


_LEVELS = click.Choice([severity.label for severity in reversed(Severity)])

settings_options = combined(
    click.option(
        "--config",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=FilePath),
        help="Read the settings from this file instead of the nearest recordlint.toml.",
    ),
    click.option("--isolated", is_flag=True, help="Read no settings file."),
    _rules_option("--select", "Run only these rules: codes (TXT001), prefixes (TXT) or names (mojibake)."),
    _rules_option("--extend-select", "Run these rules too, such as those of other packages."),
    _rules_option("--ignore", "Do not run these rules."),
    click.option(
        "--include", metavar="PATTERN", multiple=True, help="Check only files that match, as in .gitignore."
    ),
    click.option(
        "--exclude", metavar="PATTERN", multiple=True, help="Leave out files that match, as in .gitignore."
    ),
    click.option(
        "--set",
        "options",
        metavar="RULE.OPTION=VALUE",
        multiple=True,
        help="Set an option of a rule; `recordlint explain RULE` lists them.",
    ),
    click.option(
        "--level", type=_LEVELS, help="Show findings of this severity and above.  [default: warning]"
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(),
        help="Do not report the findings listed in this file.  [default: recordlint-baseline.json]",
    ),
)
"""Where the settings come from, and what overrides them."""

result_options = combined(
    click.option("--no-baseline", "baseline", flag_value="", help="Report what the baseline lists, too."),
    click.option("--unsafe-fixes", is_flag=True, default=None, help="Include fixes that need a review."),
    click.option(
        "--fail-on",
        type=_LEVELS,
        help="Exit with 1 for findings of this severity and above.  [default: warning]",
    ),
)
"""What follows from the findings."""

report_options = combined(
    click.option(
        "--output-format",
        type=click.Choice(list(FORMATS)),
        multiple=True,
        help="Format of the report; repeat it for several reports.  [default: full]",
    ),
    click.option(
        "-o",
        "--output-file",
        metavar="FILE",
        type=click.Path(dir_okay=False, allow_dash=True),
        multiple=True,
        help="Write the format named before it to this file instead of standard output.",
    ),
    click.option(
        "--compare",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False),
        multiple=True,
        help="Show in the page (html) what changed since this JSON report; repeat it, the oldest first.",
    ),
    click.option(
        "--repo-url",
        metavar="URL",
        help="The repository's page, for links to files.  [default: git's remote]",
    ),
    click.option(
        "--statistics", is_flag=True, help="Count the findings of each rule instead of listing them."
    ),
    click.option("-e", "--exit-zero", is_flag=True, help="Exit with 0 even if findings remain."),
    click.option("--allow-empty", is_flag=True, help="Exit with 0 even if no record is found."),
    click.option("-q", "--quiet", is_flag=True, help="Leave out the summary."),
    click.option(
        "--color/--no-color", default=None, help="Use colours.  [default: if the terminal shows them]"
    ),
)
"""How the result is reported."""

selection_options = combined(
    click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path()),
    settings_options,
    click.option(
        "--no-corpus",
        "corpus",
        flag_value=False,
        default=True,
        help="Do not compare records with each other.",
    ),
)
"""Which records are checked, for what: shared by `check`, `fix` and `baseline`."""

run_options = combined(
    result_options,
    click.option(
        "--changed-since",
        metavar="REF",
        help="Report only on records changed since this commit or branch.",
    ),
    click.option("--diff", is_flag=True, help="Print the fixes as a patch; write nothing."),
    click.option(
        "--derive", is_flag=True, help="When fixing: make records anew whose drawings are repaired or newer."
    ),
    click.option("--stamp", is_flag=True, help="When fixing: set the version and the date of drawings."),
    report_options,
    click.option(
        "-j",
        "--jobs",
        metavar="N",
        type=click.IntRange(1),
        help="Number of processes.  [default: number of processors]",
    ),
    click.option(
        "--cache-dir",
        metavar="FOLDER",
        type=click.Path(file_okay=False, path_type=FilePath),
        help="Keep findings for later runs here instead of in the user's cache folder.",
    ),
    click.option("--no-cache", is_flag=True, help="Check every record again, and keep nothing."),
    click.option(
        "--executor",
        metavar="dask:ADDRESS",
        default="",
        help="Run on a dask cluster; its workers need recordlint, but none of the files.",
    ),
    click.option("--no-progress", is_flag=True, help="Show no progress bar."),
    click.option("--stdin-filename", metavar="FILE", default="-", help="File name for standard input (`-`)."),
)
"""How `check` and `fix` run."""
