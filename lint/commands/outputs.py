"""Where reports are written: to files and standard streams, which are checked before the run."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import reduce
from itertools import zip_longest
from operator import or_
from pathlib import Path as FilePath
from typing import NamedTuple, TextIO

import click

from lint import files
from lint.commands.options import order_of_options
from lint.core.errors import UsageError
from lint.core.findings import Detail
from lint.core.formats import FORMATS, STATISTICS, format_of, is_report
from lint.core.printable import printable
from lint.core.wording import count
from lint.reports import Earlier, Style, is_stream, statistics_writer, writer
from lint.results.findings import TextFormat
from lint.results.run_result import RunResult
from lint.settings import Settings

_SETTINGS = (*files.SETTINGS, "pyproject.toml", ".gitignore", ".gitattributes", ".pre-commit-config.yaml")

_HEAD = 10_000  # bytes at the beginning of a file, which show whether it is a report


class Output(NamedTuple):
    """A report to write: its format, and its file (None for standard output)."""

    format: str
    path: str | None
    is_statistics: bool = False


def outputs_of(formats: Sequence[str], paths: Sequence[str], default: str, shape: str) -> list[Output]:
    """Return the reports to write: *formats* and *paths*, paired in the order of the options.

    Args:
        formats: The values of `--output-format`; without one, the ending of a file's name gives the format.
        paths: The values of `--output-file`.
        default: The format if there is none.
        shape: A special report that replaces the format (`diff`, `statistics`), or "".

    Raises:
        UsageError: A file has no format, two reports have the same file, or a shape has company.
    """
    remaining = {"output_format": iter(formats), "output_file": iter(paths)}
    pairs: list[list[str | None]] = []
    for option in order_of_options():
        if option in remaining:
            side = int(option == "output_file")
            if not pairs or pairs[-1][side] is not None:
                pairs.append([None, None])
            pairs[-1][side] = next(remaining[option])
    if not pairs:  # they are given by environment variables
        pairs = [list(pair) for pair in zip_longest(formats, paths)]
    pairs = [[name or format_of(path or "") or None, path] for name, path in pairs]
    if len(pairs) > 1 and any(name is None for name, _ in pairs):
        raise UsageError(
            "each --output-file needs an --output-format of its own before it, or an ending that names one"
        )
    outputs = [
        Output(name or default, None if path == "-" else path) for name, path in pairs or [[None, None]]
    ]
    if len({output.path and os.path.realpath(output.path) for output in outputs}) < len(outputs):
        raise UsageError(
            "two reports would go to the same place: give each --output-format but one an --output-file"
        )
    if shape == "statistics":
        is_named = any(name for name, _ in pairs)
        return [_statistics(output, is_named=is_named) for output in outputs]
    if shape and len(outputs) > 1:
        raise UsageError(f"--{shape} is a report of its own: give it one --output-file at most")
    return [Output(shape, outputs[0].path)] if shape else outputs


def _statistics(output: Output, *, is_named: bool) -> Output:
    if output.format not in STATISTICS and is_named:
        choice = ", ".join(STATISTICS)
        raise UsageError(f"--statistics has no form in the format {output.format}; choose from {choice}")
    return Output(output.format if output.format in STATISTICS else "full", output.path, is_statistics=True)


def refuse_unwritable(outputs: Iterable[Output], inputs: Sequence[str], settings: Settings) -> None:
    """Refuse output files that cannot or should not be written, before the run.

    A file keeps its content until its report is ready.

    Raises:
        UsageError: A file cannot be written, is one of the *inputs* or is read by runs, or contains
            something that recordlint has not written.
    """
    tables = [settings.genes.hgnc, *(str(each.get("hgnc", "")) for each in settings.rules.values())]
    tables += [words.file for kind in settings.kinds for words in kind.vocabulary.values()]
    read = {os.path.realpath(path) for path in (*inputs, settings.baseline, *tables) if path}
    for path in (output.path for output in outputs if output.path is not None):
        if not path:
            raise UsageError("--output-file: the name of the file is empty")
        with naming(path):
            folder = os.path.dirname(path) or "."
            if not os.path.isdir(folder):
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            if not os.access(path if os.path.exists(path) else folder, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            if files.leads_out(os.path.abspath(path)):
                raise OSError(files.LEADS_OUT)
        real = os.path.realpath(path)
        if real in read or _is_read(real.replace(os.sep, "/"), settings):
            raise UsageError(
                f"{files.shown(path)}: holds a record, or what runs read; write the report elsewhere"
            )
        if os.path.isfile(path):
            with naming(path):
                head = files.read(path, _HEAD)
            if not is_report(head.decode("utf-8", "replace")):
                raise UsageError(f"{files.shown(path)}: holds no report; write the report elsewhere")


def _is_read(path: str, settings: Settings) -> bool:
    """Return whether recordlint or git reads the file at *path* (with `/`), whatever it contains."""
    kinds = settings.all_kinds()
    folders, name = path.split("/")[:-1], os.path.basename(path)
    if ".git" in folders or name in _SETTINGS or name.endswith(".schema.json"):
        return True
    templates = {each for kind in kinds for group in kind.keyword_groups for each in group.sidecars}
    if any(fnmatchcase(path, f"*/{template.replace('{id}', '*')}") for template in templates):
        return True
    return any(kind.path_pattern.search(path) for kind in kinds)


def earlier_reports(paths: Iterable[str], outputs: Iterable[Output]) -> tuple[Earlier, ...]:
    """Return the summaries of earlier runs in the JSON reports at *paths*, for one of the *outputs*.

    Raises:
        UsageError: A file is not such a report, or none of the outputs can show it.
    """
    found: list[Earlier] = []
    for path in paths:
        with naming(path):
            data = files.read(path)
        try:
            told = json.loads(data)["summary"]
            numbers = {name: int(told[name]) for name in ("files", "records", "findings", "fixed")}
            by = {
                name: {str(key): int(told[name][key]) for key in told[name]}
                for name in ("by_code", "by_severity")
            }
        except (ValueError, TypeError, LookupError, RecursionError):
            raise UsageError(f"{files.shown(path)}: is no report of `--output-format json`") from None
        found.append(Earlier(files.stem(path), {**numbers, **by}))
    if found and not any(output.format == "html" for output in outputs):
        raise UsageError("--compare is shown in a page: add `--output-format html --output-file report.html`")
    return tuple(found)


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Turn an OSError into a UsageError that names the file at *path*."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{files.shown(path)}: {files.why(error)}") from None


@contextmanager
def _opened(path: str | None, standard: TextIO) -> Iterator[TextIO]:
    """Yield the file at *path*, open for writing, or *standard* if it is None."""
    if path is None:
        yield standard
        return
    with naming(path), open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        yield file


def detail_of(outputs: Iterable[Output]) -> Detail:
    """Return the details of locations that the formats of *outputs* need."""
    found = (Detail.NONE if each.is_statistics else FORMATS.get(each.format, Detail.NONE) for each in outputs)
    return reduce(or_, found)


def detail_of_groups(outputs: Iterable[Output]) -> Detail:
    """Return the details of locations that are needed to group findings.

    Raises:
        UsageError: None of the *outputs* has groups.
    """
    if not any(output.format == "grouped" for output in outputs):
        raise UsageError("--group-by is for the format grouped: name that, or leave --output-format out")
    return Detail.RECORD


def text_format(outputs: Iterable[Output], standard: TextIO, color: bool | None) -> TextFormat | None:
    """Return the format of the first of the *outputs* that lists one finding after another."""
    found = (
        TextFormat(output.format, _uses_color(output.path, standard, color))
        for output in outputs
        if not output.is_statistics and is_stream(output.format)
    )
    return next(found, None)


def write_reports(
    result: RunResult,
    settings: Settings,
    outputs: Iterable[Output],
    standard: TextIO,
    style: Style,
    color: bool | None,
) -> None:
    """Write *result* to each of the *outputs*, or to *standard*, then the failures to standard error.

    Raises:
        UsageError: A file cannot be written.
    """
    for output in outputs:
        with _opened(output.path, standard) as stream:
            write = (statistics_writer if output.is_statistics else writer)(output.format)
            write(result, settings, stream, style._replace(color=_uses_color(output.path, standard, color)))
            stream.flush()
        if output.path is not None and not style.quiet:
            told = "" if output.format == "diff" else f": {count(len(result.findings), 'finding')}"
            click.echo(printable(f"Wrote {files.shown(output.path)}{told}."), err=True)
    print_failures(result)


def refuse_way_out(folder: FilePath | None) -> None:
    """Refuse a cache *folder* that is outside of the repository because of a symbolic link.

    Raises:
        UsageError: The folder is refused.
    """
    if folder is not None and files.leads_out(os.path.abspath(folder)):
        raise UsageError(f"{files.shown(str(folder))}: {files.LEADS_OUT}")


def print_failures(result: RunResult | files.Found) -> None:
    """Print the failures, which are not about the records, and the notes."""
    for note in result.notes:
        click.echo(f"Note: {printable(note)}", err=True)
    for failure in result.failures:
        click.echo(f"Error: {printable(failure)}", err=True)


def _uses_color(path: str | None, standard: TextIO, color: bool | None) -> bool:
    """Return whether a report has colours.

    *color* decides if it is given. Files have no colours; standard streams follow no-color.org and
    force-color.org, and otherwise have colours if they are terminals.
    """
    if color is not None or path is not None:
        return bool(color)
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (standard.isatty() and os.environ.get("TERM") != "dumb")
