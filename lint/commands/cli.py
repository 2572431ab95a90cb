"""The commands: read the arguments, call, print."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from operator import or_
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypeVar

import click

from lint import files
from lint.core.errors import UsageError
from lint.core.findings import Detail, Severity
from lint.core.formats import FORMATS
from lint.core.interrupts import noticed, raised
from lint.core.printable import printable
from lint.core.project import PROJECT, __version__
from lint.core.wording import did_you_mean
from lint.kinds import recognise
from lint.records import hgnc
from lint.reports import Style, count, is_stream, write_summary, writer
from lint.results import TextFormat
from lint.rules import FAMILIES, registry
from lint.rules.rec.rule_crashed import RuleCrashed
from lint.rules.selectors import match_rules
from lint.run.progress import bar
from lint.run.runner import RunOptions, RunResult, run
from lint.settings import Settings
from lint.settings.loading import default_baseline, in_folder, layers, load

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Command = TypeVar("Command", bound=Callable[..., Any])

Output = tuple[str, str | None]
"""A format and the file to write it to, None for standard output."""

_ORDER = f"{__name__}.order"


class Refused(click.ClickException):
    """What cannot be done as asked."""

    exit_code = 2


class Commands(click.Group):
    """Commands whose exit code is 2 for all that is no matter of the records, and 130 for Ctrl-C."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        _set_encodings()
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except (UsageError, OSError) as error:
            raise Refused(printable(str(error))) from None
        except click.ClickException as error:
            raise Refused(printable(error.format_message())) from None
        except KeyboardInterrupt:
            click.echo("\nInterrupted.", err=True)
            ctx.exit(130)
        except Exception:
            _tell_of_crash()
            ctx.exit(2)


