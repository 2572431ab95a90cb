"""The options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path as FilePath
from typing import Any, TypeVar

import click

from lint.core.findings import SEVERITIES
from lint.core.formats import FORMATS
from lint.rules import FAMILIES, registry

Command = TypeVar("Command", bound=Callable[..., Any])

Decorator = Callable[[Command], Command]

_ORDER = f"{__name__}.order"

EXIT_CODES = """\b
Each option can also be given by a variable: RECORDLINT_LEVEL=error is --level error.

\b
Exit codes: 0 nothing found, 1 findings remain (with --diff: there are fixes),
2 wrong usage or an internal error, 3 no record found.
"""


GROUPS = ("Report", "Fixes", "Rules", "Files", "Settings", "Exit code", "Speed")
"""The groups of options in `--help`, in their order."""


class GroupedOption(click.Option):
    """An option that belongs to one of the `GROUPS`."""

    def __init__(self, *arguments: Any, group: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.group = group


def grouped(group: str) -> Callable[..., Decorator[Any]]:
    """Return a decorator like `click.option` for options of a *group*."""
    return partial(click.option, cls=GroupedOption, group=group)


class GroupedCommand(click.Command):
    """A command whose help shows its options in groups; they can also be set by environment variables."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.context_settings = {**self.context_settings, "auto_envvar_prefix": "RECORDLINT"}

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, one section per group, and those without a group last."""
        groups: dict[str, list[tuple[str, str]]] = {group: [] for group in (*GROUPS, "Options")}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                group = parameter.group if isinstance(parameter, GroupedOption) else "Options"
                groups[group].append(record)
        for group, records in groups.items():
            if records:
                with formatter.section(group):
                    formatter.write_dl(records)


class OrderedCommand(GroupedCommand):
    """A command that remembers the order of its options: an output file belongs to the format before it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments, and remember the order of the options."""
        ctx.meta[_ORDER] = [option.name for option in self.make_parser(ctx).parse_args(list(args))[2]]
        return super().parse_args(ctx, args)


def order_of_options() -> list[str | None]:
    """Return the names of the options of the running `OrderedCommand`, as they were given."""
    order: list[str | None] = click.get_current_context().meta[_ORDER]
    return order


def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Return the families, codes and names of rules that complete the text after the last comma."""
    from click.shell_completion import CompletionItem

    done, comma, start = incomplete.rpartition(",")
    offers = dict(FAMILIES)
    for rule in registry().values():
        offers |= {rule.code: rule.name, rule.name: rule.code}
    return [
        CompletionItem(f"{done}{comma}{offer}", help=text)
        for offer, text in offers.items()
        if offer.startswith((start, start.upper()))
    ]


