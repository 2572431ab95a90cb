"""Selecting the files of a run, and splitting them into parts."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from lint import files
from lint.core.errors import UsageError
from lint.core.order import natural
from lint.core.wording import did_you_mean
from lint.kinds import PATHWAY, recognise
from lint.records.inputs import SOURCE_ENDING, Disk
from lint.run.job import Job
from lint.settings import Settings

_ID = re.compile(r"[\w-]+")

_PART_MASK = 0x3F  # parts have 64 files on average ...
_MAX_PART = 192  # ... and at most this number


class Selection(NamedTuple):
    """The files of a run."""

    paths: Sequence[str]
    """The files that are reported on, in natural order."""
    beside: frozenset[str] = frozenset()
    """The files that those are compared with."""
    given: dict[str, bytes] | None = None
    """By path, content to use instead of that on the disk."""
    unchanged: int = 0
    """The number of files that are left out because they have not changed."""
    failures: Sequence[str] = ()
    """Messages about files and folders that cannot be read."""
    notes: Sequence[str] = ()


def selected(paths: Sequence[str], job: Job) -> Selection:
    """Return the files at *paths*, which may also be ids of records, for a *job*.

    Raises:
        UsageError: A path does not exist, or git cannot list what changed.
    """
    settings, options = job.settings, job.options
    if options.stdin is not None:
        path = files.shown(options.stdin[0])
        return Selection([path], given={path: options.stdin[1]})
    scope = settings.scope()
    paths = with_ids(paths, settings)
    named = discovered(paths, scope)
    around = discovered(files.repositories(paths) if job.compares else [], scope)
    chosen = named.paths
    if options.changed_since is not None:
        from lint.run.changes import Changes

        folders = [path if os.path.isdir(path) else os.path.dirname(path) or "." for path in paths]
        changes = Changes(options.changed_since, folders, settings.all_kinds())
        chosen = [path for path in chosen if changes.concern(path)]
    return Selection(
        chosen,
        frozenset({*named.paths, *around.paths} if job.compares else ()),
        unchanged=len(named.paths) - len(chosen),
        failures=list(dict.fromkeys([*named.failures, *around.failures])),
        notes=[*named.notes, *around.notes],
    )


def discovered(paths: Sequence[str], scope: files.Scope) -> files.Found:
    """Return the files at *paths*, as reports show them, in natural order.

    Raises:
        UsageError: A path does not exist.
    """
    try:
        found = files.discover(paths, scope)
    except FileNotFoundError as error:
        raise UsageError(f"{error.args[0]} does not exist") from None
    if os.sep == "/" and not any(map(os.path.isabs, paths)):
        return found  # the paths are already as reports show them
    return found._replace(paths=sorted(map(files.shown, found.paths), key=natural))


def with_ids(paths: Sequence[str], settings: Settings) -> list[str]:
    """Return *paths*, with each id of a record that is not also a file replaced by the record's files.

    These are the record and its source, below the working folder or where the settings say.

    Raises:
        UsageError: There is neither such a file nor such a record.
    """
    ids = {path for path in paths if _ID.fullmatch(path) and not os.path.lexists(path)}
    if not ids:
        return list(paths)
    found: dict[str, list[str]] = {record_id: [] for record_id in ids}
    kinds = settings.all_kinds()
    stems: set[str] = set()
    for path in discovered(["."], settings.scope()).paths:
        stem = files.stem(path)
        stems.add(stem)
        if stem in ids and recognise(os.path.abspath(path).replace(os.sep, "/"), b"", kinds):
            found[stem].append(path)
    for record_id, own in found.items():
        source = settings.sources.of(PATHWAY.name, record_id)
        if source is not None and os.path.isfile(source[0]):
            own.append(files.shown(source[0]))
        if not own:
            near = did_you_mean(
                record_id, [stem for stem in stems if stem.casefold() == record_id.casefold()]
            )
            near = near or ": go to the folder of the records, or name a file"
            raise UsageError(f"{record_id} does not exist, and no record here has this id{near}")
    return [file for path in paths for file in found.get(path, [path])]


def records_by_source(paths: Iterable[str], settings: Settings) -> dict[str, list[str]]:
    """Return the existing sources of the records at *paths*, each with its records.

    The record of a source in *paths* is the one beside it.
    """
    disk = Disk(settings.limits)
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        stem, ending = os.path.splitext(path)
        if ending == SOURCE_ENDING:
            beside = f"{stem}.md"
            if os.path.lexists(beside) and beside not in found[path]:
                found[path].append(beside)
            continue
        kind = recognise(os.path.abspath(path).replace(os.sep, "/"), b"", (PATHWAY,))
        elsewhere = settings.sources.of(PATHWAY.name, os.path.basename(stem)) if kind else None
        for key in ((os.path.abspath(f"{stem}{SOURCE_ENDING}"), None), elsewhere):
            if key is not None and disk.stamp(key) is not None:
                source = files.shown(key[0])
                if path not in found[source]:
                    found[source].append(path)
                break
    return found


def parts(paths: Sequence[str]) -> Iterator[list[str]]:
    """Split *paths* into parts at places that depend on their hashes, so that a new file changes one part."""
    part: list[str] = []
    for path in paths:
        part.append(path)
        if not crc32(os.fsencode(path)) & _PART_MASK or len(part) == _MAX_PART:
            yield part
            part = []
    if part:
        yield part