class Reporting(click.Command):
    """A command that knows in which order its options were given: a file belongs to the format before it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        ctx.meta[_ORDER] = [option.name for option in self.make_parser(ctx).parse_args(list(args))[2]]
        return super().parse_args(ctx, args)


def _set_encodings() -> None:
    """Let the standard streams take every text, whatever the locale; bytes that a patch keeps stay."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _tell_of_crash() -> None:
    import traceback

    for line in traceback.format_exc().splitlines():
        click.echo(printable(line), err=True)
    click.echo(f"This is a fault of recordlint. Please report it at {PROJECT}.", err=True)


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the families, codes and names that begin as what stands behind the last comma."""
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


def _split(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    parts = (part.strip() for value in values for part in value.split(","))
    return tuple(part for part in parts if part)


def _rules_option(name: str, help: str) -> Callable[[Command], Command]:
    """Return an option that names rules, several times or with commas."""
    return click.option(
        name, metavar="RULES", multiple=True, callback=_split, shell_complete=_complete, help=help
    )


_LEVELS = click.Choice([severity.label for severity in reversed(Severity)])

_SETTINGS = (
    click.option(
        "--config",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=FilePath),
        help="Take the settings from this file, not from the nearest recordlint.toml.",
    ),
    click.option("--isolated", is_flag=True, help="Take the settings from no file."),
    _rules_option("--select", "Run only these: codes (TXT001), their beginnings (TXT), names (mojibake)."),
    _rules_option("--extend-select", "Run these too, such as those of other packages."),
    _rules_option("--ignore", "Leave these out."),
    click.option(
        "--include", metavar="PATTERN", multiple=True, help="Look only at files that match, as in .gitignore."
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
    click.option("--level", type=_LEVELS, help="Show findings from this severity on.  [default: warning]"),
    click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(),
        help="The file of what is known and not reported.  [default: recordlint-baseline.json]",
    ),
)
"""What is looked for, and where."""

_OUTCOME = (
    click.option("--no-baseline", "baseline", flag_value="", help="Report what the baseline lists, too."),
    click.option("--unsafe-fixes", is_flag=True, default=None, help="Include fixes that need a look."),
    click.option("--fail-on", type=_LEVELS, help="Fail from this severity on.  [default: warning]"),
)
"""What is made of it."""

_REPORTS = (
    click.option(
        "--output-format",
        type=click.Choice(list(FORMATS)),
        multiple=True,
        help="How to report; several give several reports.  [default: full]",
    ),
    click.option(
        "-o",
        "--output-file",
        metavar="FILE",
        type=click.Path(dir_okay=False, allow_dash=True),
        multiple=True,
        help="Where to write the format named before it, instead of standard output.",
    ),
    click.option(
        "--statistics", is_flag=True, help="Count the findings of each rule instead of listing them."
    ),
    click.option("-e", "--exit-zero", is_flag=True, help="Exit with 0 even where findings remain."),
    click.option("--allow-empty", is_flag=True, help="Exit with 0 also where no record is found."),
    click.option("-q", "--quiet", is_flag=True, help="Leave out the summary."),
    click.option("--color/--no-color", default=None, help="Colours  [default: where a terminal shows them]"),
)
"""How it is told."""

_CHOICE = (
    click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path()),
    *_SETTINGS,
    click.option(
        "--no-corpus", "corpus", flag_value=False, default=True, help="Compare no records with each other."
    ),
)
"""What `check`, `fix` and `baseline` share: where to look, and for what."""

_OPTIONS = (
    *_OUTCOME,
    click.option(
        "--changed-since",
        metavar="REF",
        help="Report on records that git knows to have changed since this commit or branch.",
    ),
    click.option("--diff", is_flag=True, help="Print the fixes as a patch; write nothing."),
    *_REPORTS,
    click.option(
        "-j",
        "--jobs",
        metavar="N",
        type=click.IntRange(1),
        help="How many processes share the work.  [default: as many as there are processors]",
    ),
    click.option(
        "--cache-dir",
        metavar="FOLDER",
        type=click.Path(file_okay=False, path_type=FilePath),
        help="Where findings are kept for later runs, instead of the user's cache folder.",
    ),
    click.option("--no-cache", is_flag=True, help="Look at every record anew, and keep nothing."),
    click.option(
        "--executor",
        metavar="dask:ADDRESS",
        default="",
        help="Let a dask cluster do the work; it needs recordlint, and none of the files.",
    ),
    click.option("--no-progress", is_flag=True, help="Show no progress bar."),
    click.option("--stdin-filename", metavar="FILE", default="-", help="The name of what `-` reads."),
)


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return what gives a command these options."""

    def given(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return given


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="recordlint", message="%(prog)s %(version)s")
def main() -> None:
    """Check and repair the metadata records of pathway databases."""


_EXIT_CODES = """\b
Exit codes: 0 nothing found, 1 findings remain (with --diff: fixes are due),
2 wrong usage or an internal error, 3 no record found.
"""


@main.command(cls=Reporting, epilog=_EXIT_CODES)
@click.option("--fix", is_flag=True, help="Apply the fixes that are safe.")
@click.option(
    "--shard", metavar="N/M", help="Check the N-th of M parts of the records; `merge` joins their reports."
)
@_options(*_CHOICE, *_OPTIONS)
def check(**arguments: Any) -> None:
    """Report what is wrong with records.

    PATH is a file or a folder (default: the working folder), or `-` for standard input.
    """
    _run(**arguments)


@main.command(cls=Reporting, epilog=_EXIT_CODES)
@_options(*_CHOICE, *_OPTIONS)
def fix(**arguments: Any) -> None:
    """Repair records and report what remains (`check --fix`).

    PATH is a file or a folder (default: the working folder), or `-` for standard input, which
    is repaired to standard output.
    """
    _run(fix=True, shard=None, **arguments)


