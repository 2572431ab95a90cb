"""Repairing sources: their new version and date, and the files that are generated from them again."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TypeAlias

from lint import files
from lint.checker.file_checker import FileChecker, FileContent
from lint.core.findings import Finding
from lint.core.limits import DEFAULT
from lint.core.values import Edit, Set, find, pointer
from lint.documents.front_matter import FrontMatter
from lint.documents.gpml import Gpml
from lint.documents.splices import EditRefused
from lint.kinds import PATHWAY
from lint.records.inputs import SOURCE_ENDING, Disk, repository_of, sidecar
from lint.rules import CorpusRule, Fact
from lint.rules.src.stale_record import INFO, StaleRecord
from lint.rules.src.torn_table import TornTable
from lint.run.job import Job
from lint.sources.lookups import lookups_of
from lint.sources.regeneration import Edited
from lint.sources.source import source_of

Change: TypeAlias = "tuple[str, bytes, bytes]"
"""A file, and its content before and after."""


def changes_of_source(job: Job, path: str, before: bytes, after: bytes) -> list[Change]:
    """Return the changes for the repair of a source: the source, and files that are generated again.

    Args:
        job: What to do with each file.
        path: The path of the source.
        before: Its content before the repair.
        after: Its content after the repair.
    """
    if Gpml(before).problem is not None:
        return [(path, before, after)]
    if job.options.stamp:
        after = _stamped(path, after, job.options.stamp)
    records = job.records.get(path, ()) if job.options.derive else ()
    made = (change for record in records for change in _generated_again(path, before, after, record))
    return [(path, before, after), *(change for change in made if change[1] != change[2])]


def outdated_values(records: Iterable[str], before: bytes, after: bytes) -> dict[str, list[str]]:
    """Return which values of the *records* only the unrepaired source gives, as pointers by record.

    If a record, or its table, matched the source before the repair, the code of the rule that reports the
    difference is also in its list.

    Args:
        records: The records that are generated from the source.
        before: The content of the source before the repair.
        after: Its content after the repair.
    """
    found = {record: _outdated(record, before, after) for record in records}
    return {record: outdated for record, outdated in found.items() if outdated}


def _outdated(record: str, before: bytes, after: bytes) -> list[str]:
    data = files.read_if_any(record)
    values = FrontMatter(data).values if data is not None else {}
    texts = {name: text for name, _, text in _beside(record)}
    table = next((texts[name] for name in PATHWAY.keyword_tables if name in texts), None)
    stem, fields = files.stem(record), PATHWAY.source_fields
    old, new = (source_of(stem, values, "", source, table, "", DEFAULT) for source in (before, after))
    if old is None or new is None:
        return []
    made = [found for field in fields for found in find(values, field)]
    lists = [(path, items) for path, items in made if isinstance(items, list)]
    paths = [path for path, _ in made] + [(*path, at) for path, items in lists for at in range(len(items))]
    outdated = [pointer(path) for path in paths if old.gives(path, values) and not new.gives(path, values)]
    if table is not None and old.makes_table(table) and not new.makes_table(table):
        outdated.append(TornTable.code)
    if old.makes(values, fields, table, texts.get(INFO)):
        outdated.append(StaleRecord.code)
    return outdated


def compared_sources(job: Job, paths: Iterable[str], disk: Disk) -> dict[str, list[Finding]]:
    """Return by file the findings of comparing the sources in *paths* that the *job* may repair."""
    rules = [rule for rule in job.settings.enabled_rules() if isinstance(rule, CorpusRule)]
    codes = tuple(rule.code for rule in rules if rule.fixes_by_comparing) if job.options.corpus else ()
    if not codes:
        return {}
    checker = FileChecker(job.settings.replace(select=codes, extend_select=()), disk, folder=job.folder)
    facts: dict[str, list[Fact]] = defaultdict(list)
    for result in checker.results(_contents(paths, disk)):
        for code, stated in result.facts.items():
            facts[code] += stated
    found: dict[str, list[Finding]] = defaultdict(list)
    for path, findings in checker.corpus.findings(facts)[0].items():
        for finding in findings:
            if finding.fix and job.settings.applies(finding.fix):
                found[path].append(finding)
    return found


def _contents(paths: Iterable[str], disk: Disk) -> Iterator[FileContent]:
    for path in paths:
        if path.endswith(SOURCE_ENDING):
            with suppress(OSError):  # reported when the source is repaired
                yield FileContent(path, disk.read(path))


def _stamped(path: str, data: bytes, digits: str) -> bytes:
    """Return the source *data* with its version and date set to *digits* (`20260822120000`)."""
    document = Gpml(data)
    edits: list[Edit] = []
    if "version" in document.values:
        edits.append(Set(("version",), f"{files.stem(path)}_r{digits}"))
    if "last-modified" in document.values:
        edits.append(Set(("last-modified",), digits))
    return document.edited(edits)


def _generated_again(source: str, before: bytes, after: bytes, record: str) -> Iterator[Change]:
    """Yield the changes of the files generated from a *source*: a record, its table and its info file."""
    edited = Edited(files.stem(record), Gpml(before).values, Gpml(after).values)
    tables: tuple[str | None, str | None] = None, None
    for name, path, text in _beside(record):
        new = edited.info(text) if name == INFO else edited.table(text)
        if name != INFO and tables[0] is None:
            tables = text, new
        yield path, _encoded(text), _encoded(new)
    data = files.read_if_any(record)
    if data is not None:
        document = FrontMatter(data)
        lookups = lookups_of(repository_of(source))
        try:
            yield record, data, edited.record(document, tables, lookups, PATHWAY.source_fields)
        except EditRefused:  # the record stays unchanged, which is reported
            return


def _beside(record: str) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the path and the text of the info file and of each table beside a *record*."""
    for name in (INFO, *PATHWAY.keyword_tables):
        key = sidecar(record, name.replace("{id}", files.stem(record)))
        data = files.read_if_any(key[0]) if key else None
        if key is not None and data is not None:
            yield name, os.path.normpath(key[0]), data.decode("utf-8", "surrogateescape")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
