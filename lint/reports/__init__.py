"""Reports, with one module for each output format, which has a function `write`; here is what they share.

A report knows findings, but not rules. All text of a record, including its file name, goes through
`printable` before it is shown to people. Findings are a stream, sorted by file: a report iterates over
them at most twice, and never keeps them all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from itertools import groupby
from json import dumps
from typing import Any, NamedTuple, TextIO, TypeAlias

import click

from lint.core.digests import digest
from lint.core.findings import Applicability, Finding, Preview, Severity
from lint.core.order import natural
from lint.core.printable import printable
from lint.core.wording import count, listed, some
from lint.kinds import PATHWAY, PATHWAY_SOURCE
from lint.results.findings import Tally, TextFormat
from lint.results.run_result import RunResult
from lint.settings import Settings

COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_MARKS = {Applicability.SAFE: "[*]", Applicability.UNSAFE: "[unsafe]"}
_MAX_NAMED = 5  # files that the summary names
_PAGES = {"authors": "author's page", "communities": "community's page", "organisms": "organism's page"}
"""The page for a name in each field: if the page is missing, a change of the record does not help."""


class Earlier(NamedTuple):
    """The JSON report of an earlier run."""

    label: str
    summary: Mapping[str, Any]
    """The numbers of the run, as returned by `lint.reports.json.summary_of`."""


class Style(NamedTuple):
    """How a report is styled."""

    color: bool = False
    quiet: bool = False
    """Whether the summary is left out."""
    group_by: str = "file"
    """What `grouped` groups findings by: one of `lint.reports.grouped.GROUPS`."""
    earlier: tuple[Earlier, ...] = ()
    """The reports with which `html` compares, the oldest first."""

    def __call__(self, text: str, **look: Any) -> str:
        """Return *text* with colours if they are wanted; *look* are the arguments of `click.style`."""
        return click.style(text, **look) if self.color else text


Write: TypeAlias = Callable[["RunResult", "Settings", TextIO, Style], None]
"""Writes a report to a UTF-8 stream."""


def writer(name: str) -> Write:
    """Return the function that writes the format *name*, which is in the module of that name."""
    write: Write = import_module(f"{__name__}.{name}").write
    return write


def statistics_writer(name: str) -> Write:
    """Return the function that writes the statistics of the rules in the format *name*."""
    write: Write = import_module(f"{__name__}.statistics").FORMS[name]
    return write


Entry: TypeAlias = Callable[[Finding, Style], str]
"""Returns the text of a report for one finding."""


def is_stream(name: str) -> bool:
    """Return whether the format *name* writes one finding after another: its module has an `entry`."""
    return hasattr(import_module(f"{__name__}.{name}"), "entry")


def entry_of(name: str) -> Entry:
    """Return the function that writes one finding in the format *name*, a stream."""
    entry: Entry = import_module(f"{__name__}.{name}").entry
    return entry


def render(text_format: TextFormat, findings: Iterable[Finding]) -> str:
    """Return the text of a report in *text_format* for *findings*."""
    entry, style = entry_of(text_format.format), Style(text_format.color)
    return "".join([entry(finding, style) for finding in findings])


def write_entries(report: RunResult, name: str, stream: TextIO, style: Style) -> None:
    """Write the findings in the format *name*, which lists one finding after another."""
    text_format = TextFormat(name, style.color)
    for part in report.findings.rendered(text_format):
        stream.write(part if isinstance(part, str) else render(text_format, part))


def headline(finding: Finding, style: Style, mark: str | None = None) -> str:
    """Return the line of *finding*: its location, and its `body`."""
    place = finding.location
    colon = style(":", fg="cyan")
    where = f"{style(printable(place.file), bold=True)}{colon}{place.line}{colon}{place.column}{colon}"
    return f"{where} {body(finding, style, mark)}"


def origin(finding: Finding) -> str:
    """Return where the value of *finding* comes from, ` (from WP49.gpml:3:46)`, or ""."""
    found = finding.location.origin
    if found is None:
        return f" (from {file})" if (file := _copied_from(finding)) else ""
    others = len(found.pointers) - 1
    more = f" and {count(others, 'other place')}" if others else ""
    return f" (from {printable(found.file)}:{found.region.line}:{found.region.column}{more})"


def where_to_repair(finding: Finding) -> str:
    """Return `drawing`, `record`, the page of an author, a community or an organism, or another file.

    Values that are generated from a source are repaired there, whether it is available or not.
    """
    field = finding.path[0] if finding.path else ""
    if field in _PAGES and not finding.fix:
        return _PAGES[field]
    if file := _copied_from(finding):
        return file
    place = finding.location
    is_made = place.kind == PATHWAY.name and PATHWAY.is_made(finding.path)
    return "drawing" if is_made or place.origin or place.kind == PATHWAY_SOURCE.name else "record"


def _copied_from(finding: Finding) -> str:
    """Return the file from which the value of *finding* is copied; "" if there is none."""
    return PATHWAY.lookup_of(finding.path) if finding.location.kind == PATHWAY.name else ""


def body(finding: Finding, style: Style, mark: str | None = None) -> str:
    """Return the code, *mark* (by default, that of the fix), severity, message and origin of *finding*."""
    if mark is None and finding.fix and finding.fix.applicability is not Applicability.DISPLAY:
        mark = style(_MARKS[finding.fix.applicability], fg="cyan")
    look = COLORS[finding.severity]
    code, severity = style(finding.code, fg=look, bold=True), style(f"{finding.severity.label}:", fg=look)
    message = f"{printable(finding.message)}{origin(finding)}"
    return " ".join([code, *([mark] if mark else []), severity, message])


def words_of(change: Preview) -> tuple[str, str]:
    """Return the words before and after a fix as shown, with `␠` for spaces if only white space differs."""
    is_space = change.before.split() == change.after.split()
    before, after = (
        printable(words.replace(" ", "␠") if is_space else words) for words in (change.before, change.after)
    )
    return before, after


def write_fixed(report: RunResult, stream: TextIO, style: Style) -> None:
    """Write a line for each finding that was fixed."""
    for finding in report.fixed:
        stream.write(f"{headline(finding, style, style('[fixed]', fg='green'))}\n")


def severities(numbers: Mapping[Severity, int]) -> str:
    """Return the number of findings of each severity, `2 errors, 3 warnings`."""
    return ", ".join(count(numbers[severity], severity.label) for severity in sorted(numbers, reverse=True))


def by_file(findings: Iterable[Finding]) -> Iterator[tuple[str, Iterator[Finding]]]:
    """Yield each file with its findings."""
    return groupby(findings, key=lambda finding: finding.location.file)


def fingerprinted(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with what it is known by from one run to the next, which no other one has.

    It stays the same where lines and items move, and changes with the file's name, the rule, the field
    and the words at fault, or else the value there, or what is said of a list; findings that share all of
    these are told apart by their order.
    """
    for file, found in by_file(findings):
        seen: Counter[tuple[str, str, str]] = Counter()
        for finding in found:
            key = (finding.code, finding.field_pointer, finding.location.digest)
            text = dumps([file, *key, seen[key]])
            seen[key] += 1
            yield finding, digest(text.encode())