def _run(
    paths: tuple[str, ...],
    *,
    fix: bool,
    diff: bool,
    options: tuple[str, ...],
    output_format: tuple[str, ...],
    output_file: tuple[str, ...],
    statistics: bool,
    corpus: bool,
    changed_since: str | None,
    jobs: int | None,
    cache_dir: FilePath | None,
    no_cache: bool,
    executor: str,
    no_progress: bool,
    shard: str | None,
    stdin_filename: str,
    exit_zero: bool,
    allow_empty: bool,
    quiet: bool,
    color: bool | None,
    **flags: Any,
) -> None:
    settings = load(FilePath(), options, **flags)
    part = None
    if shard is not None:
        if fix or diff or changed_since is not None or not corpus or "-" in paths:
            raise UsageError(
                "--shard splits a check of files: leave out --fix, --diff, --changed-since, --no-corpus, `-`"
            )
        from lint.run.shards import Shard, digest_of

        part = Shard.parse(shard)
        part.settings = digest_of(settings)
    stdin = None
    if "-" in paths:
        if len(paths) > 1:
            raise UsageError("`-` (standard input) cannot be checked together with files")
        stdin = (stdin_filename, sys.stdin.buffer.read())
    shape = "diff" if diff else "statistics" if statistics else ""
    outputs = _outputs(output_format, output_file, settings.output_format, shape)
    _refuse_outputs(outputs, paths, settings)
    is_filter = stdin is not None and fix and not diff
    standard = sys.stderr if is_filter else sys.stdout
    with noticed() as stopped, bar(sys.stderr, hidden=no_progress) as progress:
        report = run(
            paths or (".",),
            settings,
            fix=fix or diff,
            diff=diff,
            stdin=stdin,
            detail=_detail(FORMATS if part else (name for name, _ in outputs)),
            wording=None if part else _wording(outputs, standard, color),
            corpus=corpus,
            changed_since=changed_since,
            means=RunOptions(jobs, not no_cache, cache_dir, executor, progress, stopped),
            shard=part,
        )
    if is_filter:
        sys.stdout.buffer.write(report.output)
    _tell(report, settings, outputs, standard, quiet=quiet, color=color)
    _end(report, settings, diff=diff, exit_zero=exit_zero, allow_empty=allow_empty)


@main.command(cls=Reporting, epilog=_EXIT_CODES)
@click.argument("shards", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=FilePath))
@_options(*_SETTINGS, *_OUTCOME, *_REPORTS)
def merge(
    shards: tuple[FilePath, ...],
    *,
    options: tuple[str, ...],
    output_format: tuple[str, ...],
    output_file: tuple[str, ...],
    statistics: bool,
    exit_zero: bool,
    allow_empty: bool,
    quiet: bool,
    color: bool | None,
    **flags: Any,
) -> None:
    """Report on a run that was split into shards, as if it had been one.

    FILE is what `check --shard N/M --output-format json` wrote; all M are needed, and the working
    folder is to hold the same records. They are compared with each other and with the baseline here.
    """
    from lint.run.runner import merge as merged
    from lint.run.shards import read

    settings = load(FilePath(), options, **flags)
    outputs = _outputs(output_format, output_file, settings.output_format, "statistics" if statistics else "")
    _refuse_outputs(outputs, (), settings)  # shards are read before a report takes their place
    parts = read(shards, __version__, settings)
    report = merged(parts, settings, detail=_detail(name for name, _ in outputs))
    _tell(report, settings, outputs, sys.stdout, quiet=quiet, color=color)
    _end(report, settings, exit_zero=exit_zero, allow_empty=allow_empty)


def _detail(formats: Iterable[str]) -> Detail:
    """Return what all the *formats* together need of places."""
    return reduce(or_, (FORMATS.get(name, Detail.NONE) for name in formats))


def _wording(outputs: Iterable[Output], standard: TextIO, color: bool | None) -> TextFormat | None:
    """Return how the first of the *outputs* that is a stream of findings writes them."""
    found = (
        TextFormat(name, _shows_color(path, standard, color)) for name, path in outputs if is_stream(name)
    )
    return next(found, None)


def _tell(
    report: RunResult,
    settings: Settings,
    outputs: Iterable[Output],
    standard: TextIO,
    *,
    quiet: bool,
    color: bool | None,
) -> None:
    """Write *report* in each format to its file, to the stream *standard* where there is none."""
    for name, path in outputs:
        with _opened(path, standard) as stream:
            shows_color = _shows_color(path, standard, color)
            writer(name)(report, settings, stream, Style(shows_color, quiet))
            stream.flush()
    for failure in report.failures:
        click.echo(f"Error: {printable(failure)}", err=True)


