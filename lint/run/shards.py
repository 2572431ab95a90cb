"""Shards: a run split over several machines, each with a part of the records, and joined again."""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge as merged
from itertools import islice
from pathlib import Path as FilePath
from typing import Any
from zlib import crc32

from lint.core.errors import UsageError
from lint.results import FileResult, PackedResults, dump, load
from lint.settings import Settings

_SIZE = 64  # outcomes that are packed together again


@dataclass
class Shard:
    """A part of the records: the one with this *number*, from 1, *of* so many."""

    number: int
    of: int
    settings: str = ""
    """A digest of the settings that it was checked by."""
    batches: list[PackedResults] = field(default_factory=list)
    """What came of its files."""

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Return the shard that a text such as `2/5` names.

        Raises:
            UsageError: it names none.
        """
        number, _, of = text.partition("/")
        if number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
            return cls(int(number), int(of))
        raise UsageError(f"--shard {text}: write N/M, such as 2/5 for the second of five shards")

    def holds(self, path: str) -> bool:
        """Return whether the file at *path* belongs to it: the name of the record's file decides."""
        name = path.rpartition("/")[2]
        return crc32(name.encode("utf-8", "surrogateescape")) % self.of == self.number - 1

    def packed(self) -> dict[str, Any]:
        """Return it as plain data for JSON."""
        batches = [b64encode(dump(batch)).decode("ascii") for batch in self.batches]
        return {"number": self.number, "of": self.of, "settings": self.settings, "batches": batches}

    def outcomes(self) -> Iterator[FileResult]:
        """Yield what came of its files, in their order."""
        for batch in self.batches:
            yield from batch.outcomes()


def read(files: Iterable[FilePath], version: str, settings: Settings) -> list[Shard]:
    """Return the shards whose JSON reports are in *files*.

    Raises:
        UsageError: a file is no such report, they are not all the shards of one run, or of another version
            or other settings than these.
    """
    shards: dict[int, Shard] = {}
    expected = digest_of(settings)
    for file in files:
        shard = _read(file, version)
        if shard.settings != expected:
            raise UsageError(f"{file}: was made with other settings; check and merge with the same ones")
        if shard.number in shards:
            raise UsageError(f"{file}: is shard {shard.number}, as another of these files is")
        if shards and shard.of != next(iter(shards.values())).of:
            raise UsageError(f"{file}: is one of {shard.of} shards, other files are of another number")
        shards[shard.number] = shard
    missing = sorted(set(range(1, next(iter(shards.values())).of + 1)) - set(shards)) if shards else []
    if missing:
        raise UsageError(f"no report of shard {', '.join(map(str, missing))} is among these files")
    return list(shards.values())


def _read(file: FilePath, version: str) -> Shard:
    try:
        report = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{file}: cannot be read: {error}") from None
    shard = report.get("shard") if isinstance(report, dict) else None
    if not isinstance(shard, dict):
        raise UsageError(f"{file}: is no report of `check --shard N/M --output-format json`")
    if report.get("version") != version:
        raise UsageError(f"{file}: was made by recordlint {report.get('version')}, this is {version}")
    try:
        batches = [load(b64decode(text)) for text in shard["batches"]]
        return Shard(int(shard["number"]), int(shard["of"]), str(shard["settings"]), batches)
    except Exception as error:  # what is no pickle fails in many ways
        raise UsageError(f"{file}: is damaged: {error}") from None


def joined(shards: Sequence[Shard]) -> Iterator[tuple[list[str], PackedResults]]:
    """Yield what came of all files, in their order, some files at a time, with their paths."""
    outcomes = merged(*(shard.outcomes() for shard in shards), key=lambda outcome: outcome.path)
    while part := list(islice(outcomes, _SIZE)):
        paths = [outcome.path for outcome in part]
        yield paths, PackedResults.of(part)


def digest_of(settings: Settings) -> str:
    """Return a text that is the same for two shards' settings exactly when they check alike.

    The repository may lie in another folder on each machine: paths count from it.
    """
    from lint.files import digest, repositories

    here = os.path.realpath("")
    home = os.path.join(here, next(iter(repositories([os.path.join(here, "x")])), ""))
    text = repr(settings.for_findings())
    return digest(text.replace(repr(os.path.normpath(home))[1:-1], ".").encode("utf-8", "surrogateescape"))