def split_commas(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts of *values* between commas and spaces."""
    return tuple(part for value in values for part in value.replace(",", " ").split())


def combined(*decorators: Decorator[Any]) -> Decorator[Command]:
    """Return a decorator that applies *decorators*, the last one first."""

    def decorate(command: Command) -> Command:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


_LEVELS = click.Choice(list(SEVERITIES))

_report, _fixes, _rules, _files, _settings, _exit_code, _speed = map(grouped, GROUPS)
_rule_names = partial(
    _rules, metavar="RULES", multiple=True, callback=split_commas, shell_complete=complete_rules
)

text_or_json = click.option(
    "--output-format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
"""The option for the format of a list."""

settings_options: Decorator[Any] = combined(
    _rule_names("--select", help="Run only these rules: codes (TXT001), prefixes (TXT) or names (mojibake)."),
    _rule_names("--extend-select", help="Run these rules too, such as those of other packages."),
    _rule_names("--ignore", help="Do not run these rules."),
    _rules("--level", type=_LEVELS, help="Show findings of this severity and above.  [default: warning]"),
    _rules(
        "--set",
        "options",
        metavar="RULE.OPTION=VALUE",
        multiple=True,
        envvar="RECORDLINT_SET",
        help="Set an option of a rule; `recordlint explain RULE` lists them.",
    ),
    _files(
        "--include", metavar="PATTERN", multiple=True, help="Check only files that match, as in .gitignore."
    ),
    _files(
        "--exclude", metavar="PATTERN", multiple=True, help="Leave out files that match, as in .gitignore."
    ),
    _settings(
        "--config",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=FilePath),
        help="Read the settings from this file instead of the nearest recordlint.toml.",
    ),
    _settings("--isolated", is_flag=True, help="Read no settings file."),
    _settings(
        "--baseline",
        metavar="FILE",
        type=click.Path(),
        help="Do not report the findings listed in this file.  [default: recordlint-baseline.json]",
    ),
)
"""The options for where the settings come from, and for overriding them."""

result_options: Decorator[Any] = combined(
    _settings(
        "--no-baseline",
        "baseline",
        flag_value="",
        allow_from_autoenv=False,
        help="Report what the baseline lists, too.",
    ),
    _fixes("--unsafe-fixes", is_flag=True, default=None, help="Include fixes that need a review."),
    _exit_code(
        "--fail-on",
        type=_LEVELS,
        help="Exit with 1 for findings of this severity and above.  [default: warning]",
    ),
)
"""The options for the exit code."""

report_options: Decorator[Any] = combined(
    _report(
        "--output-format",
        metavar="FORMAT",
        type=click.Choice(list(FORMATS)),
        multiple=True,
        help=f"Format of the report: {', '.join(FORMATS)}; repeat it for several reports.  [default: full; "
        "on a terminal, overview for very many findings]",
    ),
    _report(
        "-o",
        "--output-file",
        metavar="FILE",
        type=click.Path(dir_okay=False, allow_dash=True),
        multiple=True,
        help="Write the format named before it, or the one that its ending stands for, to this file.",
    ),
    _report(
        "--group-by",
        type=click.Choice(("file", "rule", "author", "community")),
        help="List the findings in groups (the format grouped).",
    ),
    _report("--statistics", is_flag=True, help="Count the findings of each rule instead of listing them."),
    _report("-q", "--quiet", is_flag=True, help="Leave out the summary."),
    _report("--color/--no-color", default=None, help="Use colours.  [default: if the terminal shows them]"),
    _report(
        "--compare",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False),
        multiple=True,
        help="Show in the page (html) what changed since this JSON report; repeat it, the oldest first.",
    ),
    _report(
        "--repo-url",
        metavar="URL",
        help="The repository's page, for links to files.  [default: git's remote]",
    ),
    _exit_code("-e", "--exit-zero", is_flag=True, help="Exit with 0 even if findings remain."),
    _exit_code("--allow-empty", is_flag=True, help="Exit with 0 even if no record is found."),
)
"""The options for reports."""

selection_options: Decorator[Any] = combined(
    click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path()),
    settings_options,
    _rules(
        "--no-corpus",
        "corpus",
        flag_value=False,
        default=True,
        allow_from_autoenv=False,
        help="Do not compare records with each other.",
    ),
)
"""The options for the records and the rules, which `check`, `fix` and `baseline` share."""

source_options: Decorator[Any] = combined(
    _fixes(
        "--derive", is_flag=True, help="When fixing: make records anew whose drawings are repaired or newer."
    ),
    _fixes("--stamp", is_flag=True, help="When fixing: set the version and the date of drawings."),
)
"""The options for what else is done when a drawing is repaired."""

run_options: Decorator[Any] = combined(
    result_options,
    _files(
        "--changed-since", metavar="REF", help="Report only on records changed since this commit or branch."
    ),
    _files("--stdin-filename", metavar="FILE", default="-", help="File name for standard input (`-`)."),
    _fixes("--diff", is_flag=True, help="Print the fixes as a patch; write nothing."),
    _fixes("--only-new", is_flag=True, help="When fixing: leave what the baseline lists as it is."),
    source_options,
    report_options,
    _speed(
        "-j",
        "--jobs",
        metavar="N",
        type=click.IntRange(1),
        help="Number of processes.  [default: number of processors]",
    ),
    _speed(
        "--cache-dir",
        metavar="FOLDER",
        type=click.Path(file_okay=False, path_type=FilePath),
        help="Keep findings for later runs here instead of in the user's cache folder.",
    ),
    _speed("--no-cache", is_flag=True, help="Check every record again, and keep nothing."),
    _speed(
        "--executor",
        metavar="dask:ADDRESS",
        default="",
        help="Run on a dask cluster, whose workers need recordlint and none of the files, or on one of its "
        "own (dask:local).",
    ),
    _speed("--no-progress", is_flag=True, help="Show no progress bar."),
)
"""The options that `check` and `fix` share."""