def _end(
    report: RunResult, settings: Settings, *, diff: bool = False, exit_zero: bool, allow_empty: bool
) -> NoReturn:
    """Exit with the code that *report* asks for."""
    if report.is_interrupted:
        click.echo(f"Interrupted: this is what {count(report.files, 'file')} gave.", err=True)
        click.get_current_context().exit(130)
    code = _exit_code(report, settings, diff=diff)
    click.get_current_context().exit(0 if (code == 1 and exit_zero) or (code == 3 and allow_empty) else code)


def _outputs(formats: Sequence[str], files: Sequence[str], default: str, shape: str) -> list[Output]:
    """Return what to write where: the *formats* and *files*, paired in the order of the options.

    Without a format it is the *default*; a *shape* stands in the place of a format.

    Raises:
        UsageError: a file has no format, two reports go to the same place, or there are several and a shape.
    """
    order = click.get_current_context().meta[_ORDER]
    given = {"output_format": iter(formats), "output_file": iter(files)}
    pairs: list[list[str | None]] = []
    for option in order:
        if option in given:
            side = int(option == "output_file")
            if not pairs or pairs[-1][side] is not None:
                pairs.append([None, None])
            pairs[-1][side] = next(given[option])
    if len(pairs) > 1 and any(name is None for name, _ in pairs):
        raise UsageError("each --output-file needs an --output-format of its own before it")
    outputs = [(name or default, None if file == "-" else file) for name, file in pairs or [[None, None]]]
    if len({file and os.path.realpath(file) for _, file in outputs}) < len(outputs):
        raise UsageError(
            "two reports would go to the same place: write an --output-file behind each --output-format, "
            "but for one at most"
        )
    if shape and len(outputs) > 1:
        raise UsageError(f"--{shape} is a report of its own: give it one --output-file at most")
    return [(shape, outputs[0][1])] if shape else outputs