def as_json(value: Any) -> str:
    """Return *value* as JSON in ASCII, without anything that GitHub Actions reads as a command."""
    return dumps(value).replace("##[", "#\\u0023[")


def write_list(items: Iterable[Any], stream: TextIO, indent: str = "") -> None:
    """Write *items* as a JSON list, one per line, each line indented by *indent*."""
    before = "["
    for item in items:
        stream.write(f"{before}\n{indent}  {as_json(item)}")
        before = ","
    stream.write("[]" if before == "[" else f"\n{indent}]")


def code_span(text: str) -> str:
    """Return *text* as a code span of Markdown, whatever it contains."""
    shown = printable(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", shown)), default=0))
    gap = " " if shown[:1] in " `" or shown[-1:] in " `" else ""
    return f"{fence}{gap}{shown}{gap}{fence}"


def write_summary(report: RunResult, settings: Settings, stream: TextIO, style: Style) -> None:
    """Write the summary of a run in a few lines, unless *style* is quiet."""
    if not style.quiet:
        stream.writelines(f"{line}\n" for line in summary(report, settings))


def summary(report: RunResult, settings: Settings) -> Iterator[str]:
    """Yield the lines of the summary of a run."""
    if not report.records and report.unchanged:
        yield "No record has changed."
        return
    if not report.files:
        yield "There is no file to check, or `include`, `exclude` and .gitignore leave none."
        return
    if not report.records:
        yield (
            f"No records in {count(report.files, 'file')}. A record is known by its path, such as "
            "_pathways/WP49.md or _figures/PMC1234567__F1.md, or by its fields."
        )
        return
    yield _result(report, settings)
    if made := sorted(report.counts.made_anew, key=natural):
        yield f"Made anew from the drawing: {some(map(printable, made), len(made), _MAX_NAMED)}."
    if outdated := report.outdated_records:
        records, them = count(outdated, "record"), "it" if outdated == 1 else "them"
        yield (
            f"Now older than the drawing: {records}. A push generates {them} again; until then, a check "
            "reports the old text and SRC001."
        )
    if ways := _ways(report.findings.tally, settings):
        yield ways
    if report.counts.unsourced and (report.findings.tally.total or report.fixed.tally.total):
        yield PATHWAY.source_note
    if copied := sorted(report.counts.copied):
        yield f"Repair what is copied from {listed(copied)} there: the copies here are written anew."
    hidden = _below_level(report)
    if hidden:
        them = "it" if hidden.total() == 1 else "them"
        fixes = report.counts.unshown_fixes
        also = f", and fixes {fixes:,} of them" if fixes > 1 else " and fixes it" if fixes else ""
        yield f"Not shown: {severities(hidden)} (--level {min(hidden).label} shows {them}{also})."
    refused = report.findings.tally.refused
    if refused and report.is_repair:
        yield f"Not applied: {count(refused, 'fix')}; each finding says why."
    if report.baselined:
        yield f"Hidden by the baseline: {count(report.baselined, 'finding')}."
    if stale := report.stale.total():
        they = "1 finding is" if stale == 1 else f"{stale:,} findings are"
        yield f'{they} in the baseline and no longer there ("recordlint baseline --prune").'
    if ignored := report.counts.ignored.total():
        yield f"Ignored by the settings: {count(ignored, 'finding')}."


def _below_level(report: RunResult) -> Counter[Severity]:
    """Return the numbers of findings below the level shown, by severity."""
    found: Counter[Severity] = Counter()
    for (_, severity), number in report.counts.below_level.items():
        found[severity] += number
    return found


def _result(report: RunResult, settings: Settings) -> str:
    shown, fixed = report.findings.tally, report.fixed.tally
    told = severities(shown.by_severity())
    below = _below_level(report)
    failing = {severity: number for severity, number in below.items() if settings.fails(severity)}
    fail = f"{severities(failing)} {'fails' if sum(failing.values()) == 1 else 'fail'} the run"
    if not fixed.total:
        if not shown.total:
            records = _in_words(report.records, report.drawings)
            if failing:
                return f"No findings are shown in {records}, but {fail}."
            return f"No findings in {records}."
        return f"Found {count(shown.total, 'finding')} ({told}) in {extent(shown, report)}."
    done = f"Fixed {fixed_count(report)} in {extent(fixed, report)}"
    if not shown.total:
        return f"{done}; none of the rest is shown, but {fail}." if failing else f"{done}; none remain."
    return f"{done}; {shown.total:,} remain{'s' if shown.total == 1 else ''} ({told})."


def fixed_count(report: RunResult) -> str:
    """Return the number of fixed findings: those that a check reports, and those that appeared later."""
    total, followed = len(report.fixed), report.counts.followed
    reported = count(total - followed, "finding")
    return f"{reported}, and {followed:,} more that appeared after that," if followed > 0 else reported


def extent(found: Tally, report: RunResult) -> str:
    """Return how many of the records have findings, `2 of 10 records and 1 of 10 drawings`."""
    drawings = _extent(found.drawings, report.drawings, "drawing")
    records = _extent(found.records - found.drawings, report.records - report.drawings, "record")
    return " and ".join(filter(None, (records, drawings))) or _in_words(report.records, report.drawings)


def _extent(some: int, every: int, noun: str) -> str:
    """Return how many of *every* have findings; "" if none has."""
    if not some:
        return ""
    return count(every, noun) if some >= every else f"{some:,} of {count(every, noun)}"


def _in_words(records: int, drawings: int) -> str:
    """Return the numbers of records, of which some are drawings, `250 records and 250 drawings`."""
    others = records - drawings
    told = [count(others, "record")] if others or not drawings else []
    return " and ".join([*told, count(drawings, "drawing")] if drawings else told)


def _ways(shown: Tally, settings: Settings) -> str:
    """Return what to do about findings: first what a command does; "" if there is nothing to suggest."""
    numbers = shown.by_applicability()
    safe, unsafe = numbers[Applicability.SAFE], numbers[Applicability.UNSAFE]
    if settings.unsafe_fixes:
        safe, unsafe = 0, safe + unsafe
    ways = [f'{safe:,} can be fixed with "recordlint fix"'] if safe else []
    if unsafe:
        ways.append(f'{unsafe:,} {"more" if safe else "can be fixed"} with "recordlint fix --unsafe-fixes"')
    by_hand = shown.without_fix()
    parts = [", ".join(ways)] if ways else []
    if (errors := by_hand[Severity.ERROR]) and (ways or errors < by_hand.total()):
        do = "begin with" if errors < by_hand.total() else "repair"
        left = f" that {'is' if errors == 1 else 'are'} left" if ways else ""
        what = f"the {'' if errors == 1 else f'{errors:,} '}{'error' if errors == 1 else 'errors'}{left}"
        parts.append(f'{do} {what} ("recordlint check --level error")')
    told = "; then ".join(parts)
    return f"{told[:1].upper()}{told[1:]}." if told else ""