def _refuse_outputs(outputs: Iterable[Output], inputs: Sequence[str], settings: Settings) -> None:
    """Refuse files that no report can or should be written to, before anything is done.

    They keep what they hold until there is a report.

    Raises:
        UsageError: one cannot be written, is one of the *inputs* or the baseline, or holds a record.
    """
    read = {os.path.realpath(path) for path in (*inputs, settings.baseline)}
    for path in (path for _, path in outputs if path is not None):
        if not path:
            raise UsageError("--output-file: the name of the file is empty")
        with _writing(path):
            folder = os.path.dirname(path) or "."
            if not os.path.isdir(folder):
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            if not os.access(path if os.path.exists(path) else folder, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            if files.leads_out(os.path.abspath(path)):
                raise OSError(files.LEADS_OUT)
        data = files.read_if_any(path)
        real = os.path.realpath(path)
        if real in read or (data and recognise(real.replace(os.sep, "/"), data, settings.all_kinds())):
            kept = "holds a record, or what this run is to read"
            raise UsageError(f"{files.shown(path)}: {kept}; write the report elsewhere")


@contextmanager
def _opened(path: str | None, standard: TextIO) -> Iterator[TextIO]:
    """Give the file at *path*, to be written, or the stream *standard* where it is None."""
    if path is None:
        yield standard
        return
    with _writing(path), open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        yield file


@contextmanager
def _writing(path: str) -> Iterator[None]:
    """Name the file at *path* where it cannot be written."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{files.shown(path)}: {files.why(error)}") from None


def _shows_color(path: str | None, standard: TextIO, color: bool | None) -> bool:
    """Return whether a report is coloured: as *color* says, else what *standard* wants.

    A file (*path*) wants none; a stream by no-color.org and force-color.org, else where it is a terminal.
    """
    if color is not None or path is not None:
        return bool(color)
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (standard.isatty() and os.environ.get("TERM") != "dumb")


def _exit_code(report: RunResult, settings: Settings, *, diff: bool) -> int:
    if report.failures or RuleCrashed.code in report.findings.tally.by_code():
        return 2
    if not report.records and not report.unchanged and report.shard is None:
        return 3
    if diff:
        return int(bool(report.diffs))
    found = {*report.findings.tally.by_severity(), *(severity for _, severity in report.hidden)}
    return int(any(map(settings.fails, found)))


@main.command()
@_options(*_CHOICE)
@click.option("--update", "how", flag_value="update", help="Add what is new, and remove what is done.")
@click.option("--prune", "how", flag_value="prune", help="Remove what is done, and add nothing.")
def baseline(
    paths: tuple[str, ...],
    *,
    how: str | None,
    options: tuple[str, ...],
    corpus: bool,
    config: FilePath | None,
    isolated: bool,
    baseline: str | None,
    **flags: Any,
) -> None:
    """List what is found now, so that only what is new is reported from now on.

    What `check` would report is written to recordlint-baseline.json, which `check` then looks for
    beside the settings file or in the working folder. Done is what was looked for in this run and
    not found, and all that is listed of files that are gone.
    """
    from lint.run.baseline import Baseline, merge_by_line

    settings = load(FilePath(), options, config=config, isolated=isolated, baseline=baseline, **flags)
    path = settings.baseline or str(default_baseline(FilePath(), config=config, isolated=isolated))
    is_new = not os.path.lexists(path)
    if paths and not how and not is_new:
        raise UsageError(f"{path} is there already; add --update, or name no files to write it anew")
    old = Baseline.read(path) if how else Baseline(path)
    with raised(), bar(sys.stderr, hidden=False) as progress:
        report = run(
            paths or (".",),
            settings,
            detail=Detail.NONE,
            corpus=corpus,
            baseline=old,
            means=RunOptions(None, cache=True, progress=progress),
        )
    for failure in report.failures:
        click.echo(f"Error: {printable(failure)}", err=True)
    if report.failures or report.is_interrupted:
        raise Refused("Nothing was written, since not all records could be checked.")
    if not report.records:
        write_summary(report, settings, sys.stdout, Style())
        click.get_current_context().exit(3)
    new = old.pruned() if how == "prune" else old.updated()
    name = printable(files.shown(path))
    if how:
        added, removed = (
            (one - other).total() for one, other in ((new.entries, old.entries), (old.entries, new.entries))
        )
        click.echo(
            f"{name}: {added:,} added, {removed:,} removed; it lists {count(new.entries.total(), 'finding')}."
        )
    else:
        click.echo(f"{name}: lists {count(new.entries.total(), 'finding')}.")
    if new.entries != old.entries or is_new or not how:
        with _writing(path):
            new.write()
    if is_new and merge_by_line(path):
        click.echo("Wrote .gitattributes too, so that git merges it line by line.")


@main.command()
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: write what is not there, leave what is.")
@click.option("--baseline", "listed", is_flag=True, help="List what is found now as known, too.")
def init(yes: bool, listed: bool) -> None:
    """Make recordlint at home in the repository that is the working folder.

    Says which records are there, and writes recordlint.toml, the hooks of pre-commit, a workflow of
    GitHub, and a baseline if asked for.
    """
    from lint.settings import init as start

    found = start.survey(".", load(FilePath()))
    if not found.records and not found.pages:
        raise UsageError("there is no record here; go to the folder of a repository with records")
    kinds = [count(number, kind) for kind, number in sorted(found.records.items())]
    click.echo(f"Found {count(found.records.total(), 'record')}{': ' if kinds else ''}{', '.join(kinds)}.")
    if found.pages:
        pages, folders = count(found.pages.total(), "other page"), ", ".join(sorted(found.pages))
        click.echo(printable(f"Found {pages} with front matter in {folders}: [[kinds]] makes them records."))
    offers = start.offers(FilePath())
    for name, text in offers.items():
        path = FilePath(name)
        if os.path.lexists(path) and (yes or not click.confirm(f"{name} exists. Overwrite it?")):
            click.echo(f"Left {name} as it is.")
            continue
        with _writing(name):
            start.write(path, text)
        click.echo(f"Wrote {name}.")
    settings = in_folder(FilePath())
    if settings is not None and settings.path.name not in offers:
        click.echo(f"Left the settings in {settings.path.name} as they are.")
    if start.HOOKS not in offers:
        click.echo(f"Left {start.HOOKS} as it is.")
        if not start.has_hooks(FilePath()):
            click.echo(f"Add this to its `repos`:\n\n{start.ENTRY}", nl=False)
    if listed:
        path = default_baseline(FilePath())
        if os.path.lexists(path):
            click.echo(printable(f"Left {files.shown(str(path))} as it is."))
        else:
            click.get_current_context().invoke(baseline)


@main.command()
@_options(*_SETTINGS, *_OUTCOME)
def config(options: tuple[str, ...], **flags: Any) -> None:
    """Print the settings in force, and where each is from."""
    from lint.settings.show import lines

    for line in lines(layers(FilePath(), options, **flags)):
        click.echo(printable(line))


@main.command()
def rules() -> None:
    """List the rules."""
    from lint.rules.installed import installed, provider
    from lint.rules.reference import fixes, title

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
        fixed = fixes(rule)
        click.echo(
            f"  {rule.code}  {rule.name:<{width}}  {rule.severity.label:<7}  {fixed:<12}  {title(rule)}"
        )


@main.command()
@click.argument(
    "codes", metavar="CODE...", nargs=-1, required=True, callback=_split, shell_complete=_complete
)
def explain(codes: tuple[str, ...]) -> None:
    """Say what rules find, why it matters, how to fix it."""
    from lint.rules.reference import page

    found = {rule.code: rule for code in codes for rule in match_rules(code)}
    click.echo("\n".join(page(rule) for rule in found.values()), nl=False)


@main.command()
@click.argument("kind")
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind (pathway, figure), or of the settings."""
    from lint.kinds import builtin, schema_file

    names = [*(each.name for each in builtin()), "settings"]
    if kind not in names:
        near = did_you_mean(kind, names) or f"; there is: {', '.join(names)}"
        raise UsageError(f'no kind is called "{kind}"{near}')
    click.echo(schema_file(kind).read_text("utf-8"), nl=False)


@main.command()
@click.option(
    "--cache-dir",
    metavar="FOLDER",
    type=click.Path(path_type=FilePath),
    help="What `check --cache-dir` was told, instead of the user's cache folder.",
)
def clean(cache_dir: FilePath | None) -> None:
    """Remove the findings that were kept for later runs."""
    from lint.run import cache

    folder = cache_dir or cache.default_folder()
    size = cache.clean(folder)
    click.echo(f"Removed {size / 1e6:,.1f} MB from {printable(str(folder))}.")


@main.group()
def genes() -> None:
    """Manage what the rules know of genes."""


@genes.command()
@click.option("--url", metavar="URL", default=hgnc.URL, show_default=True, help="Where it is published.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=FilePath),
    help="Where to store it, instead of the user's cache folder.",
)
def fetch(url: str, output: FilePath | None) -> None:
    """Download HGNC's complete set (17 MB), from which rules know the symbols of human genes."""
    target = output or hgnc.stored()
    try:
        with raised():
            found = hgnc.fetch(url, target, _with_bar)
    except ValueError as error:
        raise UsageError(str(error)) from None
    name = target.as_posix() if output else hgnc.NAME
    click.echo(f"Stored HGNC's complete set with {found:,} genes in {printable(str(target))}.")
    click.echo(f'To use it, write into recordlint.toml:\n\n[genes]\nhgnc = "{printable(name)}"')


def _with_bar(chunks: Iterator[bytes], count: int | None) -> Iterator[bytes]:
    """Pass on the chunks of a download, with a progress bar on standard error if that is a terminal."""
    with click.progressbar(chunks, length=count, label="Downloading", file=sys.stderr) as bar:
        yield from bar
